/**
 * What `PhaseScaling` writes into its two custom resources (both of type `Custom::DmsPhaseScaling`), as CloudFormation delivers it.
 *
 * `Class` comes before the instance, which takes its class from the attribute `InstanceClass`. `Watch` comes after the instance and its
 * tasks, and goes before them.
 */
export type PhaseScalingProperties = ClassProperties | WatchProperties;

export interface ClassProperties {
  readonly Part: 'Class';
  readonly InstanceIdentifier: string;
  readonly FullLoadClass: string;
  readonly CdcClass: string;
  /** Names of the tasks that load tables: a new one has the instance brought up before it is made. */
  readonly LoadingTasks?: readonly string[];
  /** All other properties of the instance: only together with one of them may its class change in the template. */
  readonly InstanceProperties: Readonly<Record<string, unknown>>;
}

export interface WatchProperties {
  readonly Part: 'Watch';
  readonly InstanceIdentifier: string;
  /** {@link Policy} as JSON. */
  readonly Policy: string;
  /** Names of the tasks that are deleted with the stack, not kept. */
  readonly LeavingTasks?: readonly string[];
  /** The rule that calls the controller every minute while there is something to do. */
  readonly ScheduleRuleName: string;
  /** The same as in `Class`, so that both are updated together. */
  readonly InstanceProperties: Readonly<Record<string, unknown>>;
  readonly LoadingTasks?: readonly string[];
}

/** Environment variables of the function. */
export interface PhaseScalingEnvironment {
  /** DynamoDB table of what the controller has to remember; partition key `id`, a string. */
  readonly TABLE_NAME: string;
  readonly INSTANCE_IDENTIFIER: string;
  /** Topic of what the controller tells. */
  readonly TOPIC_ARN: string;
  /** The stack, whose status says on deletion whether the tasks go, too. */
  readonly STACK_ID: string;
}
