import { CfnReplicationInstance, CfnReplicationTask } from 'aws-cdk-lib/aws-dms';
import { changesBetween, rehearse, type RehearsalResult } from '../../lib/rehearsal';
import { synthesizeSample, withoutReservation } from './assemblies';

const HOUR = 3_600_000;
const INSTANCE = /^ordersmigration-instance-[0-9a-f]{8}$/;

let directory: string;
let calm: RehearsalResult;

beforeAll(async () => {
  directory = synthesizeSample();
  calm = await rehearse(directory, { happenings: [{ at: 'cdc+2h', deploy: directory }], days: 0.5 });
}, 120_000);

test('nothing is wrong with the sample', () => {
  expect(calm.problems).toEqual([]);
  expect(calm.succeeded).toBe(true);
});

test('stacks are deployed in the order in which they depend on each other', () => {
  expect(calm.deployments.slice(0, 2)).toMatchObject([
    { stack: 'OrdersDatabase', number: 1, status: 'CREATE_COMPLETE', calls: 0 },
    { stack: 'OrdersMigration', number: 1, status: 'CREATE_COMPLETE', changes: 10 },
  ]);
});

test('a deployment without a change has nothing to do, and calls DMS not once', () => {
  expect(calm.deployments.slice(2)).toMatchObject([
    { stack: 'OrdersDatabase', number: 2, changed: false, calls: 0, changes: 0 },
    { stack: 'OrdersMigration', number: 2, changed: false, calls: 0, changes: 0 },
  ]);
});

test('all tasks end up capturing changes', () => {
  expect(calm.tasks.map(({ name, status, stage, tables }) => ({ name: name.replace(/-[0-9a-f]{8}$/, ''), status, stage, tables }))).toEqual(
    ['archive', 'sales'].map((name) => ({
      name: `ordersmigration-${name}`, status: 'running', stage: 'cdc', tables: { loaded: 3, loading: 0, queued: 0, errored: 0 },
    })),
  );
  for (const { startedAt = 0, boundaryAt = 0, pausedSeconds, mostLagSeconds } of calm.tasks) {
    expect((boundaryAt - startedAt) / HOUR).toBeCloseTo((50 + 5) / 60, 2); // the largest of the tables that are made up, and what was cached
    expect(pausedSeconds).toBeGreaterThan(60);
    expect(pausedSeconds).toBeLessThan(3600);
    expect(mostLagSeconds).toBeLessThanOrEqual(pausedSeconds);
  }
});

test('the instance has the class for the load until the boundary, and then the one for changes', () => {
  const [{ name, class: instanceClass, hours, firstClass }] = calm.instances;
  expect(name).toMatch(INSTANCE);
  expect({ instanceClass, firstClass }).toEqual({ instanceClass: 'dms.r6i.large', firstClass: 'dms.c6i.2xlarge' });
  expect(hours.map((each) => each.class)).toEqual(['dms.c6i.2xlarge', 'dms.r6i.large']);
  expect(hours[0].hours).toBeLessThan(2);
  expect(calm.hoursByClass['dms.r6i.large']).toBeCloseTo(2 * hours[1].hours, 2); // Multi-AZ
});

test('each connection is tested by the deployment', () => {
  const tested = calm.timeline.filter(({ kind, at }) => kind === 'connection' && at < (calm.reached.deployed ?? 0));
  expect(tested.map(({ subject, text }) => `${subject.split(' to ')[1].replace(/-[0-9a-f]{8}$/, '')} ${text}`).sort()).toEqual([
    'ordersmigration-endpoints-source successful', 'ordersmigration-endpoints-source testing',
    'ordersmigration-endpoints-target successful', 'ordersmigration-endpoints-target testing',
  ]);
});

test('no alarm goes off, and the controller tells of the change of class', () => {
  expect(calm.alarms.filter(({ to }) => to === 'ALARM')).toEqual([]);
  expect(calm.notifications.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^OK: /), 'DMS instance is being made dms.r6i.large', 'DMS instance is dms.r6i.large now',
  ]);
});

test('functions are run as they are shipped: each of the four calls what it is for', () => {
  const callsOf = (part: string): string[] => calm.calls.filter(({ caller }) => caller.includes(part)).map(({ action }) => action);
  const actions = (part: string): string[] => [...new Set(callsOf(part))].sort();
  expect(actions('DmsServiceRoles')).toEqual([
    'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:UntagRole',
  ]);
  expect(actions('DmsDeployment')).toEqual(expect.arrayContaining(['dms:StartReplicationTask', 'dms:TestConnection', 'dynamodb:PutItem']));
  expect(actions('PhaseScaling')).toEqual(expect.arrayContaining(['dms:ModifyReplicationInstance', 'events:PutRule', 'sns:Publish']));
  expect(actions('Monitor')).toEqual(['dms:DescribeReplicationInstances', 'dms:DescribeReplicationTasks', 'dms:DescribeTableStatistics']);
});

test('changes of DMS are told with names in place of ARNs', () => {
  expect(calm.changes.find(({ operation }) => operation === 'ModifyReplicationInstance')).toMatchObject({
    input: { ReplicationInstanceArn: expect.stringMatching(INSTANCE), ReplicationInstanceClass: 'dms.r6i.large', ApplyImmediately: true }, outcome: 'ok',
  });
  expect(JSON.stringify(calm.changes.filter(({ operation }) => /^(Start|Stop|Test)/.test(operation)))).not.toContain('arn:');
});

test('the same assembly and scenario give the same, byte for byte', async () => {
  const scenario = { days: 0.1 };
  const [one, other] = [await rehearse(directory, scenario), await rehearse(directory, scenario)];
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
}, 60_000);

test('another seed is another rehearsal', async () => {
  const [one, other] = [await rehearse(directory, { days: 0.1, seed: 1 }), await rehearse(directory, { days: 0.1, seed: 2 })];
  expect(other.problems).toEqual([]);
  expect(other.endedAt).not.toBe(one.endedAt);
}, 60_000);

test('a change in the middle of the load stops the task that it is about, loads it on, and shrinks the instance afterwards', async () => {
  const changed = withoutReservation((stack) => {
    for (const construct of stack.node.findAll()) {
      if (construct instanceof CfnReplicationTask && construct.node.path.includes('Archive')) {
        construct.tableMappings = construct.tableMappings.replace('"archive"', '"archive_2019"');
      }
    }
  });
  const result = await rehearse(withoutReservation(), { happenings: [{ at: 'deployed+10m', deploy: changed }], days: 0.1 });
  expect(result.problems).toEqual([]);
  const [, , , { startedAt, seconds, status }] = result.deployments;
  expect(status).toBe('UPDATE_COMPLETE');
  const during = changesBetween(result, startedAt, startedAt + seconds * 1000);
  expect(during.map(({ operation }) => operation)).toEqual(['StopReplicationTask', 'ModifyReplicationTask', 'StartReplicationTask']);
  const task = expect.stringMatching(/^ordersmigration-archive-[0-9a-f]{8}$/);
  expect(during[0]).toEqual({ operation: 'StopReplicationTask', input: { ReplicationTaskArn: task }, outcome: 'ok' });
  expect(JSON.stringify(during)).not.toContain('sales');
  expect(result.instances[0].class).toBe('dms.r6i.large');
}, 60_000);

test('a deployment in the phase of changes leaves the class as it is', async () => {
  const changed = withoutReservation((stack) => {
    for (const construct of stack.node.findAll()) if (construct instanceof CfnReplicationInstance) construct.preferredMaintenanceWindow = 'sat:01:00-sat:02:00';
  });
  const result = await rehearse(withoutReservation(), { happenings: [{ at: 'cdc+1h', deploy: changed }, { at: 'cdc+3h', deployBack: true }], days: 0.1 });
  expect(result.problems).toEqual([]);
  expect(result.deployments.filter(({ stack }) => stack === 'OrdersMigration').map(({ status }) => status)).toEqual([
    'CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_COMPLETE',
  ]);
  const classes = result.changes.filter(({ operation }) => operation === 'ModifyReplicationInstance').map(({ input }) => input);
  expect(classes).toHaveLength(3); // the downsize, the change, and the way back
  expect(result.instances[0].hours.map((each) => each.class)).toEqual(['dms.c6i.2xlarge', 'dms.r6i.large']);
}, 60_000);

test('a deployment that fails in the middle of the load leaves its tasks running', async () => {
  const changed = withoutReservation((stack) => {
    for (const construct of stack.node.findAll()) {
      if (construct instanceof CfnReplicationTask) construct.tableMappings = construct.tableMappings.replace('"archive"', '"archive_2019"');
    }
  });
  const refused = { code: 'InvalidParameterValueException', message: 'Invalid task settings JSON' };
  const result = await rehearse(withoutReservation(), {
    days: 0.1,
    happenings: [{ at: 'deployed+9m', fault: { operation: 'ModifyReplicationTask', fault: refused } }, { at: 'deployed+10m', deploy: changed }],
    expect: { problems: ['DEPLOYMENT_FAILED'], tasks: { sales: 'running', archive: 'running' }, classes: { instance: 'dms.r6i.large' }, alarms: [] },
  });
  expect(result.problems.map(({ code, what }) => `${code} ${what}`)).toEqual([
    'DEPLOYMENT_FAILED deployment 2 of stack OrdersMigration ends as UPDATE_ROLLBACK_COMPLETE: Invalid task settings JSON '
      + '(Service: AWSDatabaseMigrationService; Status Code: 400; Error Code: InvalidParameterValueException)',
  ]);
  expect(result.succeeded).toBe(true);
}, 60_000);
