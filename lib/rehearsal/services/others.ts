import { DmsFault } from '../../simulator';
import { ServiceFault, textIn, type Cloud, type Input, type Operation } from './service';

/** DMS: whatever the simulator has; it is allowed on the ARNs that a call names. */
export const DMS: Operation = {
  resources: ({ ReplicationTaskArn, ReplicationInstanceArn, EndpointArn }) => {
    const named = [ReplicationTaskArn, ReplicationInstanceArn, EndpointArn].filter((arn): arn is string => typeof arn === 'string');
    return named.length > 0 ? named : ['*'];
  },
  run: ({ operation, input }, { dms }) => {
    try {
      return dms.call(String(operation), input as object);
    } catch (fault) {
      if (!(fault instanceof DmsFault)) throw fault;
      throw new ServiceFault(fault.code, fault.message, fault.statusCode, fault.answerLost);
    }
  },
};

const onRule = ({ Name }: Input, { arns }: Cloud): string[] => [arns.of('events', `rule/${String(Name)}`)];

export const EVENTS: Readonly<Record<string, Operation>> = {
  PutRule: { resources: onRule, run: (input, { bus, arns }) => {
    const name = ruleOf(input, bus);
    bus.change(name, { isOn: input.State !== 'DISABLED', ...typeof input.ScheduleExpression === 'string' && { schedule: input.ScheduleExpression } });
    return { RuleArn: arns.of('events', `rule/${name}`) };
  } },
  EnableRule: { resources: onRule, run: (input, { bus }) => {
    bus.change(ruleOf(input, bus), { isOn: true });
    return {};
  } },
  DisableRule: { resources: onRule, run: (input, { bus }) => {
    bus.change(ruleOf(input, bus), { isOn: false });
    return {};
  } },
};

function ruleOf(input: Input, bus: Cloud['bus']): string {
  const name = textIn(input, 'Name');
  if (!bus.has(name)) throw new ServiceFault('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
  return name;
}

export const CLOUDWATCH: Readonly<Record<string, Operation>> = {
  DescribeAlarms: { resources: () => ['*'], run: ({ AlarmNames, StateValue }, { alarms }) => {
    const isAsked = (name: string): boolean => AlarmNames === undefined || (AlarmNames as string[]).includes(name);
    const found = alarms.all.filter(({ name }) => isAsked(name) && (StateValue === undefined || alarms.stateOf(name) === StateValue));
    const shown = (isComposite: boolean): object[] => found.filter((each) => each.isComposite === isComposite)
      .map(({ name }) => ({ AlarmName: name, StateValue: alarms.stateOf(name) }));
    return { MetricAlarms: shown(false), CompositeAlarms: shown(true) };
  } },
};

export const CLOUDFORMATION: Readonly<Record<string, Operation>> = {
  DescribeStacks: { resources: ({ StackName }) => [String(StackName)], run: (input, { stackStatus }) => {
    const StackName = textIn(input, 'StackName');
    const StackStatus = stackStatus(StackName);
    if (StackStatus === undefined) throw new ServiceFault('ValidationError', `Stack with id ${StackName} does not exist`);
    return { Stacks: [{ StackName: StackName.split('/')[1] ?? StackName, StackStatus }] };
  } },
};

export const SNS: Readonly<Record<string, Operation>> = {
  Publish: { resources: ({ TopicArn }) => [String(TopicArn)], run: (input, { publish }) => {
    publish(textIn(input, 'TopicArn'), textIn(input, 'Message'), typeof input.Subject === 'string' ? input.Subject : '');
    return { MessageId: '00000000-0000-4000-a000-000000000000' };
  } },
};

export const LAMBDA: Readonly<Record<string, Operation>> = {
  InvokeFunction: { resources: ({ FunctionName }, { arns }) => [arns.of('lambda', `function:${String(FunctionName).split(':function:').at(-1)}`)], run: (input, { invoke }) => {
    if (input.InvocationType !== 'Event') throw new ServiceFault('ValidationException', 'only calls that nobody waits for are simulated');
    invoke(textIn(input, 'FunctionName'), input.Payload);
    return {};
  } },
};
