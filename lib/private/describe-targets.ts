import { Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { DatabaseNetwork } from '../constructs/database-network';
import { KafkaSecurity } from '../constructs/kafka-settings';
import { RedisTls } from '../constructs/redis-settings';
import { S3CannedAcl } from '../constructs/s3-settings';
import type {
  DynamoDbTargetProps, KafkaTargetProps, KinesisTargetProps, NeptuneTargetProps, OpenSearchTargetProps, RedisTargetProps, RedshiftTargetProps,
  S3TargetProps,
} from '../constructs/service-target-props';
import { brokerPorts, checkBrokers } from '../plan/endpoint-settings-kafka';
import { checkStreamAccount } from '../plan/endpoint-settings-kinesis';
import { callsDynamoDb, callsKinesis, callsS3, stagesInS3 } from '../plan/service-calls';
import { checkBucket, checkNeptuneCluster, checkTables } from '../plan/service-target-rules';
import { checkKind } from '../plan/value-kinds';
import { isVersioned, ownerOf, stagingBucketAccess, targetBucketAccess } from './bucket-access';
import type { DatabaseConfig } from './database-config';
import { commonConfig, DATABASE_KINDS } from './describe-database';
import { describeOwnLogin, describeService, encryptedBucket, SERVICE_KINDS, withMembers } from './describe-service';
import { portOf } from './port-of';
import { listOf, readProps, withoutNulls, type MemberKinds } from './read-props';
import { renderKafkaTarget, renderKinesisTarget } from './render-message-settings';
import { renderNeptuneTarget, renderOpenSearchTarget, renderRedshiftTarget } from './render-other-settings';
import { renderS3Target } from './render-s3-settings';
import { rendered } from './rendered-settings';
import { markUnknown } from './reporting';
import { domainAccess, neptuneAccess, streamAccess, tableAccess } from './service-targets';

/** What was wrong with the resource, or the description of what can be made of it. */
function described(engineName: string, where: string, resource: unknown, kind: string, describe: () => DatabaseConfig): DatabaseConfig {
  const problems = checkKind(where, resource, kind);
  if (problems.length === 0) return describe();
  return { ...describeService('target', engineName, {}, problems), settings: rendered({}, {}) };
}

export function describeS3Target(bucket: s3.IBucket, props: S3TargetProps): DatabaseConfig {
  return described('s3', 'bucket', bucket, 's3.IBucket', () => {
    const { given, problems } = readProps(props, SERVICE_KINDS as MemberKinds<S3TargetProps>);
    const used = encryptedBucket(bucket, given.objectEncryption);
    const settings = withoutNulls(given.settings);
    const { cannedAclForObjects, glueCatalogGeneration, expectedBucketOwner = ownerOf(bucket) } = settings;
    const use = { setsAcl: cannedAclForObjects !== undefined && cannedAclForObjects !== S3CannedAcl.NONE, catalogs: glueCatalogGeneration === true };
    return {
      ...describeService('target', 's3', given, [...problems, ...used.problems, ...checkBucket({ versioned: isVersioned(bucket) })]),
      settings: withMembers(renderS3Target({ ...settings, expectedBucketOwner }), { bucketName: bucket.bucketName, ...used.settings }),
      service: targetBucketAccess(used, use, given.accessRole),
      calls: [callsS3('writes the files of the target to it')],
      resource: bucket,
    };
  });
}

export function describeKinesisTarget(stream: kinesis.IStream, props: KinesisTargetProps): DatabaseConfig {
  return described('kinesis', 'stream', stream, 'kinesis.IStream', () => {
    const { given, problems } = readProps(props, SERVICE_KINDS as MemberKinds<KinesisTargetProps>);
    return {
      ...describeService('target', 'kinesis', given, problems),
      settings: withMembers(renderKinesisTarget(withoutNulls(given.settings)), { streamArn: stream.streamArn }),
      service: streamAccess(stream, given.accessRole),
      calls: [callsKinesis('writes the records of the target to it')],
      checkIn: (scope) => checkStreamAccount({ stream: markUnknown(stream.env.account), own: markUnknown(Stack.of(scope).account) }),
      resource: stream,
    };
  });
}

export function describeDynamoDbTarget(props: DynamoDbTargetProps): DatabaseConfig {
  const { given, problems } = readProps(props, { ...SERVICE_KINDS, tables: 'dynamodb.ITable[]' });
  const tables: dynamodb.ITable[] = listOf(given.tables);
  const names = listOf(given.tableNames);
  return {
    ...describeService('target', 'dynamodb', given, [...problems, ...checkTables({ tables: tables.length, names: markUnknown(names) as unknown[] })]),
    settings: rendered({}, {}),
    writableTables: given.accessRole === undefined ? [...names, ...tables.map(({ tableName }) => tableName)] : undefined,
    service: tableAccess(tables, names.filter((name) => typeof name === 'string'), given.accessRole),
    calls: [callsDynamoDb('writes the tables of the target to it')],
  };
}

export function describeOpenSearchTarget(engineName: string, domain: opensearch.IDomain, props: OpenSearchTargetProps): DatabaseConfig {
  return described(engineName, 'domain', domain, 'opensearchservice.IDomain', () => {
    const { given, problems } = readProps(props, SERVICE_KINDS as MemberKinds<OpenSearchTargetProps>);
    const network = given.network ?? (connectionsOf(domain) === undefined ? undefined : DatabaseNetwork.of(domain as unknown as ec2.IConnectable));
    return {
      ...describeService('target', engineName, { ...given, network }, problems),
      settings: withMembers(renderOpenSearchTarget(withoutNulls(given.settings)), { endpointUri: `https://${domain.domainEndpoint}` }),
      service: domainAccess(domain, given.accessRole),
      resource: domain,
    };
  });
}

/** A domain that is not in a VPC throws when asked for them, an imported one has none. */
function connectionsOf(domain: opensearch.IDomain): ec2.Connections | undefined {
  try {
    return 'connections' in domain ? domain.connections as ec2.Connections : undefined;
  } catch {
    return undefined;
  }
}

export function describeKafkaTarget(props: KafkaTargetProps): DatabaseConfig {
  const { given, problems } = readProps(props, { encryption: 'Encryption', network: 'DatabaseNetwork', security: 'KafkaSecurity' });
  const brokers = listOf(given.brokers);
  const known = markUnknown(brokers) as unknown[];
  const security = (given.security ?? KafkaSecurity.tls())._bind();
  const [port, ...morePorts] = given.port === undefined ? brokerPorts(known) : [given.port];
  return {
    ...describeOwnLogin('target', 'kafka', given, [...problems, ...security.problems, ...checkBrokers(known, given.port)]),
    network: given.network ?? DatabaseNetwork.cidr(),
    port: given.port,
    networkPort: portOf(port),
    morePorts: morePorts.flatMap((each) => portOf(each) ?? []),
    settings: withMembers(renderKafkaTarget(withoutNulls(given.settings)), { broker: brokers.join(','), ...security.settings }),
  };
}

export function describeRedisTarget(props: RedisTargetProps): DatabaseConfig {
  const kinds = { encryption: 'Encryption', network: 'DatabaseNetwork', authentication: 'RedisAuthentication', tls: 'RedisTls' };
  const { given, problems } = readProps(props, kinds as MemberKinds<RedisTargetProps>);
  const { settings: login = {}, problems: ofLogin } = given.authentication?._bind()
    ?? { problems: props?.authentication === undefined ? checkKind('authentication', undefined, 'RedisAuthentication') : [] };
  const tls = (given.tls ?? RedisTls.encrypted())._bind();
  return {
    ...describeOwnLogin('target', 'redis', given, [...problems, ...ofLogin, ...tls.problems]),
    network: given.network ?? DatabaseNetwork.cidr(),
    port: given.port,
    settings: rendered({ serverName: given.serverName, port: given.port ?? 6379, ...login, ...tls.settings }, {}),
  };
}

export function describeRedshiftTarget(engineName: string, props: RedshiftTargetProps): DatabaseConfig {
  const kinds = { ...DATABASE_KINDS, bucket: 's3.IBucket', bucketAccessRole: 'iam.IRole', objectEncryption: 'S3ObjectEncryption' };
  const { given, problems } = readProps(props, kinds as MemberKinds<RedshiftTargetProps>);
  const noBucket = props?.bucket === undefined ? checkKind('bucket', undefined, 's3.IBucket') : [];
  const used = given.bucket && encryptedBucket(given.bucket, given.objectEncryption);
  const versioned = given.bucket !== undefined && isVersioned(given.bucket);
  return {
    ...commonConfig('target', given, [...problems, ...noBucket, ...used?.problems ?? [], ...checkBucket({ versioned })]),
    engineName,
    databaseName: given.databaseName,
    network: given.network ?? DatabaseNetwork.cidr(),
    settings: withMembers(renderRedshiftTarget(withoutNulls(given.settings)), { bucketName: given.bucket?.bucketName, ...used?.settings }),
    service: used && stagingBucketAccess(used, given.bucketAccessRole),
    calls: [stagesInS3('stages the files of the target in it')],
  };
}

export function describeNeptuneTarget(props: NeptuneTargetProps): DatabaseConfig {
  const kinds = { accessRole: 'iam.IRole', encryption: 'Encryption', network: 'DatabaseNetwork', bucket: 's3.IBucket' };
  const { given, problems } = readProps(props, kinds as MemberKinds<NeptuneTargetProps>);
  const noBucket = props?.bucket === undefined ? checkKind('bucket', undefined, 's3.IBucket') : [];
  const { bucket, accessRole, clusterResourceIdentifier } = given;
  const settings = withoutNulls(given.settings);
  const { iamAuthEnabled = true } = settings;
  const cluster = iamAuthEnabled ? clusterResourceIdentifier : undefined;
  return {
    ...describeOwnLogin('target', 'neptune', given, [
      ...problems,
      ...noBucket,
      ...checkNeptuneCluster({
        iamAuth: markUnknown(iamAuthEnabled), ownRole: accessRole !== undefined, cluster: markUnknown(clusterResourceIdentifier),
      }),
    ]),
    network: given.network ?? DatabaseNetwork.cidr(),
    port: given.port,
    address: { serverName: given.serverName, port: given.port ?? 8182 },
    settings: withMembers(
      renderNeptuneTarget({ ...settings, iamAuthEnabled }),
      { s3BucketName: bucket?.bucketName, s3BucketFolder: given.bucketFolder },
    ),
    service: bucket && neptuneAccess({ bucket, key: bucket.encryptionKey }, cluster === '' ? undefined : cluster, accessRole),
    calls: [stagesInS3('stages the graph data of the target in it')],
  };
}
