import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Outcome } from '../../control/outcome';
import { outcomeOf } from '../common/sdk-outcome';
import type { Hooks } from './surroundings';

const STATES: Readonly<Record<string, 'running' | 'succeeded' | 'failed' | 'timedOut'>> = {
  RUNNING: 'running', PENDING_REDRIVE: 'running', SUCCEEDED: 'succeeded', FAILED: 'failed', ABORTED: 'failed', TIMED_OUT: 'timedOut',
};

/** {@link Hooks} as executions of a state machine, whose names make sure that each is started once. */
export class SdkHooks implements Hooks {
  private readonly client = new SFNClient({ maxAttempts: 3 });

  public constructor(private readonly stateMachineArn: string) {}

  public async start(name: string, input: object): Promise<Outcome> {
    const { stateMachineArn } = this;
    const outcome = await outcomeOf(this.client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) })));
    return outcome.kind === 'refused' && outcome.fault === 'ExecutionAlreadyExists' ? { kind: 'done' } : outcome;
  }

  public async status(name: string): ReturnType<Hooks['status']> {
    try {
      const executionArn = `${this.stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      const { status = '' } = await this.client.send(new DescribeExecutionCommand({ executionArn }));
      return STATES[status] ?? 'running';
    } catch (thrown) {
      if (thrown instanceof Error && thrown.name === 'ExecutionDoesNotExist') return undefined;
      throw thrown;
    }
  }
}
