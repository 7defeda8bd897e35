import type { Outcome } from '../../../lib/control/outcome';
import type { Memory, Message } from '../../../lib/control/phase-scaling/memory';
import type { SeenInstance, SeenTask, World } from '../../../lib/control/phase-scaling/world';
import { makeHandler } from '../../../lib/handlers/phase-scaling/handler';
import { BusyError, LostLeaseError } from '../../../lib/handlers/phase-scaling/lease';
import type { Stored, Surroundings } from '../../../lib/handlers/phase-scaling/surroundings';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import {
  boundaryTask, CUSTOMERS, instance, loaded, loadingTask, LONG_AGO, memory, NOW, ORDERS, pending, task,
} from '../../support/phase-scaling/observations';

const FUNCTION_MILLISECONDS = 300_000;
const SCHEDULE = { 'detail-type': 'Scheduled Event' };
const MESSAGE: Message = { code: 'any', severity: 'info', subject: 'any', text: 'any' };
const AT_LOAD: Partial<Memory> = { policy: POLICY, settled: { phase: 'full-load', class: LARGE }, scheduleRule: 'schedule', pace: 'minutes' };
const AT_CDC: Partial<Memory> = { ...AT_LOAD, settled: { phase: 'cdc', class: SMALL }, ...loaded() };

/** Everything outside the handler, which writes down in one list what is done to it. */
class Outside {
  public time = NOW;
  public seen: SeenInstance = instance();
  public tasks: SeenTask[] = [loadingTask()];
  public item: Stored | undefined;
  public readonly trace: string[] = [];
  public readonly log: Record<string, unknown>[] = [];
  public readonly sent: string[] = [];
  /** What calls fail with, by their names: each once, or always. */
  public readonly faults: Record<string, Error[]> = {};
  /** What calls come to, by their names, if they are not done. */
  public readonly outcomes: Record<string, Outcome> = {};
  /** Called when a call is made. */
  public onCall: ((name: string) => void) | undefined;

  constructor(remembered: Partial<Memory>) {
    this.item = { version: 1, owner: 'before', heldUntil: 0, memory: JSON.stringify(memory(remembered)) };
  }

  public get memory(): Memory {
    return JSON.parse(this.item!.memory) as Memory;
  }

  public get isHeld(): boolean {
    return this.item!.heldUntil > this.time;
  }

  public handle(event: unknown, milliseconds = FUNCTION_MILLISECONDS): Promise<void> {
    const ends = this.time + milliseconds;
    return makeHandler(this.surroundings, 'orders')(event, { awsRequestId: 'now', getRemainingTimeInMillis: () => ends - this.time });
  }

  private call(name: string): void {
    this.trace.push(name);
    this.onCall?.(name);
    const fault = this.faults[name]?.shift();
    if (fault !== undefined) throw fault;
  }

  private get surroundings(): Surroundings {
    const change = (name: string) => async (arn: string) => {
      const full = `${name} ${arn.split(':').pop()}`;
      this.call(full);
      return this.outcomes[full] ?? { kind: 'done' as const };
    };
    return {
      dms: {
        world: async (): Promise<World> => {
          this.call('world');
          return { instance: this.seen, tasks: this.tasks };
        },
        tables: async () => ({ states: { 'Table completed': 3 }, errored: [] }),
        stopFlags: async () => ({}),
        connections: async () => [],
        stopTask: change('stop'),
        resumeTask: change('resume'),
        changeClass: change('changeClass'),
        testConnection: change('test'),
      },
      store: {
        read: async () => this.item,
        write: async (_, item) => {
          this.call(item.heldUntil === 0 ? 'release' : 'keep');
          if ((this.item?.version ?? 0) + 1 !== item.version) return false;
          this.item = item;
          return true;
        },
        remove: async () => this.call('remove'),
      },
      setPace: async (_, pace) => this.call(`setPace ${pace}`),
      publish: async ({ code }) => {
        this.call('publish');
        this.sent.push(code);
      },
      hooksOf: () => ({ start: change('hook'), status: async () => undefined }),
      alarmsIn: async () => [],
      stackIsLeaving: async () => false,
      reply: async (url) => {
        this.call(`reply ${url}`);
        return true;
      },
      clock: {
        now: () => this.time,
        sleep: async (milliseconds) => {
          this.trace.push(`sleep ${milliseconds}`);
          this.time += milliseconds;
        },
      },
      log: (entry) => this.log.push(entry),
    };
  }
}

function named(name: string, message = 'any'): Error {
  return Object.assign(new Error(message), { name });
}

/** A world in which nothing is left to do. */
function quiet(remembered: Partial<Memory> = {}): Outside {
  const outside = new Outside({ ...AT_CDC, ...remembered });
  outside.seen = instance({ class: SMALL });
  outside.tasks = [task()];
  return outside;
}

describe('an act', () => {
  test('is written down before it is done, and what came of it after', async () => {
    const outside = new Outside(AT_LOAD);
    outside.tasks = [loadingTask(), boundaryTask({ arn: CUSTOMERS })];
    let before: Memory | undefined;
    outside.onCall = (name) => {
      if (name.startsWith('resume')) before = outside.memory;
    };
    await outside.handle(SCHEDULE);
    expect(outside.trace).toEqual(['keep', 'world', 'keep', 'resume CUSTOMERS', 'release']);
    expect(before?.resumes).toEqual({ [CUSTOMERS]: { at: NOW, tries: 1 } });
    expect(outside.memory).toMatchObject({ lookedAt: NOW, resumes: { [CUSTOMERS]: { at: NOW, tries: 1 } } });
  });

  test('switches the schedule on before it is written down that it is', async () => {
    const outside = new Outside({ ...AT_LOAD, pace: 'off' });
    outside.tasks = [loadingTask(), boundaryTask({ arn: CUSTOMERS })];
    outside.onCall = (name) => {
      if (name === 'setPace minutes') expect(outside.memory.pace).toBe('off');
    };
    await outside.handle(SCHEDULE);
    expect(outside.trace).toEqual(['keep', 'world', 'setPace minutes', 'keep', 'resume CUSTOMERS', 'release']);
    expect(outside.memory.pace).toBe('minutes');
  });

  test('that fails before it is begun leaves the memory as it was, for the next one to take', async () => {
    const outside = new Outside({ ...AT_LOAD, pace: 'off' });
    outside.tasks = [loadingTask(), boundaryTask({ arn: CUSTOMERS })];
    const before = outside.memory;
    outside.faults['setPace minutes'] = [named('InternalException')];
    await expect(outside.handle(SCHEDULE)).rejects.toThrow('any');
    expect(outside.memory).toEqual(before);
    expect(outside.isHeld).toBe(false);
  });

  test('of which calls throw is remembered as it was intended', async () => {
    const outside = new Outside(AT_LOAD);
    outside.tasks = [boundaryTask()];
    outside.seen = instance({ class: SMALL });
    outside.faults['resume ORDERS'] = [named('Error', 'out of memory')];
    await expect(outside.handle(SCHEDULE)).rejects.toThrow('out of memory');
    expect(outside.memory.resumes).toEqual({ [ORDERS]: { at: NOW, tries: 1 } });
    expect(outside.isHeld).toBe(false);
  });

  test('is not done by one that was overtaken, and that does not touch the memory any more', async () => {
    const outside = new Outside(AT_LOAD);
    outside.tasks = [boundaryTask()];
    outside.onCall = (name) => {
      if (name === 'world') outside.item = { ...outside.item!, version: outside.item!.version + 1, owner: 'other' };
    };
    await expect(outside.handle(SCHEDULE)).rejects.toThrow(LostLeaseError);
    expect(outside.trace).toEqual(['keep', 'world', 'keep']);
    expect(outside.item?.owner).toBe('other');
  });

  test('on many is cut short when the function\'s time is nearly over, and the rest is left for the next run', async () => {
    const outside = new Outside(AT_LOAD);
    outside.tasks = [loadingTask(), ...['A', 'B', 'C'].map((id) => boundaryTask({ arn: `arn:aws:dms:us-east-1:123456789012:task:${id}` }))];
    outside.onCall = (name) => {
      if (name.startsWith('resume')) outside.time += 150_000;
    };
    await outside.handle(SCHEDULE);
    expect(outside.trace.filter((name) => name.startsWith('resume'))).toEqual(['resume A', 'resume B']);
    expect(Object.keys(outside.memory.resumes).map((arn) => arn.split(':').pop())).toEqual(['A', 'B']);
  });
});

test('when DMS throttles, the other calls of an act are not made, and not counted as made', async () => {
  const outside = new Outside(AT_LOAD);
  outside.tasks = [loadingTask(), ...['A', 'B', 'C'].map((id) => boundaryTask({ arn: `arn:aws:dms:us-east-1:123456789012:task:${id}` }))];
  outside.outcomes['resume B'] = { kind: 'skipped' };
  await outside.handle(SCHEDULE);
  expect(outside.trace.filter((name) => name.startsWith('resume'))).toEqual(['resume A', 'resume B']);
  expect(Object.keys(outside.memory.resumes).map((arn) => arn.split(':').pop())).toEqual(['A']);
});

describe('the schedule', () => {
  test('is switched off when nothing is left to do, after that is written down', async () => {
    const outside = quiet();
    outside.onCall = (name) => {
      if (name === 'setPace off') expect(outside.memory.pace).toBe('off');
    };
    await outside.handle(SCHEDULE);
    expect(outside.trace).toEqual(['keep', 'world', 'keep', 'setPace off', 'release']);
  });

  test('that could not be switched off is switched off by its next call', async () => {
    const outside = quiet();
    outside.faults['setPace off'] = [named('InternalException')];
    await expect(outside.handle(SCHEDULE)).rejects.toThrow('any');
    await outside.handle(SCHEDULE);
    expect(outside.trace.filter((name) => name === 'setPace off')).toHaveLength(2);
  });

  test('that is off is left alone by events', async () => {
    const outside = quiet({ pace: 'off' });
    await outside.handle({ 'detail-type': 'DMS Replication Task State Change', 'time': new Date(NOW).toISOString() });
    expect(outside.trace).toEqual(['keep', 'world', 'release']);
  });

  test('calls every hour after a task was resumed at its boundary, which may stop once more', async () => {
    const outside = quiet({ lookUntil: NOW + 24 * 3_600_000 });
    await outside.handle(SCHEDULE);
    expect(outside.trace).toEqual(['keep', 'world', 'keep', 'setPace hours', 'release']);
    expect(outside.memory.pace).toBe('hours');
    outside.time += 3_600_000;
    await outside.handle(SCHEDULE);
    expect(outside.trace.filter((name) => name.startsWith('setPace'))).toEqual(['setPace hours']);
  });

  test('that calls sooner than it was set to is set again', async () => {
    const outside = quiet({ lookUntil: NOW + 24 * 3_600_000, pace: 'hours', lookedAt: NOW - 60_000 });
    await outside.handle(SCHEDULE);
    expect(outside.trace).toEqual(['keep', 'world', 'keep', 'setPace hours', 'release']);
  });

  test('is switched on for as long as there is something to wait for', async () => {
    const outside = new Outside({ ...AT_LOAD, pace: 'off' });
    await outside.handle({ 'detail-type': 'DMS Replication Task State Change', 'time': new Date(NOW).toISOString() });
    expect(outside.trace).toEqual(['keep', 'world', 'setPace minutes', 'release']);
    expect(outside.memory.pace).toBe('minutes');
  });

  test('is not switched before the first deployment has named it', async () => {
    const outside = new Outside({});
    await outside.handle(SCHEDULE);
    expect(outside.trace).toEqual(['keep', 'world', 'release']);
  });
});

describe('messages', () => {
  test('that cannot be sent are kept, and keep the schedule on', async () => {
    const outside = quiet({ outbox: [{ ...MESSAGE, code: 'one' }, { ...MESSAGE, code: 'two' }] });
    outside.faults.publish = [named('AuthorizationError', 'not you')];
    await outside.handle(SCHEDULE);
    expect(outside.sent).toEqual(['two']);
    expect(outside.memory.outbox).toEqual([{ ...MESSAGE, code: 'one' }]);
    expect(outside.trace).not.toContain('setPace off');
    expect(outside.log).toContainEqual({ kind: 'notSent', code: 'one', message: 'AuthorizationError: not you' });
    await outside.handle(SCHEDULE);
    expect(outside.sent).toEqual(['two', 'one']);
    expect(outside.memory.outbox).toEqual([]);
    expect(outside.trace).toContain('setPace off');
  });

  test('that can never be sent are kept up to twenty, the newest', async () => {
    const outbox = Array.from({ length: 25 }, (_, index) => ({ ...MESSAGE, code: `m${index}` }));
    const outside = quiet({ outbox });
    outside.faults.publish = outbox.map(() => named('AuthorizationError'));
    await outside.handle(SCHEDULE);
    expect(outside.memory.outbox).toEqual(outbox.slice(5));
  });
});

describe('an event', () => {
  const event = (ago: number) => ({ 'detail-type': 'DMS Replication Task State Change', 'time': new Date(NOW - ago).toISOString() });

  test('that happened five seconds before the last look was seen in it', async () => {
    const outside = new Outside({ ...AT_LOAD, lookedAt: NOW - 60_000 });
    await outside.handle(event(66_000));
    expect(outside.trace).toEqual(['keep', 'release']);
    expect(outside.log).toEqual([{ call: 'DMS Replication Task State Change', kind: 'seen', why: 'the world was looked at after that' }]);
    expect(outside.memory.lookedAt).toBe(NOW - 60_000);
  });

  test.each([['after the last look', 59_000], ['about the time of the last look', 64_000]])('that happened %s is a reason to look', async (_, ago) => {
    const outside = new Outside({ ...AT_LOAD, lookedAt: NOW - 60_000 });
    await outside.handle(event(ago));
    expect(outside.trace).toContain('world');
  });
});

describe('a read that fails', () => {
  test('leaves the memory as it was, and releases it', async () => {
    const outside = new Outside({ ...AT_LOAD, lookedAt: LONG_AGO });
    const before = outside.memory;
    outside.faults.world = [named('AccessDeniedException', 'not you')];
    await expect(outside.handle(SCHEDULE)).rejects.toThrow('not you');
    expect(outside.trace).toEqual(['keep', 'world', 'release']);
    expect(outside.memory).toEqual(before);
    expect(outside.isHeld).toBe(false);
  });

  test('keeps what a deployment or an operator wants', async () => {
    const outside = quiet();
    outside.faults.world = [named('InternalFailure')];
    await expect(outside.handle({ request: 'full-load' })).rejects.toThrow('any');
    expect(outside.memory.request).toEqual({ at: NOW, by: 'operator' });
  });

  test('for want of permission is tried again for a minute, if somebody waits', async () => {
    const outside = quiet();
    outside.faults.world = Array.from({ length: 20 }, () => named('AccessDeniedException', 'not you'));
    await expect(outside.handle({ request: 'full-load' })).rejects.toThrow('not you');
    expect(outside.trace.filter((name) => name === 'sleep 5000')).toHaveLength(12);
    expect(outside.isHeld).toBe(false);
  });

  test('for want of permission is not tried again when little is left of the function\'s time', async () => {
    const outside = quiet();
    outside.faults.world = [named('AccessDeniedException', 'not you')];
    await expect(outside.handle({ request: 'full-load' }, 19_000)).rejects.toThrow('not you');
    expect(outside.trace).toEqual(['keep', 'world', 'release']);
  });
});

test('fails while another invocation is at it, and does nothing', async () => {
  const outside = quiet();
  outside.item = { ...outside.item!, heldUntil: NOW + 2 * FUNCTION_MILLISECONDS, owner: 'other' };
  await expect(outside.handle(SCHEDULE)).rejects.toThrow(BusyError);
  expect(outside.trace.filter((name) => !name.startsWith('sleep'))).toEqual([]);
});

test('writes no address of CloudFormation into the log', async () => {
  const outside = quiet({ pending: [pending()], answeredClass: LARGE });
  await outside.handle(SCHEDULE);
  expect(outside.trace).toContain('reply https://answers.example/1?signature=secret');
  expect(outside.log).toEqual([expect.objectContaining({ kind: 'answer', requestId: 'request' })]);
  expect(JSON.stringify(outside.log)).not.toContain('answers.example');
});

test('counts a change of class that DMS took', async () => {
  const outside = new Outside({ ...AT_LOAD, ...loaded() });
  outside.tasks = [task({ status: 'stopped', stopReason: 'NORMAL' })];
  await outside.handle(SCHEDULE);
  expect(outside.log).toEqual([expect.objectContaining({ kind: 'changeClass', to: SMALL, ClassChanges: 1, Decisions: 1 })]);
});
