import { checkPhaseScaling, type PhaseScalingInput } from '../../lib/plan/phase-scaling-rules';
import type { Problem } from '../../lib/plan/problem';
import { checkStopFlag } from '../../lib/plan/stop-flag-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const task = { path: 'Orders/Sales', fullLoad: true, cdc: true, sourceEngine: 'postgres' };

const good: PhaseScalingInput = {
  instanceDefinedHere: true,
  instanceTaken: false,
  classKept: true,
  explicit: true,
  fullLoadClass: 'dms.r6i.4xlarge',
  cdcClass: 'dms.r6i.large',
  fullLoadGiven: true,
  cdcGiven: true,
  strategy: 'stopAtBoundary',
  erroredTables: 'block',
  settleSeconds: 0,
  pauseDeadlineSeconds: 3600,
  rebound: { maxLatencySeconds: 900, maxSteps: 2, cooldownSeconds: 1800 },
  tasks: [task],
  hasOtherTasks: false,
  policies: 3,
};

function check(change: Partial<PhaseScalingInput>): Problem[] {
  return checkPhaseScaling({ ...good, ...change });
}

function checkHook(hook: PhaseScalingInput['hook'], change: Partial<PhaseScalingInput> = {}): Problem[] {
  return check({ hook: { onFailure: 'resume', ...hook }, ...change });
}

function checkRebound(rebound: PhaseScalingInput['rebound'], change: Partial<PhaseScalingInput> = {}): Problem[] {
  return check({ rebound: { ...good.rebound, ...rebound }, ...change });
}

test('finds nothing wrong with what is right', () => {
  expect(check({})).toEqual([]);
  expect(checkHook({ timeoutSeconds: 3600 })).toEqual([]);
  expect(check({ rebound: undefined, strategy: 'keepRunning', settleSeconds: 600, erroredTables: 'leave' })).toEqual([]);
});

testRules([
  {
    code: 'phaseScalingInstance',
    bad: () => check({ instanceDefinedHere: false }),
    message: "'instance' must be a ReplicationInstance that the same stack defines. The class in its template has to come from the controller, else the two"
      + ' would undo each other\'s changes. Define PhaseScaling in the stack of the instance; of an instance that was made elsewhere, the class cannot be scaled.'
      + ' [phaseScalingInstance]',
    unknown: () => check({ fullLoadClass: UNKNOWN }),
  },
  {
    code: 'phaseScalingTwice',
    bad: () => check({ instanceTaken: true }),
    message: "'instance' has a PhaseScaling already. Two controllers would undo each other's changes. Leave one of them out; PhaseScaling.of(instance) gives the"
      + ' first, and ReplicationStack defines one unless phaseScaling.enabled is false. [phaseScalingTwice]',
    unknown: () => check({ fullLoadClass: UNKNOWN }),
  },
  {
    code: 'phaseScalingClassFixed',
    bad: () => check({ classKept: false }),
    message: "'instance' has the class of its resource overridden. The template and the controller would undo each other's changes of the class. Take the override"
      + ' off and give the classes as fullLoadClass and cdcClass, or leave phase scaling out. [phaseScalingClassFixed]',
    unknown: () => check({ fullLoadClass: UNKNOWN }),
  },
  {
    code: 'phaseScalingSameClass',
    bad: () => check({ cdcClass: 'dms.r6i.4xlarge' }),
    message: "'cdcClass' is dms.r6i.4xlarge, as the class for the full load. There is nothing to change, and yet tasks would pause at the end of their load."
      + ' Give two classes, tell the sizing of the instance more about the databases, or leave phase scaling out. [phaseScalingSameClass]',
    unknown: () => check({ cdcClass: UNKNOWN }),
  },
  {
    code: 'phaseScalingCdcLarger',
    bad: () => check({ cdcClass: 'dms.r6i.8xlarge' }),
    message: "'cdcClass' is dms.r6i.8xlarge, larger than dms.r6i.4xlarge for the full load. The instance would become dearer when the load is over. Exchange the"
      + ' two, or leave cdcClass out. [phaseScalingCdcLarger]',
    unknown: () => check({ cdcClass: UNKNOWN }),
  },
  {
    code: 'instanceClassForm',
    variant: 'for the full load',
    bad: () => check({ fullLoadClass: 'r6i.4xlarge' }),
    message: "'fullLoadClass' must look like dms.r6i.xlarge, got \"r6i.4xlarge\". DMS knows no other names. Write \"dms.r6i.4xlarge\", or use one of"
      + ' InstanceClass\'s constants. [instanceClassForm]',
    unknown: () => check({ fullLoadClass: UNKNOWN }),
  },
  {
    code: 'instanceClassForm',
    variant: 'for CDC',
    bad: () => check({ cdcClass: 'r6i.large' }),
    message: "'cdcClass' must look like dms.r6i.xlarge, got \"r6i.large\". DMS knows no other names. Write \"dms.r6i.large\", or use one of InstanceClass's"
      + ' constants. [instanceClassForm]',
    unknown: () => check({ cdcClass: UNKNOWN }),
  },
  {
    code: 'boundaryStrategy',
    bad: () => check({ strategy: 'stop' }),
    message: "'boundaryStrategy' must be stopAtBoundary, hold or keepRunning, got \"stop\". The controller knows no other. Take one of BoundaryStrategy."
      + ' [boundaryStrategy]',
    unknown: () => check({ strategy: UNKNOWN }),
  },
  {
    code: 'erroredTables',
    bad: () => check({ erroredTables: 'ignore' }),
    message: "'erroredTables' must be block or leave, got \"ignore\". The controller knows nothing else to do. Take one of ErroredTables. [erroredTables]",
    unknown: () => check({ erroredTables: UNKNOWN }),
  },
  {
    code: 'boundaryHookRunning',
    bad: () => checkHook({}, { strategy: 'keepRunning' }),
    message: "'boundaryHook' is given together with BoundaryStrategy.KEEP_RUNNING. The hook is for what must not happen while a task writes, and such a task never"
      + ' stops at the end of its load. Leave boundaryStrategy out, or choose BoundaryStrategy.HOLD. [boundaryHookRunning]',
    unknown: () => checkHook({}, { strategy: UNKNOWN }),
  },
  {
    code: 'pauseDeadlineRange',
    bad: () => check({ pauseDeadlineSeconds: 600 }),
    message: "'pauseDeadline' must be from 15 minutes to 24 hours, in whole seconds, got 600 seconds. Stopping, changing the class and resuming take minutes; and"
      + ' sources do not keep their logs for ever. Set it in that range, or leave it out for an hour. [pauseDeadlineRange]',
    unknown: () => check({ pauseDeadlineSeconds: UNKNOWN }),
  },
  {
    code: 'settleTimeRange',
    bad: () => check({ settleSeconds: 90_000 }),
    message: "'settleTime' must be at most 24 hours, in whole seconds, got 90000 seconds. The instance stays large, and is paid for, all that time. Set it in that"
      + ' range, or leave it out. [settleTimeRange]',
    unknown: () => check({ settleSeconds: UNKNOWN }),
  },
  {
    code: 'phaseScalingNoLoad',
    bad: () => check({ tasks: [{ ...task, cdc: false }, { ...task, fullLoad: false }] }),
    message: "'instance' has no task of this app that both loads tables and captures changes. Only between the two is there a boundary at which the instance can"
      + ' become smaller. Define the tasks in this app, name those of others in tasks, or leave phase scaling out. [phaseScalingNoLoad]',
    unknown: () => check({ tasks: [], hasOtherTasks: true }),
  },
  {
    code: 'pauseDeadlineSqlServer',
    bad: () => check({ pauseDeadlineSeconds: 7200, tasks: [task, { ...task, sourceEngine: 'sqlserver' }] }),
    message: "'pauseDeadline' lets Orders/Sales pause for more than an hour, with SQL Server as the source. On RDS for SQL Server the capture job has to be stopped"
      + ' for such a pause, and started again when the task has caught up. Set it to an hour at most, or have somebody ready who does that.'
      + ' [pauseDeadlineSqlServer]',
    unknown: () => check({ pauseDeadlineSeconds: UNKNOWN, tasks: [{ ...task, sourceEngine: 'sqlserver' }] }),
  },
  {
    code: 'phaseScalingPolicies',
    bad: () => check({ policies: 11 }),
    message: "'instance' has so many tasks and endpoints that the role of the controller gets 11 managed policies. IAM attaches at most 10 to a role, unless AWS has"
      + ' raised the quota, and the deployment would fail. Have the quota raised first, or spread the tasks over several instances. [phaseScalingPolicies]',
    unknown: () => check({ policies: 10 }),
  },
  {
    code: 'boundaryHookTimeout',
    bad: () => checkHook({ timeoutSeconds: 30 }),
    message: "'boundaryHook.timeout' must be at least 60 seconds, and whole ones, got 30. The controller looks once a minute how the hook is. Set it higher, or leave"
      + ' it out. [boundaryHookTimeout]',
    unknown: () => checkHook({ timeoutSeconds: UNKNOWN }),
  },
  {
    code: 'boundaryHookOutlastsPause',
    bad: () => checkHook({ timeoutSeconds: 3601 }),
    message: "'boundaryHook.timeout' is 3601 seconds, longer than pauseDeadline, which is 3600 seconds. At the deadline the task runs again, whether the hook has"
      + ' finished or not. Lower it, or raise pauseDeadline as far as the source keeps its log. [boundaryHookOutlastsPause]',
    unknown: () => checkHook({ timeoutSeconds: 3601 }, { pauseDeadlineSeconds: UNKNOWN }),
  },
  {
    code: 'boundaryHookFailure',
    bad: () => checkHook({ onFailure: 'retry' }),
    message: "'boundaryHook.onFailure' must be resume or hold, got \"retry\". The controller knows nothing else to do. Take one of BoundaryHookFailure."
      + ' [boundaryHookFailure]',
    unknown: () => checkHook({ onFailure: UNKNOWN }),
  },
  {
    code: 'boundaryHookExpress',
    bad: () => checkHook({ stateMachineType: 'EXPRESS' }),
    message: "'boundaryHook.stateMachine' is an express one. Step Functions does not tell how an execution of such a state machine is, and it ends after five"
      + ' minutes. Give it the type STANDARD. [boundaryHookExpress]',
    unknown: () => checkHook({ stateMachineType: UNKNOWN }),
  },
  {
    code: 'reboundSteps',
    bad: () => checkRebound({ maxSteps: 0 }),
    message: "'rebound.maxSteps' must be a whole number from 1 to 10, got 0. Each step is the next class of the family, up to that for the full load. Set it in that"
      + ' range; Rebound.none() never goes up again. [reboundSteps]',
    unknown: () => checkRebound({ maxSteps: UNKNOWN }),
  },
  {
    code: 'reboundCooldown',
    bad: () => checkRebound({ cooldownSeconds: 90_000 }),
    message: "'rebound.cooldown' must be at most 24 hours, in whole seconds, got 90000 seconds. For so long after a change of class the alarms are not listened to."
      + ' Set it in that range, or leave it out for half an hour. [reboundCooldown]',
    unknown: () => checkRebound({ cooldownSeconds: UNKNOWN }),
  },
  {
    code: 'reboundAlarms',
    bad: () => checkRebound({ alarms: 0 }),
    message: "'rebound.alarms' are none. Nothing would ever say that the class is too small. Name at least one, use Rebound.onPressure(), or say Rebound.none()."
      + ' [reboundAlarms]',
    unknown: () => checkRebound({ alarms: 1 }),
  },
  {
    code: 'reboundLatency',
    bad: () => checkRebound({ maxLatencySeconds: 1 }),
    message: "'rebound.maxLatency' must be at least 60 seconds, and whole ones, got 1. Changes are applied in batches, and the figure is an average over minutes. Set"
      + ' it higher, or leave it out for a quarter of an hour. [reboundLatency]',
    unknown: () => checkRebound({ maxLatencySeconds: UNKNOWN }),
  },
  {
    code: 'reboundMemory',
    bad: () => checkRebound({ minAvailableBytes: 16 * 2 ** 30 }),
    message: "'rebound.minAvailableMemory' must be more than nothing and less than what the class for CDC has, 16 GiB, got 17179869184 bytes. The alarm would be off,"
      + ' or on, whatever the tasks do. Set it in that range, or leave it out for a tenth of that memory. [reboundMemory]',
    unknown: () => checkRebound({ minAvailableBytes: UNKNOWN }),
  },
  {
    code: 'reboundMemory',
    variant: 'of a class that is not known',
    bad: () => checkRebound({ minAvailableBytes: 0 }, { cdcClass: UNKNOWN }),
    message: "'rebound.minAvailableMemory' must be more than nothing and less than what the class for CDC has, got 0 bytes. The alarm would be off, or on, whatever"
      + ' the tasks do. Set it in that range, or leave it out for a tenth of that memory. [reboundMemory]',
    unknown: () => checkRebound({ minAvailableBytes: 2 ** 50 }, { cdcClass: UNKNOWN }),
  },
  {
    code: 'stopFlagOpaque',
    bad: () => checkStopFlag(UNKNOWN),
    message: "'' are known only at deployment, so FullLoadSettings.StopTaskCachedChangesApplied cannot be written into them. Unless it is true in them, the task does"
      + ' not stop at the end of its load, as phase scaling wants it to. See to it that it is true in them, give them as TaskSettings.of(), or choose'
      + ' BoundaryStrategy.KEEP_RUNNING. [stopFlagOpaque]',
    unknown: () => checkStopFlag({ FullLoadSettings: UNKNOWN }),
  },
  {
    code: 'stopFlagOff',
    bad: () => checkStopFlag({ FullLoadSettings: { StopTaskCachedChangesApplied: false } }),
    message: "'FullLoadSettings.StopTaskCachedChangesApplied' is false, and phase scaling asks for true. By that stop it knows that the load is over and the cached"
      + ' changes are applied. Take it out of the settings, choose BoundaryStrategy.KEEP_RUNNING, or leave phase scaling out (phaseScaling: { enabled: false }).'
      + ' [stopFlagOff]',
    unknown: () => checkStopFlag({ FullLoadSettings: { StopTaskCachedChangesApplied: UNKNOWN } }),
  },
  {
    code: 'stopFlagEarly',
    bad: () => checkStopFlag({ FullLoadSettings: { StopTaskCachedChangesNotApplied: true } }),
    message: "'FullLoadSettings.StopTaskCachedChangesNotApplied' is true together with phase scaling. The task would stop once before its cached changes are applied,"
      + ' and wait for somebody to resume it, while all others wait for it. Take it out of the settings, choose BoundaryStrategy.KEEP_RUNNING, or leave phase'
      + ' scaling out (phaseScaling: { enabled: false }). [stopFlagEarly]',
    unknown: () => checkStopFlag({ FullLoadSettings: { StopTaskCachedChangesNotApplied: UNKNOWN } }),
  },
]);

const codes = (problems: Problem[]): string[] => problems.map(({ code }) => code);

test.each([[15 * 60, []], [24 * 3600, []], [15 * 60 - 1, ['pauseDeadlineRange']], [24 * 3600 + 1, ['pauseDeadlineRange']], [3600.5, ['pauseDeadlineRange']], [NaN, ['pauseDeadlineRange']]])(
  'a deadline of %d seconds', (pauseDeadlineSeconds, expected) => {
    expect(codes(check({ pauseDeadlineSeconds }))).toEqual(expected);
  },
);

test('two classes that are the same are told only to who asked for phase scaling', () => {
  expect(check({ cdcClass: good.fullLoadClass, explicit: false })).toEqual([]);
  expect(check({ tasks: [], explicit: false })).toEqual([]);
});

test('classes of two families are neither larger nor smaller, unless in everything', () => {
  expect(check({ fullLoadClass: 'dms.c6i.4xlarge', cdcClass: 'dms.r6i.xlarge' })).toEqual([]);
  expect(codes(check({ fullLoadClass: 'dms.c6i.large', cdcClass: 'dms.r6i.xlarge' }))).toEqual(['phaseScalingCdcLarger']);
});

test('a class that this library does not list is a warning at its own place', () => {
  expect(check({ cdcClass: 'dms.r9i.large' }).map(({ code, where, severity }) => [code, where, severity])).toEqual([['instanceClassUnlisted', 'cdcClass', 'warning']]);
});

test('what is overridden and what is taken is not told of an instance that stands elsewhere', () => {
  expect(codes(check({ instanceDefinedHere: false, classKept: false, cdcClass: good.fullLoadClass }))).toEqual(['phaseScalingInstance']);
});
