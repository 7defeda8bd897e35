import * as fc from 'fast-check';
import { asksForValidation, inTurn, tasksToLookInto, type TableProgress } from '../../../lib/control/monitor/turns';
import { HOUR, loadingTask, MINUTE, newTask, NOW, stoppedTask, task } from '../../support/monitor/looks';

const TASKS = [
  loadingTask({ resourceId: 'loading' }),
  task({ resourceId: 'validated' }),
  task({ resourceId: 'capturing' }),
  stoppedTask('NORMAL', { resourceId: 'stopped' }),
  newTask({ resourceId: 'new' }),
  task({ resourceId: 'creating', status: 'creating' }),
  task({ resourceId: 'deleting', status: 'deleting' }),
];

test.each<[TableProgress, string[], boolean]>([
  ['none', [], false],
  ['validatedTasks', ['validated'], true],
  ['untilBoundary', ['loading', 'validated'], true],
  ['always', ['loading', 'validated', 'capturing', 'stopped'], false],
])('%s looks into %j', (progress, expected, asks) => {
  const isValidated = ({ resourceId }: { readonly resourceId: string }) => ['validated', 'new'].includes(resourceId);
  expect(tasksToLookInto(TASKS, progress, isValidated).map(({ resourceId }) => resourceId)).toEqual(expected);
  expect(asksForValidation(progress)).toBe(asks);
});

const tasksNamed = (count: number) => Array.from({ length: count }, (_, index) => task({ resourceId: `task${index}` }));

test('those come first that were looked into longest ago, or never', () => {
  const lookedInto = new Map([['task0', NOW - HOUR], ['task1', NOW], ['task3', NOW - 2 * HOUR]]);
  expect(inTurn(tasksNamed(4), lookedInto, NOW).map(({ resourceId }) => resourceId)).toEqual(['task2', 'task3', 'task0', 'task1']);
});

test('every task gets its turn soon, however few a run has time for', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 60 }), (count, each, minutes) => {
    const lookedInto = new Map<string, number>();
    for (let run = 0; run < Math.ceil(count / each); run++) {
      const now = NOW + run * minutes * MINUTE;
      for (const { resourceId } of inTurn(tasksNamed(count), lookedInto, now).slice(0, each)) lookedInto.set(resourceId, now);
    }
    return lookedInto.size === count;
  }));
});

test('every task gets its turn also if nothing is remembered', () => {
  for (const minutes of [1, 5, 15, 60]) {
    const first = new Set<string>();
    for (let run = 0; run < 100; run++) first.add(inTurn(tasksNamed(10), new Map(), NOW + run * minutes * MINUTE)[0].resourceId);
    expect(first.size).toBe(10);
  }
});
