import { ServiceFault, textIn, type Cloud, type Operation } from './service';

/** An execution of a state machine. */
export interface Execution {
  readonly arn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  readonly startedAt: number;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
}

/** What becomes of executions, since nobody knows here what state machines do. */
export interface HookPlan {
  readonly seconds: number;
  readonly ends: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT';
}

export interface ExecutionSurroundings {
  readonly plan: HookPlan;
  readonly note: (execution: Execution) => void;
}

export class Executions {
  private readonly byArn = new Map<string, Execution>();

  constructor(private readonly around: ExecutionSurroundings) {}

  public find(arn: string): Execution | undefined {
    return this.byArn.get(arn);
  }

  public get all(): readonly Execution[] {
    return [...this.byArn.values()];
  }

  public start(execution: Execution, { agenda, bus }: Cloud): void {
    const { plan: { seconds, ends } } = this.around;
    this.set(execution);
    agenda.at(agenda.now + seconds * 1000, () => {
      const ended = { ...execution, status: ends };
      this.set(ended);
      const { arn, stateMachineArn, name, startedAt, input } = execution;
      // [Step Functions Developer Guide, Events for execution status changes]
      bus.deliver({
        'source': 'aws.states', 'detail-type': 'Step Functions Execution Status Change', 'resources': [arn],
        'detail': { executionArn: arn, stateMachineArn, name, status: ends, startDate: startedAt, stopDate: agenda.now, input, output: null },
      });
    });
  }

  private set(execution: Execution): void {
    this.byArn.set(execution.arn, execution);
    this.around.note(execution);
  }
}

export const STEP_FUNCTIONS: Readonly<Record<string, Operation>> = {
  StartExecution: { resources: ({ stateMachineArn }) => [String(stateMachineArn)], run: (input, cloud) => {
    const stateMachineArn = textIn(input, 'stateMachineArn');
    const name = textIn(input, 'name');
    const arn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const there = cloud.executions.find(arn);
    const startedAt = cloud.agenda.now;
    // The same name with the same input is the same execution, as long as that runs [Step Functions API reference, StartExecution].
    if (there !== undefined && (there.status !== 'RUNNING' || there.input !== input.input)) throw new ServiceFault('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    if (there === undefined) cloud.executions.start({ arn, stateMachineArn, name, input: textIn(input, 'input'), startedAt, status: 'RUNNING' }, cloud);
    return { executionArn: arn, startDate: (there?.startedAt ?? startedAt) / 1000 };
  } },
  DescribeExecution: { resources: ({ executionArn }) => [String(executionArn)], run: (input, { executions }) => {
    const found = executions.find(textIn(input, 'executionArn'));
    if (found === undefined) throw new ServiceFault('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(input.executionArn)}'`);
    const { arn, stateMachineArn, name, status, startedAt } = found;
    return { executionArn: arn, stateMachineArn, name, status, startDate: startedAt / 1000 };
  } },
};
