/** How a table's LOBs are migrated, in the words of `LobHandling`. */
export interface LobMode {
  readonly mode: 'limited' | 'full' | 'inline' | 'none';
  /** Of limited mode: larger values are cut. */
  readonly maxKiB?: number;
}

/** What a rule knows of the migration besides the profile. What is left out is not decided yet. */
export interface FindingContext {
  /** The DMS engine name of the target: `aurora-postgresql`, `redshift`, … */
  readonly targetEngine?: string;
  readonly fullLoad: boolean;
  readonly cdc: boolean;
  /** Tasks that read the source at once. */
  readonly tasks?: number;
  /** Without it, what DMS does by default: limited to 32 KiB. */
  readonly lobs?: LobMode;
  /** Tables that differ from that, by `schema.table`. */
  readonly tableLobs?: Readonly<Record<string, LobMode>>;
  readonly batchApply?: boolean;
  readonly validation?: boolean;
  /** Of an Oracle source; without it, what DMS does by default: LogMiner. */
  readonly logReader?: 'LOG_MINER' | 'BINARY_READER';
}

/** What most migrations are. */
export const FULL_LOAD_AND_CDC: FindingContext = { fullLoad: true, cdc: true };
