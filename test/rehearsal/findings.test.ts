import { rehearse, type RehearsalProblem } from '../../lib/rehearsal';
import { synthesizeSample, withoutAction, withTemplate } from './assemblies';

let directory: string;

beforeAll(() => {
  directory = synthesizeSample();
}, 60_000);

async function problemsOf(assembly: string): Promise<Pick<RehearsalProblem, 'code' | 'where' | 'what'>[]> {
  const { problems, succeeded } = await rehearse(assembly, { days: 0.05 });
  expect(succeeded).toBe(problems.length === 0);
  return problems.map(({ code, where, what }) => ({ code, where, what }));
}

test('finds that a permission is missing', async () => {
  const problems = await problemsOf(withTemplate(directory, 'OrdersMigration', (template) => withoutAction(template, 'dms:StartReplicationTask')));
  expect(problems[0]).toEqual({
    code: 'PERMISSION_MISSING',
    where: expect.stringMatching(/^DmsDeploymentFunction/),
    what: expect.stringMatching(new RegExp('^function DmsDeploymentFunction\\w+ may not dms:StartReplicationTask on arn:aws:dms:us-east-1:123456789012:task:\\w+: '
      + 'no statement of the policies of role OrdersMigration-DmsDeploymentRole\\w+-\\w+ allows it at this moment$')),
  });
  expect(problems[1]).toMatchObject({ code: 'DEPLOYMENT_FAILED', where: 'OrdersMigration', what: expect.stringContaining('DMS does not allow it') });
}, 30_000);

test('finds that a rule may not call its function', async () => {
  const problems = await problemsOf(withTemplate(directory, 'OrdersMigration', ({ Resources }) => {
    for (const [id, { Type }] of Object.entries(Resources)) if (Type === 'AWS::Lambda::Permission' && id.startsWith('MonitorCallsSchedule')) delete Resources[id];
  }));
  expect(problems[0]).toEqual({
    code: 'NOT_DELIVERED',
    where: expect.stringMatching(/^MonitorCallsSchedule/),
    what: expect.stringMatching(/^rule MonitorCallsSchedule\w+ may not invoke OrdersMigration-MonitorFunction\w+-\w+, and its events are lost$/),
  });
}, 30_000);

test('finds that an alarm goes off in a migration that nothing is done to', async () => {
  const problems = await problemsOf(withTemplate(directory, 'OrdersMigration', ({ Resources }) => {
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type === 'AWS::CloudWatch::Alarm' && Properties.MetricName === 'FreeStorageSpace') Properties.Threshold = 2 ** 40;
    }
  }));
  expect(problems.map(({ code, where }) => ({ code, where: where.replace(/[0-9A-F]{8}$/, '') }))).toEqual([
    { code: 'ALARM_WENT_OFF', where: 'AlarmsLowStorageWarning' }, { code: 'ALARM_WENT_OFF', where: 'AlarmsLowStorageCritical' },
  ]);
}, 30_000);

test('starts by hand what no deployment starts, and says so', async () => {
  const assembly = withTemplate(directory, 'OrdersMigration', ({ Resources }) => {
    for (const { Properties } of Object.values(Resources)) {
      const { Tasks: tasks } = Properties as { Tasks?: Record<string, string> };
      for (const name of Object.keys(tasks ?? {})) tasks![name] = tasks![name].replace(' start', '');
    }
  });
  const { problems, timeline, tasks } = await rehearse(assembly, { days: 0.05 });
  expect(problems).toEqual([]);
  expect(timeline.filter(({ kind }) => kind === 'operator')).toEqual([
    { at: expect.any(Number), kind: 'operator', subject: '2 tasks', text: 'started by hand, since no deployment starts them: see startOnDeploy' },
  ]);
  expect(tasks.map(({ stage }) => stage)).toEqual(['cdc', 'cdc']);
}, 30_000);

test('a connection that fails makes the deployment fail with what to look at, and leaves nothing behind', async () => {
  const { problems, tasks, instances, deployments, reached } = await rehearse(directory, {
    happenings: [{ at: 'start', failConnection: { endpoint: 'source', message: 'FATAL: password authentication failed for user "dms"' } }],
  });
  expect(problems.map(({ code, where }) => `${code} ${where}`)).toEqual(['DEPLOYMENT_FAILED OrdersMigration']);
  expect(problems[0].what).toContain('deployment 1 of stack OrdersMigration ends as ROLLBACK_COMPLETE: ');
  expect(problems[0].what).toContain('DMS says: FATAL: password authentication failed for user "dms"\nCheck at the source, in this order:\n1. ');
  expect(deployments.map(({ status }) => status)).toEqual(['CREATE_COMPLETE', 'ROLLBACK_COMPLETE']);
  expect({ tasks, statuses: instances.map(({ status }) => status), reached: Object.keys(reached) }).toEqual({ tasks: [], statuses: ['deleted'], reached: ['start'] });
}, 30_000);

test('a connection that is mended while the deployment still tests it is no problem', async () => {
  const { problems, timeline } = await rehearse(directory, {
    days: 0.05, happenings: [{ at: 'start', failConnection: { endpoint: 'source' } }, { at: '10m', mendConnection: { endpoint: 'source' } }],
  });
  expect(problems).toEqual([]);
  const tests = timeline.filter(({ kind, subject, at }) => kind === 'connection' && subject.includes('source') && at < timeline[0].at + 1_200_000);
  expect(tests.map(({ text }) => text.split(':')[0])).toEqual(expect.arrayContaining(['failed', 'successful']));
}, 30_000);

test('an expectation that is not met is a problem', async () => {
  const { problems, succeeded } = await rehearse(directory, {
    days: 0.05, expect: { problems: ['TASK_FAILED'], alarms: ['LowMemory'], tasks: { sales: 'stopped' }, classes: { instance: 'dms.t3.medium' } },
  });
  expect(succeeded).toBe(false);
  expect(problems.map(({ code, what }) => `${code} ${what.replace(/-[0-9a-f]{8}/g, '')}`)).toEqual([
    'EXPECTATION_NOT_MET TASK_FAILED was expected, and has not been found',
    'EXPECTATION_NOT_MET status of ordersmigration-sales is running at the end; stopped was expected',
    'EXPECTATION_NOT_MET class of ordersmigration-instance is dms.r6i.large at the end; dms.t3.medium was expected',
    "EXPECTATION_NOT_MET no alarm with 'LowMemory' in its name went off, and one was expected to",
  ]);
}, 30_000);
