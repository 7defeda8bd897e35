/** A database engine, as DMS names it. */
export class DatabaseEngine {
  /** PostgreSQL, on Amazon RDS or anywhere else. */
  public static readonly POSTGRESQL = DatabaseEngine.of('postgres');

  /** Amazon Aurora PostgreSQL. */
  public static readonly AURORA_POSTGRESQL = DatabaseEngine.of('aurora-postgresql');

  /** MySQL, on Amazon RDS or anywhere else. */
  public static readonly MYSQL = DatabaseEngine.of('mysql');

  /** MariaDB, on Amazon RDS or anywhere else. */
  public static readonly MARIADB = DatabaseEngine.of('mariadb');

  /** Amazon Aurora MySQL. */
  public static readonly AURORA_MYSQL = DatabaseEngine.of('aurora');

  /** Oracle, on Amazon RDS or anywhere else. */
  public static readonly ORACLE = DatabaseEngine.of('oracle');

  /** Microsoft SQL Server, on Amazon RDS or anywhere else. */
  public static readonly SQL_SERVER = DatabaseEngine.of('sqlserver');

  /** Amazon Aurora Serverless with PostgreSQL. */
  public static readonly AURORA_POSTGRESQL_SERVERLESS = DatabaseEngine.of('aurora-postgresql-serverless');

  /** Amazon Aurora Serverless with MySQL. */
  public static readonly AURORA_MYSQL_SERVERLESS = DatabaseEngine.of('aurora-serverless');

  /** Google Cloud SQL for MySQL. */
  public static readonly CLOUD_SQL_MYSQL = DatabaseEngine.of('gcp-mysql');

  /** Microsoft Azure SQL Database. */
  public static readonly AZURE_SQL_DATABASE = DatabaseEngine.of('azuredb');

  /** Microsoft Azure SQL Managed Instance. */
  public static readonly AZURE_SQL_MANAGED_INSTANCE = DatabaseEngine.of('azure-sql-managed-instance');

  /** IBM Db2 for Linux, UNIX and Windows. */
  public static readonly DB2 = DatabaseEngine.of('db2');

  /** IBM Db2 for z/OS. */
  public static readonly DB2_ZOS = DatabaseEngine.of('db2-zos');

  /** SAP Adaptive Server Enterprise, once Sybase. */
  public static readonly SAP_ASE = DatabaseEngine.of('sybase');

  /** MongoDB. */
  public static readonly MONGODB = DatabaseEngine.of('mongodb');

  /** Amazon DocumentDB. */
  public static readonly DOCUMENTDB = DatabaseEngine.of('docdb');

  /** Files in Amazon S3. */
  public static readonly S3 = DatabaseEngine.of('s3');

  /** Amazon Redshift. */
  public static readonly REDSHIFT = DatabaseEngine.of('redshift');

  /** Amazon Redshift Serverless. */
  public static readonly REDSHIFT_SERVERLESS = DatabaseEngine.of('redshift-serverless');

  /** Amazon DynamoDB. */
  public static readonly DYNAMODB = DatabaseEngine.of('dynamodb');

  /** Amazon Kinesis Data Streams. */
  public static readonly KINESIS = DatabaseEngine.of('kinesis');

  /** Apache Kafka and Amazon MSK. */
  public static readonly KAFKA = DatabaseEngine.of('kafka');

  /** Amazon OpenSearch Service. */
  public static readonly OPENSEARCH = DatabaseEngine.of('opensearch');

  /** Elasticsearch on Amazon OpenSearch Service. */
  public static readonly ELASTICSEARCH = DatabaseEngine.of('elasticsearch');

  /** Amazon Neptune. */
  public static readonly NEPTUNE = DatabaseEngine.of('neptune');

  /** Redis, Amazon ElastiCache and MemoryDB. */
  public static readonly REDIS = DatabaseEngine.of('redis');

  /** Babelfish for Aurora PostgreSQL. */
  public static readonly BABELFISH = DatabaseEngine.of('babelfish');

  /** An engine that is not listed here, by the `EngineName` of DMS's API. */
  public static of(engineName: string): DatabaseEngine {
    return new DatabaseEngine(engineName);
  }

  private constructor(/** The name in DMS's API. */ public readonly engineName: string) {}
}
