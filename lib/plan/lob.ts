/**
 * The memory that LOBs take during a full load, by AWS's own formulas. All sizes are in KiB: DMS's settings say "KB"
 * [derived: it shows 102400 KB as 100 MB].
 */

/** Rows which a driver fetches at once: the "bulk array size" [DMS User Guide, Monitoring AWS DMS tasks]. */
export const BULK_ARRAY_ROWS = 1000;
/** What DMS takes for `LobMaxSize` [DMS User Guide, Target metadata task settings]. */
export const DEFAULT_LOB_MAX_KIB = 32;
/** Larger pieces can make a task fail [DMS User Guide, Target metadata task settings]. */
export const RECOMMENDED_LOB_CHUNK_KIB = 64;

/** What the load of one task has going on at once. */
export interface LobLoad {
  /** LOB columns of a table, on average over the tables that are loaded at the same time. */
  readonly lobColumns: number;
  /** `MaxFullLoadSubTasks`. */
  readonly parallelTables: number;
  /** `CommitRate`. */
  readonly commitRate: number;
}

/** A formula with its numbers put in: `2 LOB columns x 8 tables x 64 KB x 10000 rows`. */
export interface LobMemory {
  readonly kib: number;
  readonly arithmetic: string;
}

/**
 * Memory of a task in limited LOB mode.
 *
 * The guide has two formulas: columns x tables x size x bulk array size [Monitoring AWS DMS tasks], and size x commit rate x columns
 * [Setting LOB support for source databases in an AWS DMS task], which does not say whether it is for one table or for the task.
 * Each is taken as it stands, and the larger result is planned for.
 */
export function limitedLobMemory({ lobColumns, parallelTables, commitRate, maxLobKiB }: LobLoad & { readonly maxLobKiB: number }): LobMemory {
  const byTables = lobColumns * parallelTables * maxLobKiB * BULK_ARRAY_ROWS;
  const byCommitRate = lobColumns * maxLobKiB * commitRate;
  return byTables >= byCommitRate
    ? { kib: byTables, arithmetic: `${columns(lobColumns)} x ${parallelTables} tables x ${maxLobKiB} KB x ${BULK_ARRAY_ROWS} rows` }
    : { kib: byCommitRate, arithmetic: `${columns(lobColumns)} x ${maxLobKiB} KB x ${commitRate} rows` };
}

/** Memory of a task in full LOB mode: columns x tables x size of a piece x commit rate [DMS User Guide, Monitoring AWS DMS tasks]. */
export function fullLobMemory({ lobColumns, parallelTables, commitRate, chunkKiB }: LobLoad & { readonly chunkKiB: number }): LobMemory {
  return {
    kib: lobColumns * parallelTables * chunkKiB * commitRate,
    arithmetic: `${columns(lobColumns)} x ${parallelTables} tables x ${chunkKiB} KB x ${commitRate} rows`,
  };
}

function columns(count: number): string {
  return count === 1 ? '1 LOB column' : `${count} LOB columns`;
}
