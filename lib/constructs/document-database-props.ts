import type { DatabaseNetwork } from './database-network';
import type { DatabaseProps, DescribedDatabaseProps } from './database-props';
import type { DocumentDbSourceSettings, DocumentDbTargetSettings, MongoDbSourceSettings } from './mongodb-settings';

/** A MongoDB replica set to migrate from. */
export interface MongoDbSourceProps extends DescribedDatabaseProps {
  /**
   * The database to read.
   *
   * @default - all that the table mappings select
   */
  readonly databaseName?: string;

  /**
   * Whether DMS logs in. If false, no secret is needed, but `serverName`; and whoever reaches the database reads it.
   *
   * @default true
   */
  readonly authenticated?: boolean;

  /**
   * Host name of the primary, where DMS does not log in.
   *
   * @default - that in the secret
   */
  readonly serverName?: string;

  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: MongoDbSourceSettings;
}

/** A DocumentDB cluster to migrate from. */
export interface DocumentDbSourceProps extends DescribedDatabaseProps {
  /**
   * The database to read.
   *
   * @default - all that the table mappings select
   */
  readonly databaseName?: string;

  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: DocumentDbSourceSettings;
}

/** A DocumentDB cluster to migrate to. */
export interface DocumentDbTargetProps extends DescribedDatabaseProps {
  /**
   * The database to connect to.
   *
   * @default - collections go to databases of the names of their source schemas
   */
  readonly databaseName?: string;

  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: DocumentDbTargetSettings;
}

/** What can be said beside a DocumentDB cluster of this app. */
export interface DocumentDbClusterProps extends DatabaseProps {
  /**
   * The database to connect to.
   *
   * @default - all that the table mappings select
   */
  readonly databaseName?: string;

  /**
   * How the replication instance reaches the cluster.
   *
   * @default - by the security groups of the cluster
   */
  readonly network?: DatabaseNetwork;
}

/** A DocumentDB cluster of this app to migrate from. */
export interface DocumentDbClusterSourceProps extends DocumentDbClusterProps {
  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: DocumentDbSourceSettings;
}

/** A DocumentDB cluster of this app to migrate to. */
export interface DocumentDbClusterTargetProps extends DocumentDbClusterProps {
  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: DocumentDbTargetSettings;
}
