/** A task as DMS shows it. Times are in milliseconds of the epoch. */
export interface SeenTask {
  readonly arn: string;
  /** The task's name, in lower case. */
  readonly identifier: string;
  /** As DMS has it, in lower case: `running`, `stopped` ... */
  readonly status: string;
  /** What DMS says of its last failure. */
  readonly failure?: string;
  readonly instanceArn: string;
  readonly sourceEndpointArn: string;
  readonly targetEndpointArn: string;
  /** When it was last started from the beginning, if DMS tells. */
  readonly freshStart?: number;
  /** When it was last started or resumed, if DMS tells. */
  readonly lastStart?: number;
}

/** A connection from an instance to an endpoint, as the last test of it left it. */
export interface SeenConnection {
  readonly instanceArn: string;
  readonly endpointArn: string;
  /** `testing`, `successful`, `failed`, `deleting`. */
  readonly status: string;
  /** DMS's own words, if it failed. */
  readonly failure?: string;
}

/** Statuses in which a task stays, and can be changed, started or deleted [AWS SDK, ReplicationTask.Status]. */
const AT_REST = ['ready', 'stopped', 'failed', 'failed-move'];

/** Whether a task can be changed or deleted as it is. */
export function isAtRest({ status }: SeenTask): boolean {
  return AT_REST.includes(status);
}

/** Whether a task has ever done anything. One that was only made has nothing to lose. */
export function hasRun({ status }: SeenTask): boolean {
  return status !== 'ready' && status !== 'creating';
}
