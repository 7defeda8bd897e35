import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, DmsCertificate, HomogeneousMigration, MigrationType, SourceDatabase, TargetDatabase, Tls } from '../lib';

/**
 * MySQL to Aurora MySQL by the databases' own tools, without a replication instance: indexes, views and functions come along. The
 * deployment makes the migration; `aws dms start-data-migration` starts it.
 */
export function mySqlToAuroraMySql(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/${name.toLowerCase()}-AbCdEf`);
  const authority = (name: string): Tls =>
    Tls.verifyCa(DmsCertificate.fromCertificateArn(databases, `${name}Authority`, `arn:aws:dms:eu-west-1:111122223333:cert:${name.toUpperCase()}`));
  const vpc = ec2.Vpc.fromVpcAttributes(databases, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
    isolatedSubnetRouteTableIds: ['rtb-0a1b2c3d4e5f60711', 'rtb-0a1b2c3d4e5f60712'],
  });

  const stack = new Stack(app, 'Migration');
  const migration = new HomogeneousMigration(stack, 'Shop', {
    vpc,
    source: SourceDatabase.mySql({ secret: secret('OnPremises'), network: DatabaseNetwork.cidr('10.20.0.0/24'), tls: authority('OnPremises') }),
    target: TargetDatabase.auroraMySql({ secret: secret('Aurora'), network: DatabaseNetwork.cidr('10.30.0.0/24'), tls: authority('Aurora') }),
    migrationType: MigrationType.FULL_LOAD_AND_CDC,
  });
  // Whoever cuts over: may start and stop it, and nothing else.
  const operator = iam.Role.fromRoleArn(stack, 'Operator', 'arn:aws:iam::111122223333:role/operator');
  migration.grantControl(new iam.ManagedPolicy(stack, 'CutOver', { roles: [operator] }));
}

if (require.main === module) mySqlToAuroraMySql(new App());
