import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

export interface OrdersDatabaseProps extends StackProps {
  /** The network on premises, where the source stands. */
  readonly onPremisesCidr: string;
  /** Public address of the VPN gateway on premises. */
  readonly vpnGatewayAddress: string;
  /** Name of the secret with the source's `username`, `password`, `host` and `port`. */
  readonly sourceSecretName: string;
}

const ROTATION = 'Rotating the password would stop the tasks; it is changed once, at cutover';
const BACKUP = 'Aurora keeps its own continuous backups of 14 days';

/** What is there before the migration: a VPC with a VPN to the premises, and the Aurora PostgreSQL cluster that is migrated to. */
export class OrdersDatabase extends Stack {
  /** Not PostgreSQL's own, which is the first that is tried by whoever looks for databases. */
  public readonly port = 5433;
  public readonly vpc: ec2.Vpc;
  public readonly cluster: rds.DatabaseCluster;
  public readonly sourceSecret: secretsmanager.ISecret;

  constructor(scope: Construct, id: string, props: OrdersDatabaseProps) {
    super(scope, id, props);

    const key = new kms.Key(this, 'Key', { description: 'Orders database', enableKeyRotation: true });
    this.vpc = this.makeVpc(key, props);
    this.cluster = this.makeCluster(key);
    this.sourceSecret = secretsmanager.Secret.fromSecretNameV2(this, 'SourceSecret', props.sourceSecretName);
  }

  private makeVpc(key: kms.Key, { onPremisesCidr, vpnGatewayAddress }: OrdersDatabaseProps): ec2.Vpc {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr('10.60.0.0/16'),
      maxAzs: 2,
      natGateways: 0,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [{ name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      vpnConnections: { Premises: { ip: vpnGatewayAddress, staticRoutes: [onPremisesCidr] } },
      vpnRoutePropagation: [{ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    });
    vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER, open: false });
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${this.region}.${this.urlSuffix}`)],
      actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${this.partition}:logs:${this.region}:${this.account}:*` } },
    }));
    const flowLogs = new logs.LogGroup(this, 'FlowLogs', {
      encryptionKey: key,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const flowLogRole = new iam.Role(this, 'FlowLogRole', {
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com'),
      managedPolicies: [new iam.ManagedPolicy(this, 'FlowLogPolicy', {
        statements: [new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          resources: [flowLogs.logGroupArn],
        })],
      })],
    });
    vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(flowLogs, flowLogRole.withoutPolicyUpdates()) });
    return vpc;
  }

  private makeCluster(key: kms.Key): rds.DatabaseCluster {
    const cluster = new rds.DatabaseCluster(this, 'Cluster', {
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.of('16.11', '16') }),
      writer: rds.ClusterInstance.serverlessV2('Writer', { caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1 }),
      readers: [rds.ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true, caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1 })],
      serverlessV2MinCapacity: 2,
      serverlessV2MaxCapacity: 32,
      vpc: this.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      port: this.port,
      defaultDatabaseName: 'orders',
      // DMS cannot use passwords with any of ; . : +
      credentials: rds.Credentials.fromGeneratedSecret('migration', { encryptionKey: key, excludeCharacters: ' %+~`#$&*()|[]{}:;<>?!\'/@"\\.' }),
      storageEncryptionKey: key,
      iamAuthentication: true,
      deletionProtection: true,
      copyTagsToSnapshot: true,
      backup: { retention: Duration.days(14) },
      monitoringInterval: Duration.minutes(1),
      monitoringRole: this.makeMonitoringRole(),
      cloudwatchLogsExports: ['postgresql'],
      parameters: { 'rds.force_ssl': '1' },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(cluster.node.findChild('Secret'), {
      'AwsSolutions-SMG4': ROTATION,
      'HIPAA.Security-SecretsManagerRotationEnabled': ROTATION,
      'NIST.800.53.R5-SecretsManagerRotationEnabled': ROTATION,
    });
    for (const instance of ['Writer', 'Reader']) {
      acknowledge(cluster.node.findChild(instance), {
        'HIPAA.Security-RDSInBackupPlan': BACKUP,
        'NIST.800.53.R5-RDSInBackupPlan': BACKUP,
      });
    }
    return cluster;
  }

  private makeMonitoringRole(): iam.Role {
    const role = new iam.Role(this, 'MonitoringRole', {
      assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonRDSEnhancedMonitoringRole')],
    });
    acknowledge(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]':
        'The one policy that RDS documents for enhanced monitoring',
    });
    return role;
  }
}
