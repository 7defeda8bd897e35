import type { CallRecord } from '../simulator';
import type { RehearsalProblem } from './problem';
import type { AlarmChange, Change, Deployment, InstanceUse, LogLine, Moment, Notification, ServiceCall } from './records';
import type { Anchor } from './scenario';

/** A task at the end, and what became of it. */
export interface RehearsedTask {
  readonly name: string;
  readonly instance: string;
  readonly type: string;
  readonly status: string;
  readonly stage?: string;
  readonly stopReason?: string;
  readonly lastFailure?: string;
  /** When it ran for the first time. */
  readonly startedAt?: number;
  /** When its load was over. */
  readonly boundaryAt?: number;
  readonly tables: { readonly loaded: number; readonly loading: number; readonly queued: number; readonly errored: number };
  /** How long it stood still after its boundary. */
  readonly pausedSeconds: number;
  readonly mostLagSeconds: number;
  /** How often it failed. */
  readonly failures: number;
}

/** An instance at the end, and what it was used for. */
export interface RehearsedInstance extends Omit<InstanceUse, 'arn'> {
  readonly name: string;
  readonly class: string;
  readonly status: string;
  /** What it costs, and would have cost without a change of class; only with prices. */
  readonly cost?: number;
  readonly costWithoutScaling?: number;
}

/** What came of a rehearsal. Times are virtual, in milliseconds of the epoch. */
export interface RehearsalResult {
  /** Whether nothing was found but what was expected. */
  readonly succeeded: boolean;
  /** All that should not be; what was expected, too. */
  readonly problems: readonly RehearsalProblem[];
  readonly startedAt: number;
  readonly endedAt: number;
  /** When the first deployment, all loads, and the way to the class for change data capture were over. */
  readonly reached: Readonly<Partial<Record<Anchor, number>>>;
  readonly deployments: readonly Deployment[];
  readonly tasks: readonly RehearsedTask[];
  readonly instances: readonly RehearsedInstance[];
  /** Hours of all instances, by class; those of Multi-AZ instances count twice. */
  readonly hoursByClass: Readonly<Record<string, number>>;
  readonly alarms: readonly AlarmChange[];
  readonly notifications: readonly Notification[];
  /** Calls to DMS that change something, with names in place of ARNs, whoever made them. */
  readonly changes: readonly (Change & { readonly at: number })[];
  /** Calls to DMS, whoever made them. */
  readonly dmsCalls: readonly CallRecord[];
  /** Calls of functions to AWS. */
  readonly calls: readonly ServiceCall[];
  readonly invocations: number;
  readonly logs: readonly LogLine[];
  readonly timeline: readonly Moment[];
}
