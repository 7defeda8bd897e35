import type * as docdb from 'aws-cdk-lib/aws-docdb';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { DatabaseConfig, ExistingEndpointConfig } from '../private/database-config';
import { describeCluster, describeDatabase, describeInstance, type RdsSettings } from '../private/describe-database';
import { describeGeneric } from '../private/describe-other';
import { describeDocumentDbCluster } from '../private/describe-service';
import {
  describeDynamoDbTarget, describeKafkaTarget, describeKinesisTarget, describeNeptuneTarget, describeOpenSearchTarget, describeRedisTarget,
  describeRedshiftTarget, describeS3Target,
} from '../private/describe-targets';
import { readProps, withoutNulls } from '../private/read-props';
import { renderDocumentDbTarget } from '../private/render-document-settings';
import { renderDb2Target, renderSapAseTarget } from '../private/render-other-settings';
import { renderMySqlTarget, renderOracleTarget, renderPostgreSqlTarget, renderSqlServerTarget } from '../private/render-settings';
import { DatabaseEngine } from './database-engine';
import type { DescribedDatabaseProps, ExistingEndpointOptions, RdsDatabaseProps } from './database-props';
import type { Db2TargetSettings } from './db2-settings';
import type { DocumentDbClusterTargetProps, DocumentDbTargetProps } from './document-database-props';
import type { IEndpoint } from './endpoint';
import { EndpointDatabase } from './endpoint-database';
import type { MySqlTargetSettings } from './mysql-settings';
import type { OracleTargetSettings } from './oracle-settings';
import type { BabelfishTargetProps, Db2TargetProps, GenericDatabaseProps, SapAseTargetProps } from './other-database-props';
import type { PostgreSqlTargetSettings } from './postgresql-settings';
import type {
  DynamoDbTargetProps, KafkaTargetProps, KinesisTargetProps, NeptuneTargetProps, OpenSearchTargetProps, RedisTargetProps, RedshiftTargetProps,
  S3TargetProps,
} from './service-target-props';
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

  /**
   * How DMS writes Db2.
   *
   * @default - as DMS does by default
   */
  readonly db2Settings?: Db2TargetSettings;
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

  /** Aurora Serverless with PostgreSQL. */
  public static auroraServerlessPostgreSql(props: PostgreSqlTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.AURORA_POSTGRESQL_SERVERLESS, props, renderPostgreSqlTarget));
  }

  /** Aurora Serverless with MySQL. */
  public static auroraServerlessMySql(props: MySqlTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.AURORA_MYSQL_SERVERLESS, props, renderMySqlTarget));
  }

  /** Babelfish for Aurora PostgreSQL, by T-SQL. Full load only. */
  public static babelfish(props: BabelfishTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.BABELFISH, props, () => ({ settings: {}, attributes: {} })));
  }

  /** IBM Db2 for Linux, UNIX and Windows. */
  public static db2(props: Db2TargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.DB2, props, renderDb2Target));
  }

  /** SAP ASE, once Sybase. */
  public static sapAse(props: SapAseTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.SAP_ASE, props, renderSapAseTarget));
  }

  /** Amazon DocumentDB, described by its address. */
  public static documentDb(props: DocumentDbTargetProps): TargetDatabase {
    return new DescribedTarget(describeDatabase('target', DatabaseEngine.DOCUMENTDB, props, renderDocumentDbTarget));
  }

  /** A DocumentDB cluster: its port, security groups and secret are read from it. */
  public static fromDocumentDbCluster(cluster: docdb.IDatabaseCluster, props: DocumentDbClusterTargetProps = {}): TargetDatabase {
    return new DescribedTarget(describeDocumentDbCluster('target', cluster, props, renderDocumentDbTarget));
  }

  /** Files in a bucket, CSV or Parquet. DMS gets a role that may write that bucket, and use its key. */
  public static s3(bucket: s3.IBucket, props: S3TargetProps = {}): TargetDatabase {
    return new DescribedTarget(describeS3Target(bucket, props));
  }

  /** A stream of Kinesis in this account. DMS gets a role that may write that stream, and use its key. */
  public static kinesis(stream: kinesis.IStream, props: KinesisTargetProps = {}): TargetDatabase {
    return new DescribedTarget(describeKinesisTarget(stream, props));
  }

  /** Apache Kafka, or Amazon MSK. */
  public static kafka(props: KafkaTargetProps): TargetDatabase {
    return new DescribedTarget(describeKafkaTarget(props));
  }

  /** Tables of DynamoDB. DMS gets a role that may make and write those tables. */
  public static dynamoDb(props: DynamoDbTargetProps): TargetDatabase {
    return new DescribedTarget(describeDynamoDbTarget(props));
  }

  /**
   * A domain of OpenSearch: its address and security groups are read from it. DMS gets a role that may read and write it.
   *
   * A domain with fine-grained access control and a master user does not do.
   */
  public static openSearch(domain: opensearch.IDomain, props: OpenSearchTargetProps = {}): TargetDatabase {
    return new DescribedTarget(describeOpenSearchTarget('opensearch', domain, props));
  }

  /**
   * A domain of Elasticsearch, by the name that DMS had for the service before it was OpenSearch's. It does not document any other difference.
   */
  public static elasticsearch(domain: opensearch.IDomain, props: OpenSearchTargetProps = {}): TargetDatabase {
    return new DescribedTarget(describeOpenSearchTarget('elasticsearch', domain, props));
  }

  /** A cluster of Amazon Redshift. DMS gets a role that may read and write the bucket for staged files. */
  public static redshift(props: RedshiftTargetProps): TargetDatabase {
    return new DescribedTarget(describeRedshiftTarget('redshift', props));
  }

  /** A workgroup of Amazon Redshift Serverless. DMS gets a role that may read and write the bucket for staged files. */
  public static redshiftServerless(props: RedshiftTargetProps): TargetDatabase {
    return new DescribedTarget(describeRedshiftTarget('redshift-serverless', props));
  }

  /** A cluster of Amazon Neptune. Full load only. */
  public static neptune(props: NeptuneTargetProps): TargetDatabase {
    return new DescribedTarget(describeNeptuneTarget(props));
  }

  /** Redis, Amazon ElastiCache with cluster mode, or Amazon MemoryDB. */
  public static redis(props: RedisTargetProps): TargetDatabase {
    return new DescribedTarget(describeRedisTarget(props));
  }

  /** A database of any engine, also of one that this library does not know. */
  public static of(props: GenericDatabaseProps): TargetDatabase {
    return new DescribedTarget(describeGeneric('target', props));
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
  const { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings, db2Settings } = props;
  const given = { postgreSqlSettings, mySqlSettings, oracleSettings, sqlServerSettings, db2Settings };
  return {
    renderers: {
      postgresql: () => renderPostgreSqlTarget(withoutNulls(postgreSqlSettings)),
      mysql: () => renderMySqlTarget(withoutNulls(mySqlSettings)),
      oracle: () => renderOracleTarget(withoutNulls(oracleSettings)),
      sqlserver: () => renderSqlServerTarget(withoutNulls(sqlServerSettings)),
      db2: () => renderDb2Target(withoutNulls(db2Settings)),
    },
    given: Object.entries(given).filter(([, value]) => value !== undefined).map(([name]) => name),
  };
}
