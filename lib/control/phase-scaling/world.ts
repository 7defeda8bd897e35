/** What one look at DMS shows. Times are in milliseconds of the epoch. */
export interface World {
  /** Absent if there is no instance of that name (yet, or any more). */
  readonly instance?: SeenInstance;
  /** All tasks of the instance, also those which nobody declared here. */
  readonly tasks: readonly SeenTask[];
}

export interface SeenInstance {
  readonly arn: string;
  readonly class: string;
  /** As DMS has it: `available`, `modifying`, `storage-full` ... */
  readonly status: string;
  /** The class that was asked for and is not there yet. */
  readonly pendingClass?: string;
  /** Names of other modifications that wait for the maintenance window; an immediate change of class would apply them, too. */
  readonly otherPending: readonly string[];
}

export interface SeenTask {
  readonly arn: string;
  /** The task's name. */
  readonly identifier: string;
  /** `full-load`, `full-load-and-cdc` or `cdc`. */
  readonly migrationType: string;
  /** As DMS has it, in lower case: `running`, `stopped` ... */
  readonly status: string;
  /** The word of the stop reason: `STOPPED_AFTER_CACHED_EVENTS`. DMS keeps an old one through other states. */
  readonly stopReason?: string;
  readonly sourceEndpointArn: string;
  readonly targetEndpointArn: string;
  readonly progress: TaskProgress;
}

/** `ReplicationTaskStats`; members that DMS left out are absent. */
export interface TaskProgress {
  readonly percent?: number;
  readonly tablesLoaded: number;
  readonly tablesLoading: number;
  readonly tablesQueued: number;
  readonly tablesErrored: number;
  /** When the load that is shown began: a first start or a reload. */
  readonly freshStart?: number;
  /** When the task was last started or resumed. */
  readonly started?: number;
  readonly stopped?: number;
}

/** The tables of one task by their state, and the names of those that stand in the way. */
export interface SeenTables {
  /** Tables by `TableState`: `Table completed`, `Full load` ... */
  readonly states: Readonly<Record<string, number>>;
  /** When the load of the last of them was over; absent if DMS does not say. */
  readonly lastLoaded?: number;
  /** `schema.table` of tables that could not be loaded, a few of them. */
  readonly errored: readonly string[];
}

export interface SeenConnection {
  readonly endpointArn: string;
  /** `testing`, `successful`, `failed`, `deleting`. */
  readonly status: string;
  /** DMS's own words, if it failed. */
  readonly failure?: string;
}
