import type { Duration } from 'aws-cdk-lib';

// What each setting does and its default: [DMS API reference, MongoDbSettings, DocDbSettings], [DMS User Guide, Using MongoDB as a source,
// Using Amazon DocumentDB as a source: endpoint settings].

/** How DMS sees documents. */
export enum DocumentMode {
  /** As documents: a table has one column with the whole document, and maybe one with the `_id`. */
  DOCUMENT = 'none',
  /** As rows: a table has a column for each member of the documents. */
  TABLE = 'one',
}

/** How DMS proves to MongoDB who it is. */
export enum MongoDbAuthMechanism {
  /** SCRAM-SHA-1; for MongoDB 2.x, MONGODB-CR. */
  DEFAULT = 'default',
  /** MONGODB-CR, of MongoDB 2.x. */
  MONGODB_CR = 'mongodb_cr',
  /** SCRAM-SHA-1. */
  SCRAM_SHA_1 = 'scram_sha_1',
}

/** Settings of a DocumentDB source. */
export interface DocumentDbSourceSettings {
  /**
   * How many documents DMS looks at to find the columns of a table, in table mode.
   *
   * @default 1000
   */
  readonly docsToInvestigate?: number;

  /**
   * Whether tables have the `_id` as a column of its own, in document mode. A DocumentDB target needs it if there are transactions.
   *
   * @default false
   */
  readonly extractDocId?: boolean;

  /**
   * How documents are seen.
   *
   * @default DocumentMode.DOCUMENT
   */
  readonly nestingLevel?: DocumentMode;

  /**
   * Whether collections that are sharded are replicated as such.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly replicateShardCollections?: boolean;

  /**
   * Whether DMS reads whole documents for updates from the database, instead of applying the changes that the log has.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly useUpdateLookUp?: boolean;
}

/** Settings of a MongoDB source. */
export interface MongoDbSourceSettings extends DocumentDbSourceSettings {
  /**
   * How DMS proves who it is.
   *
   * @default MongoDbAuthMechanism.DEFAULT
   */
  readonly authMechanism?: MongoDbAuthMechanism;

  /**
   * The database that knows the user.
   *
   * @default 'admin'
   */
  readonly authSource?: string;

  /**
   * How long DMS waits on a connection, in whole milliseconds.
   *
   * Rendered as an extra connection attribute.
   *
   * @default - as MongoDB's client does by default
   */
  readonly socketTimeout?: Duration;
}

/** Settings of a DocumentDB target. */
export interface DocumentDbTargetSettings {
  /**
   * Whether collections that are sharded at the source become sharded ones.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly replicateShardCollections?: boolean;
}
