import { Agenda } from '../../lib/rehearsal/agenda';
import { Chronicle } from '../../lib/rehearsal/chronicle';
import { Arns } from '../../lib/rehearsal/cloud/arns';
import { EventBus } from '../../lib/rehearsal/cloud/event-bus';
import { Permissions } from '../../lib/rehearsal/cloud/permissions';
import { Resources, type Resource } from '../../lib/rehearsal/cloud/resources';
import { instanceUse } from '../../lib/rehearsal/instance-hours';
import { DYNAMODB } from '../../lib/rehearsal/services/dynamodb';
import { decode, encodeAnswer, encodeFault } from '../../lib/rehearsal/services/protocol';
import { ServiceFault, type Cloud, type Input } from '../../lib/rehearsal/services/service';
import { assumedWorkload } from '../../lib/rehearsal/workload';
import { Dms } from '../../lib/simulator';
import type { DeployedResource, DeployedStack, Properties } from '../../lib/simulator/cloudformation';

const ARNS = new Arns('aws', 'us-east-1', '123456789012');

function resources(given: Readonly<Record<string, readonly [type: string, properties: Properties]>>): Resources {
  const all = Object.entries(given).map(([logicalId, [type, properties]]) => [logicalId, {
    logicalId, type, properties, physicalId: logicalId, attributes: {}, status: 'CREATE_COMPLETE', dependencies: [], deletionPolicy: 'Delete', updateReplacePolicy: 'Delete',
  } satisfies DeployedResource] as const);
  return new Resources(() => [{ name: 'Stack', id: 'id', resources: Object.fromEntries(all), leaving: [] } as unknown as DeployedStack]);
}

describe('permissions', () => {
  const statement = (Action: string | readonly string[], Resource: string, more: Properties = {}): Properties => ({ Effect: 'Allow', Action, Resource, ...more });
  const permissions = (...statements: readonly Properties[]): Permissions => new Permissions(resources({
    role: ['AWS::IAM::Role', { ManagedPolicyArns: ['policy'] }],
    policy: ['AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: statements } }],
    attached: ['AWS::IAM::ManagedPolicy', { Roles: ['role'], PolicyDocument: { Statement: [statement('sns:Publish', 'topic')] } }],
    ofOthers: ['AWS::IAM::ManagedPolicy', { Roles: ['other'], PolicyDocument: { Statement: [statement('*', '*')] } }],
  }));
  const ROLE = 'arn:aws:iam::123456789012:role/role';

  test('are those of the policies that the role names, and of those that name the role', () => {
    const all = permissions(statement(['dms:Describe*', 'dms:StopReplicationTask'], 'arn:aws:dms:*:task:?'));
    expect(all.allows(ROLE, 'dms:DescribeEvents', ['arn:aws:dms:us-east-1:1:task:A'])).toBe(true);
    expect(all.allows(ROLE, 'DMS:stopreplicationtask', ['arn:aws:dms:us-east-1:1:task:A'])).toBe(true);
    expect(all.allows(ROLE, 'dms:StartReplicationTask', ['arn:aws:dms:us-east-1:1:task:A'])).toBe(false);
    expect(all.allows(ROLE, 'dms:DescribeEvents', ['arn:aws:dms:us-east-1:1:task:AB'])).toBe(false);
    expect(all.allows(ROLE, 'sns:Publish', ['topic'])).toBe(true);
  });

  test('have to be there for all resources that a call needs', () => {
    const all = permissions(statement('dms:TestConnection', 'instance'));
    expect(all.allows(ROLE, 'dms:TestConnection', ['instance'])).toBe(true);
    expect(all.allows(ROLE, 'dms:TestConnection', ['instance', 'endpoint'])).toBe(false);
  });

  test('are taken by what denies without a condition', () => {
    expect(permissions(statement('*', '*'), statement('sns:*', '*', { Effect: 'Deny' })).allows(ROLE, 'sns:Publish', ['topic'])).toBe(false);
    expect(permissions(statement('*', '*'), statement('sns:*', '*', { Effect: 'Deny', Condition: {} })).allows(ROLE, 'sns:Publish', ['topic'])).toBe(true);
  });

  test('of a role of elsewhere are not known, and taken to be there', () => {
    expect(permissions().allows('arn:aws:iam::123456789012:role/elsewhere', 'sns:Publish', ['topic'])).toBe(true);
  });
});

describe('rules', () => {
  function bus(permitted = true): { bus: EventBus; called: string[]; published: string[]; agenda: Agenda; problems: Chronicle['problems'] } {
    const [called, published]: string[][] = [[], []];
    const agenda = new Agenda(new Dms());
    const chronicle = new Chronicle(() => agenda.now);
    const permission: Properties = { FunctionName: 'arn:aws:lambda:us-east-1:1:function:fn', Principal: 'events.amazonaws.com', SourceArn: ARNS.of('events', 'rule/rule') };
    return { agenda, called, published, problems: chronicle.problems, bus: new EventBus({
      agenda, arns: ARNS, chronicle, resources: resources(permitted ? { Permission: ['AWS::Lambda::Permission', permission] } : {}),
      invoke: (_, event) => called.push(`${(agenda.now - Date.UTC(2026, 0, 5)) / 60_000} ${String(Reflect.get(event, 'detail-type'))}`),
      publish: (topic, text) => published.push(`${topic} ${text}`),
    }) };
  }
  const rule = (properties: Properties): Resource => ({ stackName: 'Stack', stackId: 'id', logicalId: 'Rule', type: 'AWS::Events::Rule', physicalId: 'rule', properties });
  const TARGETS = [{ Id: 'a', Arn: 'arn:aws:lambda:us-east-1:1:function:fn' }];

  test('with a rate call from one period after they are on, until they are off', async () => {
    const { bus: events, called, agenda } = bus();
    const pass = async (minutes: number): Promise<void> => {
      const until = agenda.now + minutes * 60_000;
      while (agenda.now < until) await agenda.advance(until);
    };
    events.put(rule({ ScheduleExpression: 'rate(5 minutes)', Targets: TARGETS }));
    await pass(12);
    events.change('rule', { isOn: false });
    await pass(10);
    events.change('rule', { isOn: true, schedule: 'rate(1 hour)' });
    await pass(61);
    events.remove('rule');
    await pass(120);
    expect(called).toEqual(['5 Scheduled Event', '10 Scheduled Event', '82 Scheduled Event']);
  });

  test('with a pattern call for the events that match it', () => {
    const { bus: events, called } = bus();
    events.put(rule({ EventPattern: { source: ['aws.dms'], resources: ['b'] }, Targets: TARGETS }));
    for (const resource of ['a', 'b']) events.deliver({ 'source': 'aws.dms', 'detail-type': `of ${resource}`, 'resources': [resource], 'detail': {} });
    expect(called).toEqual(['0 of b']);
  });

  test('transform what they send to topics', () => {
    const { bus: events, published } = bus();
    events.put(rule({ EventPattern: { source: ['aws.dms'] }, Targets: [{
      Id: 'a', Arn: 'arn:aws:sns:us-east-1:1:topic', InputTransformer: { InputPathsMap: { what: '$.detail.what', none: '$.detail.none' }, InputTemplate: '"It is <what>, <none>."' },
    }] }));
    events.deliver({ 'source': 'aws.dms', 'detail-type': 'a', 'resources': [], 'detail': { what: 'so' } });
    expect(published).toEqual(['arn:aws:sns:us-east-1:1:topic It is so, .']);
  });

  test('that their function does not allow call nobody', () => {
    const { bus: events, called, problems } = bus(false);
    events.put(rule({ EventPattern: { source: ['aws.dms'] }, Targets: TARGETS }));
    events.deliver({ 'source': 'aws.dms', 'detail-type': 'a', 'resources': [], 'detail': {} });
    expect(called).toEqual([]);
    expect(problems).toMatchObject([{ code: 'NOT_DELIVERED', where: 'Rule', what: 'rule Rule may not invoke fn, and its events are lost' }]);
  });
});

describe('DynamoDB', () => {
  const cloud = { tables: new Map(), arns: ARNS, resources: resources({ table: ['AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'id' }] }] }) } as unknown as Cloud;
  const call = (operation: string, input: Input): object => DYNAMODB[operation].run({ TableName: 'table', ...input }, cloud);
  const item = (version: number): object => ({ id: { S: 'a' }, version: { N: String(version) } });
  const after = (version: number): Input => ({
    ConditionExpression: '#v = :before', ExpressionAttributeNames: { '#v': 'version' }, ExpressionAttributeValues: { ':before': { N: String(version) } },
  });

  test('writes on conditions, and reads what was written', () => {
    const read = { Key: { id: { S: 'a' } }, ConsistentRead: true };
    expect(call('GetItem', read)).toEqual({});
    expect(() => call('PutItem', { Item: item(2), ...after(1) })).toThrow(new ServiceFault('ConditionalCheckFailedException', 'The conditional request failed'));
    call('PutItem', { Item: item(1), ConditionExpression: 'attribute_not_exists(id)' });
    expect(() => call('PutItem', { Item: item(1), ConditionExpression: 'attribute_not_exists(id)' })).toThrow('The conditional request failed');
    call('PutItem', { Item: item(2), ...after(1) });
    expect(call('GetItem', read)).toEqual({ Item: item(2) });
    call('DeleteItem', read);
    expect(call('GetItem', read)).toEqual({});
  });

  test('refuses what is not simulated, and tables that are not there', () => {
    expect(() => call('PutItem', { Item: item(1), ConditionExpression: 'size(a) > :b' })).toThrow('the condition size(a) > :b is not simulated');
    expect(() => call('GetItem', { Key: { id: { S: 'a' } } })).toThrow('only consistent reads are simulated');
    expect(() => call('GetItem', { TableName: 'other', Key: {} })).toThrow('Requested resource not found');
  });
});

describe('protocols', () => {
  const request = { method: 'POST', path: '/', headers: {}, body: '' };

  test('of AWS are understood', () => {
    expect(decode({ ...request, host: 'dms.us-east-1.amazonaws.com', headers: { 'x-amz-target': 'AmazonDMSv20160101.StopReplicationTask' }, body: '{"a":1}' }))
      .toEqual({ service: 'dms', operation: 'StopReplicationTask', input: { a: 1 }, protocol: 'json' });
    expect(decode({ ...request, host: 'sns.us-east-1.amazonaws.com', body: 'Action=Publish&Message=a%20b' }))
      .toEqual({ service: 'sns', operation: 'Publish', input: { Action: 'Publish', Message: 'a b' }, protocol: 'query' });
    expect(decode({ ...request, host: 'lambda.us-east-1.amazonaws.com', path: '/2015-03-31/functions/fn/invocations', headers: { 'x-amz-invocation-type': 'Event' }, body: '{}' }))
      .toEqual({ service: 'lambda', operation: 'InvokeFunction', input: { FunctionName: 'fn', InvocationType: 'Event', Payload: {} }, protocol: 'lambda' });
    expect(decode({ ...request, host: 's3.us-east-1.amazonaws.com' })).toBeUndefined();
  });

  test('of AWS are spoken', () => {
    expect(encodeAnswer('query', 'Do', { Stacks: [{ Name: 'a<b' }] }).valueOf()).toMatchObject({
      status: 200, body: '<DoResponse><DoResult><Stacks><member><Name>a&lt;b</Name></member></Stacks></DoResult></DoResponse>',
    });
    expect(encodeFault('json', new ServiceFault('Throttling', 'slower', 429))).toMatchObject({
      status: 429, headers: { 'x-amzn-errortype': 'Throttling' }, body: '{"__type":"Throttling","message":"slower"}',
    });
    expect(encodeFault('query', new ServiceFault('A', 'b & c'))).toMatchObject({ body: expect.stringContaining('<Code>A</Code><Message>b &amp; c</Message>') });
  });
});

describe('a workload that nothing is told of', () => {
  const mappings = (...selections: readonly (readonly [schema: string, table: string, action?: string])[]): string => JSON.stringify({
    rules: selections.map(([schema, table, action = 'include']) => ({
      'rule-type': 'selection', 'rule-action': action, 'object-locator': { 'schema-name': schema, 'table-name': table },
    })),
  });
  const namesOf = (text: string): string[] => (assumedWorkload(text, 'full-load', 2).workload.tables ?? []).map(({ schema, name }) => `${schema}.${name}`);

  test('has the tables that are named, and three for a wildcard', () => {
    expect(namesOf(mappings(['sales', 'orders'], ['sales', 'tmp_%', 'exclude'], ['hr_%', '%']))).toEqual(['sales.orders', 'hr_app.first', 'hr_app.second', 'hr_app.third']);
    expect(namesOf('no mappings')).toEqual(['app.first']);
  });

  test('is said in words, and shares what an instance has', () => {
    const { says, workload } = assumedWorkload(mappings(['sales', '%'], ['sales', 'orders']), 'full-load-and-cdc', 4);
    expect(says).toBe('nothing is told of its tables; made up: sales.first, sales.second, sales.third and 1 more, the largest with 50 minutes');
    expect(workload.cdcVcpu).toBeCloseTo(0.125);
    expect(assumedWorkload('', 'cdc', 1).says).toBe('nothing is told of its changes; made up: few');
  });
});

test('hours of an instance are counted by class, from its creation to its end', () => {
  const HOUR = 3_600_000;
  const entry = { kind: 'instance' as const, arn: 'a', multiAz: true };
  expect(instanceUse([
    { ...entry, at: 0, status: 'creating', class: 'dms.r6i.xlarge' }, { ...entry, at: HOUR, status: 'available', class: 'dms.r6i.xlarge' },
    { ...entry, at: 5 * HOUR, status: 'available', class: 'dms.r6i.large' }, { ...entry, at: 6.5 * HOUR, status: 'deleted', class: 'dms.r6i.large' },
  ], 10 * HOUR)).toEqual([{
    arn: 'a', multiAz: true, firstClass: 'dms.r6i.xlarge', hours: [{ class: 'dms.r6i.xlarge', hours: 5 }, { class: 'dms.r6i.large', hours: 1.5 }],
  }]);
});
