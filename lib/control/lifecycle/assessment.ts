import { noteAssessment, type Notes } from './notes';
import type { SeenTask } from './task';
import { some, type Act, type Verdict } from './verdict';

/** A premigration assessment that a task is to pass before its first start, and where DMS puts what it finds. */
export interface Assessment {
  readonly bucket: string;
  readonly folder: string;
  /** The role by which DMS writes to the bucket. */
  readonly roleArn: string;
  /** Encrypts what DMS writes. @default - keys of S3 */
  readonly keyArn?: string;
  /** Names of individual assessments; at most one of the two lists is given. */
  readonly includeOnly?: readonly string[];
  readonly exclude?: readonly string[];
  readonly failOn: FailOn;
}

/** The least outcome for which a task is not started. */
export type FailOn = 'never' | 'failed' | 'warning' | 'skipped';

/** A run of assessments, as DMS shows it. */
export interface SeenRun {
  readonly taskArn: string;
  readonly name: string;
  /** In lower case. */
  readonly status: string;
  /** DMS's last message of an assessment that has failed. */
  readonly failure?: string;
  /** Once the run is over. */
  readonly assessments: readonly SeenAssessment[];
}

/** One assessment of a run; its status is in lower case. */
export interface SeenAssessment {
  readonly name: string;
  readonly status: string;
}

/** A task that is to be assessed before it is started. */
export interface AssessedTask {
  readonly task: SeenTask;
  readonly assessment: Assessment;
}

/** Tasks that are to be assessed, and their runs so far. */
export interface AssessmentInput {
  readonly wanted: readonly AssessedTask[];
  readonly runs: readonly SeenRun[];
  /** Tells one deployment from all others, and is the same for as long as it goes on. */
  readonly deployment: string;
  readonly notes: Notes;
}

/** Statuses of a run that goes on [DMS API reference, ReplicationTaskAssessmentRun]. */
const GOING_ON: readonly string[] = ['starting', 'provisioning', 'running', 'cancelling'];
/** DMS takes some time until it shows that it has begun. */
const SHOWS_MILLISECONDS = 60_000;
/** A start is refused while something else is done to the task, and until a new role is known everywhere. */
const MAX_TRIES = 3;
/** What an answer to CloudFormation has room for. */
const MOST_NAMES = 12;

/** Whether a run has come to its end. */
export function isOver(status: string): boolean {
  return !GOING_ON.includes(status);
}

/** What has to be done so that tasks are known to pass their assessments; nothing, if they do. */
export function decideAssessments({ wanted, runs, deployment, notes }: AssessmentInput, at: number): Verdict | undefined {
  const states = wanted.map((each) => ({ ...each, run: runOf(each.task, runs, deployment), tries: notes.assessments?.[each.task.identifier] }));
  const bad = states.flatMap(({ task, assessment, run }) => (run === undefined ? [] : refusalOf(task, assessment, run) ?? []));
  if (bad.length > 0) return { kind: 'failed', reason: bad.join(' '), notes };

  const absent = states.filter(({ run, tries }) => run === undefined && at - (tries?.at ?? -Infinity) >= SHOWS_MILLISECONDS);
  const exhausted = absent.filter(({ tries }) => (tries?.tries ?? 0) >= MAX_TRIES).map(({ task: { identifier } }) => identifier);
  if (exhausted.length > 0) {
    return { kind: 'failed', notes, reason: `DMS did not begin to assess ${some(exhausted)} in ${MAX_TRIES} tries; the log of the deployment's function says why` };
  }
  if (absent.length > 0) return begin(absent, deployment, notes, at);
  const open = states.filter(({ run }) => run === undefined || !isOver(run.status)).map(({ task: { identifier } }) => identifier);
  return open.length === 0 ? undefined : { kind: 'wait', because: `being assessed: ${some(open)}` };
}

/** The run of this deployment: those of others are of a state of the databases that may be long gone. */
function runOf(task: SeenTask, runs: readonly SeenRun[], deployment: string): SeenRun | undefined {
  return runs.find(({ taskArn, name }) => taskArn === task.arn && name === runName(task, deployment));
}

function begin(due: readonly AssessedTask[], deployment: string, notes: Notes, at: number): Verdict {
  return {
    kind: 'act',
    acts: due.map(({ task, assessment }): Act => (
      { kind: 'assess', taskArn: task.arn, identifier: task.identifier, runName: runName(task, deployment), assessment })),
    notes: due.reduce((noted, { task }) => noteAssessment(noted, task.identifier, at), notes),
    because: `to be assessed before the first start: ${some(due.map(({ task: { identifier } }) => identifier))}`,
  };
}

/**
 * The name of the run of a task in a deployment: the same in every try, so that a run whose answer was lost, or whose notes were, is not begun twice.
 * How long a name may be is not documented.
 */
export function runName({ identifier }: Pick<SeenTask, 'identifier'>, deployment: string): string {
  return `deployment-${deployment}-${identifier.slice(-60)}`;
}

/**
 * How bad an outcome is. What could not be carried out, was cancelled, or has a status that nobody knows is not known to be good, so it counts as
 * failed [DMS API reference, ReplicationTaskIndividualAssessment and ReplicationTaskAssessmentRunResultStatistic].
 */
function rankOf(status: string): number {
  return { passed: 0, skipped: 1, warning: 2 }[status] ?? 3;
}

/** From which rank on a task is not started. */
const LEAST: Readonly<Record<FailOn, number>> = { skipped: 1, warning: 2, failed: 3, never: Infinity };

function refusalOf({ identifier }: SeenTask, { failOn, bucket, folder }: Assessment, run: SeenRun): string | undefined {
  const { status, failure, assessments, name } = run;
  if (!isOver(status)) return undefined;
  const bad = assessments.filter((each) => rankOf(each.status) >= LEAST[failOn]);
  if (bad.length === 0 && rankOf(status) < LEAST[failOn]) return undefined;
  const what = bad.length === 0 ? `its run ended as ${status}` : some(bad.map((each) => `${each.name} (${each.status})`), MOST_NAMES);
  return `The premigration assessment of the migration task ${identifier} has not passed: ${what}.${failure === undefined ? '' : ` DMS says: ${failure}`}`
    + ` Results: s3://${bucket}/${folder}, run ${name}. Mend what they tell, exclude these assessments, or choose another failOn.`;
}

/**
 * Whether a refusal to assess is final. Not while something else is done to the task or a role is not known everywhere yet, nor where the run has
 * begun in an earlier try [DMS API reference, StartReplicationTaskAssessmentRun, Errors].
 */
export function isFinal(fault: string): boolean {
  return !['InvalidResourceStateFault', 'S3AccessDeniedFault', 'ResourceAlreadyExistsFault'].includes(fault);
}
