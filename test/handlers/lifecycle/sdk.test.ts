import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ConditionalCheckFailedException, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { NO_NOTES, noteStop } from '../../../lib/control/lifecycle/notes';
import type { SeenTask } from '../../../lib/control/lifecycle/task';
import { changedConnections, declaredTasks } from '../../../lib/handlers/lifecycle/read-request';
import { SdkDms } from '../../../lib/handlers/lifecycle/sdk-dms';
import { invoke, setSchedule, stackStatus } from '../../../lib/handlers/lifecycle/sdk-others';
import { SdkStore } from '../../../lib/handlers/lifecycle/sdk-store';
import { SimulatorServer } from '../../../lib/simulator';
import { connections, declared, Deployment } from '../../support/lifecycle/deployment';

const dynamo = mockClient(DynamoDBClient);
const events = mockClient(EventBridgeClient);
const cloudFormation = mockClient(CloudFormationClient);
const lambda = mockClient(LambdaClient);

Object.assign(process.env, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });

beforeEach(() => {
  for (const client of [dynamo, events, cloudFormation, lambda]) client.reset();
});

describe('notes', () => {
  const store = new SdkStore('notes');

  test('are none where nothing was written', async () => {
    dynamo.on(GetItemCommand).resolves({});
    expect(await store.read()).toEqual({ version: 0, notes: NO_NOTES });
    expect(dynamo.commandCalls(GetItemCommand)[0].args[0].input).toMatchObject({ TableName: 'notes', ConsistentRead: true });
  });

  test('are read as they were written', async () => {
    const notes = noteStop(NO_NOTES, 'a', 7);
    dynamo.on(PutItemCommand).resolves({});
    expect(await store.write({ version: 3, notes })).toBe(true);
    const { Item, ConditionExpression, ExpressionAttributeValues } = dynamo.commandCalls(PutItemCommand)[0].args[0].input;
    expect([ConditionExpression, ExpressionAttributeValues]).toEqual(['#v = :before', { ':before': { N: '2' } }]);
    dynamo.on(GetItemCommand).resolves({ Item });
    expect(await store.read()).toEqual({ version: 3, notes });
  });

  test('are not written where somebody else was faster', async () => {
    dynamo.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
    expect(await store.write({ version: 1, notes: NO_NOTES })).toBe(false);
    expect(dynamo.commandCalls(PutItemCommand)[0].args[0].input.ConditionExpression).toBe('attribute_not_exists(id)');
  });
});

test('the schedule is turned on and off', async () => {
  await setSchedule('rule', true);
  await setSchedule('rule', false);
  expect(events.commandCalls(EnableRuleCommand)[0].args[0].input).toEqual({ Name: 'rule' });
  expect(events.commandCalls(DisableRuleCommand)[0].args[0].input).toEqual({ Name: 'rule' });
});

test('a stack has a status, and one that is gone none', async () => {
  cloudFormation.on(DescribeStacksCommand).resolvesOnce({ Stacks: [{ StackName: 'x', CreationTime: new Date(0), StackStatus: 'UPDATE_COMPLETE' }] });
  expect(await stackStatus('arn')).toBe('UPDATE_COMPLETE');
  cloudFormation.on(DescribeStacksCommand).rejects(Object.assign(new Error('Stack with id arn does not exist'), { name: 'ValidationError' }));
  expect(await stackStatus('arn')).toBeUndefined();
});

test('the function is called without waiting for it', async () => {
  await invoke('function', { since: 1 });
  const { InvocationType, Payload } = lambda.commandCalls(InvokeCommand)[0].args[0].input;
  expect([InvocationType, Buffer.from(Payload as Uint8Array).toString()]).toEqual(['Event', '{"since":1}']);
});

describe('DMS over the wire', () => {
  const deployment = new Deployment(Array.from({ length: 120 }, (_, number) => `task${number}`));
  const server = new SimulatorServer(deployment.dms);
  let dms: SdkDms;

  beforeAll(async () => {
    process.env.AWS_ENDPOINT_URL_DATABASE_MIGRATION_SERVICE = await server.start();
    dms = new SdkDms();
  });
  afterAll(() => server.stop());

  test('finds tasks by name, few by a filter and many among all', async () => {
    expect(await dms.tasks([])).toEqual([]);
    const [task] = await dms.tasks(['task7']);
    expect(task).toMatchObject({ identifier: 'task7', status: 'ready', arn: deployment.arnOf('task7') });
    const many = Array.from({ length: 110 }, (_, number) => `task${number}`);
    expect((await dms.tasks([...many, 'not-there'])).map(({ identifier }) => identifier).sort()).toEqual([...many].sort());
    expect(await dms.tasks(['not-there'])).toEqual([]);
  });

  test('sees connections, and tests them', async () => {
    const { instanceArn, sourceEndpointArn } = (await dms.tasks(['task1']))[0];
    expect(await dms.test(instanceArn!, sourceEndpointArn)).toEqual({ kind: 'done' });
    const found = await dms.connections([instanceArn!]);
    expect(found.find(({ endpointArn }) => endpointArn === sourceEndpointArn)).toMatchObject({ instanceArn, status: 'testing' });
  });

  test('has a task assessed, and sees the run, whose assessments count once it is over', async () => {
    const world = deployment.dms;
    const taskArn = deployment.arnOf('task3');
    world.setAssessments(taskArn, { 'postgres-check-pk': 'failed' });
    const run = { taskArn, name: 'first' };
    const assessment = { bucket: 'results', folder: 'orders', roleArn: 'arn:role', failOn: 'failed' } as const;
    expect(await dms.assessments([run])).toEqual([]);
    expect(await dms.assess(run, { ...assessment, keyArn: 'arn:key', exclude: ['unsupported-data-types-in-source'] })).toEqual({ kind: 'done' });
    expect(world.calls.at(-1)?.input).toEqual({
      ReplicationTaskArn: taskArn, AssessmentRunName: 'first', ServiceAccessRoleArn: 'arn:role', ResultLocationBucket: 'results', ResultLocationFolder: 'orders',
      ResultEncryptionMode: 'SSE_KMS', ResultKmsKeyArn: 'arn:key', Exclude: ['unsupported-data-types-in-source'],
    });
    expect(await dms.assessments([run])).toEqual([{ ...run, status: 'starting', assessments: [] }]);
    world.advanceTo(world.now + 600_000);
    const [seen] = await dms.assessments([run]);
    expect(seen).toMatchObject({ status: 'failed', failure: expect.stringContaining('postgres-check-pk') });
    expect(seen.assessments).toContainEqual({ name: 'postgres-check-pk', status: 'failed' });
    expect(seen.assessments).not.toContainEqual(expect.objectContaining({ name: 'unsupported-data-types-in-source' }));
    expect(await dms.assess({ ...run, name: 'second' }, { ...assessment, includeOnly: ['postgres-check-pk'] })).toEqual({ kind: 'done' });
    expect(world.calls.at(-1)?.input).toMatchObject({ ResultEncryptionMode: 'SSE_S3', IncludeOnly: ['postgres-check-pk'] });
  });

  test('finds, starts and stops serverless replications by calls of their own, in the words of tasks', async () => {
    const { sourceEndpointArn: SourceEndpointArn, targetEndpointArn: TargetEndpointArn } = (await dms.tasks(['task1']))[0];
    const world = deployment.dms;
    world.call('CreateReplicationConfig', {
      ReplicationConfigIdentifier: 'serverless', SourceEndpointArn, TargetEndpointArn, ReplicationType: 'cdc', ComputeConfig: { MaxCapacityUnits: 1 },
      TableMappings: '{"rules":[]}',
    });
    const look = async (): Promise<SeenTask> => (await dms.replications(['serverless', 'not-there']))[0];
    const { arn, ...made } = await look();
    expect(made).toMatchObject({ identifier: 'serverless', status: 'ready', sourceEndpointArn: SourceEndpointArn, isProvisioned: false });
    expect(made).not.toHaveProperty('instanceArn');
    expect(await dms.start(arn, { type: 'start-replication' })).toEqual({ kind: 'done' });
    expect((await look()).status).toBe('initializing');
    world.advanceTo(world.now + 3600_000);
    expect(await look()).toMatchObject({ status: 'running', isProvisioned: true, lastStart: expect.any(Number) });
    expect(await dms.stop(arn)).toEqual({ kind: 'done' });
    world.advanceTo(world.now + 600_000);
    expect(await look()).toMatchObject({ status: 'stopped', lastStop: expect.any(Number) });
  });

  test('is refused what DMS does not take', async () => {
    expect(await dms.stop(deployment.arnOf('task2'))).toMatchObject({ kind: 'refused', fault: 'InvalidResourceStateFault' });
    expect(await dms.start(deployment.arnOf('task2'), { type: 'resume-processing' })).toMatchObject({ kind: 'refused' });
  });
});

test('what the template says is read as CloudFormation delivers it', () => {
  const tasks = declaredTasks({ ...declared('Before', { a: { identifier: 'Orders-A', inputs: [1], start: false, kept: true } }), Inputs: ['sg-0', 'sg-1'] } as never);
  expect(tasks).toEqual({ a: { identifier: 'orders-a', definition: '["first",["sg-1"]]', start: false, allowReload: false, kept: true } });
  expect(declaredTasks({ Part: 'Connections', PatienceSeconds: '1' })).toEqual({});
  const { dms } = new Deployment([]);
  const request = { ResponseURL: '', StackId: '', RequestId: '', LogicalResourceId: '' };
  expect(changedConnections({ ...request, RequestType: 'Create', ResourceProperties: connections(dms) })).toHaveLength(2);
  expect(changedConnections({ ...request, RequestType: 'Update', ResourceProperties: connections(dms), OldResourceProperties: connections(dms) })).toEqual([]);
});
