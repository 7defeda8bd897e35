import { Lazy, SecretValue, Size, Token, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { CfnDBCluster } from 'aws-cdk-lib/aws-neptune';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DmsCertificate } from '../../lib/constructs/certificate';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { KafkaSecurity } from '../../lib/constructs/kafka-settings';
import { MessageFormat } from '../../lib/constructs/message-settings';
import { RedisAuthentication, RedisTls } from '../../lib/constructs/redis-settings';
import { S3CannedAcl, S3DataFormat, S3ObjectEncryption } from '../../lib/constructs/s3-settings';
import type { KafkaTargetProps, NeptuneTargetProps, RedisTargetProps } from '../../lib/constructs/service-target-props';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { ACCOUNT, ENDPOINT, importedInstance, KEY_ARN, reachable, testKey, testSecret } from '../support/endpoints';
import { every, only, synthesisErrors, testStack, testVpc } from '../support/stacks';

const encryption = Encryption.awsManagedKey();
const ENV = { account: ACCOUNT, region: 'eu-west-1' };

function make(target: (stack: Stack) => TargetDatabase, stack = testStack({ env: ENV })): Stack {
  new Endpoint(stack, 'Target', { database: target(stack) });
  return stack;
}

/** What the role of the endpoint may do: actions and resources, without conditions. */
function allowed(stack: Stack, policy = 0): [string, string][] {
  const { PolicyDocument: document } = every(stack, 'AWS::IAM::ManagedPolicy')[policy] as { PolicyDocument: { Statement: Statement[] } };
  return document.Statement.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => [action, typeof resource === 'string' ? resource : JSON.stringify(resource)] as [string, string])));
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const bucketOf = (stack: Stack): s3.IBucket => s3.Bucket.fromBucketName(stack, 'Bucket', 'lake');
const keyOf = (stack: Stack): kms.IKey => testKey(stack, 'BucketKey');
const encrypted = (stack: Stack): s3.IBucket => s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'lake', encryptionKey: keyOf(stack) });

describe('s3', () => {
  test('writes to the bucket with a role of its own, over HTTPS and without an SSL mode', () => {
    const stack = make((scope) => TargetDatabase.s3(bucketOf(scope), { encryption, settings: { dataFormat: S3DataFormat.PARQUET } }));
    const endpoint = only(stack, ENDPOINT);
    expect(endpoint).toMatchObject({
      EndpointType: 'target',
      EngineName: 's3',
      S3Settings: { BucketName: 'lake', DataFormat: 'parquet', ServiceAccessRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^TargetServiceAccessRole/), 'Arn'] } },
    });
    expect(Object.keys(endpoint)).not.toEqual(expect.arrayContaining(['SslMode']));
    expect(Object.keys(endpoint)).not.toEqual(expect.arrayContaining(['Port']));
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('may do exactly what the user guide asks for', () => {
    const partition = '{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":s3:::lake"]]}';
    expect(allowed(make((scope) => TargetDatabase.s3(bucketOf(scope), { encryption })))).toEqual([
      ['s3:PutObject', partition.replace('lake', 'lake/*')],
      ['s3:DeleteObject', partition.replace('lake', 'lake/*')],
      ['s3:PutObjectTagging', partition.replace('lake', 'lake/*')],
      ['s3:ListBucket', partition],
    ]);
  });

  test('is trusted only when DMS acts for this account and Region', () => {
    const stack = make((scope) => TargetDatabase.s3(bucketOf(scope), { encryption }));
    expect(only(stack, 'AWS::IAM::Role').AssumeRolePolicyDocument).toMatchObject({
      Statement: [{
        Principal: { Service: 'dms.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:dms:eu-west-1:${ACCOUNT}:*`]] } },
        },
      }],
    });
  });

  test('encrypts with the key of the bucket, and may use it for S3 alone', () => {
    const stack = make((scope) => TargetDatabase.s3(encrypted(scope), { encryption }));
    expect(only(stack, ENDPOINT).S3Settings).toMatchObject({ EncryptionMode: 'sse-kms', ServerSideEncryptionKmsKeyId: KEY_ARN });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Effect: 'Allow',
          Resource: KEY_ARN,
          Condition: { StringEquals: { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com', Match.anyValue()] } },
        }]),
      },
    });
  });

  test('encrypts with another key, or with S3\'s own, where that is said', () => {
    const other = make((scope) => TargetDatabase.s3(bucketOf(scope), { encryption, objectEncryption: S3ObjectEncryption.kms(keyOf(scope)) }));
    expect(only(other, ENDPOINT).S3Settings).toMatchObject({ EncryptionMode: 'sse-kms', ServerSideEncryptionKmsKeyId: KEY_ARN });
    const own = make((scope) => TargetDatabase.s3(encrypted(scope), { encryption, objectEncryption: S3ObjectEncryption.s3Managed() }));
    expect(only(own, ENDPOINT).S3Settings).toMatchObject({ EncryptionMode: 'sse-s3' });
    expect(allowed(own).map(([action]) => action).filter((action) => action.startsWith('kms:'))).toEqual([]);
  });

  test('may set access control lists and use Glue only where it is to', () => {
    const actions = (settings: object): string[] =>
      allowed(make((scope) => TargetDatabase.s3(bucketOf(scope), { encryption, settings }))).map(([action]) => action);
    expect(actions({})).not.toContain('s3:PutObjectAcl');
    expect(actions({ cannedAclForObjects: S3CannedAcl.NONE })).not.toContain('s3:PutObjectAcl');
    expect(actions({ cannedAclForObjects: S3CannedAcl.BUCKET_OWNER_FULL_CONTROL })).toContain('s3:PutObjectAcl');
    expect(actions({ glueCatalogGeneration: true })).toEqual(expect.arrayContaining(['glue:CreateTable', 'athena:StartQueryExecution', 's3:GetObject']));
    expect(actions({}).some((action) => action.startsWith('glue:'))).toBe(false);
  });

  test('takes a role of the user, which gets no rights', () => {
    const stack = make((scope) => TargetDatabase.s3(bucketOf(scope), {
      encryption, accessRole: iam.Role.fromRoleArn(scope, 'Role', `arn:aws:iam::${ACCOUNT}:role/dms-s3`),
    }));
    expect(only(stack, ENDPOINT).S3Settings).toMatchObject({ ServiceAccessRoleArn: `arn:aws:iam::${ACCOUNT}:role/dms-s3` });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });

  test('refuses buckets of other accounts, where the account of the bucket is sure', () => {
    const owned = make((scope) => TargetDatabase.s3(new s3.Bucket(scope, 'Bucket'), { encryption }));
    expect(only(owned, ENDPOINT).S3Settings).toMatchObject({ ExpectedBucketOwner: ACCOUNT });
    const imported = make((scope) => TargetDatabase.s3(bucketOf(scope), { encryption }));
    expect(only(imported, ENDPOINT).S3Settings).not.toHaveProperty('ExpectedBucketOwner');
    const elsewhere = make((scope) => TargetDatabase.s3(
      s3.Bucket.fromBucketAttributes(scope, 'Bucket', { bucketName: 'lake', account: '444455556666' }), { encryption }));
    expect(only(elsewhere, ENDPOINT).S3Settings).toMatchObject({ ExpectedBucketOwner: '444455556666' });
  });

  test('warns of a bucket that keeps versions', () => {
    const stack = make((scope) => TargetDatabase.s3(new s3.Bucket(scope, 'Bucket', { versioned: true }), { encryption }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("^'bucket' keeps versions"));
  });

  test('additional settings win over typed ones, which is told', () => {
    const stack = make((scope) => TargetDatabase.s3(bucketOf(scope), {
      encryption, settings: { maxFileSize: Size.mebibytes(1) }, additionalSettings: { MaxFileSize: 77 },
    }));
    expect(only(stack, ENDPOINT).S3Settings).toMatchObject({ MaxFileSize: 77 });
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("^'additionalSettings.MaxFileSize' takes the place of what other props come to, 1024"));
  });
});

describe('kinesis', () => {
  const stream = (scope: Stack, account = ACCOUNT): kinesis.IStream => kinesis.Stream.fromStreamAttributes(scope, 'Stream', {
    streamArn: `arn:aws:kinesis:eu-west-1:${account}:stream/orders`, encryptionKey: testKey(scope, 'StreamKey'),
  });

  test('writes to the stream, and uses its key for Kinesis alone', () => {
    const stack = make((scope) => TargetDatabase.kinesis(stream(scope), { encryption, settings: { messageFormat: MessageFormat.JSON_UNFORMATTED } }));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: 'kinesis', KinesisSettings: { StreamArn: `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders`, MessageFormat: 'json-unformatted' },
    });
    expect(allowed(stack)).toEqual([
      ['kinesis:DescribeStream', `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders`],
      ['kinesis:PutRecord', `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders`],
      ['kinesis:PutRecords', `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/orders`],
      ['kms:GenerateDataKey', KEY_ARN],
    ]);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails for a stream of another account', () => {
    expect(synthesisErrors(make((scope) => TargetDatabase.kinesis(stream(scope, '444455556666'), { encryption }))).join()).toContain('[streamAccount]');
  });
});

describe('dynamoDb', () => {
  test('may write the tables, their key and the tables of errors, and nothing else', () => {
    const stack = make((scope) => TargetDatabase.dynamoDb({
      encryption,
      tableNames: ['sales_*'],
      tables: [dynamodb.Table.fromTableAttributes(scope, 'Orders', {
        tableArn: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`, encryptionKey: testKey(scope, 'TableKey'),
      })],
    }));
    expect(only(stack, ENDPOINT)).toMatchObject({ EngineName: 'dynamodb', DynamoDbSettings: { ServiceAccessRoleArn: expect.anything() } });
    const puts = allowed(stack).filter(([action]) => action === 'dynamodb:PutItem').map(([, resource]) => /table\/([^"]*)/.exec(resource)?.[1]);
    expect(puts).toEqual(['orders', 'sales_*', 'awsdms_apply_exceptions', 'awsdms_full_load_exceptions']);
    expect(allowed(stack).filter(([, resource]) => resource === '*')).toEqual([['dynamodb:ListTables', '*']]);
    expect([...new Set(allowed(stack).map(([action]) => action))]).toEqual([
      'dynamodb:PutItem', 'dynamodb:CreateTable', 'dynamodb:DescribeTable', 'dynamodb:DeleteTable', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem',
      'dynamodb:ListTables', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
    ]);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails without any table', () => {
    expect(synthesisErrors(make(() => TargetDatabase.dynamoDb({ encryption }))).join()).toContain('[tablesMissing]');
  });
});

describe('openSearch', () => {
  test('reads the address from the domain, and may call its API', () => {
    const stack = make((scope) => TargetDatabase.openSearch(
      opensearch.Domain.fromDomainAttributes(scope, 'Domain', {
        domainArn: `arn:aws:es:eu-west-1:${ACCOUNT}:domain/orders`, domainEndpoint: 'orders.eu-west-1.es.amazonaws.com',
      }), { encryption, settings: { fullLoadErrorPercentage: 10 } }));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: 'opensearch', ElasticsearchSettings: { EndpointUri: 'https://orders.eu-west-1.es.amazonaws.com', FullLoadErrorPercentage: 10 },
    });
    expect(allowed(stack)).toEqual(['Delete', 'Get', 'Head', 'Post', 'Put'].map((verb) => [
      `es:ESHttp${verb}`, `arn:aws:es:eu-west-1:${ACCOUNT}:domain/orders/*`,
    ]));
  });

  test('opens port 443 of a domain in a VPC', () => {
    const stack = testStack({ env: ENV });
    const vpc = testVpc(stack);
    const domain = new opensearch.Domain(stack, 'Domain', {
      version: opensearch.EngineVersion.OPENSEARCH_2_11, vpc, vpcSubnets: [{ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      zoneAwareness: { enabled: true },
    });
    const endpoint = new Endpoint(stack, 'Target', { database: TargetDatabase.openSearch(domain, { encryption }) });
    endpoint.openTo(importedInstance(stack, [new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false })]));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 443, ToPort: 443, IpProtocol: 'tcp' });
  });

  test('opens nothing for a domain that is not in a VPC', () => {
    const stack = testStack({ env: ENV });
    const domain = new opensearch.Domain(stack, 'Domain', { version: opensearch.EngineVersion.OPENSEARCH_2_11 });
    new Endpoint(stack, 'Target', { database: TargetDatabase.openSearch(domain, { encryption }) }).openTo(importedInstance(stack));
    expect(every(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
    expect(synthesisErrors(stack)).toEqual([]);
  });
});

describe('kafka', () => {
  const kafka = (props: Partial<KafkaTargetProps> = {}): TargetDatabase => TargetDatabase.kafka({
    encryption, brokers: ['b-1.example.com:9094', 'b-2.example.com:9094'], network: DatabaseNetwork.cidr('10.0.0.0/8'), ...props,
  });

  test('connects over TLS unless told otherwise', () => {
    const stack = make(() => kafka({ settings: { topic: 'orders', messageMaxBytes: Size.kibibytes(512) } }));
    const endpoint = only(stack, ENDPOINT);
    expect(endpoint).toMatchObject({
      EngineName: 'kafka',
      KafkaSettings: {
        Broker: 'b-1.example.com:9094,b-2.example.com:9094', SecurityProtocol: 'ssl-encryption', Topic: 'orders', MessageMaxBytes: 524_288,
      },
    });
    expect(endpoint).not.toHaveProperty('SslMode');
    expect(synthesisErrors(stack)).toEqual([]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('logs in with references to the secret, never with its value', () => {
    const stack = make((scope) => kafka({ security: KafkaSecurity.saslScram({ secret: testSecret(scope, 'Msk') }) }));
    expect(only(stack, ENDPOINT).KafkaSettings).toMatchObject({
      SecurityProtocol: 'sasl-ssl',
      SaslUserName: expect.stringMatching(/^\{\{resolve:secretsmanager:.*:username::\}\}$/),
      SaslPassword: expect.stringMatching(/^\{\{resolve:secretsmanager:.*:password::\}\}$/),
    });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('shows a certificate', () => {
    const certificate = (scope: Stack, id: string) => DmsCertificate.fromCertificateArn(scope, id, `arn:aws:dms:eu-west-1:${ACCOUNT}:cert:${id}`);
    const stack = make((scope) => kafka({
      security: KafkaSecurity.mutualTls({
        clientCertificate: certificate(scope, 'CLIENT'),
        clientKey: certificate(scope, 'KEY'),
        clientKeyPassword: SecretValue.secretsManager('key'),
        caCertificate: certificate(scope, 'CA'),
      }),
    }));
    expect(only(stack, ENDPOINT).KafkaSettings).toMatchObject({
      SecurityProtocol: 'ssl-authentication',
      SslCaCertificateArn: expect.stringMatching(/CA$/),
      SslClientCertificateArn: expect.stringMatching(/CLIENT$/),
      SslClientKeyArn: expect.stringMatching(/KEY$/),
      SslClientKeyPassword: '{{resolve:secretsmanager:key:SecretString:::}}',
    });
  });

  test('opens exactly the ports of the brokers', () => {
    const ports = (props: Partial<KafkaTargetProps>): unknown[] => {
      const stack = testStack({ env: ENV });
      new Endpoint(stack, 'Target', { database: kafka(props) }).openTo(importedInstance(stack));
      return only(stack, 'AWS::EC2::SecurityGroup').SecurityGroupEgress as { FromPort: number }[];
    };
    expect(ports({})).toMatchObject([{ FromPort: 9094, ToPort: 9094 }]);
    expect(ports({ brokers: ['a.example.com:9001', 'a.example.com:9002'] })).toMatchObject([{ FromPort: 9001 }, { FromPort: 9002 }]);
    expect(ports({ brokers: [Lazy.string({ produce: () => 'x:1' })], port: 9096 })).toMatchObject([{ FromPort: 9096 }]);
  });

  test('fails for brokers that are known only at deployment without a port', () => {
    expect(synthesisErrors(make(() => kafka({ brokers: [Token.asString({ Ref: 'Brokers' })] }))).join()).toContain('[brokerPortUnknown]');
  });
});

describe('redis', () => {
  const redis = (props: Partial<RedisTargetProps> = {}): TargetDatabase => TargetDatabase.redis({
    encryption, serverName: 'cache.example.com', network: DatabaseNetwork.cidr('10.0.0.0/8'),
    authentication: RedisAuthentication.token(SecretValue.secretsManager('cache')), ...props,
  });

  test('connects over TLS and logs in with a reference to its token', () => {
    const stack = make(() => redis());
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: 'redis',
      RedisSettings: {
        ServerName: 'cache.example.com', Port: 6379, AuthType: 'auth-token', AuthPassword: '{{resolve:secretsmanager:cache:SecretString:::}}',
        SslSecurityProtocol: 'ssl-encryption',
      },
    });
    expect(synthesisErrors(stack)).toEqual([]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('logs in as a user, or not at all', () => {
    const user = RedisAuthentication.user({ username: 'dms', password: SecretValue.secretsManager('cache') });
    expect(only(make(() => redis({ authentication: user })), ENDPOINT).RedisSettings).toMatchObject({ AuthType: 'auth-role', AuthUserName: 'dms' });
    const open = redis({ authentication: RedisAuthentication.none(), tls: RedisTls.plaintext() });
    expect(only(make(() => open), ENDPOINT).RedisSettings).toMatchObject({ AuthType: 'none', SslSecurityProtocol: 'plaintext' });
  });

  test('verifies the server by a given authority', () => {
    const stack = make((scope) => redis({
      tls: RedisTls.encrypted(DmsCertificate.fromCertificateArn(scope, 'Authority', `arn:aws:dms:eu-west-1:${ACCOUNT}:cert:CA`)),
    }));
    expect(only(stack, ENDPOINT).RedisSettings).toMatchObject({ SslCaCertificateArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:cert:CA` });
  });

  test('warns of a token in plain text', () => {
    const stack = make(() => redis({ authentication: RedisAuthentication.token(SecretValue.unsafePlainText('hunter2')) }));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("^'settings.authPassword' is in plain text"));
  });
});

describe.each([['redshift', 'redshift'], ['redshiftServerless', 'redshift-serverless']] as const)('%s', (factory, engineName) => {
  test('logs in by the secret and stages files in the bucket, each with a role of its own', () => {
    const stack = make((scope) => TargetDatabase[factory]({
      ...reachable(scope), databaseName: 'dwh', bucket: encrypted(scope), settings: { truncateColumns: true },
    }));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: engineName,
      DatabaseName: 'dwh',
      RedshiftSettings: {
        BucketName: 'lake', EncryptionMode: 'sse-kms', ServerSideEncryptionKmsKeyId: KEY_ARN, TruncateColumns: true,
        SecretsManagerAccessRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^TargetSecretAccessRole/), 'Arn'] },
        ServiceAccessRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^TargetServiceAccessRole/), 'Arn'] },
      },
    });
    const roles = every(stack, 'AWS::IAM::Role').map(({ AssumeRolePolicyDocument: document }) => JSON.stringify(document));
    expect(roles.filter((role) => role.includes('redshift.amazonaws.com'))).toHaveLength(1);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('fails without a bucket', () => {
    expect(synthesisErrors(make((scope) => TargetDatabase[factory]({ ...reachable(scope), databaseName: 'dwh', bucket: undefined as never }))).join())
      .toContain('[valueKind]');
  });
});

describe('neptune', () => {
  const neptune = (stack: Stack, props: Partial<NeptuneTargetProps> = {}): TargetDatabase => TargetDatabase.neptune({
    encryption, serverName: 'graph.example.com', network: DatabaseNetwork.cidr('10.0.0.0/8'), bucket: bucketOf(stack), bucketFolder: 'graph',
    clusterResourceIdentifier: 'cluster-ABC', ...props,
  });

  test('signs its requests, by a role that may use the data of the cluster and that Neptune takes on too', () => {
    const stack = make((scope) => neptune(scope));
    expect(only(stack, ENDPOINT)).toMatchObject({
      EngineName: 'neptune', ServerName: 'graph.example.com', Port: 8182,
      NeptuneSettings: { IamAuthEnabled: true, S3BucketName: 'lake', S3BucketFolder: 'graph' },
    });
    expect(allowed(stack).map(([action]) => action)).toEqual(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket']);
    expect(JSON.stringify(only(stack, 'AWS::IAM::Role'))).toContain('rds.amazonaws.com');
    expect(allowed(stack, 1)).toEqual([['neptune-db:*', expect.stringContaining(`:neptune-db:eu-west-1:${ACCOUNT}:cluster-ABC/*`)]]);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('without IAM, the role may only stage files', () => {
    const stack = make((scope) => neptune(scope, { clusterResourceIdentifier: undefined, settings: { iamAuthEnabled: false } }));
    expect(every(stack, 'AWS::IAM::ManagedPolicy')).toHaveLength(1);
    expect(allowed(stack).map(([action]) => action)).not.toContain('neptune-db:*');
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('the cluster can have the role among its own, though the role has rights on the cluster', () => {
    const stack = testStack({ env: ENV });
    const cluster = new CfnDBCluster(stack, 'Cluster', {});
    const endpoint = new Endpoint(stack, 'Target', {
      database: neptune(stack, { serverName: cluster.attrEndpoint, clusterResourceIdentifier: cluster.attrClusterResourceId }),
    });
    cluster.associatedRoles = [{ roleArn: endpoint.serviceAccessRole!.roleArn }];
    const resources = Template.fromStack(stack).findResources(ENDPOINT); // fails for circles
    expect(Object.values(resources)).toEqual([expect.objectContaining({ DependsOn: [expect.stringMatching(/^TargetServiceAccessRoleDataPolicy/)] })]);
  });

  test.each([
    ['an identifier of the cluster', { clusterResourceIdentifier: undefined }, 'neptuneClusterMissing'],
    ['an address', { serverName: '' }, 'serverNameMissing'],
  ])('fails without %s', (_, props, code) => {
    expect(synthesisErrors(make((scope) => neptune(scope, props))).join()).toContain(`[${code}]`);
  });
});
