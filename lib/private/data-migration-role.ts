import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { dmsAnd } from './migration-project';
import { allow } from './service-access';
import { acknowledgeWildcard } from './wildcards';

/** The service that carries out data migrations [DMS User Guide, Creating IAM resources for homogeneous data migrations]. */
export const DATA_MIGRATIONS = 'dms-data-migrations.amazonaws.com';

/**
 * The role by which a data migration finds its VPC, logs and publishes metrics: what the guide asks for, in this account and Region.
 *
 * Secrets are read by roles of their own. The guide gives everything to one role; that the two can be apart has not been tried in AWS.
 */
export function dataMigrationRole(scope: Construct): iam.IRole {
  const stack = Stack.of(scope);
  const groups = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: 'dms-data-migration-*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const streams = `${groups}:log-stream:dms-data-migration-*`;
  const policy = new iam.ManagedPolicy(scope, 'ServiceAccessRolePolicy', {
    description: `Lets the data migration ${scope.node.path} find its VPC, log, and publish metrics`,
    statements: [
      // Neither takes a resource [Service Authorization Reference, Amazon EC2 and Amazon CloudWatch].
      allow(['ec2:DescribeVpcs', 'cloudwatch:PutMetricData'], '*'),
      allow(['logs:CreateLogGroup'], groups),
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], streams),
    ],
  });
  acknowledgeWildcard(policy, '*', 'Neither right can be given on a resource');
  for (const resource of [groups, streams]) acknowledgeWildcard(policy, resource, 'DMS names log groups and streams of data migrations by ids that are not known before');
  return new iam.Role(scope, 'ServiceAccessRole', {
    description: `Lets the data migration ${scope.node.path} find its VPC, log, and publish metrics`,
    assumedBy: dmsAnd(stack, DATA_MIGRATIONS),
    managedPolicies: [policy],
  });
}
