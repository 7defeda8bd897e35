/** A change that somebody who measures wants to know of. */
export type TimelineEntry =
  | {
    readonly at: number;
    readonly kind: 'instance';
    readonly arn: string;
    /** `deleted` when it is gone. */
    readonly status: string;
    readonly class: string;
    readonly multiAz: boolean;
  }
  | {
    readonly at: number;
    readonly kind: 'task';
    readonly arn: string;
    readonly instanceArn: string;
    /** `deleted` when it is gone. */
    readonly status: string;
    readonly stopReason?: string;
    /** What it does: it is in `cdc` after its boundary. */
    readonly stage?: string;
  };

/** A call that was made. */
export interface CallRecord {
  readonly at: number;
  readonly operation: string;
  readonly input: object;
  /** `ok`, or the code of the fault. */
  readonly outcome: string;
}
