import type { LobBasis, Profile } from '../../profile/profile';

export type Row = Readonly<Record<string, unknown>>;

/** A connection to a database that reads only. */
export interface Session {
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** As `query`; whatever it fails for, the session goes on: PostgreSQL gives up a transaction whose statement fails. */
  readonly attempt: (sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
  /** Lets go of it at once, whatever it is at. */
  readonly abandon: () => void;
}

/** What is asked for. */
export interface AuditScope {
  /** Whether a schema (MySQL: database) belongs to it. */
  readonly includes: (schema: string) => boolean;
  /** What was asked for, in words. */
  readonly patterns: string;
  readonly lobSizes: LobBasis;
  /** Tables with fewer rows get no ranges. */
  readonly rangesFromRows: number;
  /** A query that takes longer is given up. */
  readonly statementSeconds: number;
}

/** Where the log stands, and how often each table has been written. */
export interface Look {
  /** By the server's clock. */
  readonly seconds: number;
  readonly logBytes?: number;
  /** In the place of `logBytes`, where a log is files, and older ones may go: the oldest first, the last as long as it is now. */
  readonly logFiles?: readonly { readonly name: string; readonly bytes: number }[];
  readonly transactions?: number;
  /** By `tableKey`: rows inserted, updated and deleted. */
  readonly tables: ReadonlyMap<string, readonly [number, number, number]>;
}

/** What the audit of any engine yields, before it is put together. */
export type ProfileParts = Pick<Profile, 'database' | 'settings' | 'grants' | 'tables' | 'objects' | 'replication' | 'transactions'> & {
  readonly oneSnapshot: boolean;
};

/** How an engine is audited. */
export interface EngineAudit {
  readonly look: (reader: CatalogueReader, scope: AuditScope) => Promise<Look | undefined>;
  readonly read: (reader: CatalogueReader, scope: AuditScope) => Promise<ProfileParts>;
}

/** Runs the queries of an audit, says which one it is at, and notes those that do not succeed. */
export interface CatalogueReader {
  /** A query without which there is no profile. */
  readonly need: (what: string, sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** A query that may fail; then there is a note of it, and nothing is known. */
  readonly want: (what: string, sql: string, values?: readonly unknown[]) => Promise<readonly Row[] | undefined>;
  /** A statement that gives no rows. */
  readonly run: (sql: string) => Promise<void>;
  readonly note: (sentence: string) => void;
  /** Says how far something is that takes long. */
  readonly progress: (text: string) => void;
}
