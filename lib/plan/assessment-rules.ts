import { isKnownAssessment } from './assessment-names';
import { error, list, listSome, show, warning, type Problem } from './problem';
import { checkTwoAnswers } from './two-answers';
import { isKnown, UNKNOWN } from './unknown';

/** What is said of a premigration assessment. */
export interface AssessmentInput {
  readonly include?: unknown;
  readonly exclude?: unknown;
  readonly failOn?: unknown;
  readonly folder?: unknown;
  readonly startOnDeploy?: unknown;
  /** Where the bucket is that was given. */
  readonly bucketRegion?: unknown;
  /** Where the task is. */
  readonly region?: unknown;
}

const SEVERITIES: readonly string[] = ['never', 'failed', 'warning', 'skipped'];

/** Checks a premigration assessment. */
export function checkAssessment(input: AssessmentInput): Problem[] {
  return [
    ...checkTwoAnswers('include', input.include, 'exclude', input.exclude),
    ...checkNames('include', input.include),
    ...checkNames('exclude', input.exclude),
    ...checkSeverity(input),
    ...checkFolder(input),
    ...checkStarted(input),
    ...checkRegion(input),
  ];
}

function checkNames(where: 'include' | 'exclude', names: unknown): Problem[] {
  if (!isKnown(names)) return [];
  if (!Array.isArray(names) || names.length === 0) {
    return [error({
      code: 'assessmentNames',
      where,
      what: `must be a list with at least one name, got ${show(names)}`,
      why: 'DMS could assess nothing by it, or would assess what was not meant',
      mend: 'Name at least one assessment, or leave it out for all of them',
    })];
  }
  const odd = names.filter((name: unknown) => name !== UNKNOWN && (typeof name !== 'string' || name === ''));
  if (odd.length > 0) {
    return [error({
      code: 'assessmentNames',
      where,
      what: `must have names alone, got ${show(odd[0])}`,
      why: 'DMS knows assessments by their names',
      mend: 'Take the API keys from the User Guide, as postgres-check-wallevel',
    })];
  }
  const unknown = names.filter((name: unknown): name is string => typeof name === 'string' && !isKnownAssessment(name));
  if (unknown.length === 0) return [];
  return [warning({
    code: 'assessmentUnknown',
    where,
    what: `has ${unknown.length === 1 ? 'a name' : 'names'} that this library does not know: ${listSome(unknown)}`,
    why: 'DMS adds assessments from time to time; a name that it does not have either may make it refuse the whole assessment',
    mend: 'Compare it with what aws dms describe-applicable-individual-assessments tells, and acknowledge this if it is there',
  })];
}

function checkSeverity({ failOn }: AssessmentInput): Problem[] {
  if (!isKnown(failOn) || SEVERITIES.includes(String(failOn))) return [];
  return [error({
    code: 'assessmentSeverity',
    where: 'failOn',
    what: `must be ${list(SEVERITIES, 'or')}, got ${show(failOn)}`,
    why: 'A deployment would not know when to fail',
    mend: 'Take one of AssessmentSeverity',
  })];
}

function checkFolder({ folder }: AssessmentInput): Problem[] {
  if (!isKnown(folder) || (typeof folder === 'string' && folder !== '' && !/^\/|\/$/.test(folder))) return [];
  return [error({
    code: 'assessmentFolder',
    where: 'folder',
    what: `must be a path without a slash at its ends, got ${show(folder)}`,
    why: 'DMS would write its results to a folder without a name',
    mend: 'Leave out the slash, or the folder for one with the name of the task',
  })];
}

function checkStarted({ startOnDeploy }: AssessmentInput): Problem[] {
  if (startOnDeploy !== false) return [];
  return [warning({
    code: 'assessmentWithoutStart',
    where: '',
    what: 'is given on a task with startOnDeploy: false',
    why: 'It is made before a deployment starts the task, and no deployment does, so it is never made',
    mend: 'Leave out one of the two',
  })];
}

/** That another Region does not do is not documented of assessments; all buckets of DMS's endpoints have to be in the Region of the instance. */
function checkRegion({ bucketRegion, region }: AssessmentInput): Problem[] {
  if (!isKnown(bucketRegion) || !isKnown(region) || bucketRegion === region) return [];
  return [warning({
    code: 'assessmentBucketRegion',
    where: 'bucket',
    what: `is in ${show(bucketRegion)}, and the task in ${show(region)}`,
    why: 'DMS writes to buckets of its own Region; the assessment may be refused, and then the task is not started',
    mend: 'Give a bucket of the same Region, or none, so that one is made',
  })];
}
