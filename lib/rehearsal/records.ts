// What is written down of a rehearsal: plain data.

/** A message that a topic was sent. */
export interface Notification {
  readonly at: number;
  /** The logical id of the topic, or its ARN if it is not of these stacks. */
  readonly topic: string;
  readonly subject: string;
  readonly text: string;
}

/** An alarm that went from one state to another. */
export interface AlarmChange {
  readonly at: number;
  readonly stack: string;
  /** The logical id. */
  readonly alarm: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly isComposite: boolean;
}

/** A line that a function wrote. */
export interface LogLine {
  readonly at: number;
  readonly functionId: string;
  readonly line: string;
}

/** A deployment of one stack. */
export interface Deployment {
  readonly stack: string;
  /** The number of the deployment of the whole app, from 1. */
  readonly number: number;
  readonly status: string;
  readonly reason?: string;
  readonly changed: boolean;
  readonly startedAt: number;
  readonly seconds: number;
  /** Calls of functions to DMS meanwhile. */
  readonly calls: number;
  /** Calls that changed something in DMS meanwhile, whoever made them. */
  readonly changes: number;
}

/** What a moment of a rehearsal is about. */
export type MomentKind = 'alarm' | 'connection' | 'deployment' | 'function' | 'hook' | 'instance' | 'notification' | 'operator' | 'scenario' | 'task';

/** Something that happened, in words. */
export interface Moment {
  /** Virtual time, in milliseconds of the epoch. */
  readonly at: number;
  readonly kind: MomentKind;
  /** The stack, the task, the alarm or the function. */
  readonly subject: string;
  readonly text: string;
}

/** A call of a function to a service. */
export interface ServiceCall {
  readonly at: number;
  /** The logical id of the function. */
  readonly caller: string;
  /** As IAM calls it: `dms:StartReplicationTask`. */
  readonly action: string;
  /** `ok`, or the code of the fault. */
  readonly outcome: string;
}

/** A call that changes something in DMS, with names in place of ARNs, which differ from account to account. */
export interface Change {
  readonly operation: string;
  readonly input: unknown;
  /** `ok`, or the code of the fault. */
  readonly outcome: string;
}

/** Hours that an instance had a class. */
export interface ClassHours {
  readonly class: string;
  readonly hours: number;
}

/** What an instance was used for, by its class; Multi-AZ counts once. */
export interface InstanceUse {
  readonly arn: string;
  readonly multiAz: boolean;
  /** The class that it had first. */
  readonly firstClass: string;
  readonly hours: readonly ClassHours[];
}

export interface ProgressTask {
  readonly name: string;
  readonly status: string;
  readonly stage?: string;
  /** Of its load. */
  readonly percent: number;
  readonly tables: { readonly loaded: number; readonly loading: number; readonly queued: number; readonly errored: number };
  readonly latencySeconds: number;
}

export interface ProgressInstance {
  readonly name: string;
  readonly status: string;
  readonly class: string;
}

/** How far a rehearsal is. */
export interface Progress {
  readonly now: number;
  readonly instances: readonly ProgressInstance[];
  readonly tasks: readonly ProgressTask[];
}
