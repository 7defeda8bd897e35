import { classHistory, lastBoundary, lastChange, loadEnds, type TaskEntry } from '../../bench/phase/timeline';
import type { TimelineEntry } from '../../lib/simulator';

const instance = (at: number, status: string, name: string): TimelineEntry => ({ at, kind: 'instance', arn: 'rep', status, class: name, multiAz: true });
const task = (at: number, status: string, stage?: string, stopReason?: string, arn = 'task'): TaskEntry => ({
  at, kind: 'task', arn, instanceArn: 'rep', status, ...stage !== undefined && { stage }, ...stopReason !== undefined && { stopReason },
});
const modify = (at: number, to = 'small') => ({ at, operation: 'ModifyReplicationInstance', to });
const stop = (at: number, arn = 'task') => ({ at, operation: 'StopReplicationTask', task: arn });

describe('the end of a load', () => {
  test('is told apart from that of the cached changes', () => {
    expect(loadEnds([task(1, 'running', 'load'), task(5, 'running', 'cached'), task(7, 'running', 'cdc'), task(8, 'stopped', 'cdc')]))
      .toEqual({ loaded: 5, applied: 7 });
  });

  test('is the stop of a task that does nothing else', () => {
    expect(loadEnds([task(1, 'running', 'load'), task(5, 'stopped', 'load', 'Stop Reason FULL_LOAD_ONLY_FINISHED')])).toEqual({ loaded: 5, applied: 5 });
  });

  test('is never while a load stands still', () => {
    expect(loadEnds([task(1, 'running', 'load'), task(2, 'stopped', 'load', 'Stop Reason NORMAL')])).toEqual({ loaded: Infinity, applied: Infinity });
  });

  test('is that of the last task, or of the last reload', () => {
    const ends = [{ loaded: 3, applied: 9 }, { loaded: 5, applied: 6 }];
    expect(lastBoundary(ends, [])).toEqual({ loaded: 5, applied: 9 });
    expect(lastBoundary(ends, [8])).toEqual({ loaded: 8, applied: 9 });
  });
});

test('classes are those which the instance had one after the other', () => {
  expect(classHistory([instance(0, 'creating', 'large'), instance(1, 'available', 'large'), instance(9, 'modifying', 'large'), instance(12, 'available', 'small')]))
    .toEqual([{ at: 0, class: 'large' }, { at: 12, class: 'small' }]);
});

describe('the last change', () => {
  const changing = [instance(0, 'available', 'large'), instance(30, 'modifying', 'large'), instance(50, 'available', 'small')];

  test('took from the call that DMS acted upon until the class was there', () => {
    expect(lastChange(changing, [modify(3), modify(28)], 'small')).toEqual({ stopping: 0, changing: 22 });
  });

  test('took the time of the slowest task that the controller stopped for it', () => {
    const stops = ['one', 'other'].flatMap((arn, index) => [task(10, 'stopping', 'cdc', undefined, arn), task(14 + 4 * index, 'stopped', 'cdc', undefined, arn)]);
    expect(lastChange([...stops, ...changing], [stop(10, 'one'), stop(10, 'other'), modify(28)], 'small')).toEqual({ stopping: 8, changing: 22 });
  });

  test('has nothing to do with stops by others, or for a change before', () => {
    const byOperator = [task(10, 'stopping', 'cdc'), task(14, 'stopped', 'cdc')];
    expect(lastChange([...byOperator, ...changing], [modify(28)], 'small')?.stopping).toBe(0);
    const before = [...byOperator, task(15, 'starting', 'cdc'), task(16, 'running', 'cdc')];
    expect(lastChange([...before, ...changing], [stop(10), modify(28)], 'small')?.stopping).toBe(0);
  });

  test('is nothing if there was none', () => {
    expect(lastChange([instance(0, 'available', 'small')], [modify(1)], 'small')).toBeUndefined();
    expect(lastChange(changing, [], 'small')).toBeUndefined();
  });
});
