// The resources of library.cjs for N tasks, written with raw L1 classes.
const path = require('node:path');
const { App, AssetStaging, CfnCustomResource, FileAssetPackaging, Stack } = require('aws-cdk-lib');
const dms = require('aws-cdk-lib/aws-dms');
const ec2 = require('aws-cdk-lib/aws-ec2');
const iam = require('aws-cdk-lib/aws-iam');
const kms = require('aws-cdk-lib/aws-kms');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const { env, finish, schema, secret, vpc } = require('./given.cjs');

const tasks = Number(process.argv[2]);
const app = new App({ outdir: process.argv[3] });
const stack = new Stack(app, 'Migration', { env });
const { partition, account, region, urlSuffix } = stack;
const given = vpc(stack);
const name = 'migration-instance';

const statement = (Action, Resource, Condition) => ({ Effect: 'Allow', Action, Resource, Condition });
const policy = (...Statement) => ({ Version: '2012-10-17', Statement });
const trust = (Service, sourceRegion) => policy({
  Effect: 'Allow',
  Principal: { Service },
  Action: 'sts:AssumeRole',
  ...(sourceRegion && {
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:dms:${sourceRegion}:${account}:*` },
    },
  }),
});

// Service roles
const roles = {
  'dms-cloudwatch-logs-role': 'AmazonDMSCloudWatchLogsRole',
  'dms-vpc-role': 'AmazonDMSVPCManagementRole',
};
const roleArn = (role) => `arn:${partition}:iam::${account}:role/${role}`;
const policyArn = (role) => `arn:${partition}:iam::aws:policy/service-role/${roles[role]}`;
const roleArns = Object.keys(roles).map(roleArn);
const handlerRole = new iam.CfnRole(stack, 'HandlerRole', {
  assumeRolePolicyDocument: trust('lambda.amazonaws.com'),
  managedPolicyArns: [`arn:${partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`],
  policies: [{
    policyName: 'Inline',
    policyDocument: policy(
      statement(['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'], roleArns),
      statement('iam:CreateRole', roleArns),
      statement(['iam:TagRole', 'iam:UntagRole'], roleArns, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['created-by'] } }),
      ...Object.keys(roles).map((role) => statement('iam:AttachRolePolicy', roleArn(role), { ArnEquals: { 'iam:PolicyARN': policyArn(role) } })),
    ),
  }],
});
// No L1 packages code; this is the least that gives its hash and its place.
const staging = new AssetStaging(stack, 'Code', { sourcePath: path.join(__dirname, '../../assets/service-roles') });
const code = stack.synthesizer.addFileAsset({
  fileName: staging.relativeStagedPath(stack),
  packaging: FileAssetPackaging.ZIP_DIRECTORY,
  sourceHash: staging.assetHash,
});
const handler = new lambda.CfnFunction(stack, 'Handler', {
  code: { s3Bucket: code.bucketName, s3Key: code.objectKey },
  handler: 'index.handler',
  role: handlerRole.attrArn,
  runtime: 'nodejs22.x',
  timeout: 360,
  memorySize: 128,
  description: 'Sees to it that the DMS service roles are there',
});
const serviceRoles = new CfnCustomResource(stack, 'ServiceRoles', { serviceToken: handler.attrArn });
serviceRoles.addOverride('Type', 'Custom::DmsServiceRoles');
serviceRoles.addPropertyOverride('Roles', Object.keys(roles).map((role) => ({
  Name: role, ManagedPolicyArn: policyArn(role), TrustPolicy: trust('dms.amazonaws.com', '*'),
})));

// Instance
const key = new kms.CfnKey(stack, 'Key', {
  description: 'Storage',
  enableKeyRotation: true,
  keyPolicy: policy(
    { ...statement('kms:*', '*'), Principal: { AWS: `arn:${partition}:iam::${account}:root` } },
    {
      ...statement(['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'], '*', {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:dms-tasks-${name}` },
      }),
      Principal: { Service: `logs.${region}.amazonaws.com` },
    },
  ),
});
const egress = (cidrIp, description) => ({ cidrIp, description, ipProtocol: 'tcp', fromPort: 5432, toPort: 5432 });
const securityGroup = new ec2.CfnSecurityGroup(stack, 'SecurityGroup', {
  groupDescription: 'Replication instance',
  vpcId: given.vpcId,
  securityGroupEgress: [egress('10.20.0.0/16', 'Source'), egress('10.30.0.0/16', 'Target')],
});
const subnetGroup = new dms.CfnReplicationSubnetGroup(stack, 'SubnetGroup', {
  replicationSubnetGroupIdentifier: 'migration-subnets',
  replicationSubnetGroupDescription: 'Subnets',
  subnetIds: given.isolatedSubnets.map(({ subnetId }) => subnetId),
  tags: [{ key: 'Name', value: 'Migration/SubnetGroup' }],
});
subnetGroup.addDependency(serviceRoles);
const instance = new dms.CfnReplicationInstance(stack, 'Instance', {
  replicationInstanceClass: 'dms.r6i.large',
  replicationInstanceIdentifier: name,
  kmsKeyId: key.attrArn,
  multiAz: true,
  publiclyAccessible: false,
  autoMinorVersionUpgrade: true,
  replicationSubnetGroupIdentifier: subnetGroup.ref,
  vpcSecurityGroupIds: [securityGroup.attrGroupId],
  tags: [{ key: 'Name', value: 'Migration/Instance' }],
});
new logs.CfnLogGroup(stack, 'LogGroup', { logGroupName: `dms-tasks-${name}`, retentionInDays: 180, kmsKeyId: key.attrArn });

// Endpoints
function endpoint(endpointType, engineName) {
  const { secretArn } = secret(stack, endpointType);
  const read = new iam.CfnManagedPolicy(stack, `${endpointType}Policy`, {
    description: 'Reads the database credentials',
    policyDocument: policy(statement(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], secretArn)),
  });
  const role = new iam.CfnRole(stack, `${endpointType}Role`, {
    assumeRolePolicyDocument: trust(`dms.${region}.${urlSuffix}`, region),
    managedPolicyArns: [read.ref],
  });
  return new dms.CfnEndpoint(stack, `${endpointType}Endpoint`, {
    endpointType,
    engineName,
    endpointIdentifier: `migration-${endpointType}`,
    databaseName: 'app',
    kmsKeyId: key.attrArn,
    sslMode: 'require',
    postgreSqlSettings: { secretsManagerSecretId: secretArn, secretsManagerAccessRoleArn: role.attrArn },
    tags: [{ key: 'Name', value: `Migration/${endpointType}` }],
  });
}
const source = endpoint('source', 'postgres');
const target = endpoint('target', 'aurora-postgresql');

// Tasks
const component = (Id) => ({ Id, Severity: 'LOGGER_SEVERITY_DEFAULT' });
for (let index = 0; index < tasks; index++) {
  new dms.CfnReplicationTask(stack, `Task${index}`, {
    migrationType: 'full-load-and-cdc',
    replicationTaskIdentifier: `migration-task${index}`,
    replicationInstanceArn: instance.ref,
    sourceEndpointArn: source.ref,
    targetEndpointArn: target.ref,
    tableMappings: JSON.stringify({
      rules: [{
        'rule-type': 'selection',
        'rule-id': '1',
        'rule-name': 'include',
        'object-locator': { 'schema-name': schema(index), 'table-name': '%' },
        'rule-action': 'include',
      }],
    }),
    replicationTaskSettings: JSON.stringify({
      Logging: { EnableLogging: true, LogComponents: ['SOURCE_UNLOAD', 'TARGET_LOAD', 'SOURCE_CAPTURE', 'TARGET_APPLY'].map(component) },
    }),
    tags: [{ key: 'Name', value: `Migration/Task${index}` }],
  });
}
finish(app.synth());
