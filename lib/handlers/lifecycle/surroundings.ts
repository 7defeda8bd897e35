import type { Assessment, SeenRun } from '../../control/lifecycle/assessment';
import type { Notes } from '../../control/lifecycle/notes';
import type { SeenConnection, SeenTask } from '../../control/lifecycle/task';
import type { Start } from '../../control/lifecycle/verdict';
import type { Outcome } from '../../control/outcome';
import type { Continuation } from './request';

/** The calls to DMS. */
export interface DmsApi {
  /** Those of the tasks that there are. */
  tasks(identifiers: readonly string[]): Promise<SeenTask[]>;
  /** Those of the serverless replications that there are. */
  replications(identifiers: readonly string[]): Promise<SeenTask[]>;
  /** All connections of the instances that were ever tested. */
  connections(instanceArns: readonly string[]): Promise<SeenConnection[]>;
  /** The runs with these names that there are, each of one task. */
  assessments(of: readonly NamedRun[]): Promise<SeenRun[]>;
  /** Begins a run. */
  assess(run: NamedRun, assessment: Assessment): Promise<Outcome>;
  /** Of a task, or of a serverless replication. */
  stop(taskArn: string): Promise<Outcome>;
  start(taskArn: string, how: Start): Promise<Outcome>;
  test(instanceArn: string, endpointArn: string): Promise<Outcome>;
}

/** A run of assessments of a task. */
export interface NamedRun {
  readonly taskArn: string;
  readonly name: string;
}

/** Where notes are kept; a write fails if somebody else has written since they were read. */
export interface Store {
  read(): Promise<Stored>;
  write(stored: Stored): Promise<boolean>;
}

export interface Stored {
  readonly version: number;
  readonly notes: Notes;
}

/** All that the handler does outside of itself. */
export interface Surroundings {
  readonly dms: DmsApi;
  readonly store: Store;
  /** The status of the stack; undefined if there is none. */
  readonly stackStatus: () => Promise<string | undefined>;
  /** Has the function called every minute, or not any more. */
  readonly setSchedule: (isOn: boolean) => Promise<void>;
  /** Calls the function again, to go on with what this run cannot bring to its end. */
  readonly goOn: (continuation: Continuation) => Promise<void>;
  readonly reply: (url: string, body: object) => Promise<boolean>;
  readonly clock: { now(): number; sleep(milliseconds: number): Promise<void> };
  readonly log: (entry: object) => void;
}
