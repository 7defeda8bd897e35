import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** The status of a stack; undefined if there is none any more. */
export async function stackStatus(StackName: string): Promise<string | undefined> {
  try {
    const { Stacks: [stack] = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
    return stack?.StackStatus;
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'ValidationError') return undefined; // "Stack with id ... does not exist"
    throw fault;
  }
}

/** Has a rule call, or not. */
export async function setSchedule(Name: string, isOn: boolean): Promise<void> {
  await new EventBridgeClient({}).send(isOn ? new EnableRuleCommand({ Name }) : new DisableRuleCommand({ Name }));
}

/** Calls a function without waiting for it. */
export async function invoke(FunctionName: string, event: object): Promise<void> {
  await new LambdaClient({}).send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(event)) }));
}
