import * as fc from 'fast-check';
import { TaskPacking } from '../../lib/plan/task-packing';

function places(sizes: readonly number[]): number[] {
  const packing = new TaskPacking();
  return sizes.map((bytes) => packing.add(bytes));
}

test('keeps 350 small tasks in the stack itself, and no more', () => {
  const dealt = places(Array.from({ length: 701 }, () => 300));
  expect([dealt[349], dealt[350], dealt[699], dealt[700]]).toEqual([0, 1, 1, 2]);
});

test('goes on when the documents would make the template too large', () => {
  expect(places([300_000, 199_000, 2_000, 400_000])).toEqual([0, 0, 1, 1]);
});

test('gives a task that is too large by itself a place of its own', () => {
  expect(places([1_000, 600_000, 1_000])).toEqual([0, 1, 2]);
});

test('moves no task when another is appended', () => {
  fc.assert(fc.property(fc.array(fc.nat(600_000)), fc.nat(600_000), (sizes, next) => {
    expect(places([...sizes, next]).slice(0, -1)).toEqual(places(sizes));
  }));
});
