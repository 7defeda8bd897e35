import type { Outcome } from '../../control/outcome';
import type { Message, Pace } from '../../control/phase-scaling/memory';
import type { SeenConnection, SeenTables, World } from '../../control/phase-scaling/world';

/** The part of DMS that the controller uses. Reads throw their faults; calls that change something say what they came to. */
export interface DmsApi {
  /** The instance of that name and all its tasks: a call for each of the two, and one for each further page. */
  world(instanceIdentifier: string): Promise<World>;
  tables(taskArn: string): Promise<SeenTables>;
  /** Whether the settings of each task have it stop itself when its load is over. */
  stopFlags(taskArns: readonly string[]): Promise<Record<string, boolean>>;
  connections(instanceArn: string): Promise<SeenConnection[]>;
  stopTask(taskArn: string): Promise<Outcome>;
  resumeTask(taskArn: string): Promise<Outcome>;
  changeClass(instanceArn: string, instanceClass: string): Promise<Outcome>;
  testConnection(instanceArn: string, endpointArn: string): Promise<Outcome>;
}

/** An item of the table: the memory of one instance, and who works on it. */
export interface Stored {
  /** Counts every write. */
  readonly version: number;
  /** Who wrote it last. */
  readonly owner: string;
  /** Until when the owner has it for itself, in milliseconds of the epoch; 0 if it has let go. */
  readonly heldUntil: number;
  /** {@link Memory} as JSON. */
  readonly memory: string;
}

export interface Store {
  /** What was written last, wherever it was written. */
  read(id: string): Promise<Stored | undefined>;
  /** Writes if the version is still the one before, or there is no item yet and this is version 1; tells whether it did. */
  write(id: string, item: Stored): Promise<boolean>;
  remove(id: string): Promise<void>;
}

export interface Hooks {
  start(executionName: string, input: object): Promise<Outcome>;
  /** Nothing for an execution that is not there. */
  status(executionName: string): Promise<'running' | 'succeeded' | 'failed' | 'timedOut' | undefined>;
}

/** Time, so that tests can run it. */
export interface Clock {
  /** Milliseconds of the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Everything outside the handler. */
export interface Surroundings {
  readonly dms: DmsApi;
  readonly store: Store;
  readonly clock: Clock;
  /** Sets how often a rule of EventBridge calls. */
  readonly setPace: (ruleName: string, pace: Pace) => Promise<void>;
  readonly publish: (message: Message) => Promise<void>;
  /** The executions of a state machine. */
  readonly hooksOf: (stateMachineArn: string) => Hooks;
  /** Those of the alarms that are in the state ALARM. */
  readonly alarmsIn: (names: readonly string[]) => Promise<string[]>;
  /** Whether the stack is being deleted. */
  readonly stackIsLeaving: () => Promise<boolean>;
  /** Puts an answer where CloudFormation waits for it; tells whether it has it. */
  readonly reply: (responseUrl: string, body: object) => Promise<boolean>;
  /** Writes one line. */
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
}
