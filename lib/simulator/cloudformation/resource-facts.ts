// Made by scripts/resource-facts.mjs from @aws-cdk/aws-service-spec; change that, and not this.

/** What CloudFormation's schema says of a type of resource. */
export interface ResourceFacts {
  /** Properties whose change replaces the resource. */
  readonly createOnly?: readonly string[];
  /** Properties whose change does so under conditions that are not told. */
  readonly sometimesCreateOnly?: readonly string[];
  /** Properties or attributes that `Ref` is made of. */
  readonly ref: readonly string[];
  /** What `Fn::GetAtt` can give. */
  readonly attributes?: readonly string[];
  /** The form of its ARN. */
  readonly arn?: string;
}

export const RESOURCE_FACTS: Readonly<Record<string, ResourceFacts>> = {
  'AWS::CloudWatch::Alarm': {
    createOnly: ['AlarmName'], ref: ['AlarmName'], attributes: ['Arn'], arn: 'arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:${AlarmName}',
  },
  'AWS::CloudWatch::CompositeAlarm': {
    createOnly: ['AlarmName'], ref: ['AlarmName'], attributes: ['Arn'], arn: 'arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:${AlarmName}',
  },
  'AWS::CloudWatch::Dashboard': {
    createOnly: ['DashboardName'], ref: ['DashboardName'], arn: 'arn:${Partition}:cloudwatch::${Account}:dashboard/${DashboardName}',
  },
  'AWS::DMS::Certificate': {
    createOnly: ['CertificateIdentifier', 'CertificatePem', 'CertificateWallet'], ref: ['CertificateArn'], attributes: ['CertificateArn'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:cert:${CertificateId}',
  },
  'AWS::DMS::DataMigration': {
    ref: ['DataMigrationArn'], attributes: ['DataMigrationArn', 'DataMigrationCreateTime'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:data-migration:${ResourceId}',
  },
  'AWS::DMS::DataProvider': {
    ref: ['DataProviderArn'], attributes: ['DataProviderArn', 'DataProviderCreationTime'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:data-provider:${ResourceId}',
  },
  'AWS::DMS::Endpoint': {
    createOnly: ['KmsKeyId', 'ResourceIdentifier'], ref: ['EndpointArn'], attributes: ['EndpointArn', 'ExternalId'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:endpoint:${EndpointId}',
  },
  'AWS::DMS::EventSubscription': {
    createOnly: ['SourceIds', 'SubscriptionName'], ref: ['SubscriptionName'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:es:${SubscriptionName}',
  },
  'AWS::DMS::InstanceProfile': {
    ref: ['InstanceProfileArn'], attributes: ['InstanceProfileArn', 'InstanceProfileCreationTime'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:instance-profile:${ResourceId}',
  },
  'AWS::DMS::MigrationProject': {
    ref: ['MigrationProjectArn'], attributes: ['MigrationProjectArn'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:migration-project:${ResourceId}',
  },
  'AWS::DMS::ReplicationConfig': {
    createOnly: ['ResourceIdentifier'], ref: ['ReplicationConfigArn'], attributes: ['ReplicationConfigArn'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:replication-config:${ResourceId}',
  },
  'AWS::DMS::ReplicationInstance': {
    createOnly: ['DnsNameServers', 'KmsKeyId', 'PubliclyAccessible', 'ReplicationSubnetGroupIdentifier', 'ResourceIdentifier'], ref: ['Id'],
    attributes: ['Id', 'ReplicationInstancePrivateIpAddresses', 'ReplicationInstancePublicIpAddresses'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:rep:${InstanceId}',
  },
  'AWS::DMS::ReplicationSubnetGroup': {
    createOnly: ['ReplicationSubnetGroupIdentifier'], ref: ['ReplicationSubnetGroupIdentifier'],
    arn: 'arn:${Partition}:dms:${Region}:${Account}:subgrp:${GroupNameName}',
  },
  'AWS::DMS::ReplicationTask': {
    createOnly: ['MigrationType', 'ReplicationInstanceArn', 'ResourceIdentifier', 'SourceEndpointArn', 'TargetEndpointArn'],
    ref: ['ReplicationTaskArn'], attributes: ['ReplicationTaskArn'], arn: 'arn:${Partition}:dms:${Region}:${Account}:task:${TaskId}',
  },
  'AWS::DynamoDB::Table': {
    createOnly: ['ImportSourceSpecification', 'KeySchema', 'TableName'], ref: ['TableName'], attributes: ['Arn', 'StreamArn'],
    arn: 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}',
  },
  'AWS::EC2::CustomerGateway': {
    createOnly: ['BgpAsn', 'BgpAsnExtended', 'CertificateArn', 'DeviceName', 'IpAddress', 'Type'], ref: ['CustomerGatewayId'],
    attributes: ['CustomerGatewayId'], arn: 'arn:${Partition}:ec2:${Region}:${Account}:customer-gateway/${CustomerGatewayId}',
  },
  'AWS::EC2::EIP': {
    createOnly: ['Address', 'Domain', 'IpamPoolId', 'NetworkBorderGroup', 'TransferAddress'], ref: ['PublicIp'],
    attributes: ['AllocationId', 'PublicIp'], arn: 'arn:${Partition}:ec2:${Region}:${Account}:elastic-ip/${AllocationId}',
  },
  'AWS::EC2::FlowLog': {
    createOnly: ['DeliverCrossAccountRole', 'DeliverLogsPermissionArn', 'DestinationOptions', 'LogDestination', 'LogDestinationType', 'LogFormat', 'LogGroupName', 'MaxAggregationInterval', 'ResourceId', 'ResourceType', 'TagFieldSpecifications', 'TrafficType'],
    ref: ['Id'], attributes: ['Id'], arn: 'arn:${Partition}:ec2:${Region}:${Account}:vpc-flow-log/${FlowLogId}',
  },
  'AWS::EC2::InternetGateway': {
    ref: ['InternetGatewayId'], attributes: ['InternetGatewayId'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:internet-gateway/${InternetGatewayId}',
  },
  'AWS::EC2::NatGateway': {
    createOnly: ['AllocationId', 'AvailabilityMode', 'ConnectivityType', 'PrivateIpAddress', 'SubnetId', 'VpcId'], ref: ['NatGatewayId'],
    attributes: ['AutoProvisionZones', 'AutoScalingIps', 'EniId', 'NatGatewayId', 'RouteTableId'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:natgateway/${NatGatewayId}',
  },
  'AWS::EC2::Route': {
    createOnly: ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId', 'RouteTableId'], ref: ['RouteTableId', 'CidrBlock'],
    attributes: ['CidrBlock'],
  },
  'AWS::EC2::RouteTable': {
    createOnly: ['VpcId'], ref: ['RouteTableId'], attributes: ['RouteTableId'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:route-table/${RouteTableId}',
  },
  'AWS::EC2::SecurityGroup': {
    createOnly: ['GroupDescription', 'GroupName', 'VpcId'], ref: ['Id'], attributes: ['GroupId', 'Id', 'VpcId'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:security-group/${SecurityGroupId}',
  },
  'AWS::EC2::SecurityGroupEgress': {
    createOnly: ['CidrIp', 'CidrIpv6', 'DestinationPrefixListId', 'DestinationSecurityGroupId', 'FromPort', 'GroupId', 'IpProtocol', 'ToPort'],
    ref: ['Id'], attributes: ['Id'], arn: 'arn:${Partition}:ec2:${Region}:${Account}:security-group-rule/${SecurityGroupRuleId}',
  },
  'AWS::EC2::SecurityGroupIngress': {
    createOnly: ['CidrIp', 'CidrIpv6', 'FromPort', 'GroupId', 'GroupName', 'IpProtocol', 'SourcePrefixListId', 'SourceSecurityGroupId', 'SourceSecurityGroupName', 'SourceSecurityGroupOwnerId', 'ToPort'],
    ref: ['Id'], attributes: ['Id'], arn: 'arn:${Partition}:ec2:${Region}:${Account}:security-group-rule/${SecurityGroupRuleId}',
  },
  'AWS::EC2::Subnet': {
    createOnly: ['AvailabilityZone', 'AvailabilityZoneId', 'CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'Ipv6IpamPoolId', 'Ipv6Native', 'Ipv6NetmaskLength', 'OutpostArn', 'VpcId'],
    sometimesCreateOnly: ['Ipv6CidrBlock'], ref: ['SubnetId'],
    attributes: ['AvailabilityZone', 'AvailabilityZoneId', 'BlockPublicAccessStates', 'CidrBlock', 'Ipv6CidrBlocks', 'NetworkAclAssociationId', 'OutpostArn', 'SubnetId', 'VpcId'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:subnet/${SubnetId}',
  },
  'AWS::EC2::SubnetRouteTableAssociation': {
    createOnly: ['RouteTableId', 'SubnetId'], ref: ['Id'], attributes: ['Id'],
  },
  'AWS::EC2::VPC': {
    createOnly: ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'], sometimesCreateOnly: ['InstanceTenancy'],
    ref: ['VpcId'],
    attributes: ['CidrBlock', 'CidrBlockAssociations', 'DefaultNetworkAcl', 'DefaultSecurityGroup', 'Ipv6CidrBlocks', 'VpcEncryptionControl.ResourceExclusions', 'VpcEncryptionControl.ResourceExclusions.EgressOnlyInternetGateway', 'VpcEncryptionControl.ResourceExclusions.EgressOnlyInternetGateway.State', 'VpcEncryptionControl.ResourceExclusions.EgressOnlyInternetGateway.StateMessage', 'VpcEncryptionControl.ResourceExclusions.ElasticFileSystem', 'VpcEncryptionControl.ResourceExclusions.ElasticFileSystem.State', 'VpcEncryptionControl.ResourceExclusions.ElasticFileSystem.StateMessage', 'VpcEncryptionControl.ResourceExclusions.InternetGateway', 'VpcEncryptionControl.ResourceExclusions.InternetGateway.State', 'VpcEncryptionControl.ResourceExclusions.InternetGateway.StateMessage', 'VpcEncryptionControl.ResourceExclusions.Lambda', 'VpcEncryptionControl.ResourceExclusions.Lambda.State', 'VpcEncryptionControl.ResourceExclusions.Lambda.StateMessage', 'VpcEncryptionControl.ResourceExclusions.NatGateway', 'VpcEncryptionControl.ResourceExclusions.NatGateway.State', 'VpcEncryptionControl.ResourceExclusions.NatGateway.StateMessage', 'VpcEncryptionControl.ResourceExclusions.VirtualPrivateGateway', 'VpcEncryptionControl.ResourceExclusions.VirtualPrivateGateway.State', 'VpcEncryptionControl.ResourceExclusions.VirtualPrivateGateway.StateMessage', 'VpcEncryptionControl.ResourceExclusions.VpcLattice', 'VpcEncryptionControl.ResourceExclusions.VpcLattice.State', 'VpcEncryptionControl.ResourceExclusions.VpcLattice.StateMessage', 'VpcEncryptionControl.ResourceExclusions.VpcPeering', 'VpcEncryptionControl.ResourceExclusions.VpcPeering.State', 'VpcEncryptionControl.ResourceExclusions.VpcPeering.StateMessage', 'VpcEncryptionControl.State', 'VpcEncryptionControl.StateMessage', 'VpcEncryptionControl.VpcEncryptionControlId', 'VpcEncryptionControl.VpcId', 'VpcId'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}',
  },
  'AWS::EC2::VPCEndpoint': {
    createOnly: ['ResourceConfigurationArn', 'ServiceName', 'ServiceNetworkArn', 'ServiceRegion', 'VpcEndpointType', 'VpcId'], ref: ['Id'],
    attributes: ['CreationTimestamp', 'DnsEntries', 'Id', 'NetworkInterfaceIds'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:vpc-endpoint/${VpcEndpointId}',
  },
  'AWS::EC2::VPCGatewayAttachment': {
    createOnly: ['VpcId'], ref: ['AttachmentType', 'VpcId'], attributes: ['AttachmentType'],
  },
  'AWS::EC2::VPNConnection': {
    createOnly: ['CustomerGatewayId', 'EnableAcceleration', 'LocalIpv4NetworkCidr', 'LocalIpv6NetworkCidr', 'OutsideIpAddressType', 'PreSharedKeyStorage', 'RemoteIpv4NetworkCidr', 'RemoteIpv6NetworkCidr', 'StaticRoutesOnly', 'TransitGatewayId', 'TransportTransitGatewayAttachmentId', 'TunnelInsideIpVersion', 'Type', 'VpnConcentratorId', 'VpnGatewayId', 'VpnTunnelOptionsSpecifications'],
    ref: ['VpnConnectionId'], attributes: ['VpnConnectionId'], arn: 'arn:${Partition}:ec2:${Region}:${Account}:vpn-connection/${VpnConnectionId}',
  },
  'AWS::EC2::VPNConnectionRoute': {
    createOnly: ['DestinationCidrBlock', 'VpnConnectionId'], ref: ['DestinationCidrBlock', 'VpnConnectionId'],
  },
  'AWS::EC2::VPNGateway': {
    createOnly: ['AmazonSideAsn', 'Type'], ref: ['VPNGatewayId'], attributes: ['VPNGatewayId'],
    arn: 'arn:${Partition}:ec2:${Region}:${Account}:vpn-gateway/${VpnGatewayId}',
  },
  'AWS::EC2::VPNGatewayRoutePropagation': {
    ref: ['Id'], attributes: ['Id'],
  },
  'AWS::Events::EventBus': {
    createOnly: ['EventSourceName', 'Name'], ref: ['Name'], attributes: ['Arn', 'Name', 'Policy'],
    arn: 'arn:${Partition}:events:${Region}:${Account}:event-bus/${EventBusName}',
  },
  'AWS::Events::Rule': {
    createOnly: ['EventBusName', 'Name'], ref: ['EventBusName', 'Name'], attributes: ['Arn', 'RuleName'],
    arn: 'arn:${Partition}:events:${Region}:${Account}:rule/${RuleName}',
  },
  'AWS::IAM::InstanceProfile': {
    createOnly: ['InstanceProfileName', 'Path'], ref: ['InstanceProfileName'], attributes: ['Arn'],
    arn: 'arn:${Partition}:iam::${Account}:instance-profile/${InstanceProfileNameWithPath}',
  },
  'AWS::IAM::ManagedPolicy': {
    createOnly: ['Description', 'ManagedPolicyName', 'Path'], ref: ['PolicyArn'],
    attributes: ['AttachmentCount', 'CreateDate', 'DefaultVersionId', 'IsAttachable', 'PermissionsBoundaryUsageCount', 'PolicyArn', 'PolicyId', 'UpdateDate'],
    arn: 'arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}',
  },
  'AWS::IAM::Policy': {
    ref: ['Id'], attributes: ['Id'], arn: 'arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}',
  },
  'AWS::IAM::Role': {
    createOnly: ['Path', 'RoleName'], ref: ['RoleName'], attributes: ['Arn', 'RoleId'],
    arn: 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}',
  },
  'AWS::KMS::Alias': {
    createOnly: ['AliasName'], ref: ['AliasName'], arn: 'arn:${Partition}:kms:${Region}:${Account}:alias/${Alias}',
  },
  'AWS::KMS::Key': {
    ref: ['KeyId'], attributes: ['Arn', 'KeyId'], arn: 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}',
  },
  'AWS::Lambda::Alias': {
    createOnly: ['FunctionName', 'Name'], ref: ['AliasArn'], attributes: ['AliasArn'],
  },
  'AWS::Lambda::EventInvokeConfig': {
    createOnly: ['FunctionName', 'Qualifier'], ref: ['FunctionName', 'Qualifier'],
  },
  'AWS::Lambda::EventSourceMapping': {
    createOnly: ['AmazonManagedKafkaEventSourceConfig', 'EventSourceArn', 'SelfManagedEventSource', 'SelfManagedKafkaEventSourceConfig', 'StartingPosition', 'StartingPositionTimestamp'],
    ref: ['Id'], attributes: ['EventSourceMappingArn', 'Id'], arn: 'arn:${Partition}:lambda:${Region}:${Account}:event-source-mapping:${UUID}',
  },
  'AWS::Lambda::Function': {
    createOnly: ['FunctionName', 'PackageType', 'TenancyConfig'], ref: ['FunctionName'],
    attributes: ['Arn', 'SnapStartResponse', 'SnapStartResponse.ApplyOn', 'SnapStartResponse.OptimizationStatus'],
    arn: 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}',
  },
  'AWS::Lambda::LayerVersion': {
    createOnly: ['CompatibleArchitectures', 'CompatibleRuntimes', 'Content', 'Description', 'LayerName', 'LicenseInfo'], ref: ['LayerVersionArn'],
    attributes: ['LayerVersionArn'],
  },
  'AWS::Lambda::Permission': {
    createOnly: ['Action', 'EventSourceToken', 'FunctionName', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl', 'Principal', 'PrincipalOrgID', 'SourceAccount', 'SourceArn'],
    ref: ['FunctionName', 'Id'], attributes: ['Id'],
  },
  'AWS::Lambda::Version': {
    createOnly: ['CodeSha256', 'Description', 'FunctionName', 'ProvisionedConcurrencyConfig', 'RuntimePolicy'], ref: ['FunctionArn'],
    attributes: ['FunctionArn', 'Version'],
  },
  'AWS::Logs::LogGroup': {
    createOnly: ['LogGroupName'], ref: ['LogGroupName'], attributes: ['Arn'],
    arn: 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}',
  },
  'AWS::Logs::LogStream': {
    createOnly: ['LogGroupName', 'LogStreamName'], ref: ['LogStreamName'],
  },
  'AWS::Logs::MetricFilter': {
    createOnly: ['FilterName', 'LogGroupName'], ref: ['LogGroupName', 'FilterName'],
  },
  'AWS::Logs::ResourcePolicy': {
    createOnly: ['PolicyName'], ref: ['PolicyName'],
  },
  'AWS::Logs::SubscriptionFilter': {
    createOnly: ['FilterName', 'LogGroupName'], ref: ['FilterName'],
  },
  'AWS::RDS::DBCluster': {
    createOnly: ['AvailabilityZones', 'ClusterScalabilityType', 'DBClusterIdentifier', 'DBSubnetGroupName', 'DBSystemId', 'DatabaseName', 'EngineMode', 'KmsKeyId', 'PubliclyAccessible', 'RestoreToTime', 'RestoreType', 'SnapshotIdentifier', 'SourceDBClusterIdentifier', 'SourceDbClusterResourceId', 'SourceRegion', 'StorageEncrypted', 'UseLatestRestorableTime'],
    sometimesCreateOnly: ['Engine', 'GlobalClusterIdentifier', 'MasterUsername'], ref: ['DBClusterIdentifier'],
    attributes: ['DBClusterArn', 'DBClusterResourceId', 'Endpoint', 'Endpoint.Address', 'Endpoint.Port', 'MasterUserSecret.SecretArn', 'ReadEndpoint', 'ReadEndpoint.Address', 'StorageEncryptionType', 'StorageThroughput'],
    arn: 'arn:${Partition}:rds:${Region}:${Account}:cluster:${DbClusterInstanceName}',
  },
  'AWS::RDS::DBClusterParameterGroup': {
    createOnly: ['DBClusterParameterGroupName', 'Description', 'Family'], ref: ['DBClusterParameterGroupName'],
    arn: 'arn:${Partition}:rds:${Region}:${Account}:cluster-pg:${ClusterParameterGroupName}',
  },
  'AWS::RDS::DBInstance': {
    createOnly: ['BackupTarget', 'CharacterSetName', 'CustomIAMInstanceProfile', 'DBClusterIdentifier', 'DBInstanceIdentifier', 'DBName', 'DBSubnetGroupName', 'DBSystemId', 'KmsKeyId', 'MasterUsername', 'NcharCharacterSetName', 'Port', 'SourceRegion', 'StorageEncrypted', 'Timezone'],
    sometimesCreateOnly: ['AutoMinorVersionUpgrade', 'AvailabilityZone', 'BackupRetentionPeriod', 'DBClusterSnapshotIdentifier', 'DBParameterGroupName', 'DBSnapshotIdentifier', 'Engine', 'MultiAZ', 'PerformanceInsightsKMSKeyId', 'PreferredMaintenanceWindow', 'RestoreTime', 'SourceDBClusterIdentifier', 'SourceDBInstanceAutomatedBackupsArn', 'SourceDBInstanceIdentifier', 'SourceDbiResourceId', 'StorageType', 'UseLatestRestorableTime'],
    ref: ['DBInstanceIdentifier'],
    attributes: ['AutomaticRestartTime', 'CertificateDetails', 'CertificateDetails.CAIdentifier', 'CertificateDetails.ValidTill', 'DBInstanceArn', 'DBInstanceStatus', 'DBSystemId', 'DbiResourceId', 'Endpoint', 'Endpoint.Address', 'Endpoint.HostedZoneId', 'Endpoint.Port', 'InstanceCreateTime', 'IsStorageConfigUpgradeAvailable', 'LatestRestorableTime', 'ListenerEndpoint', 'ListenerEndpoint.Address', 'ListenerEndpoint.HostedZoneId', 'ListenerEndpoint.Port', 'MasterUserSecret.SecretArn', 'PercentProgress', 'ReadReplicaDBClusterIdentifiers', 'ReadReplicaDBInstanceIdentifiers', 'ResumeFullAutomationModeTime', 'SecondaryAvailabilityZone', 'StatusInfos', 'StorageOperationPercentProgress', 'StorageOperationStatus'],
    arn: 'arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceName}',
  },
  'AWS::RDS::DBParameterGroup': {
    createOnly: ['DBParameterGroupName', 'Description', 'Family'], ref: ['DBParameterGroupName'],
    attributes: ['DBParameterGroupArn', 'DBParameterGroupName'], arn: 'arn:${Partition}:rds:${Region}:${Account}:pg:${ParameterGroupName}',
  },
  'AWS::RDS::DBSubnetGroup': {
    createOnly: ['DBSubnetGroupName'], ref: ['DBSubnetGroupName'], attributes: ['DBSubnetGroupArn'],
    arn: 'arn:${Partition}:rds:${Region}:${Account}:subgrp:${SubnetGroupName}',
  },
  'AWS::S3::Bucket': {
    createOnly: ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'], ref: ['BucketName'],
    attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'MetadataConfiguration.AnnotationTableConfiguration.TableArn', 'MetadataConfiguration.AnnotationTableConfiguration.TableName', 'MetadataConfiguration.Destination', 'MetadataConfiguration.InventoryTableConfiguration.TableArn', 'MetadataConfiguration.InventoryTableConfiguration.TableName', 'MetadataConfiguration.JournalTableConfiguration.TableArn', 'MetadataConfiguration.JournalTableConfiguration.TableName', 'MetadataTableConfiguration.S3TablesDestination.TableArn', 'MetadataTableConfiguration.S3TablesDestination.TableNamespace', 'RegionalDomainName', 'WebsiteURL'],
    arn: 'arn:${Partition}:s3:::${BucketName}',
  },
  'AWS::S3::BucketPolicy': {
    createOnly: ['Bucket'], ref: ['Bucket'],
  },
  'AWS::SNS::Subscription': {
    createOnly: ['Endpoint', 'Protocol', 'TopicArn'], ref: ['Arn'], attributes: ['Arn'],
  },
  'AWS::SNS::Topic': {
    createOnly: ['FifoTopic', 'TopicName'], ref: ['TopicArn'], attributes: ['TopicArn', 'TopicName'],
    arn: 'arn:${Partition}:sns:${Region}:${Account}:${TopicName}',
  },
  'AWS::SNS::TopicPolicy': {
    ref: ['Id'], attributes: ['Id'],
  },
  'AWS::SQS::Queue': {
    createOnly: ['FifoQueue', 'QueueName'], ref: ['QueueUrl'], attributes: ['Arn', 'QueueName', 'QueueUrl'],
    arn: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}',
  },
  'AWS::SQS::QueuePolicy': {
    ref: ['Id'], attributes: ['Id'],
  },
  'AWS::SSM::Parameter': {
    createOnly: ['Name'], ref: ['Name'], attributes: ['Arn', 'Type', 'Value'],
    arn: 'arn:${Partition}:ssm:${Region}:${Account}:parameter/${ParameterNameWithoutLeadingSlash}',
  },
  'AWS::Scheduler::Schedule': {
    createOnly: ['Name'], ref: ['Name'], attributes: ['Arn'],
  },
  'AWS::SecretsManager::ResourcePolicy': {
    createOnly: ['SecretId'], ref: ['SecretId'], attributes: ['Id'],
  },
  'AWS::SecretsManager::RotationSchedule': {
    createOnly: ['SecretId'], ref: ['Id'], attributes: ['Id'],
  },
  'AWS::SecretsManager::Secret': {
    createOnly: ['Name'], ref: ['Id'], attributes: ['Id'], arn: 'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}',
  },
  'AWS::SecretsManager::SecretTargetAttachment': {
    createOnly: ['SecretId'], ref: ['SecretId'], attributes: ['Id'],
  },
  'AWS::StepFunctions::StateMachine': {
    createOnly: ['StateMachineName', 'StateMachineType'], ref: ['Arn'], attributes: ['Arn', 'Name', 'StateMachineRevisionId'],
    arn: 'arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}',
  },
};
