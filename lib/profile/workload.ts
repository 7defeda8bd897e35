/**
 * What is stated or measured about the databases that one replication instance serves, in plain numbers.
 *
 * Sizes are those of the tables at the source, without indexes. What is not known is left out.
 */
export interface Workload {
  /** Whether changes are captured after (or without) a full load. */
  readonly cdc: boolean;
  /** Whether existing data is loaded. */
  readonly fullLoad: boolean;
  /** Tasks that run on the instance. */
  readonly tasks: number;
  readonly dataGiB?: number;
  /** Tables that one task loads at once (`MaxFullLoadSubTasks`). */
  readonly parallelTables?: number;
  /** Rows that DMS commits together during the load (`CommitRate`). */
  readonly commitRate?: number;
  /** Changes that the source writes, averaged over the busiest hour. */
  readonly changeMiBPerSecond?: number;
  /** Changes of the largest transaction. */
  readonly largestTransactionMiB?: number;
  /** LOB columns of a table, on average over the tables that have any. */
  readonly lobColumns?: number;
  /** The size up to which LOBs are carried, or of the pieces in which they are carried in full LOB mode. */
  readonly lobKiB?: number;
  /** Whether LOBs are looked up one by one (full LOB mode). */
  readonly fullLobMode?: boolean;
  /** Whether changes are applied in batches. */
  readonly batchApply?: boolean;
}
