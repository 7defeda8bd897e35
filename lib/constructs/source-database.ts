import type * as rds from 'aws-cdk-lib/aws-rds';
import type { DatabaseConfig, ExistingEndpointConfig } from '../private/database-config';
import { describeCluster, describeDatabase, describeInstance, type RdsSettings } from '../private/describe-database';
import { readProps, withoutNulls } from '../private/read-props';
import { renderMySqlSource, renderOracleSource, renderPostgreSqlSource, renderSqlServerSource } from '../private/render-settings';
import { DatabaseEngine } from './database-engine';
import type { DescribedDatabaseProps, ExistingEndpointOptions, RdsDatabaseProps } from './database-props';
import type { IEndpoint } from './endpoint';
import { EndpointDatabase } from './endpoint-database';
import type { MySqlSourceSettings } from './mysql-settings';
import type { OracleSourceSettings } from './oracle-settings';
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
  const { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings } = props;
  const given = { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings };
  return {
    renderers: {
      postgresql: () => renderPostgreSqlSource(withoutNulls(postgreSqlSettings)),
      mysql: () => renderMySqlSource(withoutNulls(mySqlSettings)),
      oracle: () => renderOracleSource(withoutNulls(oracleSettings)),
      sqlserver: () => renderSqlServerSource(withoutNulls(sqlServerSettings)),
    },
    given: Object.entries(given).filter(([, value]) => value !== undefined).map(([name]) => name),
  };
}
