import * as fc from 'fast-check';
import { TaskPacking } from '../../lib/plan/task-packing';

function places(sizes: readonly number[]): number[] {
  const packing = new TaskPacking();
  return sizes.map((bytes) => packing.add(bytes));
}

test('keeps 100 small tasks in the stack itself, 300 in each nested one, and no more', () => {
  const dealt = places(Array.from({ length: 401 }, () => 300));
  expect([dealt[99], dealt[100], dealt[399], dealt[400]]).toEqual([0, 1, 1, 2]);
});

test('goes on when the documents would make the template too large', () => {
  expect(places([200_000, 99_000, 2_000, 400_000, 99_000])).toEqual([0, 0, 1, 1, 2]);
});

test('gives a task that is too large by itself a place of its own', () => {
  expect(places([1_000, 600_000, 1_000])).toEqual([0, 1, 2]);
});

test('moves no task when another is appended', () => {
  fc.assert(fc.property(fc.array(fc.nat(600_000)), fc.nat(600_000), (sizes, next) => {
    expect(places([...sizes, next]).slice(0, -1)).toEqual(places(sizes));
  }));
});
