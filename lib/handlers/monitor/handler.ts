/**
 * One run of the monitor: describes the instance and its tasks, looks into the tables of those tasks that it is to look into, as far as there
 * is time, and writes a line for the instance and one for each task, which CloudWatch makes metrics of.
 *
 * It changes nothing and depends on nothing that it remembers, so it may be called at any time, late or twice. Of an event only the time
 * counts: what happened before the last look was seen in it.
 */
import type { LookedInstance, LookedTable } from '../../control/monitor/look';
import { observe } from '../../control/monitor/observe';
import { asksForValidation, inTurn, tasksToLookInto, type TableProgress } from '../../control/monitor/turns';
import { classFacts } from '../../plan/instance-classes';
import { Memory } from './memory';
import { instanceLine, taskLine } from './publish';
import type { DescribedInstance, DescribedTask, Surroundings } from './surroundings';

/** The part of Lambda's context that matters here. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** What the function looks after. */
export interface Charge {
  readonly identifier: string;
  readonly tableProgress: TableProgress;
}

/** The tables of no further task are looked at with less than this left of the function's time: DMS may throttle. */
const LEAST_MILLISECONDS = 30_000;
/** How far the clocks of DMS and Lambda may be apart, and what happens may take to show. */
const SEEN_MILLISECONDS = 5_000;

/** The handler, in given surroundings. */
export function makeHandler(around: Surroundings, charge: Charge) {
  const memory = new Memory();
  return async (event: unknown, context: LambdaContext): Promise<void> => {
    const { now, log } = around;
    const started = now();
    const happened = timeOf(event);
    if (happened !== undefined && memory.lookedAt !== undefined && happened + SEEN_MILLISECONDS < memory.lookedAt) {
      log({ kind: 'seen', why: 'the instance was looked at after that' });
      return;
    }
    try {
      await look(around, charge, memory, started + context.getRemainingTimeInMillis());
    } catch (thrown) {
      log({ kind: 'failed', instance: charge.identifier, message: String(thrown) });
      throw thrown;
    }
  };
}

async function look(around: Surroundings, charge: Charge, memory: Memory, ends: number): Promise<void> {
  const { dms, now, log } = around;
  const began = now();
  const described = await dms.instance(charge.identifier);
  if (described === undefined) {
    log({ kind: 'noInstance', instance: charge.identifier });
    return;
  }
  const tasks = await dms.tasks(described.arn);
  const { tables, failure } = await lookInto(around, charge, memory, tasks, ends);
  const looked = tasks.map((task) => ({ ...task, tables: tables.get(task.arn) }));
  publish(around, charge.identifier, described, looked);
  if (failure !== undefined) throw failure;
  memory.lookedAt = began;
}

interface Into {
  readonly tables: ReadonlyMap<string, readonly LookedTable[]>;
  /** What kept it from looking further. */
  readonly failure?: Error;
}

/** Looks at tables as long as there is time. What is known without them is published also when it cannot. */
async function lookInto(
  { dms, now, log }: Surroundings, { tableProgress }: Charge, memory: Memory, tasks: readonly DescribedTask[], ends: number,
): Promise<Into> {
  const tables = new Map<string, readonly LookedTable[]>();
  try {
    if (asksForValidation(tableProgress)) await memory.learnSettings(dms, tasks, now());
    const chosen = inTurn(tasksToLookInto(tasks, tableProgress, ({ arn }) => memory.isValidated(arn)), memory.lookedInto, now());
    for (const [index, { arn, resourceId, name }] of chosen.entries()) {
      if (ends - now() < LEAST_MILLISECONDS) {
        log({ kind: 'late', tasksNotLookedInto: chosen.length - index });
        break;
      }
      const found = await dms.tables(arn);
      memory.lookedInto.set(resourceId, now());
      if (found === undefined) log({ kind: 'denied', task: name, why: 'the monitor may look into the tables of tasks only that the app declares or names' });
      else tables.set(arn, found);
    }
    return { tables };
  } catch (thrown) {
    return { tables, failure: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }
}

function publish({ now, log }: Surroundings, identifier: string, described: DescribedInstance, tasks: readonly DescribedTask[]): void {
  const facts = classFacts(described.class);
  const instance: LookedInstance = { created: described.created, vcpus: facts?.vcpu, memoryGiB: facts?.memoryGiB };
  const time = now();
  const observed = observe({ instance, tasks }, time);
  log({ status: described.status, class: described.class, ...instanceLine(identifier, observed.instance, time) });
  for (const each of observed.tasks) {
    const { name, status, stopReason } = tasks.find(({ resourceId }) => resourceId === each.resourceId) ?? {};
    log({ task: name, status, stopReason, ...taskLine(identifier, each, time) });
  }
}

/** When that happened which an event of EventBridge is about; the schedule is about nothing. */
function timeOf(event: unknown): number | undefined {
  if (typeof event !== 'object' || event === null || !('detail-type' in event) || !('time' in event)) return undefined;
  const time = event['detail-type'] === 'Scheduled Event' ? NaN : Date.parse(String(event.time));
  return Number.isFinite(time) ? time : undefined;
}
