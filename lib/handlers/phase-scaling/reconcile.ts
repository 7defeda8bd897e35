/**
 * One run of the phase controller: takes the memory, looks, decides, writes down what it is about to do, does that one thing, and writes down
 * what came of it. It may die anywhere: whatever comes next finds the memory as it was before the act, which is written so that it holds
 * whether the act happened or not.
 */
import type { Outcome } from '../../control/outcome';
import { decide } from '../../control/phase-scaling/decide';
import type { Act, Decision } from '../../control/phase-scaling/decision';
import type { Memory, Message } from '../../control/phase-scaling/memory';
import { learn } from '../../control/phase-scaling/outcomes';
import { admit } from '../../control/phase-scaling/requests';
import type { Observation } from '../../control/phase-scaling/situation';
import { without } from '../../control/phase-scaling/without';
import type { SeenTables, World } from '../../control/phase-scaling/world';
import { Lease, LostLeaseError } from './lease';
import type { Call } from './read-event';
import type { Surroundings } from './surroundings';

/** More than a decision can ask to look at, one after the other. */
const MOST_LOOKS = 8;
/** No call is begun with less than this left of the function's time. */
const LEAST_MILLISECONDS = 15_000;
/** An event that happened this long before the last look was seen in it. */
const SEEN_MILLISECONDS = 5_000;
const PAUSE_MILLISECONDS = 5_000;
const DENIED_MILLISECONDS = 60_000;
/** A schedule of every hour calls no sooner than this after the last look. */
const HOURLY_MILLISECONDS = 50 * 60_000;
/** Messages that could not be sent are kept up to this number. */
const MOST_MESSAGES = 20;

type Outcomes = Readonly<Record<string, Outcome>>;

/** Who runs, and until when. */
export interface Run {
  readonly owner: string;
  /** When Lambda ends the function, in milliseconds of the epoch. */
  readonly ends: number;
}

/** @returns whether CloudFormation is still to be answered. */
export async function reconcile(around: Surroundings, call: Call, run: Run): Promise<boolean> {
  const { clock, log } = around;
  const lease = await patiently(around, call, run, () => Lease.acquire(around, call.id, run.owner, run.ends));
  const { lookedAt } = lease.memory;
  if (call.request === undefined && call.happened !== undefined && lookedAt !== undefined && call.happened + SEEN_MILLISECONDS < lookedAt) {
    log({ call: call.name, kind: 'seen', why: 'the world was looked at after that' });
    await lease.release(lease.memory);
    return lease.memory.pending.length > 0;
  }
  let memory = call.request === undefined ? lease.memory : admit(lease.memory, call.request, clock.now());
  try {
    const { decision, world } = await patiently(around, call, run, () => decideByLooking(around, call.id, memory));
    if (!isAct(decision)) {
      ({ memory } = decision);
      report(around, call, decision, {}, memory);
      memory = await send(around, memory);
      const pace = memory.outbox.length > 0 ? 'minutes' : decision.kind === 'wait' ? decision.pace : 'off';
      memory = pace === 'minutes' ? await speedUp(around, memory) : await slowDown(around, call, lease, memory, pace);
    } else {
      // When the last resource goes, the rule has gone already.
      const intended = isFarewell(call, decision) ? decision.memory : await speedUp(around, decision.memory);
      await lease.keep(intended);
      memory = intended;
      const outcomes = await perform(around, call, run, decision, { memory, world });
      report(around, call, decision, outcomes, memory);
      memory = learn(memory, decision, outcomes, clock.now());
      if (isFarewell(call, decision) && outcomes[decision.kind]?.kind === 'done') {
        await lease.forget();
        return false;
      }
      memory = await send(around, memory);
    }
  } catch (thrown) {
    if (!(thrown instanceof LostLeaseError)) await lease.release(memory);
    throw thrown;
  }
  await lease.release(memory);
  return memory.pending.length > 0;
}

/**
 * Tries again what is denied while a deployment waits: the function's permissions are as new as the function, and IAM takes its time to
 * spread them [IAM User Guide, troubleshoot_general].
 */
async function patiently<T>({ clock, log }: Surroundings, call: Call, { ends }: Run, action: () => Promise<T>): Promise<T> {
  const started = clock.now();
  for (;;) {
    try {
      return await action();
    } catch (thrown) {
      const isDenied = thrown instanceof Error && thrown.name.startsWith('AccessDenied');
      const isLate = clock.now() - started >= DENIED_MILLISECONDS || ends - clock.now() < LEAST_MILLISECONDS + PAUSE_MILLISECONDS;
      if (call.request === undefined || !isDenied || isLate) throw thrown;
      log({ call: call.name, kind: 'denied', message: thrown.message });
      await clock.sleep(PAUSE_MILLISECONDS);
    }
  }
}

interface Made {
  readonly decision: Exclude<Decision, { kind: 'look' }>;
  readonly world: World;
}

/** Decides, and looks at what the decision asks for before it can be made. */
async function decideByLooking(around: Surroundings, id: string, before: Memory): Promise<Made> {
  const { clock, dms } = around;
  const now = clock.now();
  const world = await dms.world(id);
  let observation: Observation = { world, memory: { ...before, lookedAt: now } };
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const decision = decide(observation, before.policy, now);
    if (decision.kind !== 'look') return { decision, world };
    observation = { ...observation, ...await look(around, decision, observation) };
  }
  throw new Error(`the controller looked ${MOST_LOOKS} times and did not decide`);
}

async function look(around: Surroundings, what: Extract<Decision, { kind: 'look' }>, { world, tables: seen }: Observation): Promise<Partial<Observation>> {
  const { memory } = what;
  switch (what.at) {
    case 'tables': {
      const tables: Record<string, SeenTables> = { ...seen };
      for (const task of what.tasks) tables[task] = await around.dms.tables(task);
      return { tables };
    }
    case 'hooks': {
      const hooks = around.hooksOf(memory.policy?.hook?.stateMachineArn ?? '');
      const names = what.tasks.flatMap((task) => memory.hooks[task]?.executionName ?? []);
      const states = await Promise.all(names.map(async (name) => [name, await hooks.status(name)] as const));
      return { hooks: Object.fromEntries(states.flatMap(([name, state]) => (state === undefined ? [] : [[name, state]]))) };
    }
    case 'stopFlags': return { stopFlags: await around.dms.stopFlags(what.tasks) };
    case 'connections': return { connections: await around.dms.connections(world.instance?.arn ?? '') };
    case 'alarms': return { alarms: await around.alarmsIn(memory.policy?.rebound?.alarmNames ?? []) };
    case 'stack': return { stackIsLeaving: await around.stackIsLeaving() };
    default: return unreachable(what);
  }
}

interface Known {
  readonly memory: Memory;
  readonly world: World;
}

/** Does what was decided, and says what came of each call. */
async function perform(around: Surroundings, { id }: Call, run: Run, act: Act, { memory, world }: Known): Promise<Outcomes> {
  const { dms } = around;
  const instanceArn = world.instance?.arn ?? '';
  switch (act.kind) {
    case 'stopTasks': return each(around, run, act.tasks, (task) => dms.stopTask(task));
    case 'resumeTasks': return each(around, run, act.tasks, (task) => dms.resumeTask(task));
    case 'testConnections': return each(around, run, act.endpoints, (endpoint) => dms.testConnection(instanceArn, endpoint));
    case 'changeClass': return each(around, run, [act.kind], () => dms.changeClass(instanceArn, act.to));
    case 'startHooks': return each(around, run, act.tasks, (task) => startHook(around, id, task, { memory, world }));
    case 'answer': return { [act.kind]: await answer(around, memory, act) };
    default: return unreachable(act);
  }
}

/** One call after the other, as DMS takes few at a time; when it throttles, or the function's time is over, the others are left for the next run. */
async function each({ clock }: Surroundings, { ends }: Run, keys: readonly string[], call: (key: string) => Promise<Outcome>): Promise<Outcomes> {
  const outcomes: Record<string, Outcome> = {};
  let goesOn = true;
  for (const key of keys) {
    goesOn &&= ends - clock.now() >= LEAST_MILLISECONDS;
    outcomes[key] = goesOn ? await call(key) : { kind: 'skipped' };
    goesOn &&= outcomes[key].kind !== 'skipped';
  }
  return outcomes;
}

async function startHook(around: Surroundings, id: string, arn: string, { memory, world: { tasks } }: Known): Promise<Outcome> {
  const task = tasks.find((seen) => seen.arn === arn);
  const over = task?.progress.stopped ?? memory.loads[arn]?.at;
  return around.hooksOf(memory.policy?.hook?.stateMachineArn ?? '').start(memory.hooks[arn]?.executionName ?? '', {
    instanceIdentifier: id,
    taskIdentifier: task?.identifier,
    taskArn: arn,
    sourceEndpointArn: task?.sourceEndpointArn,
    targetEndpointArn: task?.targetEndpointArn,
    boundary: over === undefined ? undefined : new Date(over).toISOString(),
  });
}

async function answer(around: Surroundings, memory: Memory, act: Extract<Act, { kind: 'answer' }>): Promise<Outcome> {
  const request = memory.pending.find(({ requestId }) => requestId === act.requestId);
  if (request === undefined) return { kind: 'skipped' };
  const isDelivered = await around.reply(request.responseUrl, {
    Status: act.status,
    Reason: act.status === 'FAILED' ? act.reason : undefined,
    PhysicalResourceId: request.physicalResourceId,
    StackId: request.stackId,
    RequestId: request.requestId,
    LogicalResourceId: request.logicalResourceId,
    Data: act.status === 'SUCCESS' ? act.data : undefined,
  });
  return isDelivered ? { kind: 'done' } : { kind: 'unknown' };
}

/** Whether nothing comes after this: the class is the first that a deployment makes, and the last that it deletes. */
function isFarewell({ request }: Call, act: Act): boolean {
  return request?.kind === 'class' && request.answer.requestType === 'Delete' && act.kind === 'answer' && act.requestId === request.answer.requestId;
}

async function speedUp({ setPace }: Surroundings, memory: Memory): Promise<Memory> {
  if (memory.pace === 'minutes' || memory.scheduleRule === undefined) return memory;
  await setPace(memory.scheduleRule, 'minutes');
  return { ...memory, pace: 'minutes' };
}

/** Written down first: a rule that calls more often than is thought calls once more, one that calls less often may never do so. */
async function slowDown({ clock, setPace, log }: Surroundings, call: Call, lease: Lease, memory: Memory, pace: 'hours' | 'off'): Promise<Memory> {
  // A run may have died in between, and a deployment sets the rule to what the template says: the schedule that calls too soon is set again.
  const sinceLook = clock.now() - (lease.memory.lookedAt ?? 0);
  const isTooSoon = call.request === undefined && call.happened === undefined && (pace === 'off' || sinceLook < HOURLY_MILLISECONDS);
  if (memory.scheduleRule === undefined || (memory.pace === pace && !isTooSoon)) return memory;
  const next: Memory = { ...memory, pace };
  await lease.keep(next);
  try {
    await setPace(memory.scheduleRule, pace);
  } catch (thrown) {
    if (memory.retiring !== true) throw thrown;
    log({ call: call.name, kind: 'scheduleLeaves', why: `the rule and the right to change it are being deleted: ${String(thrown)}` });
  }
  return next;
}

/** Sends what there is to tell. What cannot be sent is kept, and keeps the schedule on. */
async function send({ publish, log }: Surroundings, memory: Memory): Promise<Memory> {
  const unsent: Message[] = [];
  for (const message of memory.outbox) {
    try {
      await publish(message);
    } catch (thrown) {
      log({ kind: 'notSent', code: message.code, message: String(thrown) });
      unsent.push(message);
    }
  }
  return { ...memory, outbox: unsent.slice(-MOST_MESSAGES) };
}

/** One line for each decision, in CloudWatch's embedded metric format, so that it is a log line and a metric. */
function report({ log, clock }: Surroundings, call: Call, decision: Exclude<Decision, { kind: 'look' }>, outcomes: Outcomes, memory: Memory): void {
  const isChange = decision.kind === 'changeClass' && outcomes[decision.kind]?.kind === 'done';
  log({
    call: call.name,
    ...without(decision, 'memory'),
    outcomes: Object.keys(outcomes).length > 0 ? outcomes : undefined,
    phase: memory.settled?.phase,
    class: memory.settled?.class,
    messages: memory.outbox.length > 0 ? memory.outbox : undefined,
    ReplicationInstanceIdentifier: call.id,
    Decisions: 1,
    ClassChanges: isChange ? 1 : 0,
    _aws: {
      Timestamp: clock.now(),
      CloudWatchMetrics: [{
        Namespace: 'cdk-dms-migrations',
        Dimensions: [['ReplicationInstanceIdentifier']],
        Metrics: [{ Name: 'Decisions', Unit: 'Count' }, { Name: 'ClassChanges', Unit: 'Count' }],
      }],
    },
  });
}

function isAct(decision: Decision): decision is Act & { readonly memory: Memory } {
  return !['none', 'wait', 'look'].includes(decision.kind);
}

function unreachable(value: never): never {
  throw new Error(`unknown ${JSON.stringify(value)}`);
}
