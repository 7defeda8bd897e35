import type { Dms } from './dms';
import { faultReader, workloadReader } from './documents';
import { SimulatorError } from './fault';
import { date, fields, listOf, needed, number, oneOf, optional, text, type Problems, type Reader } from './reading';

/** A call to the simulator itself, which DMS has not. */
export interface ControlCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly run: (dms: Dms, body: unknown) => object;
}

function taking<T>(read: Reader<T>, run: (dms: Dms, body: T) => object | void): ControlCall['run'] {
  return (dms, body) => {
    const problems: Problems = [];
    const value = read(body, '', problems);
    if (value === undefined) throw new SimulatorError(...problems);
    return run(dms, value) ?? {};
  };
}

const advanceReader = fields({ seconds: optional(number()), until: optional(date) });

/** By seconds, until a date, or, with neither, to what happens next. */
function advance(dms: Dms, { seconds, until }: { readonly seconds?: number; readonly until?: number }): object {
  dms.advanceTo(until ?? (seconds === undefined ? dms.nextDue() ?? dms.now : dms.now + seconds * 1000));
  return dms.snapshot();
}

const breakReader = fields({
  how: needed(oneOf(['fail', 'low-memory', 'low-disk', 'table-error', 'storage-full'])),
  task: optional(text),
  instance: optional(text),
  schema: optional(text),
  table: optional(text),
  reason: optional(text),
  retryAfterSeconds: optional(number()),
});

type Break = NonNullable<ReturnType<typeof breakReader>>;

function breakSomething(dms: Dms, given: Break): void {
  const need = <Name extends keyof Break>(name: Name): NonNullable<Break[Name]> => given[name] ?? refuse(`${name}: is missing, and '${given.how}' needs it`);
  const { reason, retryAfterSeconds } = given;
  switch (given.how) {
    case 'fail':
      return dms.failTask(need('task'), reason, { ...retryAfterSeconds !== undefined && { retryAfterSeconds } });
    case 'low-memory':
      return dms.stopTaskFor(need('task'), 'memory');
    case 'low-disk':
      return dms.stopTaskFor(need('task'), 'disk');
    case 'table-error':
      return dms.errorTable(need('task'), need('schema'), need('table'));
    case 'storage-full':
      return dms.fillStorage(need('instance'));
  }
}

function refuse(problem: string): never {
  throw new SimulatorError(problem);
}

/** By path below `/_simulator/` and by method. */
export const CONTROL_CALLS: Readonly<Record<string, readonly ControlCall[]>> = {
  'state': [{ method: 'GET', run: (dms) => dms.snapshot() }],
  'timeline': [{ method: 'GET', run: (dms) => ({ timeline: dms.timeline }) }],
  'calls': [{ method: 'GET', run: (dms) => ({ calls: dms.calls }) }],
  'advance': [{ method: 'POST', run: taking(advanceReader, advance) }],
  'workload': [{ method: 'POST', run: taking(fields({ task: needed(text), workload: needed(workloadReader) }), (dms, { task, workload }) => dms.setWorkload(task, workload)) }],
  'fault': [
    { method: 'GET', run: (dms) => ({ faults: dms.faults.pending }) },
    { method: 'POST', run: taking(faultReader, (dms, fault) => dms.faults.add(fault)) },
    { method: 'DELETE', run: (dms) => (dms.faults.clear(), {}) },
  ],
  'endpoint-failure': [
    { method: 'POST', run: taking(fields({ endpoint: needed(text), message: optional(text) }), (dms, { endpoint, message }) => dms.setEndpointFailure(endpoint, message)) },
  ],
  'no-capacity': [{ method: 'POST', run: taking(fields({ classes: needed(listOf(text)) }), (dms, { classes }) => dms.setNoCapacity(classes)) }],
  'break': [{ method: 'POST', run: taking(breakReader, breakSomething) }],
};
