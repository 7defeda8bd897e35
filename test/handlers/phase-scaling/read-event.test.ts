import { readEvent } from '../../../lib/handlers/phase-scaling/read-event';
import { LARGE, POLICY, SMALL } from '../../support/phase-scaling/account';
import { NOW } from '../../support/phase-scaling/observations';
import { sample } from '../../support/phase-scaling/samples';

const REQUEST = {
  ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:controller',
  ResponseURL: 'https://answers.example/1?signature=secret',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Class',
  PhysicalResourceId: 'orders/Class',
  ResourceType: 'Custom::DmsPhaseScaling',
};
const CLASS = { Part: 'Class', InstanceIdentifier: 'orders', FullLoadClass: LARGE, CdcClass: SMALL, InstanceProperties: { AllocatedStorage: '100' }, LoadingTasks: ['a'] };
const WATCH = { Part: 'Watch', InstanceIdentifier: 'orders', Policy: JSON.stringify(POLICY), ScheduleRuleName: 'schedule', InstanceProperties: {} };
const ANSWER = {
  responseUrl: REQUEST.ResponseURL, stackId: 'stack', requestId: 'request', logicalResourceId: 'Class', physicalResourceId: 'orders/Class', since: NOW,
};

function read(event: unknown) {
  return readEvent(event, 'own', NOW);
}

describe('a request of CloudFormation', () => {
  test('for the class goes by the instance that it names', () => {
    expect(read({ ...REQUEST, RequestType: 'Create', PhysicalResourceId: undefined, ResourceProperties: CLASS })).toEqual({
      id: 'orders',
      name: 'Create of Class',
      request: {
        kind: 'class', fullLoadClass: LARGE, cdcClass: SMALL, bringsLoad: false,
        answer: { ...ANSWER, part: 'Class', requestType: 'Create', fullLoadClass: LARGE, instanceChanges: false },
      },
    });
  });

  test('for the part that watches brings the policy and the rule', () => {
    expect(read({ ...REQUEST, RequestType: 'Create', LogicalResourceId: 'Watch', ResourceProperties: WATCH })).toEqual({
      id: 'orders',
      name: 'Create of Watch',
      request: {
        kind: 'watch', policy: POLICY, scheduleRule: 'schedule',
        answer: { ...ANSWER, part: 'Watch', requestType: 'Create', logicalResourceId: 'Watch', physicalResourceId: 'orders/Watch' },
      },
    });
  });

  test.each([
    ['another storage', { InstanceProperties: { AllocatedStorage: '200' } }, true],
    ['one property more', { InstanceProperties: { AllocatedStorage: '100', MultiAZ: 'true' } }, true],
    ['no property', { InstanceProperties: {} }, true],
    ['other classes only', { FullLoadClass: 'dms.r6i.8xlarge', CdcClass: 'dms.r6i.xlarge' }, false],
    ['other tasks only', { LoadingTasks: [] }, false],
  ])('that brings %s changes the instance: %p', (_, change, changes) => {
    const { request } = read({ ...REQUEST, RequestType: 'Update', ResourceProperties: { ...CLASS, ...change }, OldResourceProperties: CLASS });
    expect(request).toMatchObject({ answer: { instanceChanges: changes } });
  });

  test.each([
    ['one task more', ['a', 'b'], ['a'], true],
    ['another task', ['b'], ['a'], true],
    ['the same tasks in another order', ['b', 'a'], ['a', 'b'], false],
    ['one task less', [], ['a'], false],
    ['a first task', ['a'], undefined, true],
    ['no task any more', undefined, ['a'], false],
  ])('with %s brings a load: %#', (_, LoadingTasks, before, brings) => {
    const { request } = read({
      ...REQUEST, RequestType: 'Update', ResourceProperties: { ...CLASS, LoadingTasks }, OldResourceProperties: { ...CLASS, LoadingTasks: before },
    });
    expect(request).toMatchObject({ bringsLoad: brings });
  });

  test('for another instance is for another resource, and the old one is deleted by the name that it has', () => {
    const moved = { ...REQUEST, RequestType: 'Update', ResourceProperties: { ...CLASS, InstanceIdentifier: 'new' }, OldResourceProperties: CLASS };
    expect(read(moved)).toMatchObject({ id: 'new', request: { answer: { physicalResourceId: 'new/Class' } } });
    expect(read({ ...REQUEST, RequestType: 'Delete', PhysicalResourceId: 'older/Class', ResourceProperties: CLASS }))
      .toMatchObject({ id: 'orders', request: { answer: { physicalResourceId: 'older/Class' } } });
  });
});

test.each(['full-load', 'cdc'])('an operator asks for %s of the own instance', (wants) => {
  expect(read({ request: wants })).toEqual({ id: 'own', request: { kind: 'operator', wants }, name: `request for ${wants}` });
});

test('the schedule is about no moment', () => {
  expect(read({ 'detail-type': 'Scheduled Event', 'source': 'aws.events', 'time': '2026-01-05T12:00:00Z' })).toEqual({ id: 'own', name: 'schedule' });
});

test('of an event only the time counts', () => {
  expect(read(sample('event-task-stopped-2023'))).toEqual({ id: 'own', name: 'DMS Replication Task State Change', happened: Date.UTC(2023, 7, 22, 2, 58, 34) });
});

test.each([[{ time: 'yesterday' }], [{}]])('an event at no moment that can be read is a reason to look: %j', (time) => {
  expect(read({ 'detail-type': 'CloudWatch Alarm State Change', ...time })).toEqual({ id: 'own', name: 'CloudWatch Alarm State Change' });
});

test.each([[undefined], [null], ['full-load'], [7], [[]], [{}], [{ request: 'all' }], [{ request: undefined }]])('fails for %j', (event) => {
  expect(() => read(event)).toThrow(`the call ${JSON.stringify(event)} means nothing to the phase controller. It takes events of EventBridge, requests of CloudFormation, `
    + 'and {"request": "full-load"} or {"request": "cdc"}');
});

test('fails for what is long with its beginning', () => {
  expect(() => read({ junk: 'x'.repeat(1_000) })).toThrow(`the call {"junk":"${'x'.repeat(191)} means nothing`);
});
