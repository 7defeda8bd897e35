import type * as docdb from 'aws-cdk-lib/aws-docdb';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { DatabaseConfig, ExistingEndpointConfig } from '../private/database-config';
import { describeCluster, describeDatabase, describeInstance, type RdsSettings } from '../private/describe-database';
import { describeGeneric, describeMongoDb } from '../private/describe-other';
import { describeS3Source } from '../private/describe-s3-source';
import { describeDocumentDbCluster } from '../private/describe-service';
import { readProps, withoutNulls } from '../private/read-props';
import { renderDocumentDbSource } from '../private/render-document-settings';
import { renderDb2Source, renderSapAseSource } from '../private/render-other-settings';
import { renderMySqlSource, renderOracleSource, renderPostgreSqlSource, renderSqlServerSource } from '../private/render-settings';
import { DatabaseEngine } from './database-engine';
import type { DescribedDatabaseProps, ExistingEndpointOptions, RdsDatabaseProps } from './database-props';
import type { Db2SourceSettings } from './db2-settings';
import type { DocumentDbClusterSourceProps, DocumentDbSourceProps, MongoDbSourceProps } from './document-database-props';
import type { IEndpoint } from './endpoint';
import { EndpointDatabase } from './endpoint-database';
import type { MySqlSourceSettings } from './mysql-settings';
import type { OracleSourceSettings } from './oracle-settings';
import type { Db2SourceProps, GenericDatabaseProps, S3SourceProps, SapAseSourceProps } from './other-database-props';
import type { PostgreSqlSourceSettings } from './postgresql-settings';
import type { SqlServerSourceSettings } from './sqlserver-settings';

/** A PostgreSQL database to migrate from. */
export interface PostgreSqlSourceProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: PostgreSqlSourceSettings;
}

/** A MySQL, MariaDB or Aurora MySQL server to migrate from. It has no database name: the table mappings select the schemas. */
export interface MySqlSourceProps extends DescribedDatabaseProps {
  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: MySqlSourceSettings;
}

/** An Oracle database to migrate from. */
export interface OracleSourceProps extends DescribedDatabaseProps {
  /** The SID or service name of the database. */
  readonly databaseName: string;

  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: OracleSourceSettings;
}

/** A SQL Server database to migrate from. */
export interface SqlServerSourceProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS reads it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: SqlServerSourceSettings;
}

/** An Aurora cluster, or one of RDS with two readable standbys, to migrate from. */
export interface DatabaseClusterSourceProps extends RdsDatabaseProps {
  /**
   * How DMS reads PostgreSQL.
   *
   * @default - as DMS does by default
   */
  readonly postgreSqlSettings?: PostgreSqlSourceSettings;

  /**
   * How DMS reads MySQL.
   *
   * @default - as DMS does by default
   */
  readonly mySqlSettings?: MySqlSourceSettings;
}

/** An RDS instance to migrate from. */
export interface DatabaseInstanceSourceProps extends DatabaseClusterSourceProps {
  /**
   * How DMS reads Oracle.
   *
   * @default - as DMS does by default
   */
  readonly oracleSettings?: OracleSourceSettings;

  /**
   * How DMS reads SQL Server.
   *
   * @default - as DMS does by default
   */
  readonly sqlServerSettings?: SqlServerSourceSettings;

  /**
   * How DMS reads Db2.
   *
   * @default - as DMS does by default
   */
  readonly db2Settings?: Db2SourceSettings;
}

/** A database to migrate from. */
export abstract class SourceDatabase extends EndpointDatabase {
  /** PostgreSQL, on Amazon RDS or anywhere else. */
  public static postgreSql(props: PostgreSqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.POSTGRESQL, props, renderPostgreSqlSource));
  }

  /** Amazon Aurora PostgreSQL. */
  public static auroraPostgreSql(props: PostgreSqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.AURORA_POSTGRESQL, props, renderPostgreSqlSource));
  }

  /** MySQL, on Amazon RDS or anywhere else. */
  public static mySql(props: MySqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.MYSQL, props, renderMySqlSource));
  }

  /** MariaDB, on Amazon RDS or anywhere else. */
  public static mariaDb(props: MySqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.MARIADB, props, renderMySqlSource));
  }

  /** Amazon Aurora MySQL. */
  public static auroraMySql(props: MySqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.AURORA_MYSQL, props, renderMySqlSource));
  }

  /** Oracle, on Amazon RDS or anywhere else. */
  public static oracle(props: OracleSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.ORACLE, props, renderOracleSource));
  }

  /** Microsoft SQL Server, on Amazon RDS or anywhere else. */
  public static sqlServer(props: SqlServerSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.SQL_SERVER, props, renderSqlServerSource));
  }

  /**
   * An RDS instance: its engine, port, security groups and secret are read from it.
   *
   * An imported instance has only what it was given.
   */
  public static fromDatabaseInstance(instance: rds.IDatabaseInstance, props: DatabaseInstanceSourceProps = {}): SourceDatabase {
    return new DescribedSource(describeInstance('source', instance, props, rdsSettings));
  }

  /**
   * An Aurora cluster: its engine, port, security groups and secret are read from it. DMS connects to the writer.
   *
   * An imported cluster has only what it was given.
   */
  public static fromDatabaseCluster(cluster: rds.IDatabaseCluster, props: DatabaseClusterSourceProps = {}): SourceDatabase {
    return new DescribedSource(describeCluster('source', cluster, props, rdsSettings));
  }

  /** Aurora Serverless with PostgreSQL. Of version 1, DMS captures no changes: full load only. */
  public static auroraServerlessPostgreSql(props: PostgreSqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.AURORA_POSTGRESQL_SERVERLESS, props, renderPostgreSqlSource));
  }

  /** Aurora Serverless with MySQL. Full load only: DMS captures no changes of it. */
  public static auroraServerlessMySql(props: MySqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.AURORA_MYSQL_SERVERLESS, props, renderMySqlSource));
  }

  /** Azure Database for PostgreSQL. To DMS it is PostgreSQL: for changes, set its parameter `wal_level` to `logical`. */
  public static azurePostgreSql(props: PostgreSqlSourceProps): SourceDatabase {
    return SourceDatabase.postgreSql(props);
  }

  /** Azure Database for MySQL. To DMS it is MySQL. */
  public static azureMySql(props: MySqlSourceProps): SourceDatabase {
    return SourceDatabase.mySql(props);
  }

  /** Google Cloud SQL for PostgreSQL. To DMS it is PostgreSQL: for changes, set its flag `cloudsql.logical_decoding` to `on`. */
  public static cloudSqlPostgreSql(props: PostgreSqlSourceProps): SourceDatabase {
    return SourceDatabase.postgreSql(props);
  }

  /**
   * Google Cloud SQL for MySQL. It has no `Tls.verifyFull()`, and its setting "Allow only SSL connections" must be off: DMS shows no certificate of
   * its own. Its `binlog_checksum` may stay at CRC32.
   */
  public static cloudSqlMySql(props: MySqlSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.CLOUD_SQL_MYSQL, props, renderMySqlSource));
  }

  /** Azure SQL Database. Full load only: DMS captures no changes of it. */
  public static azureSqlDatabase(props: SqlServerSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.AZURE_SQL_DATABASE, props, renderSqlServerSource));
  }

  /** Azure SQL Managed Instance. Changes are captured with MS-CDC. Its public endpoint listens on port 3342. */
  public static azureSqlManagedInstance(props: SqlServerSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.AZURE_SQL_MANAGED_INSTANCE, props, renderSqlServerSource));
  }

  /** IBM Db2 for Linux, UNIX and Windows. */
  public static db2(props: Db2SourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.DB2, props, renderDb2Source));
  }

  /** IBM Db2 for z/OS. Full load only: DMS captures no changes of it. */
  public static db2ZOs(props: Db2SourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.DB2_ZOS, props, renderDb2Source));
  }

  /** SAP ASE, once Sybase. One task alone can capture its changes. */
  public static sapAse(props: SapAseSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.SAP_ASE, props, renderSapAseSource));
  }

  /** A MongoDB replica set. */
  public static mongoDb(props: MongoDbSourceProps): SourceDatabase {
    return new DescribedSource(describeMongoDb(props));
  }

  /** Amazon DocumentDB, described by its address. */
  public static documentDb(props: DocumentDbSourceProps): SourceDatabase {
    return new DescribedSource(describeDatabase('source', DatabaseEngine.DOCUMENTDB, props, renderDocumentDbSource));
  }

  /** A DocumentDB cluster: its port, security groups and secret are read from it. */
  public static fromDocumentDbCluster(cluster: docdb.IDatabaseCluster, props: DocumentDbClusterSourceProps = {}): SourceDatabase {
    return new DescribedSource(describeDocumentDbCluster('source', cluster, props, renderDocumentDbSource));
  }

  /** CSV files in a bucket. DMS gets a role that may read that bucket. */
  public static s3(bucket: s3.IBucket, props: S3SourceProps): SourceDatabase {
    return new DescribedSource(describeS3Source(bucket, props));
  }

  /** A database of any engine, also of one that this library does not know. */
  public static of(props: GenericDatabaseProps): SourceDatabase {
    return new DescribedSource(describeGeneric('source', props));
  }

  /** A source endpoint that exists. */
  public static fromEndpoint(endpoint: IEndpoint, options: ExistingEndpointOptions = {}): SourceDatabase {
    const { given: { engine, network, port }, problems } = readProps(options, { engine: 'DatabaseEngine', network: 'DatabaseNetwork' });
    return new ExistingSource({ role: 'source', endpoint, engineName: engine?.engineName ?? endpoint?.engineName, network, port, problems });
  }

  /** @internal */
  public readonly _role = 'source';
}

class DescribedSource extends SourceDatabase {
  constructor(private readonly config: DatabaseConfig) {
    super();
  }

  public _describe(): DatabaseConfig {
    return this.config;
  }

  public _existing(): undefined {
    return undefined;
  }
}

class ExistingSource extends SourceDatabase {
  constructor(private readonly config: ExistingEndpointConfig) {
    super();
  }

  public _describe(): undefined {
    return undefined;
  }

  public _existing(): ExistingEndpointConfig {
    return this.config;
  }
}

function rdsSettings(props: DatabaseInstanceSourceProps): RdsSettings {
  const { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings, db2Settings } = props;
  const given = { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings, db2Settings };
  return {
    renderers: {
      postgresql: () => renderPostgreSqlSource(withoutNulls(postgreSqlSettings)),
      mysql: () => renderMySqlSource(withoutNulls(mySqlSettings)),
      oracle: () => renderOracleSource(withoutNulls(oracleSettings)),
      sqlserver: () => renderSqlServerSource(withoutNulls(sqlServerSettings)),
      db2: () => renderDb2Source(withoutNulls(db2Settings)),
    },
    given: Object.entries(given).filter(([, value]) => value !== undefined).map(([name]) => name),
  };
}
