import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, GraphMapping, GraphRule, LobHandling, MigrationType, ReplicationStack, SourceDatabase, TableMappings,
  TargetDatabase, Tls,
} from '../lib';

/**
 * Oracle to a graph in Neptune: employees become vertices, who reports to whom becomes edges. Full load only; give the role to the cluster
 * (`associatedRoles`), which reads the staged files by it.
 */
export function oracleToNeptune(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:people/${name.toLowerCase()}-AbCdEf`);
  const vpc = ec2.Vpc.fromVpcAttributes(databases, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    isolatedSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'],
    isolatedSubnetRouteTableIds: ['rtb-0a1b2c3d4e5f60711', 'rtb-0a1b2c3d4e5f60712'],
  });

  const stack = new ReplicationStack(app, 'Graph', {
    vpc,
    secretsManagerEndpoint: ec2.SecurityGroup.fromSecurityGroupId(databases, 'SecretsManagerEndpoint', 'sg-0a1b2c3d4e5f60701'),
    source: SourceDatabase.oracle({
      secret: secret('Source'), databaseName: 'HR', network: DatabaseNetwork.cidr('10.20.0.0/24'), port: 2484,
      tls: Tls.verifyCa(DmsCertificate.fromCertificateArn(databases, 'Wallet', 'arn:aws:dms:eu-west-1:111122223333:cert:ORACLEWALLET')),
    }),
    target: TargetDatabase.neptune({
      serverName: 'people.cluster-abcdefghijkl.eu-west-1.neptune.amazonaws.com',
      clusterResourceIdentifier: 'cluster-CLG7H7FHK54AZGHEH6MNS55JKM', // the role may use the data of this cluster
      network: DatabaseNetwork.cidr('10.30.0.0/24'),
      bucket: s3.Bucket.fromBucketName(databases, 'Staging', 'example-people-staging'),
      bucketFolder: 'graph',
    }),
    tasks: {
      People: {
        migrationType: MigrationType.FULL_LOAD,
        lobHandling: LobHandling.none(), // the table has none
        tableMappings: TableMappings.includeTables('HR', ['EMPLOYEES']),
        graphMapping: GraphMapping.gremlin(
          GraphRule.vertex({
            table: 'EMPLOYEES', definitionId: 'employee', idTemplate: '{EMPLOYEE_ID}', label: 'employee',
            properties: [{ name: 'name', template: '{FIRST_NAME} {LAST_NAME}' }],
          }),
          GraphRule.edge({
            table: 'EMPLOYEES', label: 'reportsTo', idTemplate: '{EMPLOYEE_ID}_{MANAGER_ID}',
            from: { definitionId: 'employee', idTemplate: '{EMPLOYEE_ID}' },
            to: { definitionId: 'employee', idTemplate: '{MANAGER_ID}' },
          }),
        ),
      },
    },
  });
  stack.replicationInstance.connections.allowTo(ec2.Peer.prefixList('pl-6da54004'), ec2.Port.tcp(443), 'DMS to staged files'); // S3 in eu-west-1
}

if (require.main === module) oracleToNeptune(new App());
