import { isKnownAssessment } from '../../lib/plan/assessment-names';
import { checkAssessment, type AssessmentInput } from '../../lib/plan/assessment-rules';
import { checkServerless } from '../../lib/plan/serverless-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules, type RuleCase } from '../support/rule-cases';

test.each<[string, AssessmentInput]>([
  ['nothing', {}],
  ['some that are included', { include: ['postgres-check-wallevel', 'oracle-check-rac', 'mysql-datamasking-hash-mask'] }],
  ['some that are excluded', { exclude: ['unsupported-data-types-in-source'], failOn: 'warning', folder: 'orders/first' }],
  ['a bucket of the same Region', { bucketRegion: 'eu-west-1', region: 'eu-west-1' }],
])('has nothing to say of %s', (_, input) => {
  expect(checkAssessment(input)).toEqual([]);
});

test('a name that is not known is only a warning', () => {
  expect(checkAssessment({ exclude: ['postgres-check-something-new', UNKNOWN] })).toMatchObject([{ code: 'assessmentUnknown', severity: 'warning' }]);
  expect(['postgres-check-pk', 'postgres-check-wallevel ', 'check-pk', ''].map(isKnownAssessment)).toEqual([true, false, false, false]);
});

function assessmentCase(input: AssessmentInput, property: keyof AssessmentInput, value: unknown, message: string): Omit<RuleCase, 'code'> {
  return {
    bad: () => checkAssessment({ ...input, [property]: value }),
    message,
    unknown: () => checkAssessment({ ...input, [property]: UNKNOWN }),
  };
}

test('include and exclude exclude each other', () => {
  expect(checkAssessment({ include: ['postgres-check-pk'], exclude: ['postgres-check-wallevel'] })).toMatchObject([{ code: 'twoAnswers', severity: 'error', where: 'include' }]);
});

testRules([
  { code: 'assessmentNames', ...assessmentCase({}, 'include', [],
    "'include' must be a list with at least one name, got []. DMS could assess nothing by it, or would assess what was not meant. Name at least one assessment, or leave it out "
    + 'for all of them. [assessmentNames]') },
  { code: 'assessmentNames', variant: 'no name', ...assessmentCase({}, 'exclude', ['postgres-check-pk', 7],
    "'exclude' must have names alone, got 7. DMS knows assessments by their names. Take the API keys from the User Guide, as postgres-check-wallevel. [assessmentNames]") },
  { code: 'assessmentUnknown', ...assessmentCase({}, 'include', ['postgres-chek-pk'],
    "'include' has a name that this library does not know: postgres-chek-pk. DMS adds assessments from time to time; a name that it does not have either may make it refuse the "
    + 'whole assessment. Compare it with what aws dms describe-applicable-individual-assessments tells, and acknowledge this if it is there. [assessmentUnknown]') },
  { code: 'assessmentSeverity', ...assessmentCase({}, 'failOn', 'error',
    "'failOn' must be never, failed, warning or skipped, got \"error\". A deployment would not know when to fail. Take one of AssessmentSeverity. [assessmentSeverity]") },
  { code: 'assessmentFolder', ...assessmentCase({}, 'folder', '/orders',
    "'folder' must be a path without a slash at its ends, got \"/orders\". DMS would write its results to a folder without a name. Leave out the slash, or the folder for one with "
    + 'the name of the task. [assessmentFolder]') },
  { code: 'assessmentWithoutStart', ...assessmentCase({}, 'startOnDeploy', false,
    "'' is given on a task with startOnDeploy: false. It is made before a deployment starts the task, and no deployment does, so it is never made. Leave out one of the two. "
    + '[assessmentWithoutStart]') },
  { code: 'assessmentBucketRegion', ...assessmentCase({ region: 'eu-west-1' }, 'bucketRegion', 'us-east-1',
    "'bucket' is in \"us-east-1\", and the task in \"eu-west-1\". DMS writes to buckets of its own Region; the assessment may be refused, and then the task is not started. Give a "
    + 'bucket of the same Region, or none, so that one is made. [assessmentBucketRegion]') },
  {
    code: 'serverlessAssessment',
    bad: () => checkServerless({ assessed: true }),
    message: "'premigrationAssessment' is given for a serverless replication. DMS assesses serverless replications by settings of their start, which deployments do not give. Leave it "
      + 'out, or take a ReplicationInstance and a MigrationTask. [serverlessAssessment]',
    unknown: () => checkServerless({}),
  },
]);
