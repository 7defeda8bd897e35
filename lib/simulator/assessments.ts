import { present, seconds } from './answers';
import { alreadyExists, invalidCombination, invalidState, notFound } from './fault';
import { filtered, listingShape, page } from './listing';
import { listOf, oneOf, operation, required, structure, text } from './shape';
import type { AssessmentRun, Task } from './state';
import { goBack } from './tasks';
import type { World } from './world';

/** Those of the assessments for all engines that fit every task [DMS User Guide, Assessments for all endpoint types]. */
const DEFAULT = ['unsupported-data-types-in-source', 'full-lob-not-nullable-at-target', 'table-with-lob-but-without-primary-key-or-unique-constraint'];

/** Statuses in which a task can be assessed [derived from API, StartReplicationTaskAssessmentRun: the task must only be there]. */
const ASSESSABLE = ['ready', 'stopped', 'failed'];

/** Statuses of a run that goes on [API, ReplicationTaskAssessmentRun]. */
const GOING_ON = ['starting', 'provisioning', 'running'];

const runArn = { ReplicationTaskAssessmentRunArn: required(text()) };
const tag = structure({ Key: text(), Value: text() });

/** [API, StartReplicationTaskAssessmentRun; a task that is assessed is `testing`: API, ReplicationTask.Status] */
export const startReplicationTaskAssessmentRun = operation({
  ReplicationTaskArn: required(text()),
  ServiceAccessRoleArn: required(text()),
  ResultLocationBucket: required(text()),
  ResultLocationFolder: text(),
  ResultEncryptionMode: oneOf(['SSE_S3', 'SSE_KMS']),
  ResultKmsKeyArn: text(),
  AssessmentRunName: required(text()),
  IncludeOnly: listOf(text()),
  Exclude: listOf(text()),
  Tags: listOf(tag),
}, (world, input) => {
  const task = world.task(input.ReplicationTaskArn);
  const { arn: taskArn, identifier, status } = task;
  const { AssessmentRunName: name, IncludeOnly: includeOnly, Exclude: exclude } = input;
  if (!ASSESSABLE.includes(status)) throw invalidState(`Replication Task ${identifier} cannot be assessed while its status is ${status}.`);
  if (includeOnly !== undefined && exclude !== undefined) throw invalidCombination('IncludeOnly and Exclude cannot be given together.');
  const { assessmentRuns } = world.state;
  if ([...assessmentRuns.values()].some((run) => run.name === name)) throw alreadyExists(`Assessment run already exists: ${name}`);
  const arn = world.newArn('assessment-run');
  const run: AssessmentRun = {
    arn, taskArn, name,
    status: 'starting',
    createdAt: world.now,
    roleArn: input.ServiceAccessRoleArn,
    bucket: input.ResultLocationBucket,
    folder: input.ResultLocationFolder,
    encryption: input.ResultEncryptionMode,
    keyArn: input.ResultKmsKeyArn,
    assessments: namesOf(world, task, includeOnly, exclude).map((each) => ({ arn: world.newArn('individual-assessment'), name: each, status: 'pending' })),
  };
  assessmentRuns.set(arn, run);
  world.changeTask(taskArn, { status: 'testing', returnTo: status });
  scheduleNext(world, arn);
  return { ReplicationTaskAssessmentRun: runAnswer(run) };
});

function namesOf(world: World, task: Task, includeOnly: readonly string[] | undefined, exclude: readonly string[] = []): string[] {
  const names = includeOnly ?? [...new Set([...DEFAULT, ...Object.keys(outcomesOf(world, task))])];
  return names.filter((name) => !exclude.includes(name));
}

/** What comes of the assessments of a task, as far as it was said. */
function outcomesOf({ state }: World, { arn, identifier }: Task): Readonly<Record<string, string>> {
  return state.assessmentOutcomes.get(arn) ?? state.assessmentOutcomes.get(identifier) ?? {};
}

/** A third of the time for each of `starting`, `provisioning` and `running` [derived]. */
function scheduleNext(world: World, arn: string): void {
  world.schedule('assessment-step', arn, world.now + Math.round(world.draw(world.behaviour.durations.assessTask) / GOING_ON.length));
}

/** One step of a run; at its last, all assessments have come to their end, and the task is what it was before. */
export function assessmentStep(world: World, arn: string): void {
  const { assessmentRuns } = world.state;
  const run = assessmentRuns.get(arn);
  const task = run && world.state.tasks.get(run.taskArn);
  if (run === undefined || task === undefined) return;
  const next = GOING_ON[GOING_ON.indexOf(run.status) + 1];
  if (next !== undefined) {
    assessmentRuns.set(arn, { ...run, status: next, assessments: run.assessments.map((each) => ({ ...each, status: next === 'running' ? 'running' : each.status })) });
    scheduleNext(world, arn);
    return;
  }
  const outcomes = outcomesOf(world, task);
  const assessments = run.assessments.map((each) => ({ ...each, status: outcomes[each.name] ?? 'passed' }));
  const failed = assessments.filter(({ status }) => status === 'failed').at(-1);
  assessmentRuns.set(arn, {
    ...run, assessments, status: statusOf(assessments.map(({ status }) => status)),
    ...failed !== undefined && { failure: `Assessment ${failed.name} failed` },
  });
  goBack(world, run.taskArn);
}

/** [API, ReplicationTaskAssessmentRun.Status] */
function statusOf(statuses: readonly string[]): string {
  if (statuses.includes('failed')) return 'failed';
  if (statuses.includes('error')) return 'error-executing';
  return statuses.includes('warning') || (statuses.length > 0 && statuses.every((status) => status === 'skipped')) ? 'warning' : 'passed';
}

export const describeReplicationTaskAssessmentRuns = operation(listingShape(), (world, input) => {
  const found = filtered('Assessment Runs', [...world.state.assessmentRuns.values()], input.Filters, {
    'replication-task-assessment-run-arn': ({ arn }) => arn,
    'replication-task-arn': ({ taskArn }) => taskArn,
    'replication-instance-arn': ({ taskArn }) => world.task(taskArn).instanceArn,
    'status': ({ status }) => status,
  });
  const { items, marker } = page(found, ({ arn }) => arn, input);
  return { ReplicationTaskAssessmentRuns: items.map(runAnswer), ...marker };
});

export const describeReplicationTaskIndividualAssessments = operation(listingShape(), (world, input) => {
  const all = [...world.state.assessmentRuns.values()].flatMap((run) => run.assessments.map((each) => ({ run, ...each })));
  const found = filtered('Individual Assessments', all, input.Filters, {
    'replication-task-assessment-run-arn': ({ run }) => run.arn,
    'replication-task-arn': ({ run }) => run.taskArn,
    'status': ({ status }) => status,
  });
  const { items, marker } = page(found, ({ arn }) => arn, input);
  return {
    ReplicationTaskIndividualAssessments: items.map(({ run, arn, name, status }) => ({
      ReplicationTaskIndividualAssessmentArn: arn, ReplicationTaskAssessmentRunArn: run.arn, IndividualAssessmentName: name, Status: status,
      ReplicationTaskIndividualAssessmentStartDate: seconds(run.createdAt),
    })),
    ...marker,
  };
});

/** A run that goes on is not deleted [derived from API, DeleteReplicationTaskAssessmentRun, Errors]. */
export const deleteReplicationTaskAssessmentRun = operation(runArn, (world, { ReplicationTaskAssessmentRunArn }) => {
  const run = world.state.assessmentRuns.get(ReplicationTaskAssessmentRunArn);
  if (run === undefined) throw notFound(`Assessment Run ${ReplicationTaskAssessmentRunArn} not found.`);
  if (GOING_ON.includes(run.status)) throw invalidState(`Assessment Run ${run.name} cannot be deleted while its status is ${run.status}.`);
  world.state.assessmentRuns.delete(run.arn);
  return { ReplicationTaskAssessmentRun: runAnswer({ ...run, status: 'deleting' }) };
});

function runAnswer({ assessments, ...run }: AssessmentRun): object {
  const count = (wanted: string): number => assessments.filter(({ status }) => status === wanted).length;
  const isOver = !GOING_ON.includes(run.status);
  return present({
    ReplicationTaskAssessmentRunArn: run.arn,
    ReplicationTaskArn: run.taskArn,
    Status: run.status,
    ReplicationTaskAssessmentRunCreationDate: seconds(run.createdAt),
    AssessmentProgress: { IndividualAssessmentCount: assessments.length, IndividualAssessmentCompletedCount: isOver ? assessments.length : 0 },
    LastFailureMessage: run.failure,
    ServiceAccessRoleArn: run.roleArn,
    ResultLocationBucket: run.bucket,
    ResultLocationFolder: run.folder,
    ResultEncryptionMode: run.encryption,
    ResultKmsKeyArn: run.keyArn,
    AssessmentRunName: run.name,
    ResultStatistic: isOver
      ? {
        Passed: count('passed'), Failed: count('failed'), Error: count('error'), Warning: count('warning'), Cancelled: count('cancelled'), Skipped: count('skipped'),
      }
      : undefined,
  });
}
