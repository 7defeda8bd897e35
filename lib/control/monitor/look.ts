/** What one look at DMS shows. Times are in milliseconds of the epoch; what DMS does not say is absent. */
export interface Look {
  readonly instance: LookedInstance;
  /** All tasks of the instance, also those which nobody declared here. */
  readonly tasks: readonly LookedTask[];
}

export interface LookedInstance {
  readonly created?: number;
  /** Of its class; absent for one that is not known. */
  readonly vcpus?: number;
  readonly memoryGiB?: number;
}

export interface LookedTask {
  /** The last part of its ARN. */
  readonly resourceId: string;
  /** `full-load`, `full-load-and-cdc` or `cdc`. */
  readonly migrationType: string;
  /** As DMS has it, in lower case: `running`, `stopped` ... */
  readonly status: string;
  /** The word of the stop reason: `STOPPED_AFTER_CACHED_EVENTS`. DMS keeps an old one through other states. */
  readonly stopReason?: string;
  /** When it was last started or resumed. */
  readonly started?: number;
  readonly stopped?: number;
  readonly load: LookedLoad;
  /** Absent if they have not been looked at. */
  readonly tables?: readonly LookedTable[];
}

/** The statistics of a task's load. */
export interface LookedLoad {
  readonly percent?: number;
  readonly tablesQueued: number;
  readonly tablesLoading: number;
  readonly tablesLoaded: number;
  readonly tablesErrored: number;
}

export interface LookedTable {
  /** `schema.table` */
  readonly name: string;
  /** As DMS has it: `Table completed`, `Full load` ... */
  readonly state: string;
  /** Loaded so far. */
  readonly rows: number;
  readonly loadStarted?: number;
  readonly loadEnded?: number;
  /** As DMS has it: `Validated`, `No primary key` ... */
  readonly validationState?: string;
  readonly pendingRecords?: number;
  readonly failedRecords?: number;
  readonly suspendedRecords?: number;
}
