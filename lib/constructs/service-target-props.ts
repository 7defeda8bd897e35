import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { DatabaseNetwork } from './database-network';
import type { DatabaseEndpointOptions, DescribedDatabaseProps, ServiceEndpointOptions } from './database-props';
import type { KafkaSecurity, KafkaTargetSettings } from './kafka-settings';
import type { MessageSettings } from './message-settings';
import type { NeptuneTargetSettings } from './neptune-settings';
import type { OpenSearchTargetSettings } from './opensearch-settings';
import type { RedisAuthentication, RedisTls } from './redis-settings';
import type { RedshiftTargetSettings } from './redshift-settings';
import type { S3ObjectEncryption, S3TargetSettings } from './s3-settings';

/** A bucket to migrate to. */
export interface S3TargetProps extends ServiceEndpointOptions {
  /**
   * How S3 encrypts the files. An endpoint that begins with keys of S3's own cannot be changed to a KMS key.
   *
   * @default - with the key of the bucket, if it has one; else with keys of S3's own
   */
  readonly objectEncryption?: S3ObjectEncryption;

  /**
   * What DMS writes, and how.
   *
   * @default - CSV files, as DMS does by default
   */
  readonly settings?: S3TargetSettings;
}

/** A stream to send changes to. */
export interface KinesisTargetProps extends ServiceEndpointOptions {
  /**
   * What the records have in them.
   *
   * @default - as DMS does by default
   */
  readonly settings?: MessageSettings;
}

/** Tables of DynamoDB to migrate to. */
export interface DynamoDbTargetProps extends ServiceEndpointOptions {
  /**
   * Tables that exist, whose keys the role may use.
   *
   * @default - those in `tableNames` alone
   */
  readonly tables?: dynamodb.ITable[];

  /**
   * The names of tables that DMS makes, as the table mappings have them: `orders`, or `sales_*`.
   *
   * @default - those in `tables` alone
   */
  readonly tableNames?: string[];
}

/** A domain of OpenSearch to migrate to. */
export interface OpenSearchTargetProps extends ServiceEndpointOptions {
  /**
   * How DMS writes documents.
   *
   * @default - as DMS does by default
   */
  readonly settings?: OpenSearchTargetSettings;
}

/** A cluster of Kafka to send changes to. */
export interface KafkaTargetProps extends DatabaseEndpointOptions {
  /** The brokers, as host and port: `b-1.example.com:9094`. Exactly their ports are opened. */
  readonly brokers: string[];

  /** How the replication instance reaches the brokers. */
  readonly network: DatabaseNetwork;

  /**
   * How the connection is encrypted, and how DMS logs in.
   *
   * @default KafkaSecurity.tls()
   */
  readonly security?: KafkaSecurity;

  /**
   * The port that is opened.
   *
   * @default - those of the brokers
   */
  readonly port?: number;

  /**
   * What the messages have in them, and where they go.
   *
   * @default - as DMS does by default
   */
  readonly settings?: KafkaTargetSettings;
}

/** A cluster of Redis to migrate to. On ElastiCache it has to be one with cluster mode. */
export interface RedisTargetProps extends DatabaseEndpointOptions {
  /** Host name of the cluster. */
  readonly serverName: string;

  /** How the replication instance reaches the cluster. */
  readonly network: DatabaseNetwork;

  /** How DMS logs in. ElastiCache's IAM authentication does not do. */
  readonly authentication: RedisAuthentication;

  /**
   * The port that the cluster listens on.
   *
   * @default 6379
   */
  readonly port?: number;

  /**
   * How the connection is encrypted.
   *
   * @default RedisTls.encrypted()
   */
  readonly tls?: RedisTls;
}

/** A cluster or a workgroup of Redshift to migrate to. It has to be in the account and Region of the replication instance. */
export interface RedshiftTargetProps extends DescribedDatabaseProps {
  /** The database to connect to. */
  readonly databaseName: string;

  /** The bucket that files are staged in; without versions, or with a rule that deletes old ones. */
  readonly bucket: s3.IBucket;

  /**
   * The role by which DMS writes staged files and Redshift reads them. It gets no rights from here: it has to have them.
   *
   * @default - one is made, which may read and write that bucket, and nothing else
   */
  readonly bucketAccessRole?: iam.IRole;

  /**
   * How S3 encrypts the staged files.
   *
   * @default - with the key of the bucket, if it has one; else with keys of S3's own
   */
  readonly objectEncryption?: S3ObjectEncryption;

  /**
   * How DMS writes Redshift.
   *
   * @default - as DMS does by default
   */
  readonly settings?: RedshiftTargetSettings;
}

/** A cluster of Neptune to migrate to. Full load only; the source has to be a relational database. */
export interface NeptuneTargetProps extends DatabaseEndpointOptions {
  /** Host name of the cluster's endpoint, or of its writer's. */
  readonly serverName: string;

  /** How the replication instance reaches the cluster. */
  readonly network: DatabaseNetwork;

  /** The bucket that graph data is staged in, in the Region of the cluster. */
  readonly bucket: s3.IBucket;

  /** The folder in the bucket. */
  readonly bucketFolder: string;

  /**
   * The resource identifier of the cluster, such as `cluster-CLG7H7FHK54AZGHEH6MNS55JKM`: the role may use its data.
   *
   * @default - none; needed for a role that is made here, unless `iamAuthEnabled` is false
   */
  readonly clusterResourceIdentifier?: string;

  /**
   * The role by which DMS stages files and calls Neptune, and by which Neptune reads them. It gets no rights from here: it has to have them.
   *
   * Whichever it is, the cluster has to have it among its own roles (`associatedRoles`), or it cannot read the files.
   *
   * @default - one is made: `serviceAccessRole` of the endpoint
   */
  readonly accessRole?: iam.IRole;

  /**
   * The port that the cluster listens on.
   *
   * @default 8182
   */
  readonly port?: number;

  /**
   * How DMS loads Neptune.
   *
   * @default - as DMS does by default
   */
  readonly settings?: NeptuneTargetSettings;
}
