import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { DmsCertificate } from '../../lib/constructs/certificate';
import { SchemaConversion, type SchemaConversionProps } from '../../lib/constructs/schema-conversion';
import { SourceDatabase } from '../../lib/constructs/source-database';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { Tls } from '../../lib/constructs/tls';
import { ACCOUNT, reachable } from '../support/endpoints';
import { every, only, synthesisErrors, testStack, testVpc } from '../support/stacks';

const PROJECT = 'AWS::DMS::MigrationProject';

function make(props: (stack: Stack) => Partial<SchemaConversionProps> = () => ({})): { stack: Stack; conversion: SchemaConversion } {
  const stack = testStack({ env: { account: ACCOUNT, region: 'eu-west-1' } });
  const authority = DmsCertificate.fromCertificateArn(stack, 'Authority', `arn:aws:dms:eu-west-1:${ACCOUNT}:cert:A`);
  return { stack, conversion: new SchemaConversion(stack, 'Schema', {
    vpc: testVpc(stack),
    source: SourceDatabase.oracle({ ...reachable(stack, 'Source'), databaseName: 'ORCL', tls: Tls.verifyCa(authority) }),
    target: TargetDatabase.auroraPostgreSql({ ...reachable(stack, 'Target'), databaseName: 'app' }),
    ...props(stack),
  }) };
}

const codes = (stack: Stack): string[] => synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1] ?? message);

test('makes a project with a bucket as DMS Schema Conversion asks for it', () => {
  const { stack, conversion } = make();
  expect(codes(stack)).toEqual([]);
  expect(only(stack, 'AWS::S3::Bucket')).toMatchObject({
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
  const attributes = only(stack, PROJECT).SchemaConversionApplicationAttributes as Record<string, unknown>;
  expect(attributes.S3BucketPath).toEqual({ 'Fn::Join': ['', ['s3://', { Ref: expect.stringMatching(/^SchemaBucket/) as unknown }]] });
  expect(stack.resolve(conversion.bucketRole.roleArn)).toEqual(attributes.S3BucketRoleArn);
  expect(conversion.node.defaultChild).toMatchObject({ cfnResourceType: PROJECT });
});

test('connects to both databases by data providers', () => {
  const { stack } = make();
  expect(every(stack, 'AWS::DMS::DataProvider').map(({ Engine, Settings }) => [Engine, Object.keys(Settings as object)])).toEqual([
    ['oracle', ['OracleSettings']], ['aurora_postgresql', ['PostgreSqlSettings']],
  ]);
  expect(every(stack, 'AWS::DMS::DataProvider')[0].Settings).toMatchObject({ OracleSettings: { SslMode: 'verify-ca', Port: 1521, DatabaseName: 'ORCL' } });
});

test('gives its role what the guide asks for on that bucket', () => {
  const { stack } = make();
  const bucket = { 'Fn::GetAtt': [Match.stringLikeRegexp('^SchemaBucket'), 'Arn'] };
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [
    { Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], Effect: 'Allow', Resource: { 'Fn::Join': ['', [bucket, '/*']] } },
    { Action: ['s3:GetBucketLocation', 's3:GetBucketVersioning', 's3:ListBucket'], Effect: 'Allow', Resource: bucket },
  ] } });
  expect(JSON.stringify(every(stack, 'AWS::IAM::Role'))).toContain('schema-conversion.dms.amazonaws.com');
  expect(JSON.stringify(every(stack, 'AWS::IAM::Role'))).not.toContain('dms-data-migrations');
});

test('takes bucket, role, rules and description', () => {
  const { stack } = make((scope) => ({
    bucket: s3.Bucket.fromBucketName(scope, 'Lake', 'lake'),
    bucketRole: iam.Role.fromRoleArn(scope, 'Role', `arn:aws:iam::${ACCOUNT}:role/dms`),
    transformationRules: '{"rules": []}',
    description: 'Orders',
  }));
  expect(only(stack, PROJECT)).toMatchObject({
    Description: 'Orders',
    TransformationRules: '{"rules": []}',
    SchemaConversionApplicationAttributes: { S3BucketPath: 's3://lake', S3BucketRoleArn: `arn:aws:iam::${ACCOUNT}:role/dms` },
  });
  expect(codes(stack)).toEqual([]);
});

test('looks at a bucket of this app', () => {
  const { stack } = make((scope) => ({ bucket: new s3.Bucket(scope, 'Lake', { encryption: s3.BucketEncryption.KMS }) }));
  expect(codes(stack)).toEqual(['schemaConversionBucketEncryption']);
});

test('warns of a conversion that is none', () => {
  const { stack } = make((scope) => ({ source: SourceDatabase.postgreSql({ ...reachable(scope, 'Same'), databaseName: 'app' }) }));
  expect(codes(stack)).toEqual([]);
  Annotations.fromStack(stack).hasWarning('/Test/Schema', Match.stringLikeRegexp('schemaConversionSameEngine'));
});

test('can be imported by its ARN', () => {
  const arn = `arn:aws:dms:eu-west-1:${ACCOUNT}:migration-project:ABC`;
  expect(SchemaConversion.fromMigrationProjectArn(testStack(), 'Existing', arn).migrationProjectArn).toBe(arn);
});
