import type { Policy } from './policy';

/**
 * What cannot be read off the world, written down before the act that it describes. Times are in milliseconds of the epoch; tasks go by
 * their ARNs. It is kept as JSON, so everything in it is plain data, and what is absent has not happened.
 */
export interface Memory {
  /** When the world was last looked at. */
  readonly lookedAt?: number;
  /** Absent until the first deployment is through: then there is nothing to decide. */
  readonly policy?: Policy;
  /** The phase and the class that the instance was last brought to; absent before the first time. */
  readonly settled?: Settled;
  /** A change of class that is under way. */
  readonly flip?: Flip;
  /** Loads that are over. */
  readonly loads: Readonly<Record<string, LoadNote>>;
  /** Where tasks that load and capture stand with the boundary of their load. */
  readonly boundaries: Readonly<Record<string, BoundaryNote>>;
  /** Tasks that the controller stopped (or was about to), or resumed after they stopped themselves, and that have not run since. */
  readonly stops: Readonly<Record<string, StopNote>>;
  /** Tasks that it resumed, and how often in a row. */
  readonly resumes: Readonly<Record<string, ResumeNote>>;
  /** When the connection of each endpoint was last asked to be tested. */
  readonly tests: Readonly<Record<string, number>>;
  /** Hooks of loads that are over. */
  readonly hooks: Readonly<Record<string, HookNote>>;
  /** Since when all loads have been over. */
  readonly loadedSince?: number;
  /** A change of class that failed, and when it may be tried again. */
  readonly retry?: RetryNote;
  /** A task that ran out of memory or disk: the instance is not made smaller any more. */
  readonly starved?: StarvedNote;
  /** The class that alarms have asked for, above the policy's for CDC. */
  readonly floor?: string;
  /** When the class was last changed by the controller. */
  readonly changedAt?: number;
  /** Until when the world is looked at every minute although there is nothing to do. */
  readonly watchUntil?: number;
  /** Until when it is looked at every hour after that, because a task may stop itself once more. */
  readonly lookUntil?: number;
  /** Somebody is about to load tables, and wants the instance brought up first. */
  readonly request?: RequestNote;
  /** Until when CloudFormation may be changing the instance. */
  readonly deployingUntil?: number;
  /** The class in the template, as CloudFormation knows it. */
  readonly answeredClass?: string;
  /** Requests of CloudFormation that wait for their answer. */
  readonly pending: readonly PendingAnswer[];
  /** The controller is going away. */
  readonly retiring?: boolean;
  /** Tasks that may not be stopped by the controller. */
  readonly denied: Readonly<Record<string, true>>;
  /** When what was told, by what it is about. */
  readonly told: Readonly<Record<string, number>>;
  /** Messages that are to be sent; at least once. */
  readonly outbox: readonly Message[];
  /** Name of the rule of the schedule. */
  readonly scheduleRule?: string;
  /** The pace of the schedule. A slower one is written down before it is set, a faster one after. */
  readonly pace?: Pace;
}

export const EMPTY_MEMORY: Memory = {
  loads: {}, boundaries: {}, stops: {}, resumes: {}, tests: {}, hooks: {}, pending: [], denied: {}, told: {}, outbox: [],
};

/** How often the schedule calls. */
export type Pace = 'minutes' | 'hours' | 'off';

export type Phase = 'full-load' | 'cdc';

export interface Settled {
  readonly phase: Phase;
  readonly class: string;
}

/** Why a class is changed. */
export type FlipCause = 'boundary' | 'load' | 'pressure' | 'policy';

export interface Flip {
  readonly phase: Phase;
  readonly from: string;
  readonly to: string;
  readonly cause: FlipCause;
  readonly began: number;
  /** Since when the task has been standing still that has been doing so the longest. */
  readonly pausedSince: number;
  /** When DMS was last asked to change the class, and how often. */
  readonly askedAt?: number;
  readonly asks?: number;
  /** When the instance was first seen being changed. */
  readonly changingSince?: number;
  /** When the new class was first seen in place. */
  readonly changed?: number;
}

/** The end of a load. */
export interface LoadNote {
  /** When the load began, which tells it from a later one; absent if DMS did not say. */
  readonly load?: number;
  /** When it was first seen to be over. */
  readonly at: number;
}

/** Whether a task will stop itself when its load is over, and its cached changes are applied: its figures do not tell when that is. */
export interface BoundaryNote {
  /** The load that it is the boundary of. */
  readonly load?: number;
  /** `none`: it does not stop itself, so its load is over when all tables are loaded. */
  readonly is: 'ahead' | 'passed' | 'none';
  /** When it was first asked for, with all tables loaded. */
  readonly at: number;
}

export interface StopNote {
  /** Since when it stands still. Written before the call that stops it: the task was running then. */
  readonly at: number;
}

export interface ResumeNote {
  readonly at: number;
  /** Resumes since the task last ran for a while. */
  readonly tries: number;
}

export interface HookNote {
  readonly load?: number;
  readonly executionName: string;
  readonly started: number;
  readonly state: 'running' | 'succeeded' | 'failed' | 'timedOut';
}

export interface RetryNote {
  readonly after: number;
  readonly failures: number;
  readonly reason: string;
  /** What it was to be brought to. */
  readonly to: string;
}

export interface StarvedNote {
  readonly at: number;
  readonly task: string;
  readonly reason: string;
}

export interface RequestNote {
  readonly at: number;
  readonly by: 'deployment' | 'operator';
}

/** A request of CloudFormation, with what its answer needs. */
export interface PendingAnswer {
  readonly part: 'Class' | 'Watch';
  readonly requestType: 'Create' | 'Update' | 'Delete';
  /** Where the answer goes; signed, so never to be logged. */
  readonly responseUrl: string;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
  readonly physicalResourceId: string;
  readonly since: number;
  /** The class to answer if there is no instance yet. */
  readonly fullLoadClass?: string;
  /** Whether other properties of the instance change with this deployment. */
  readonly instanceChanges?: boolean;
  /** Whether the answer waits until the instance is large. */
  readonly raise?: boolean;
  /** Names of the tasks that are deleted with the stack: DMS deletes none that runs. */
  readonly leavingTasks?: readonly string[];
}

/** What is told to people. */
export interface Message {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'critical';
  /** One line, without a full stop. */
  readonly subject: string;
  readonly text: string;
}
