import { AssessmentSeverity, PremigrationAssessment, type PremigrationAssessmentOptions } from '../../lib/constructs/premigration-assessment';
import { TaskSettings } from '../../lib/constructs/task-settings';
import type { StackTemplate } from '../../lib/simulator/cloudformation';
import { Cloud } from '../support/lifecycle/cloud';
import { RUNNING, STACK, twoTasks, type Variation } from '../support/lifecycle/two-tasks';

// A premigration assessment in a deployment by CloudFormation's documented rules, on the simulated DMS.

function assessed(options?: PremigrationAssessmentOptions, more: Variation = {}): StackTemplate {
  return twoTasks({ ...more, sales: { premigrationAssessment: PremigrationAssessment.of(options), ...more.sales } });
}

/** An account in which assessments of every task that comes will end so. */
function account(outcomes: Readonly<Record<string, string>> = {}): Cloud {
  const cloud = new Cloud();
  cloud.dms.onCall(({ operation, input }) => {
    if (operation === 'StartReplicationTaskAssessmentRun') cloud.dms.setAssessments((input as { ReplicationTaskArn: string }).ReplicationTaskArn, outcomes);
  });
  return cloud;
}

const ASSESS = 'StartReplicationTaskAssessmentRun';

test('a new task is assessed with what was chosen, and started when it has passed', async () => {
  const cloud = account();
  expect(await cloud.deploy(STACK, assessed({ include: ['postgres-check-wallevel'], folder: 'sales' }))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(cloud.statuses()).toEqual(RUNNING);
  const runs = cloud.dms.calls.filter(({ operation }) => operation === ASSESS);
  expect(runs.map(({ input }) => input)).toEqual([expect.objectContaining({
    IncludeOnly: ['postgres-check-wallevel'], ResultLocationFolder: 'sales', AssessmentRunName: expect.stringMatching(/^deployment-\S+-test-sales-/),
  })]);
  const starts = cloud.dms.calls.filter(({ operation }) => operation === 'StartReplicationTask');
  expect(starts).toHaveLength(2);
  expect(starts[1].at).toBeGreaterThan(runs[0].at);
});

test('a task that does not pass fails the deployment with the names of what has failed, and all goes back without a start of it', async () => {
  const cloud = account({ 'full-lob-not-nullable-at-target': 'failed' });
  const result = await cloud.deploy(STACK, assessed());
  expect(result).toMatchObject({ succeeded: false, status: 'ROLLBACK_COMPLETE' });
  expect(result.events.map(({ reason = '' }) => reason).join('\n')).toMatch(/migration task test-sales-\S+ has not passed: full-lob-not-nullable-at-target \(failed\)\. DMS says: .* Results: s3:\/\//);
  expect(cloud.changes.filter((operation) => operation === 'StartReplicationTask')).toHaveLength(1);
  await cloud.pass(30);
  expect(cloud.statuses()).toEqual({});
});

test('a task that is added and does not pass leaves the others running', async () => {
  const cloud = account({ 'unsupported-data-types-in-source': 'warning' });
  await cloud.deploy(STACK, twoTasks({ withStock: false }));
  const both = twoTasks({ stock: { premigrationAssessment: PremigrationAssessment.of({ failOn: AssessmentSeverity.WARNING }) } });
  expect(await cloud.deploy(STACK, both)).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE' });
  await cloud.pass(30);
  expect(cloud.statuses()).toEqual({ 'test-sales': 'running' });
});

test('what has failed may be only written down', async () => {
  const cloud = account({ 'full-lob-not-nullable-at-target': 'failed' });
  expect(await cloud.deploy(STACK, assessed({ failOn: AssessmentSeverity.NEVER }))).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(cloud.statuses()).toEqual(RUNNING);
});

test('a task that has run is not assessed, neither in a change nor when the assessment is new', async () => {
  const cloud = account({ 'full-lob-not-nullable-at-target': 'failed' });
  await cloud.deploy(STACK, twoTasks());
  const changed = assessed({}, { sales: { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) } });
  expect(await cloud.deploy(STACK, changed)).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(cloud.changes).not.toContain(ASSESS);
  expect(cloud.statuses()).toEqual(RUNNING);
});
