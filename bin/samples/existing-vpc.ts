import { Annotations, Duration, Size, Stack, type App } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  CdcStart, CertificateContent, ColumnFilter, DatabaseNetwork, DmsCertificate, Encryption, EndpointPair, FilterCondition, InstanceClass,
  LagAlarms, MigrationDashboard, MigrationTask, MigrationType, ParallelLoad, ReplicationInstance, SelectionRule, SourceDatabase,
  TableMappings, TableSettingsRule, TargetDatabase, TaskSettings, Tls, TransformationRule,
} from '../../lib';

/**
 * The constructs one by one in a stack that has other things, too, with a VPC, keys and secrets that are there already: MySQL in another
 * cloud to MySQL on RDS, one task that loads and one that follows from a known position in the binlog.
 */
export function existingVpc(app: App): Stack {
  const stack = new Stack(app, 'Warehouse', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    vpcCidrBlock: '10.60.0.0/16',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
    privateSubnetRouteTableIds: ['rtb-0a1b2c3d4e5f60711', 'rtb-0a1b2c3d4e5f60712'],
  });
  const secretsManager = ec2.SecurityGroup.fromSecurityGroupId(stack, 'SecretsManagerEndpoint', 'sg-0a1b2c3d4e5f60701');
  const databases = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Databases', 'sg-0a1b2c3d4e5f60702');
  const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555');
  const secret = (id: string, arn: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretAttributes(stack, id, { secretCompleteArn: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${arn}`, encryptionKey: key });

  const authority = new DmsCertificate(stack, 'Authority', { content: CertificateContent.fromPemFile('bin/samples/authority.pem') });

  const instance = new ReplicationInstance(stack, 'Instance', {
    vpc,
    instanceClass: InstanceClass.R6I_LARGE,
    storage: Size.gibibytes(200),
    encryption: Encryption.customerManagedKey(key),
    logEncryptionKey: key,
  });

  const pair = new EndpointPair(stack, 'Warehouse', {
    instance,
    secretsManagerEndpoint: secretsManager,
    source: SourceDatabase.mySql({
      secret: secret('Source', 'warehouse/source-AbCdEf'),
      network: DatabaseNetwork.cidr('172.20.8.0/24'),
      tls: Tls.verifyCa(authority),
      settings: { eventsPollInterval: Duration.seconds(5) },
    }),
    target: TargetDatabase.mySql({
      secret: secret('Target', 'warehouse/target-AbCdEf'),
      network: DatabaseNetwork.securityGroups(databases),
      tls: Tls.verifyFull(DmsCertificate.fromCertificateArn(stack, 'RdsAuthority', 'arn:aws:dms:eu-west-1:111122223333:cert:RDSGLOBAL')),
      settings: { afterConnectScript: 'SET FOREIGN_KEY_CHECKS=0' },
    }),
  });

  new MigrationTask(stack, 'Load', {
    endpointPair: pair,
    migrationType: MigrationType.FULL_LOAD,
    tableMappings: TableMappings.of(
      SelectionRule.include({ schema: 'warehouse', table: '%' }),
      SelectionRule.exclude({ schema: 'warehouse', table: 'audit' }),
      SelectionRule.include({
        schema: 'archive',
        table: 'movement',
        filters: [ColumnFilter.on('updated_at', FilterCondition.greaterThanOrEqualTo('2020-01-01'))],
      }),
      TransformationRule.column('warehouse', 'customer', 'card_number').maskDigits('#'),
      TableSettingsRule.of({
        schema: 'warehouse',
        table: 'movement',
        parallelLoad: ParallelLoad.ranges({ columns: ['id'], boundaries: [['10000000'], ['20000000'], ['30000000']] }),
      }),
    ),
    taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 12 } }),
  });

  new MigrationTask(stack, 'Follow', {
    endpointPair: pair,
    migrationType: MigrationType.CDC,
    cdcStart: CdcStart.atPosition('mysql-bin-changelog.000024:373'),
    tableMappings: TableMappings.includeSchema('warehouse'),
  });
  new LagAlarms(stack, 'Alarms', { instance, sourceLogRetention: Duration.hours(72) });
  new MigrationDashboard(stack, 'Dashboard', { instance });
  Annotations.of(stack).acknowledgeWarning('cdk-dms-migrations:lobTruncation', 'The longest LOB, a delivery note, has 8 KB');
  return stack;
}
