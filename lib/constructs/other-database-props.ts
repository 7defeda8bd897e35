import type { DatabaseEngine } from './database-engine';
import type { DescribedDatabaseProps, ServiceEndpointOptions } from './database-props';
import type { Db2SourceSettings, Db2TargetSettings } from './db2-settings';
import type { S3SourceSettings } from './s3-settings';
import type { S3SourceTable } from './s3-source-table';
import type { SapAseSettings, SapAseSourceSettings } from './sap-ase-settings';

/** A Db2 database to migrate from. */
export interface Db2SourceProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: Db2SourceSettings;
}

/** A Db2 database to migrate to. */
export interface Db2TargetProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: Db2TargetSettings;
}

/** An SAP ASE database to migrate from. */
export interface SapAseSourceProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: SapAseSourceSettings;
}

/** An SAP ASE database to migrate to. */
export interface SapAseTargetProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: SapAseSettings;
}

/** Babelfish for Aurora PostgreSQL to migrate to. Full load only. DMS reads no secret for it: give `DatabaseCredentials.fromPassword()`. */
export interface BabelfishTargetProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;
}

/** Files in a bucket to migrate from. */
export interface S3SourceProps extends ServiceEndpointOptions {
  /** The tables that the files have, with their columns. */
  readonly tables: S3SourceTable[];

  /**
   * How DMS reads the files.
   *
   * @default - as DMS does by default
   */
  readonly settings?: S3SourceSettings;
}

/**
 * A database of an engine that has no factory here.
 *
 * Its settings are `additionalSettings`, as CloudFormation spells them.
 */
export interface GenericDatabaseProps extends DescribedDatabaseProps {
  /** The engine: `DatabaseEngine.of('...')`. */
  readonly engine: DatabaseEngine;

  /**
   * The database to connect to.
   *
   * @default - none
   */
  readonly databaseName?: string;

  /**
   * The property of CloudFormation's that has the engine's settings, such as `RedisSettings`.
   *
   * @default - that of the engine, if this library knows it; needed for another engine that has settings or a secret
   */
  readonly settingsBlock?: string;
}
