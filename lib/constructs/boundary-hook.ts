import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';
import { functionHook } from '../private/function-hook';
import { readProps } from '../private/read-props';

/** What becomes of a task whose hook has failed, or took too long. */
export enum BoundaryHookFailure {
  /** It is resumed, and it is told that the hook has failed. */
  RESUME = 'resume',
  /** It waits for somebody to mend it, until `pauseDeadline`. The instance stays large. */
  HOLD = 'hold',
}

/** How a hook is run. */
export interface BoundaryHookOptions {
  /**
   * How long it may take, not longer than `pauseDeadline`. A function by itself ends after 15 minutes at most.
   *
   * @default Duration.hours(1)
   */
  readonly timeout?: Duration;

  /**
   * What becomes of the task when it has failed, or took too long.
   *
   * @default BoundaryHookFailure.RESUME
   */
  readonly onFailure?: BoundaryHookFailure;
}

/**
 * What is said of a hook.
 *
 * @internal
 */
export interface _BoundaryHookConfig {
  readonly timeout?: Duration;
  readonly onFailure: BoundaryHookFailure;
  /** As far as it is known. */
  readonly stateMachineType?: unknown;
  readonly problems: Problem[];
}

/**
 * Where a hook is put, and with what.
 *
 * @internal
 */
export interface _BoundaryHookContext {
  readonly encryptionKey: kms.IKey;
  readonly logRetention: logs.RetentionDays;
  /** Ends the name of a log group. */
  readonly name: string;
  readonly timeoutSeconds: number;
}

/**
 * What runs for each task between its load and its changes: the moment for indexes, foreign keys and triggers at the target.
 *
 * DMS makes none of them, they would slow the load down, and changes are slow without them. It is an execution of a state machine, whose
 * input is
 *
 * ```json
 * {
 *   "instanceIdentifier": "orders-instance-1a2b3c4d", "taskIdentifier": "orders-sales-5e6f7a8b",
 *   "taskArn": "arn:aws:dms:...", "sourceEndpointArn": "arn:aws:dms:...", "targetEndpointArn": "arn:aws:dms:...",
 *   "boundary": "2026-01-31T12:00:00.000Z"
 * }
 * ```
 *
 * where `boundary` is when the load of the task was over. A task may reach a boundary more than once (it is loaded again, say), so a hook
 * has to find out what is there already: `CREATE INDEX IF NOT EXISTS`.
 */
export abstract class BoundaryHook {
  /**
   * Runs a Lambda function, which gets the input as its event. A small state machine is made that invokes it, and may do nothing else.
   *
   * @param fn the function.
   */
  public static fromFunction(fn: lambda.IFunction, options: BoundaryHookOptions = {}): BoundaryHook {
    return new FunctionHook(fn, options);
  }

  /**
   * Runs a state machine of the type STANDARD.
   *
   * @param stateMachine the state machine.
   */
  public static fromStateMachine(stateMachine: sfn.IStateMachine, options: BoundaryHookOptions = {}): BoundaryHook {
    return new StateMachineHook(stateMachine, options);
  }

  /**
   * What is said of it.
   *
   * @internal
   */
  public abstract _config(): _BoundaryHookConfig;

  /**
   * Makes what is needed and gives the ARN of the state machine; undefined if there is none.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, context: _BoundaryHookContext): string | undefined;
}

class FunctionHook extends BoundaryHook {
  constructor(private readonly fn: lambda.IFunction, private readonly options: BoundaryHookOptions) {
    super();
  }

  public _config(): _BoundaryHookConfig {
    return configOf(this.options, this.kindProblems());
  }

  public _bind(scope: Construct, context: _BoundaryHookContext): string | undefined {
    return this.kindProblems().length > 0 ? undefined : functionHook(scope, this.fn, context);
  }

  private kindProblems(): Problem[] {
    return checkKind('fn', this.fn, 'lambda.IFunction');
  }
}

class StateMachineHook extends BoundaryHook {
  constructor(private readonly stateMachine: sfn.IStateMachine, private readonly options: BoundaryHookOptions) {
    super();
  }

  public _config(): _BoundaryHookConfig {
    const problems = this.kindProblems();
    // The type is a property of the class that implements the interface.
    const stateMachineType: unknown = problems.length > 0 ? undefined : Reflect.get(this.stateMachine, 'stateMachineType');
    return { ...configOf(this.options, problems), stateMachineType };
  }

  public _bind(): string | undefined {
    return this.kindProblems().length > 0 ? undefined : this.stateMachine.stateMachineArn;
  }

  private kindProblems(): Problem[] {
    return checkKind('stateMachine', this.stateMachine, 'sfn.IStateMachine');
  }
}

function configOf(options: BoundaryHookOptions, problems: Problem[]): _BoundaryHookConfig {
  const { given: { timeout, onFailure = BoundaryHookFailure.RESUME }, problems: found } = readProps(options, { timeout: 'Duration' });
  return { timeout, onFailure, problems: [...problems, ...found] };
}
