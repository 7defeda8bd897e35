import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CdcStop, DatabaseNetwork, MigrationType, ReplicationPurpose, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase,
  type ReplicationStackProps,
} from '../../lib';
import { SECRET_ARN, testSecret } from '../support/endpoints';

const env = { account: '111122223333', region: 'eu-west-1' };

function standby(props: Partial<ReplicationStackProps> = {}): ReplicationStack {
  const app = new App();
  const databases = new Stack(app, 'Databases', { env });
  return new ReplicationStack(app, 'Standby', {
    env,
    purpose: ReplicationPurpose.DISASTER_RECOVERY,
    source: SourceDatabase.postgreSql({
      secret: testSecret(databases, 'Source'),
      databaseName: 'orders',
      network: DatabaseNetwork.cidr('10.20.0.0/16'),
      settings: { heartbeatEnable: true },
    }),
    target: TargetDatabase.auroraPostgreSql({
      secret: testSecret(databases, 'Target', `${SECRET_ARN.slice(0, -10)}other-AbCdEf`),
      databaseName: 'orders',
      network: DatabaseNetwork.cidr('10.30.0.0/16'),
    }),
    tasks: { Orders: { tableMappings: TableMappings.includeSchema('sales') } },
    ...props,
  });
}

interface Resource { readonly Type: string; readonly DeletionPolicy?: string; readonly Properties: Record<string, unknown> }

function resources(stack: Stack, type: string): Resource[] {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> };
  return Object.values(Resources).filter(({ Type }) => Type.startsWith(type));
}

const thresholds = (stack: Stack, metric: string) => resources(stack, 'AWS::CloudWatch::Alarm')
  .filter((alarm) => JSON.stringify(alarm).includes(metric)).map(({ Properties }) => JSON.stringify(Properties));

test('a copy for disaster recovery has no phases, is protected, and keeps what DMS needs to go on', () => {
  const stack = standby();
  expect(stack.phaseScaling).toBeUndefined();
  expect(stack.terminationProtection).toBe(true);
  const kept = ['AWS::DMS::', 'AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::EC2::SecurityGroup', 'AWS::KMS::Key'].flatMap((type) => resources(stack, type));
  expect(new Set(kept.map(({ Type }) => Type)).size).toBeGreaterThan(7);
  expect(kept.filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain').map(({ Type }) => Type)).toEqual([]);
  const reads = resources(stack, 'AWS::IAM::').filter(({ Properties }) => String(Properties.Description).includes('database credentials'));
  expect(reads).toHaveLength(4);
  expect(reads.filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain')).toEqual([]);
  expect(resources(stack, 'AWS::DMS::ReplicationInstance')[0].Properties).toMatchObject({ MultiAZ: true });
});

test('its lag is told earlier, and standing idle is not told', () => {
  const stack = standby();
  const [tight, usual] = [stack, standby({ purpose: ReplicationPurpose.MIGRATION })].map((each) => thresholds(each, 'CDCLatencyTarget'));
  expect(tight.length).toBeGreaterThan(0);
  expect(tight.some((alarm) => /"Threshold":300\b|> ?300\b/.test(alarm))).toBe(true);
  expect(tight).not.toEqual(usual);
  expect(resources(stack, 'AWS::CloudWatch::Alarm').filter((alarm) => JSON.stringify(alarm).includes('costs'))).toEqual([]);
});

test('what somebody decides holds', () => {
  const stack = standby({ terminationProtection: false, alarms: { lag: { warning: Duration.minutes(2), critical: Duration.minutes(4) } } });
  expect(stack.terminationProtection).toBe(false);
  expect(thresholds(stack, 'CDCLatencyTarget').some((alarm) => /\b240\b/.test(alarm))).toBe(true);
});

test('what lets a copy stand still or end is told', () => {
  const stack = standby({
    replicationInstance: { multiAz: false },
    phaseScaling: {},
    tasks: {
      Once: { tableMappings: TableMappings.includeSchema('archive'), migrationType: MigrationType.FULL_LOAD },
      Ends: { tableMappings: TableMappings.includeSchema('sales'), cdcStop: CdcStop.atServerTime(new Date('2030-01-01T00:00:00Z')) },
    },
  });
  const told = Annotations.fromStack(stack);
  for (const code of ['standbySingleZone', 'standbyScaled', 'standbyLoadsOnce', 'standbyEnds']) {
    expect(told.findWarning('/Standby', Match.stringLikeRegexp(`\\[${code}\\]`))).toHaveLength(1);
  }
});

test('a migration is not protected, and goes when it is over', () => {
  const stack = standby({ purpose: ReplicationPurpose.MIGRATION });
  expect(stack.terminationProtection).toBe(false);
  expect(resources(stack, 'AWS::DMS::').filter(({ DeletionPolicy }) => DeletionPolicy !== undefined)).toEqual([]);
});
