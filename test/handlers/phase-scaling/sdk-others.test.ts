import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DisableRuleCommand, EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { alarmsIn, publish, setPace, stackIsLeaving } from '../../../lib/handlers/phase-scaling/sdk-others';

const events = mockClient(EventBridgeClient);
const sns = mockClient(SNSClient);
const cloudWatch = mockClient(CloudWatchClient);
const cloudFormation = mockClient(CloudFormationClient);

process.env.AWS_REGION = 'us-east-1';

beforeEach(() => {
  for (const client of [events, sns, cloudWatch, cloudFormation]) client.reset();
});

test('sets how often a rule calls', async () => {
  await setPace('schedule', 'minutes');
  await setPace('schedule', 'hours');
  await setPace('schedule', 'off');
  expect(events.commandCalls(PutRuleCommand).map(({ args }) => args[0].input)).toMatchObject([
    { Name: 'schedule', State: 'ENABLED', ScheduleExpression: 'rate(1 minute)' },
    { Name: 'schedule', State: 'ENABLED', ScheduleExpression: 'rate(1 hour)' },
  ]);
  expect(events.commandCalls(DisableRuleCommand).map(({ args }) => args[0].input)).toEqual([{ Name: 'schedule' }]);
});

test('sends a message with its code and severity, by which subscriptions can filter', async () => {
  await publish('topic', 'orders', { code: 'classChanged', severity: 'info', subject: 'DMS instance is small now', text: 'The class was changed.' });
  expect(sns.commandCalls(PublishCommand)[0].args[0].input).toEqual({
    TopicArn: 'topic',
    Subject: 'DMS instance is small now',
    Message: 'The class was changed.\n\nReplication instance: orders\n',
    MessageAttributes: { code: { DataType: 'String', StringValue: 'classChanged' }, severity: { DataType: 'String', StringValue: 'info' } },
  });
});

test.each([
  ['longer than SNS takes is cut', 'x'.repeat(300), 'x'.repeat(99)],
  ['of several lines is made one', 'failed (Fault: one\r\n\ttwo\u0007three)', 'failed (Fault: one two three)'],
])('a subject %s', async (_, subject, sent) => {
  await publish('topic', 'orders', { code: 'hookFailed', severity: 'warning', subject, text: 'any' });
  expect(sns.commandCalls(PublishCommand)[0].args[0].input.Subject).toBe(sent);
});

test('asks for alarms that are in the state ALARM, a hundred at a time, of both kinds', async () => {
  const names = Array.from({ length: 150 }, (_, index) => `alarm${index}`);
  cloudWatch.on(DescribeAlarmsCommand)
    .resolvesOnce({ MetricAlarms: [{ AlarmName: 'alarm7' }], CompositeAlarms: [{ AlarmName: 'alarm8' }, {}] })
    .resolvesOnce({});
  expect(await alarmsIn(names)).toEqual(['alarm7', 'alarm8']);
  const inputs = cloudWatch.commandCalls(DescribeAlarmsCommand).map(({ args }) => args[0].input);
  expect(inputs.map(({ AlarmNames }) => AlarmNames?.length)).toEqual([100, 50]);
  for (const input of inputs) expect(input).toMatchObject({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], StateValue: 'ALARM' });
});

test('asks for no alarms if there are none', async () => {
  expect(await alarmsIn([])).toEqual([]);
  expect(cloudWatch.calls()).toEqual([]);
});

test.each([
  ['DELETE_IN_PROGRESS', true], ['DELETE_FAILED', true], ['UPDATE_IN_PROGRESS', false], ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', false], ['ROLLBACK_IN_PROGRESS', false],
] as const)('a stack that is in %s is leaving: %s', async (StackStatus, leaves) => {
  cloudFormation.on(DescribeStacksCommand, { StackName: 'stack' }).resolves({ Stacks: [{ StackName: 'stack', CreationTime: new Date(0), StackStatus }] });
  expect(await stackIsLeaving('stack')).toBe(leaves);
});
