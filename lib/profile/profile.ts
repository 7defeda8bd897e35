/**
 * The workload profile: what an audit has read in a database, as it is written to a file.
 *
 * Plain data, the same for all engines. What could not be read, or does not exist in an engine, is left out: absent never means zero, "off" or
 * "none". Sizes are bytes of the table's data at the source, with its LOBs and without its indexes, unless something else is said. Names are spelled
 * as the database's catalogue spells them. Lists are sorted by name, so that the same database gives the same file.
 */
export interface Profile {
  readonly version: 1;
  readonly audit: AuditFacts;
  readonly database: DatabaseFacts;
  /** Server settings that a finding or the plan reads, by the engine's own names in lower case, and as the engine prints them. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the login may do, of what DMS needs: `true`, `false`; what could not be found out is left out. */
  readonly grants: Readonly<Record<string, boolean>>;
  readonly tables: readonly TableFacts[];
  /** Things beside tables which DMS does not carry, or which stand in its way. */
  readonly objects: readonly ObjectFacts[];
  readonly changes?: ChangeFacts;
  readonly replication?: ReplicationFacts;
  readonly transactions?: TransactionFacts;
  /**
   * Tables (`schema.table`) that the application writes in the same transactions. No catalogue knows it: whoever knows the application states it in
   * the file.
   */
  readonly writtenTogether?: readonly (readonly string[])[];
}

export const AUDITED_ENGINES = ['postgresql', 'mysql', 'mariadb', 'sqlserver', 'oracle', 'mongodb'] as const;
export type AuditedEngine = typeof AUDITED_ENGINES[number];

export interface AuditFacts {
  /** When it began, ISO 8601, UTC. */
  readonly at: string;
  /** Name and version of what wrote the file. */
  readonly by: string;
  readonly seconds: number;
  /** Whether all of the catalogue was read in one snapshot. */
  readonly oneSnapshot: boolean;
  /** Where the sizes of LOBs come from. */
  readonly lobSizes: LobBasis;
  /** What could not be read, and why: a sentence each. */
  readonly notes: readonly string[];
}

/** Not looked for, the engine's own statistics, a sample of pages or rows, or every row. */
export type LobBasis = 'none' | 'statistics' | 'sample' | 'scan';

export interface DatabaseFacts {
  readonly engine: AuditedEngine;
  /** As the server says it: `16.4 (Debian 16.4-1.pgdg120+1)`. */
  readonly version: string;
  readonly name: string;
  /** Who runs the server, as far as it can be told from inside. */
  readonly hosting: 'self-managed' | 'rds' | 'aurora' | 'azure' | 'google-cloud' | 'unknown';
  /** SQL Server's and Oracle's edition. */
  readonly edition?: string;
  /** Whether it is a replica that cannot be written to. */
  readonly readOnly?: boolean;
  /** All tables, without indexes. */
  readonly bytes?: number;
  readonly characterSet?: string;
}

export interface TableFacts {
  readonly schema: string;
  readonly name: string;
  readonly kind: TableKind;
  /** By the engine's statistics, unless `rowsExact`. */
  readonly rows?: number;
  readonly rowsExact?: boolean;
  readonly bytes?: number;
  /** All columns; `columns` has only those that matter. */
  readonly columnCount: number;
  /** Columns of keys, LOBs, and whatever a finding names. In the table's order. */
  readonly columns: readonly ColumnFacts[];
  readonly primaryKey?: KeyFacts;
  /** Unique indexes and constraints besides the primary key. */
  readonly uniqueKeys: readonly KeyFacts[];
  /** Indexes besides the primary key and unique ones. */
  readonly secondaryIndexes?: number;
  readonly foreignKeys: readonly ForeignKeyFacts[];
  readonly triggers: readonly TriggerFacts[];
  readonly partitioning?: PartitioningFacts;
  /** Bounds that cut the table into ranges of about as many rows, by the engine's histogram of the first column of the primary key. */
  readonly ranges?: RangeFacts;
  /** InnoDB, MyISAM, …: MySQL and MariaDB. */
  readonly storageEngine?: string;
  /** PostgreSQL. */
  readonly replicaIdentity?: 'default' | 'full' | 'index' | 'nothing';
  /** What of this engine's own matters: `compressed`, `row-level-security`, `tracked-by-cdc`, `supplemental-log-all`, `ledger`, … */
  readonly traits: readonly string[];
  /** Rows inserted, updated and deleted a second, between two looks. */
  readonly changes?: TableChangeFacts;
}

export type TableKind =
  | 'table' | 'partitioned' | 'unlogged' | 'temporary' | 'foreign' | 'inherited' | 'materialized-view'
  | 'memory-optimized' | 'temporal' | 'columnstore' | 'index-organized' | 'nested' | 'collection' | 'capped-collection' | 'time-series-collection';

export interface ColumnFacts {
  readonly name: string;
  /** As the engine spells it, with length or precision. */
  readonly type: string;
  /** What a type of the database's own is made as; `extension`: it comes with one. */
  readonly typeKind?: 'array' | 'composite' | 'domain' | 'enum' | 'range' | 'extension';
  /** What a domain is made of, below all others. */
  readonly baseType?: string;
  readonly nullable: boolean;
  readonly generated?: 'stored' | 'virtual';
  readonly identity?: boolean;
  readonly invisible?: boolean;
  /** Encrypted or masked by the engine. */
  readonly protection?: 'encrypted' | 'masked';
  readonly sparse?: boolean;
  /** Is there if DMS treats the column as a LOB. */
  readonly lob?: LobFacts;
}

export interface LobFacts {
  /** Character data has as many bytes as it takes in the source's encoding. */
  readonly content: 'character' | 'binary' | 'json' | 'xml' | 'spatial' | 'other';
  /** Where the sizes below come from; `none`: nothing is known of them. */
  readonly basis: LobBasis;
  /** Rows that were looked at: `sample` and `scan`. */
  readonly rowsRead?: number;
  /** Share of rows in which it is null, from 0 to 1. */
  readonly nullShare?: number;
  readonly averageBytes?: number;
  /** 99 of 100 values are not larger. */
  readonly p99Bytes?: number;
  /** The largest value that was seen; with `sample` there may be larger ones, with `statistics` it is left out. */
  readonly maxBytes?: number;
}

export interface KeyFacts {
  readonly name: string;
  readonly columns: readonly string[];
  /** Covers a part of a column's value, or of the rows. */
  readonly partial?: boolean;
  /** Is on an expression. */
  readonly expression?: boolean;
  /** Has been created or enabled, and holds for all rows. */
  readonly valid?: boolean;
}

export interface ForeignKeyFacts {
  readonly name: string;
  readonly columns: readonly string[];
  /** `schema.table` */
  readonly references: string;
  readonly onDelete?: 'cascade' | 'set-null' | 'set-default';
  readonly onUpdate?: 'cascade' | 'set-null' | 'set-default';
}

export interface TriggerFacts {
  readonly name: string;
  readonly enabled: boolean;
}

export interface PartitioningFacts {
  readonly method: 'range' | 'list' | 'hash' | 'other';
  readonly columns: readonly string[];
  /** Leaves; for two levels, those of the second. */
  readonly partitions: readonly PartitionFacts[];
  /** Whether leaves are below partitions. */
  readonly subpartitions?: boolean;
}

export interface PartitionFacts {
  readonly name: string;
  readonly rows?: number;
  readonly bytes?: number;
}

export interface RangeFacts {
  readonly column: string;
  /** Ascending, as literals without quotes; n bounds make n + 1 ranges. */
  readonly bounds: readonly string[];
}

export interface TableChangeFacts {
  readonly insertsPerSecond: number;
  readonly updatesPerSecond: number;
  readonly deletesPerSecond: number;
}

export interface ObjectFacts {
  /** `event-trigger`, `sequence`, `view`, `materialized-view`, `large-object`, `extension`, `event`, `function`, `domain`, … */
  readonly kind: string;
  readonly count: number;
  /** Up to 20 of them. */
  readonly examples: readonly string[];
}

/** How much the database changes: two looks at its log, apart in time. */
export interface ChangeFacts {
  /** Between the two looks. */
  readonly seconds: number;
  /** Of the write-ahead log, binary log, transaction log or redo. It is more than what DMS sends: it has indexes and whole pages in it. */
  readonly logBytesPerSecond: number;
  readonly transactionsPerSecond?: number;
}

export interface ReplicationFacts {
  readonly slots: readonly { readonly name: string; readonly plugin?: string; readonly active: boolean; readonly retainedBytes?: number }[];
  /** Connections that stream the log right now. */
  readonly streams?: number;
}

export interface TransactionFacts {
  /** The oldest one that is open. */
  readonly oldestSeconds?: number;
  /** Prepared (two-phase) transactions that wait for their end. */
  readonly prepared?: number;
}
