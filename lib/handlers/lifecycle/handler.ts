/**
 * One step of a deployment for each call: before CloudFormation changes anything about tasks, when endpoints are there, and when all is changed.
 *
 * Each step looks at DMS, decides what is next, writes down what it is about to do, does it, and looks again, until all is as it should be; then
 * CloudFormation is answered. What takes longer than a function may run is gone on with in another run. A step may be called twice, and a run may
 * end at any point: what was done is seen in DMS, or noted.
 *
 * While tasks are noted as stopped, a schedule calls as well: a deployment that fails does not come to the step that would resume them.
 */
import { decideAfter, decideLeaving } from '../../control/lifecycle/after';
import { runName, type SeenRun } from '../../control/lifecycle/assessment';
import { decideBefore } from '../../control/lifecycle/before';
import { decideConnections } from '../../control/lifecycle/connections';
import { begun, isOpen, type Notes } from '../../control/lifecycle/notes';
import { finalRefusal } from '../../control/lifecycle/refusal';
import { fateOf, type DeclaredTask, type DeclaredTasks } from '../../control/lifecycle/request';
import { decideSettle } from '../../control/lifecycle/settle';
import type { SeenConnection, SeenTask } from '../../control/lifecycle/task';
import type { Act, Verdict } from '../../control/lifecycle/verdict';
import type { Outcome } from '../../control/outcome';
import { changedConnections, declaredTasks } from './read-request';
import type { CloudFormationRequest, LifecycleEvent } from './request';
import type { Stored, Surroundings } from './surroundings';

/** The part of Lambda's context that matters here. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Between two looks. */
const PAUSE_MILLISECONDS = 10_000;
/** What one more look may take. */
const LOOK_MILLISECONDS = 45_000;
/** CloudFormation waits for an hour; it should hear why rather than that it heard nothing. */
const PATIENCE_MILLISECONDS = 55 * 60_000;
/** As many of the id of a request, a UUID, as tell it from others. */
const DIGITS_OF_REQUEST = 12;

/** The handler, in given surroundings. */
export function makeHandler(around: Surroundings) {
  return async (event: LifecycleEvent, context: LambdaContext): Promise<void> => {
    const now = around.clock.now();
    const ends = now + context.getRemainingTimeInMillis();
    if ('RequestType' in event) await answer(around, event, { since: now, isFirst: true, ends });
    else if ('continued' in event) await answer(around, event.continued, { since: event.since, isFirst: false, ends });
    else await settle(around, ends);
  };
}

interface Run {
  readonly since: number;
  readonly isFirst: boolean;
  readonly ends: number;
}

async function answer(around: Surroundings, request: CloudFormationRequest, { since, isFirst, ends }: Run): Promise<void> {
  const { clock } = around;
  const decide = stepOf(around, request);
  const begin = isFirst && request.RequestType !== 'Delete' ? (notes: Notes): Notes => begun(notes, since) : undefined;
  const name = `${request.RequestType} of ${request.ResourceProperties.Part}`;
  const verdict = await follow(around, decide, { name, ends, begin, waits: { until: since + PATIENCE_MILLISECONDS } });
  if (verdict === undefined) {
    await around.goOn({ continued: request, since });
    return;
  }
  const isHeard = await around.reply(request.ResponseURL, {
    Status: verdict.kind === 'done' ? 'SUCCESS' : 'FAILED',
    ...(verdict.kind === 'failed' && { Reason: verdict.reason }),
    PhysicalResourceId: request.PhysicalResourceId ?? request.ResourceProperties.Part,
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
  });
  around.log({ answered: verdict.kind, after: clock.now() - since, isHeard });
  if (!isHeard) throw new Error('CloudFormation could not be answered'); // Lambda tries again
}

/**
 * Called every minute while something is noted. It does not wait: the function runs once at a time, and as long as this run would wait for the stack,
 * the stack would wait for the call that it could not make.
 */
async function settle(around: Surroundings, ends: number): Promise<void> {
  const decide = async (notes: Notes, at: number): Promise<Verdict> => {
    const stackStatus = await around.stackStatus();
    const tasks = await seen(around, Object.entries(notes.stops).map(([identifier, { serverless }]) => ({ identifier, serverless })));
    return decideSettle({ stackStatus, notes, tasks: byName(tasks), connections: await connectionsOf(around, tasks) }, at);
  };
  const verdict = await follow(around, decide, { name: 'schedule', ends, waits: false });
  // Who is to know that it has failed learns of it from alarms: the tasks stand still.
  if (verdict !== undefined && !isOpen(verdict.notes)) await around.setSchedule(false);
}

type Decide = (notes: Notes, at: number) => Promise<Verdict>;

function stepOf(around: Surroundings, request: CloudFormationRequest): Decide {
  const { RequestType: type, ResourceProperties: properties, OldResourceProperties: before } = request;
  const done = (notes: Notes, because: string): Verdict => ({ kind: 'done', notes, because });
  switch (properties.Part) {
    case 'Connections': {
      const wanted = type === 'Delete' ? [] : changedConnections(request);
      const patienceMilliseconds = 1000 * Number(properties.PatienceSeconds);
      return async (notes, at) => {
        if (wanted.length === 0) return done(notes, 'no connection has changed');
        const connections = await around.dms.connections([...new Set(wanted.map(({ instanceArn }) => instanceArn))]);
        return decideConnections({ wanted, connections, notes, fate: fateOf(await around.stackStatus() ?? ''), patienceMilliseconds }, at);
      };
    }
    case 'Before':
      return async (notes, at) => {
        if (type !== 'Update') return done(notes, 'there is nothing yet, or no more');
        const old = declaredTasks(before);
        const tasks = byName(await seen(around, Object.values(old)));
        const fate = fateOf(await around.stackStatus() ?? '');
        return decideBefore({ old, new: declaredTasks(properties), fate, tasks, notes }, at);
      };
    default:
      return async (notes, at) => {
        const now = declaredTasks(properties);
        const old = declaredTasks(before);
        const fate = fateOf(await around.stackStatus() ?? '');
        const tasks = await seen(around, [...Object.values(now), ...Object.values(old)]);
        if (type === 'Delete') return decideLeaving({ old: now, tasks: byName(tasks), notes, fate }, at);
        const deployment = request.RequestId.slice(-DIGITS_OF_REQUEST); // the same when Lambda tries again
        const runs = await runsOf(around, now, tasks, deployment);
        const connections = await connectionsOf(around, tasks);
        return decideAfter({ old, new: now, fate, tasks: byName(tasks), connections, runs, deployment, notes }, at);
      };
  }
}

interface Following {
  readonly name: string;
  readonly ends: number;
  /** Whether it waits for what others do, and until when; otherwise another call looks again. */
  readonly waits: false | { readonly until: number };
  readonly begin?: (notes: Notes) => Notes;
}

/** Looks, decides and acts until it is done or has failed; undefined if another run has to go on with it. */
async function follow(around: Surroundings, decide: Decide, { name, ends, waits, begin }: Following): Promise<Extract<Verdict, { kind: 'done' | 'failed' }> | undefined> {
  const { clock, log } = around;
  if (begin !== undefined) await change(around, begin);
  for (;;) {
    const stored = await around.store.read();
    const verdict = await decide(stored.notes, clock.now());
    log({ step: name, verdict: verdict.kind, because: verdict.kind === 'failed' ? verdict.reason : verdict.because });
    if (verdict.kind === 'done' || verdict.kind === 'failed') {
      if (await write(around, stored, verdict.notes)) return verdict;
    } else if (verdict.kind === 'wait') {
      if (waits === false) return undefined;
      if (clock.now() >= waits.until) return { kind: 'failed', reason: `It took too long: ${verdict.because}`, notes: stored.notes };
    } else if (await write(around, stored, verdict.notes)) {
      const denied = await carryOut(around, verdict.acts);
      if (denied !== undefined) return { kind: 'failed', reason: denied, notes: verdict.notes };
    }
    if (ends - clock.now() < PAUSE_MILLISECONDS + LOOK_MILLISECONDS) return undefined;
    await clock.sleep(PAUSE_MILLISECONDS);
  }
}

/** Carries out acts; gives what AWS does not allow at all. What it only refuses now is seen at the next look. */
async function carryOut({ dms, log }: Surroundings, acts: readonly Act[]): Promise<string | undefined> {
  for (const act of acts) {
    const outcome = await carryOutOne(dms, act);
    log({ act, outcome });
    const refusal = finalRefusal(act, outcome);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function carryOutOne(dms: Surroundings['dms'], act: Act): Promise<Outcome> {
  switch (act.kind) {
    case 'stop': return dms.stop(act.taskArn);
    case 'start': return dms.start(act.taskArn, { type: act.type, cdcStartPosition: act.cdcStartPosition });
    case 'assess': return dms.assess({ taskArn: act.taskArn, name: act.runName }, act.assessment);
    default: return dms.test(act.instanceArn, act.endpointArn);
  }
}

/** Writes notes if they have changed, and has the schedule on while tasks are noted; false if somebody else was faster. */
async function write(around: Surroundings, { version, notes: before }: Stored, notes: Notes): Promise<boolean> {
  if (JSON.stringify(notes) === JSON.stringify(before)) return true;
  if (!isOpen(before) && isOpen(notes)) await around.setSchedule(true);
  return around.store.write({ version: version + 1, notes });
}

async function change(around: Surroundings, next: (notes: Notes) => Notes): Promise<void> {
  for (;;) {
    const stored = await around.store.read();
    if (await write(around, stored, next(stored.notes))) return;
  }
}

async function connectionsOf({ dms }: Surroundings, tasks: readonly SeenTask[]): Promise<SeenConnection[]> {
  const instances = [...new Set(tasks.flatMap(({ instanceArn }) => instanceArn ?? []))];
  return instances.length === 0 ? [] : dms.connections(instances);
}

/** Runs that this deployment has begun; tasks that have run have none. */
async function runsOf({ dms }: Surroundings, declared: DeclaredTasks, tasks: readonly SeenTask[], deployment: string): Promise<SeenRun[]> {
  const assessed = new Set(Object.values(declared).filter(({ assessment }) => assessment !== undefined).map(({ identifier }) => identifier));
  const named = tasks.filter(({ identifier, status }) => assessed.has(identifier) && status === 'ready')
    .map((task) => ({ taskArn: task.arn, name: runName(task, deployment) }));
  return named.length === 0 ? [] : dms.assessments(named);
}

function byName(tasks: readonly SeenTask[]): Record<string, SeenTask> {
  return Object.fromEntries(tasks.map((task) => [task.identifier, task]));
}

type Named = Pick<DeclaredTask, 'identifier' | 'serverless'>;

/** What DMS shows of tasks and of serverless replications, each of which it is asked about only where there are any. */
async function seen({ dms }: Surroundings, named: readonly Named[]): Promise<SeenTask[]> {
  const namesOf = (isServerless: boolean): string[] =>
    [...new Set(named.filter(({ serverless = false }) => serverless === isServerless).map(({ identifier }) => identifier))];
  const replications = namesOf(true);
  return [...await dms.tasks(namesOf(false)), ...(replications.length > 0 ? await dms.replications(replications) : [])];
}
