import { isLarger, POLICIES_PER_ROLE } from './phase-scaling';
import { checkBoundaryHook, type BoundaryHookInput } from './phase-scaling-hook-rules';
import { checkRebound, type ReboundInput } from './phase-scaling-rebound-rules';
import { error, list, listSome, show, warning, within, type Problem } from './problem';
import { checkInstanceClass } from './replication-instance-rules';
import { isKnown } from './unknown';

/** A task on the instance, as far as phase scaling looks at it. */
export interface PhaseScalingTask {
  readonly path: string;
  readonly fullLoad: boolean;
  readonly cdc: boolean;
  /** `EngineName` of its source, if known. */
  readonly sourceEngine?: unknown;
}

/** What is decided about the phases of an instance, as far as there are rules for it. */
export interface PhaseScalingInput {
  /** Whether the instance is defined in the same stack. */
  readonly instanceDefinedHere: boolean;
  /** Whether the instance has another phase scaling, which came first. */
  readonly instanceTaken: boolean;
  /** Whether the class of the instance's resource is still the one that is given to it here. */
  readonly classKept: boolean;
  /** Whether somebody asked for it in words. */
  readonly explicit: boolean;
  readonly fullLoadClass?: unknown;
  readonly cdcClass?: unknown;
  readonly fullLoadGiven: boolean;
  readonly cdcGiven: boolean;
  readonly strategy?: unknown;
  readonly erroredTables?: unknown;
  readonly settleSeconds?: unknown;
  readonly pauseDeadlineSeconds?: unknown;
  readonly hook?: BoundaryHookInput;
  readonly rebound?: ReboundInput;
  readonly tasks: readonly PhaseScalingTask[];
  /** Whether tasks are named that this app does not declare. */
  readonly hasOtherTasks: boolean;
  /** Managed policies of the controller's role. */
  readonly policies: number;
}

/** How the end of a task's load is found: the values of `Policy.strategy`. */
export const STRATEGIES: readonly string[] = ['stopAtBoundary', 'hold', 'keepRunning'];
const ERRORED_TABLES: readonly string[] = ['block', 'leave'];
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DEADLINE = { min: 15 * MINUTE, max: 24 * HOUR };
const MAX_SETTLE = 24 * HOUR;

/** Checks what is decided about the phases of an instance. */
export function checkPhaseScaling(input: PhaseScalingInput): Problem[] {
  return [
    ...checkInstance(input),
    ...checkClasses(input),
    ...checkBoundary(input),
    ...checkTimes(input),
    ...within('boundaryHook', input.hook === undefined ? [] : checkBoundaryHook(input.hook, input.pauseDeadlineSeconds)),
    ...within('rebound', input.rebound === undefined ? [] : checkRebound(input.rebound, input.cdcClass)),
    ...checkTasks(input),
    ...checkPolicies(input),
  ];
}

function checkInstance({ instanceDefinedHere, instanceTaken, classKept }: PhaseScalingInput): Problem[] {
  if (!instanceDefinedHere) {
    return [error({
      code: 'phaseScalingInstance',
      where: 'instance',
      what: 'must be a ReplicationInstance that the same stack defines',
      why: 'The class in its template has to come from the controller, else the two would undo each other\'s changes',
      mend: 'Define PhaseScaling in the stack of the instance; of an instance that was made elsewhere, the class cannot be scaled',
    })];
  }
  if (instanceTaken) {
    return [error({
      code: 'phaseScalingTwice',
      where: 'instance',
      what: 'has a PhaseScaling already',
      why: 'Two controllers would undo each other\'s changes',
      mend: 'Leave one of them out; PhaseScaling.of(instance) gives the first, and ReplicationStack defines one unless phaseScaling.enabled is false',
    })];
  }
  return classKept ? [] : [error({
    code: 'phaseScalingClassFixed',
    where: 'instance',
    what: 'has the class of its resource overridden',
    why: 'The template and the controller would undo each other\'s changes of the class',
    mend: 'Take the override off and give the classes as fullLoadClass and cdcClass, or leave phase scaling out',
  })];
}

function checkClasses({ fullLoadClass, cdcClass, fullLoadGiven, cdcGiven, explicit, instanceDefinedHere }: PhaseScalingInput): Problem[] {
  const forms = [
    ...checkInstanceClass(fullLoadGiven ? 'fullLoadClass' : 'instance', fullLoadClass),
    ...(cdcClass === fullLoadClass ? [] : checkInstanceClass(cdcGiven ? 'cdcClass' : 'instance', cdcClass)),
  ];
  if (!isKnown(fullLoadClass) || !isKnown(cdcClass) || !instanceDefinedHere) return forms;
  const [large, small] = [String(fullLoadClass), String(cdcClass)];
  if (large === small) {
    return explicit ? [...forms, warning({
      code: 'phaseScalingSameClass',
      where: 'cdcClass',
      what: `is ${small}, as the class for the full load`,
      why: 'There is nothing to change, and yet tasks would pause at the end of their load',
      mend: 'Give two classes, tell the sizing of the instance more about the databases, or leave phase scaling out',
    })] : forms;
  }
  return isLarger(small, large) ? [...forms, warning({
    code: 'phaseScalingCdcLarger',
    where: 'cdcClass',
    what: `is ${small}, larger than ${large} for the full load`,
    why: 'The instance would become dearer when the load is over',
    mend: 'Exchange the two, or leave cdcClass out',
  })] : forms;
}

function checkBoundary({ strategy, erroredTables, hook }: PhaseScalingInput): Problem[] {
  const problems: Problem[] = [];
  if (isKnown(strategy) && !STRATEGIES.includes(String(strategy))) {
    problems.push(error({
      code: 'boundaryStrategy',
      where: 'boundaryStrategy',
      what: `must be ${list(STRATEGIES, 'or')}, got ${show(strategy)}`,
      why: 'The controller knows no other',
      mend: 'Take one of BoundaryStrategy',
    }));
  }
  if (isKnown(erroredTables) && !ERRORED_TABLES.includes(String(erroredTables))) {
    problems.push(error({
      code: 'erroredTables',
      where: 'erroredTables',
      what: `must be ${list(ERRORED_TABLES, 'or')}, got ${show(erroredTables)}`,
      why: 'The controller knows nothing else to do',
      mend: 'Take one of ErroredTables',
    }));
  }
  if (strategy === 'keepRunning' && hook !== undefined) {
    problems.push(error({
      code: 'boundaryHookRunning',
      where: 'boundaryHook',
      what: 'is given together with BoundaryStrategy.KEEP_RUNNING',
      why: 'The hook is for what must not happen while a task writes, and such a task never stops at the end of its load',
      mend: 'Leave boundaryStrategy out, or choose BoundaryStrategy.HOLD',
    }));
  }
  return problems;
}

function checkTimes({ settleSeconds: settle, pauseDeadlineSeconds: deadline }: PhaseScalingInput): Problem[] {
  const problems: Problem[] = [];
  if (isKnown(deadline) && !isWithin(deadline, DEADLINE)) {
    problems.push(error({
      code: 'pauseDeadlineRange',
      where: 'pauseDeadline',
      what: `must be from ${DEADLINE.min / MINUTE} minutes to ${DEADLINE.max / HOUR} hours, in whole seconds, got ${showSeconds(deadline)}`,
      why: 'Stopping, changing the class and resuming take minutes; and sources do not keep their logs for ever',
      mend: 'Set it in that range, or leave it out for an hour',
    }));
  }
  if (isKnown(settle) && !isWithin(settle, { min: 0, max: MAX_SETTLE })) {
    problems.push(error({
      code: 'settleTimeRange',
      where: 'settleTime',
      what: `must be at most ${MAX_SETTLE / HOUR} hours, in whole seconds, got ${showSeconds(settle)}`,
      why: 'The instance stays large, and is paid for, all that time',
      mend: 'Set it in that range, or leave it out',
    }));
  }
  return problems;
}

function isWithin(value: unknown, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}

function showSeconds(value: unknown): string {
  return typeof value === 'number' ? `${show(value)} seconds` : show(value);
}

function checkTasks({ tasks, hasOtherTasks, pauseDeadlineSeconds: deadline, explicit }: PhaseScalingInput): Problem[] {
  const problems: Problem[] = [];
  if (explicit && !hasOtherTasks && !tasks.some(({ fullLoad, cdc }) => fullLoad && cdc)) {
    problems.push(warning({
      code: 'phaseScalingNoLoad',
      where: 'instance',
      what: 'has no task of this app that both loads tables and captures changes',
      why: 'Only between the two is there a boundary at which the instance can become smaller',
      mend: 'Define the tasks in this app, name those of others in tasks, or leave phase scaling out',
    }));
  }
  const longPaused = tasks.filter(({ cdc, sourceEngine }) => cdc && sourceEngine === 'sqlserver').map(({ path }) => path);
  if (isKnown(deadline) && Number(deadline) > HOUR && longPaused.length > 0) {
    problems.push(warning({
      code: 'pauseDeadlineSqlServer',
      where: 'pauseDeadline',
      what: `lets ${listSome(longPaused)} pause for more than an hour, with SQL Server as the source`,
      why: 'On RDS for SQL Server the capture job has to be stopped for such a pause, and started again when the task has caught up',
      mend: 'Set it to an hour at most, or have somebody ready who does that',
    }));
  }
  return problems;
}

function checkPolicies({ policies }: PhaseScalingInput): Problem[] {
  return policies <= POLICIES_PER_ROLE ? [] : [warning({
    code: 'phaseScalingPolicies',
    where: 'instance',
    what: `has so many tasks and endpoints that the role of the controller gets ${policies} managed policies`,
    why: `IAM attaches at most ${POLICIES_PER_ROLE} to a role, unless AWS has raised the quota, and the deployment would fail`,
    mend: 'Have the quota raised first, or spread the tasks over several instances',
  })];
}
