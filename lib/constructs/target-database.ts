import type * as rds from 'aws-cdk-lib/aws-rds';
import type { DatabaseConfig, ExistingEndpointConfig } from '../private/database-config';
import { describeCluster, describeDatabase, describeInstance, type RdsSettings } from '../private/describe-database';
import { readProps, withoutNulls } from '../private/read-props';
import { renderMySqlTarget, renderOracleTarget, renderPostgreSqlTarget, renderSqlServerTarget } from '../private/render-settings';
import { DatabaseEngine } from './database-engine';
import type { DescribedDatabaseProps, ExistingEndpointOptions, RdsDatabaseProps } from './database-props';
import type { IEndpoint } from './endpoint';
import { EndpointDatabase } from './endpoint-database';
import type { MySqlTargetSettings } from './mysql-settings';
import type { OracleTargetSettings } from './oracle-settings';
import type { PostgreSqlTargetSettings } from './postgresql-settings';
import type { SqlServerTargetSettings } from './sqlserver-settings';

/** A PostgreSQL database to migrate to. */
export interface PostgreSqlTargetProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: PostgreSqlTargetSettings;
}

/** A MySQL, MariaDB or Aurora MySQL server to migrate to. */
export interface MySqlTargetProps extends DescribedDatabaseProps {
  /**
   * The one database that all tables go to, with `targetDbType` set to the specific one in `settings`.
   *
   * @default - none: tables go to databases of the names of their source schemas
   */
  readonly databaseName?: string;

  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: MySqlTargetSettings;
}

/** An Oracle database to migrate to. */
export interface OracleTargetProps extends DescribedDatabaseProps {
  /** The SID or service name of the database. */
  readonly databaseName: string;

  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: OracleTargetSettings;
}

/** A SQL Server database to migrate to. */
export interface SqlServerTargetProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /**
   * How DMS writes it.
   *
   * @default - as DMS does by default
   */
  readonly settings?: SqlServerTargetSettings;
}

/** An Aurora cluster, or one of RDS with two readable standbys, to migrate to. */
export interface DatabaseClusterTargetProps extends RdsDatabaseProps {
  /**
   * How DMS writes PostgreSQL.
   *
   * @default - as DMS does by default
   */
  readonly postgreSqlSettings?: PostgreSqlTargetSettings;

  /**
   * How DMS writes MySQL.
   *
   * @default - as DMS does by default
   */
  readonly mySqlSettings?: MySqlTargetSettings;
}

/** An RDS instance to migrate to. */
export interface DatabaseInstanceTargetProps extends DatabaseClusterTargetProps {
  /**
   * How DMS writes Oracle.
   *
   * @default - as DMS does by default
   */
  readonly oracleSettings?: OracleTargetSettings;

  /**
   * How DMS writes SQL Server.
   *
   * @default - as DMS does by default
   */
  readonly sqlServerSettings?: SqlServerTargetSettings;
}

/** A database to migrate to. */
export abstract class TargetDatabase extends EndpointDatabase {
  /** PostgreSQL, on Amazon RDS or anywhere else. */
  public static postgreSql(props: PostgreSqlTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.POSTGRESQL, props, renderPostgreSqlTarget));
  }

  /** Amazon Aurora PostgreSQL. */
  public static auroraPostgreSql(props: PostgreSqlTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.AURORA_POSTGRESQL, props, renderPostgreSqlTarget));
  }

  /** MySQL, on Amazon RDS or anywhere else. */
  public static mySql(props: MySqlTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.MYSQL, props, renderMySqlTarget));
  }

  /** MariaDB, on Amazon RDS or anywhere else. */
  public static mariaDb(props: MySqlTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.MARIADB, props, renderMySqlTarget));
  }

  /** Amazon Aurora MySQL. */
  public static auroraMySql(props: MySqlTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.AURORA_MYSQL, props, renderMySqlTarget));
  }

  /** Oracle, on Amazon RDS or anywhere else. */
  public static oracle(props: OracleTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.ORACLE, props, renderOracleTarget));
  }

  /** Microsoft SQL Server, on Amazon RDS or anywhere else. */
  public static sqlServer(props: SqlServerTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.SQL_SERVER, props, renderSqlServerTarget));
  }

  /**
   * An RDS instance: its engine, port, security groups and secret are read from it.
   *
   * An imported instance has only what it was given.
   */
  public static fromDatabaseInstance(instance: rds.IDatabaseInstance, props: DatabaseInstanceTargetProps = {}): TargetDatabase {
    return new DescribedTarget(describeInstance('target', instance, props, rdsSettings));
  }

  /**
   * An Aurora cluster: its engine, port, security groups and secret are read from it. DMS connects to the writer.
   *
   * An imported cluster has only what it was given.
   */
  public static fromDatabaseCluster(cluster: rds.IDatabaseCluster, props: DatabaseClusterTargetProps = {}): TargetDatabase {
    return new DescribedTarget(describeCluster('target', cluster, props, rdsSettings));
  }

  /** A target endpoint that exists. */
  public static fromEndpoint(endpoint: IEndpoint, options: ExistingEndpointOptions = {}): TargetDatabase {
    const { given: { engine, network, port }, problems } = readProps(options, { engine: 'DatabaseEngine', network: 'DatabaseNetwork' });
    return new ExistingTarget({ role: 'target', endpoint, engineName: engine?.engineName ?? endpoint?.engineName, network, port, problems });
  }

  /** @internal */
  public readonly _role = 'target';
}

class DescribedTarget extends TargetDatabase {
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

class ExistingTarget extends TargetDatabase {
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

function rdsSettings(props: DatabaseInstanceTargetProps): RdsSettings {
  const { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings } = props;
  const given = { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings };
  return {
    renderers: {
      postgresql: () => renderPostgreSqlTarget(withoutNulls(postgreSqlSettings)),
      mysql: () => renderMySqlTarget(withoutNulls(mySqlSettings)),
      oracle: () => renderOracleTarget(withoutNulls(oracleSettings)),
      sqlserver: () => renderSqlServerTarget(withoutNulls(sqlServerSettings)),
    },
    given: Object.entries(given).filter(([, value]) => value !== undefined).map(([name]) => name),
  };
}
