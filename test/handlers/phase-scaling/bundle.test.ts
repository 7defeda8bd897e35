import type { Memory } from '../../../lib/control/phase-scaling/memory';
import type { Policy } from '../../../lib/control/phase-scaling/policy';
import { Dms, type TaskWorkload } from '../../../lib/simulator';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import { BundledController, SIGNATURE, TOPIC } from '../../support/phase-scaling/bundled-controller';
import { load } from '../../support/phase-scaling/invariants';

const INSTANCE = 'orders-db';
const RULE = 'schedule';
const MINUTE = 60_000;
const CLASSES = { FullLoadClass: LARGE, CdcClass: SMALL, InstanceProperties: { AllocatedStorage: '100' } };

/** Quick, so that tests are. */
const DURATIONS = { stop: [30, 30], start: [20, 20], classChange: [240, 240], testConnection: [20, 20] } as const;

let controller: BundledController;

afterEach(async () => {
  const { output } = controller;
  await controller.stop();
  expect(output).not.toContain(SIGNATURE);
  expect(output).not.toContain('/answers/');
});

/** A controller before an account in which there is nothing yet. */
async function start(): Promise<void> {
  controller = await new BundledController(new Dms({ behaviour: { durations: DURATIONS } }), INSTANCE).start();
}

function call(operation: string, input: object): Record<string, Record<string, string>> {
  return controller.dms.call(operation, input) as Record<string, Record<string, string>>;
}

function createEndpoint(type: string): string {
  return call('CreateEndpoint', {
    EndpointIdentifier: type, EndpointType: type, EngineName: 'postgres', ServerName: `${type}.example.com`, Port: 5432, DatabaseName: 'app', Username: 'dms', Password: 'dms',
  }).Endpoint.EndpointArn;
}

/** What CloudFormation makes between the two resources of the controller: instance, endpoints and tasks, which are then ready. */
function createMigration(tasks: Readonly<Record<string, TaskWorkload>>): void {
  const { dms } = controller;
  const instanceArn = call('CreateReplicationInstance', { ReplicationInstanceIdentifier: INSTANCE, ReplicationInstanceClass: LARGE, MultiAZ: true })
    .ReplicationInstance.ReplicationInstanceArn;
  const [SourceEndpointArn, TargetEndpointArn] = ['source', 'target'].map(createEndpoint);
  dms.advanceTo(dms.now + 20 * MINUTE);
  for (const EndpointArn of [SourceEndpointArn, TargetEndpointArn]) call('TestConnection', { ReplicationInstanceArn: instanceArn, EndpointArn });
  for (const [name, workload] of Object.entries(tasks)) {
    dms.setWorkload(name, workload);
    call('CreateReplicationTask', {
      ReplicationTaskIdentifier: name, MigrationType: 'full-load-and-cdc', SourceEndpointArn, TargetEndpointArn, ReplicationInstanceArn: instanceArn,
      TableMappings: '{"rules":[]}', ReplicationTaskSettings: '{"FullLoadSettings":{"StopTaskCachedChangesApplied":true}}',
    });
  }
  dms.advanceTo(dms.now + 10 * MINUTE);
}

function watching(policy: Partial<Policy> = {}): object {
  return { Policy: JSON.stringify({ ...POLICY, ...policy }), ScheduleRuleName: RULE, InstanceProperties: CLASSES.InstanceProperties };
}

interface Setting {
  readonly policy?: Partial<Policy>;
  readonly tasks?: Readonly<Record<string, TaskWorkload>>;
}

/** A deployed migration of two tasks whose loads have just been started. */
async function loading({ policy, tasks = { orders: load(2), customers: load(5) } }: Setting = {}): Promise<void> {
  await start();
  await controller.request('Create', 'Class', CLASSES);
  createMigration(tasks);
  await controller.request('Create', 'Watch', watching(policy));
  for (const ReplicationTaskArn of arns()) call('StartReplicationTask', { ReplicationTaskArn, StartReplicationTaskType: 'start-replication' });
}

interface DescribedTask {
  readonly ReplicationTaskArn: string;
  readonly ReplicationTaskIdentifier: string;
  readonly Status: string;
  readonly ReplicationTaskStats: Readonly<Record<string, number>>;
}

function describeTasks(): DescribedTask[] {
  return (controller.dms.call('DescribeReplicationTasks', {}) as { ReplicationTasks: never[] }).ReplicationTasks;
}

function arnOf(name: string): string {
  return describeTasks().find(({ ReplicationTaskIdentifier }) => ReplicationTaskIdentifier === name)?.ReplicationTaskArn ?? '';
}

function arns(): string[] {
  return describeTasks().map(({ ReplicationTaskArn }) => ReplicationTaskArn);
}

function statuses(): Record<string, string> {
  return Object.fromEntries(describeTasks().map(({ ReplicationTaskIdentifier, Status }) => [ReplicationTaskIdentifier, Status]));
}

function instanceClass(): string {
  const { ReplicationInstances } = controller.dms.call('DescribeReplicationInstances', {}) as { ReplicationInstances: { ReplicationInstanceClass: string }[] };
  return ReplicationInstances[0].ReplicationInstanceClass;
}

/** Inputs of the calls of an operation that the controller has made, and that DMS took. */
function calls(operation: string, outcome = 'ok'): object[] {
  return controller.dms.calls.filter((each) => each.operation === operation && each.outcome === outcome).map(({ input }) => input);
}

function memory(): Record<string, unknown> {
  return JSON.parse(controller.services.items.get(INSTANCE)?.memory.S ?? '{}') as Record<string, unknown>;
}

function isQuiet(): boolean {
  return controller.services.rules.get(RULE) === 'rate(1 hour)';
}

/** Whether the class has been changed for the CDC phase, all tasks run again, and everything has been told. */
function isThrough(): boolean {
  const { settled, stops, outbox } = memory() as Partial<Memory>;
  const isRunning = Object.values(statuses()).every((status) => status === 'running');
  return settled?.phase === 'cdc' && isRunning && Object.keys(stops ?? {}).length + (outbox ?? []).length === 0;
}

function lastAnswer() {
  return controller.services.answers.at(-1)?.body;
}

test('answers the first deployment before there is an instance, and after it', async () => {
  await start();
  await controller.request('Create', 'Class', CLASSES);
  expect(lastAnswer()).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'orders-db/Class',
    StackId: expect.stringContaining(':stack/orders/'),
    RequestId: 'Create-Class-0',
    LogicalResourceId: 'Class',
    Data: { InstanceClass: LARGE },
  });
  createMigration({ orders: load(2) });
  await controller.request('Create', 'Watch', watching());
  expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'orders-db/Watch', RequestId: 'Create-Watch-1', LogicalResourceId: 'Watch', Data: {} });
  expect(controller.services.answers.map(({ contentType }) => contentType)).toEqual(['', '']);
  expect(controller.services.rules.get(RULE)).toBe('rate(1 minute)');
  expect(memory()).toMatchObject({ policy: POLICY, settled: { phase: 'full-load', class: LARGE }, pending: [], scheduleRule: RULE });
  expect(controller.failures).toEqual([]);
});

test('makes the instance small once all tables are loaded, resumes all tasks, says so, and stops its schedule', async () => {
  await loading();
  await controller.runUntil(isQuiet);

  expect(instanceClass()).toBe(SMALL);
  expect(statuses()).toEqual({ orders: 'running', customers: 'running' });
  expect(calls('ModifyReplicationInstance')).toEqual([
    { ReplicationInstanceArn: expect.stringContaining(':rep:'), ReplicationInstanceClass: SMALL, ApplyImmediately: true },
  ]);
  const starts = calls('StartReplicationTask').slice(2) as { StartReplicationTaskType: string }[];
  expect(starts.map(({ StartReplicationTaskType }) => StartReplicationTaskType)).toEqual(['resume-processing', 'resume-processing', 'resume-processing']);
  expect(memory()).toMatchObject({ settled: { phase: 'cdc', class: SMALL }, stops: {}, outbox: [], pace: 'hours' });
  expect(controller.services.items.get(INSTANCE)).toMatchObject({ id: { S: INSTANCE }, heldUntil: { N: '0' } });
  expect(controller.services.messages).toEqual([{
    topic: TOPIC,
    subject: 'DMS instance is being made dms.r6i.large',
    text: 'The class is being changed from dms.r6i.4xlarge. All tables are loaded, and changes need less. The tasks are stopped for it, and run again within '
      + `60 minutes whatever happens. That will save 88 % of the instance's price.\n\nReplication instance: orders-db\n`,
    attributes: { code: 'classChanging', severity: 'info' },
  }, {
    topic: TOPIC,
    subject: 'DMS instance is dms.r6i.large now',
    text: `The class was changed from dms.r6i.4xlarge to dms.r6i.large. All tables are loaded, and changes need less. The tasks stood still for 6 minutes and are resumed. `
      + `That saves 88 % of the instance's price.\n\nReplication instance: orders-db\n`,
    attributes: { code: 'classChanged', severity: 'info' },
  }]);
  expect(controller.failures).toEqual([]);
});

test('writes each decision as one line in the embedded metric format', async () => {
  await loading();
  await controller.runUntil(isThrough);
  const changes = controller.decisions.filter(({ ClassChanges }) => ClassChanges === 1);
  expect(changes).toEqual([{
    call: expect.any(String),
    kind: 'changeClass',
    to: SMALL,
    why: 'boundary',
    outcomes: { changeClass: { kind: 'done' } },
    phase: 'full-load',
    class: LARGE,
    ReplicationInstanceIdentifier: INSTANCE,
    Decisions: 1,
    ClassChanges: 1,
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [{
        Namespace: 'cdk-dms-migrations',
        Dimensions: [['ReplicationInstanceIdentifier']],
        Metrics: [{ Name: 'Decisions', Unit: 'Count' }, { Name: 'ClassChanges', Unit: 'Count' }],
      }],
    },
  }]);
  for (const { _aws: { Timestamp } } of controller.decisions as { _aws: { Timestamp: number } }[]) {
    expect(Timestamp).toBeGreaterThan(Date.UTC(2026, 0, 5));
    expect(Timestamp).toBeLessThan(Date.UTC(2026, 0, 6));
  }
});

describe('a deployment in the CDC phase', () => {
  /** Nothing but the code of the controller changes. */
  const update = (properties: object = {}) => controller.request('Update', 'Class', { ...CLASSES, ...properties }, CLASSES);

  test('gets the class that the template has already, if nothing else of the instance changes', async () => {
    await loading();
    await controller.runUntil(isThrough);
    await update();
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: LARGE } });
    expect(instanceClass()).toBe(SMALL);
  });

  test('gets the class that the instance has, if something else of the instance changes, and that one from then on', async () => {
    await loading();
    await controller.runUntil(isThrough);
    const InstanceProperties = { AllocatedStorage: '200' };
    await update({ InstanceProperties });
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: SMALL } });
    await controller.request('Update', 'Watch', watching(), watching());
    await controller.request('Update', 'Class', { ...CLASSES, InstanceProperties }, { ...CLASSES, InstanceProperties });
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: SMALL } });
    expect(calls('ModifyReplicationInstance')).toHaveLength(1);
  });

  test('that brings a task with tables to load is answered when the instance is large', async () => {
    await loading();
    await controller.runUntil(isThrough);
    await controller.request('Update', 'Class', { ...CLASSES, LoadingTasks: ['customers', 'orders', 'returns'] }, { ...CLASSES, LoadingTasks: ['customers', 'orders'] });
    expect(controller.services.answers).toHaveLength(2);
    expect(controller.services.rules.get(RULE)).toBe('rate(1 minute)');
    await controller.runUntil(() => controller.services.answers.length === 3);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: LARGE } });
    expect(instanceClass()).toBe(LARGE);
    expect(controller.services.messages.map(({ subject }) => subject)).toEqual([
      'DMS instance is being made dms.r6i.large', 'DMS instance is dms.r6i.large now',
      'DMS instance is being made dms.r6i.4xlarge', 'DMS instance is dms.r6i.4xlarge now',
    ]);
  });
});

describe('a deletion while the class changes', () => {
  async function deleteInMidFlip(stackStatus: string): Promise<void> {
    await loading();
    await controller.runUntil(() => calls('ModifyReplicationInstance').length === 1);
    controller.services.stackStatus = stackStatus;
    await controller.request('Delete', 'Watch', watching());
    expect(controller.services.answers).toHaveLength(2);
    await controller.runUntil(() => controller.services.answers.length === 3);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'orders-db/Watch' });
    expect(instanceClass()).toBe(SMALL);
  }

  test('of the controller alone is answered when the tasks have been resumed, and leaves no memory behind', async () => {
    await deleteInMidFlip('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await controller.run(5);
    expect(statuses()).toEqual({ orders: 'running', customers: 'running' });
    await controller.request('Delete', 'Class', CLASSES);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'orders-db/Class' });
    expect(controller.services.items.size).toBe(0);
  });

  test('of the whole stack is answered when the class is there, and resumes nobody', async () => {
    await deleteInMidFlip('DELETE_IN_PROGRESS');
    await controller.run(5);
    expect(statuses()).toEqual({ orders: 'stopped', customers: 'stopped' });
  });
});

describe('a service that fails', () => {
  test('and throttles reads is asked again at once', async () => {
    await loading();
    controller.dms.faults.add({ operation: 'DescribeReplicationTasks', times: 3 });
    await controller.tick();
    expect(calls('DescribeReplicationTasks', 'ThrottlingException')).toHaveLength(3);
    expect(controller.decisions.at(-1)).toMatchObject({ call: 'schedule', kind: 'wait' });
    expect(controller.failures).toEqual([]);
  });

  test('and throttles a stop is asked again in the next run', async () => {
    await loading();
    controller.dms.faults.add({ operation: 'StopReplicationTask' });
    await controller.runUntil(isThrough);
    expect(calls('StopReplicationTask', 'ThrottlingException')).toHaveLength(1);
    expect(controller.decisions.find(({ kind }) => kind === 'stopTasks')).toMatchObject({ outcomes: { [arnOf('orders')]: { kind: 'skipped' } } });
    expect(instanceClass()).toBe(SMALL);
    expect(statuses()).toEqual({ orders: 'running', customers: 'running' });
  });

  test('after it has stopped a task is not asked to stop it again, and the task is resumed', async () => {
    await loading();
    controller.dms.faults.add({ operation: 'StopReplicationTask', when: 'after' });
    await controller.runUntil(isThrough);
    expect(controller.dms.calls.filter(({ operation }) => operation === 'StopReplicationTask')).toEqual([
      { at: expect.any(Number), operation: 'StopReplicationTask', input: { ReplicationTaskArn: arnOf('orders') }, outcome: 'NetworkingError' },
    ]);
    expect(controller.decisions.find(({ kind }) => kind === 'stopTasks')).toMatchObject({ outcomes: { [arnOf('orders')]: { kind: 'unknown' } } });
    expect(instanceClass()).toBe(SMALL);
    expect(statuses()).toEqual({ orders: 'running', customers: 'running' });
  });

  test('after it has taken a new class is not asked for it again', async () => {
    await loading();
    controller.dms.faults.add({ operation: 'ModifyReplicationInstance', when: 'after' });
    await controller.runUntil(isThrough);
    expect(controller.dms.calls.filter(({ operation }) => operation === 'ModifyReplicationInstance')).toHaveLength(1);
    expect(instanceClass()).toBe(SMALL);
  });

  test('after it has written the memory is found to have written it', async () => {
    await loading();
    controller.services.refusals.push({ operation: 'PutItem', code: 'none', takesEffect: true });
    await controller.tick();
    expect(controller.failures).toEqual([]);
    expect(controller.decisions.at(-1)).toMatchObject({ call: 'schedule', kind: 'wait' });
  });

  test('and denies what a new role may do is asked again until IAM has spread it, if a deployment waits', async () => {
    await start();
    controller.dms.faults.add({ operation: 'DescribeReplicationInstances', times: 2, fault: { code: 'AccessDeniedException', message: 'not authorized' } });
    await controller.request('Create', 'Class', CLASSES);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: LARGE } });
    expect(controller.lines.slice(0, 2)).toEqual([
      { call: 'Create of Class', kind: 'denied', message: 'not authorized' },
      { call: 'Create of Class', kind: 'denied', message: 'not authorized' },
    ]);
  });

  test('and takes no message gets it a minute later', async () => {
    await loading();
    controller.services.refusals.push({ operation: 'Publish', code: 'AuthorizationError', status: 403 });
    await controller.runUntil(isThrough);
    expect(controller.lines.filter(({ kind }) => kind === 'notSent'))
      .toEqual([{ kind: 'notSent', code: 'classChanging', message: 'AuthorizationErrorException: AuthorizationError' }]);
    expect(controller.services.messages.map(({ attributes }) => attributes.code)).toEqual(['classChanging', 'classChanged']);
  });

  test('and takes no answer gets it a minute later', async () => {
    await start();
    controller.services.answerStatuses.push(500, 503, 500);
    await controller.request('Create', 'Class', CLASSES);
    expect(controller.services.answers).toEqual([]);
    await controller.tick();
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', RequestId: 'Create-Class-0' });
  });
});

test('runs the hook of each task once at its boundary, and resumes the task when it has ended', async () => {
  const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:indexes';
  await loading({ policy: { hook: { stateMachineArn, timeoutSeconds: 3600, onFailure: 'hold' } }, tasks: { orders: load(2) } });
  const { executions } = controller.services;
  await controller.runUntil(() => executions.size === 1);
  const [[executionArn, { input }]] = executions;
  expect(executionArn).toMatch(/^arn:aws:states:us-east-1:123456789012:execution:indexes:[A-Z0-9]{26}-\d{13}$/);
  expect(input).toEqual({
    instanceIdentifier: INSTANCE,
    taskIdentifier: 'orders',
    taskArn: arnOf('orders'),
    sourceEndpointArn: expect.stringContaining(':endpoint:'),
    targetEndpointArn: expect.stringContaining(':endpoint:'),
    boundary: new Date(describeTasks()[0].ReplicationTaskStats.StopDate * 1000).toISOString(),
  });
  await controller.run(10);
  expect(statuses()).toEqual({ orders: 'stopped' });
  executions.set(executionArn, { input, status: 'SUCCEEDED' });
  await controller.runUntil(isThrough);
  expect(statuses()).toEqual({ orders: 'running' });
  expect([...executions.keys()]).toEqual([executionArn]);
});

test('goes one size up when an alarm says that the instance is too small, but not before the lag of the pause is gone', async () => {
  const rebound = { alarmNames: ['lag', 'memory'], ladder: [SMALL, 'dms.r6i.xlarge', LARGE], cooldownSeconds: 900 };
  await loading({ policy: { rebound }, tasks: { orders: load(2) } });
  const { alarms, messages } = controller.services;
  alarms.set('lag', 'ALARM').set('memory', 'OK');
  await controller.runUntil(() => messages.length === 2);
  const changedAt = controller.dms.now;
  await controller.runUntil(() => messages.length === 3);
  expect(controller.dms.now - changedAt).toBeGreaterThan(900_000);
  alarms.set('lag', 'OK');
  await controller.runUntil(isThrough);
  expect(instanceClass()).toBe('dms.r6i.xlarge');
  expect(messages.at(-1)?.text).toContain('The class was changed from dms.r6i.large to dms.r6i.xlarge. Alarms say that memory or latency is bad. ');
  expect(statuses()).toEqual({ orders: 'running' });
});

test('makes the instance large when an operator asks for it', async () => {
  await loading({ tasks: { orders: load(2) } });
  await controller.runUntil(isThrough);
  await controller.invoke({ request: 'full-load' });
  await controller.runUntil(() => controller.services.messages.some(({ attributes }) => attributes.code === 'readyForLoad'));
  expect(instanceClass()).toBe(LARGE);
  expect(controller.services.messages.at(-1)?.text).toBe('It is dms.r6i.4xlarge, as was asked for. Tables can be loaded now.\n\nReplication instance: orders-db\n');
});

test('fails for a call that means nothing, and does nothing', async () => {
  await start();
  const { failure } = await controller.invoke({ hello: 'world' });
  expect(failure).toBe('Error: the call {"hello":"world"} means nothing to the phase controller. It takes events of EventBridge, requests of CloudFormation, '
    + 'and {"request": "full-load"} or {"request": "cdc"}');
  expect([...controller.services.calls, ...controller.dms.calls]).toEqual([]);
});
