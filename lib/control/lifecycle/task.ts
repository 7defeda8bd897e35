/** A task as DMS shows it, or a serverless replication, in the same words. Times are in milliseconds of the epoch. */
export interface SeenTask {
  readonly arn: string;
  /** The task's name, in lower case. */
  readonly identifier: string;
  /** As DMS has it, in lower case: `running`, `stopped` ... */
  readonly status: string;
  /** What DMS says of its last failure. */
  readonly failure?: string;
  /** Absent of a serverless replication: it has none, and tests its connections itself whenever it starts. */
  readonly instanceArn?: string;
  readonly sourceEndpointArn: string;
  readonly targetEndpointArn: string;
  /** When it was last started from the beginning, if DMS tells. */
  readonly freshStart?: number;
  /** When it was last started or resumed, if DMS tells. */
  readonly lastStart?: number;
  /** Of a serverless replication: whether it has compute, without which alone DMS deletes it. */
  readonly isProvisioned?: boolean;
  /** Of a serverless replication: when it was last stopped, if DMS tells. */
  readonly lastStop?: number;
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

/** Statuses of a serverless replication that are those of a task under another name [AWS SDK; LocalStack's recording of 2025]. */
const NAMES: Readonly<Record<string, string>> = { created: 'ready', deprovisioned: 'stopped', failed_provision: 'failed' };

/** The status of a serverless replication, in the words of tasks; those that it goes through on its way to `running` stay as they are. */
export function statusOfReplication(status: string): string {
  return NAMES[status.toLowerCase()] ?? status.toLowerCase();
}

/** Whether a task is a serverless replication. */
export function isServerless({ instanceArn }: SeenTask): boolean {
  return instanceArn === undefined;
}

/** Whether a task has ever done anything. One that was only made has nothing to lose. */
export function hasRun({ status }: SeenTask): boolean {
  return status !== 'ready' && status !== 'creating';
}
