import { DescribeExecutionCommand, ExecutionAlreadyExists, ExecutionDoesNotExist, SFNClient, StartExecutionCommand, type ExecutionStatus } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { SdkHooks } from '../../../lib/handlers/phase-scaling/sdk-hooks';

const aws = mockClient(SFNClient);
process.env.AWS_REGION = 'us-east-1';
const hooks = new SdkHooks('arn:aws:states:us-east-1:123456789012:stateMachine:indexes');

beforeEach(() => aws.reset());

test('starts an execution under its name, with its input', async () => {
  aws.on(StartExecutionCommand).resolves({});
  expect(await hooks.start('ORDERS-1', { taskArn: 'task' })).toEqual({ kind: 'done' });
  expect(aws.commandCalls(StartExecutionCommand)[0].args[0].input)
    .toEqual({ stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:indexes', name: 'ORDERS-1', input: '{"taskArn":"task"}' });
});

test('an execution that is there already has been started', async () => {
  aws.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ message: 'there', $metadata: { httpStatusCode: 400 } }));
  expect(await hooks.start('ORDERS-1', {})).toEqual({ kind: 'done' });
});

test('a start that is refused is told', async () => {
  aws.on(StartExecutionCommand).rejects(Object.assign(new Error('gone'), { name: 'StateMachineDoesNotExist', $fault: 'client', $metadata: { httpStatusCode: 400 } }));
  expect(await hooks.start('ORDERS-1', {})).toEqual({ kind: 'refused', fault: 'StateMachineDoesNotExist', message: 'gone' });
});

test.each<[string, string]>([
  ['RUNNING', 'running'], ['PENDING_REDRIVE', 'running'], ['SUCCEEDED', 'succeeded'], ['FAILED', 'failed'], ['ABORTED', 'failed'], ['TIMED_OUT', 'timedOut'], ['TOMORROW', 'running'],
])('an execution that is %s has %s', async (status, state) => {
  aws.on(DescribeExecutionCommand, { executionArn: 'arn:aws:states:us-east-1:123456789012:execution:indexes:ORDERS-1' }).resolves({ status: status as ExecutionStatus });
  expect(await hooks.status('ORDERS-1')).toBe(state);
});

test('an execution that is not there has no state, and any other fault is one', async () => {
  aws.on(DescribeExecutionCommand)
    .rejectsOnce(new ExecutionDoesNotExist({ message: 'none', $metadata: {} }))
    .rejectsOnce(Object.assign(new Error('not you'), { name: 'AccessDeniedException' }));
  expect(await hooks.status('ORDERS-1')).toBeUndefined();
  await expect(hooks.status('ORDERS-1')).rejects.toThrow('not you');
});
