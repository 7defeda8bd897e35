import { error, show, warning, type Problem } from './problem';
import { isKnown, type MaybeUnknown } from './unknown';

/** A role which DMS finds by its name, one to an account [DMS User Guide, security-iam]. */
export type ServiceRoleName = 'dms-vpc-role' | 'dms-cloudwatch-logs-role' | 'dms-access-for-endpoint';

/** The account in which a role stands; tokens are welcome. */
export interface RoleAccount {
  readonly partition: string;
  readonly account: string;
}

/** One statement of a trust policy, as far as this library writes any. */
export interface TrustStatement {
  readonly Effect: 'Allow';
  readonly Principal: { readonly Service: string };
  readonly Action: 'sts:AssumeRole';
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A trust policy of this library's. */
export interface TrustPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: TrustStatement[];
}

// All three: [DMS User Guide, security-iam].
const MANAGED_POLICIES: Record<ServiceRoleName, string> = {
  'dms-vpc-role': 'service-role/AmazonDMSVPCManagementRole',
  'dms-cloudwatch-logs-role': 'service-role/AmazonDMSCloudWatchLogsRole',
  'dms-access-for-endpoint': 'service-role/AmazonDMSRedshiftS3Role',
};

/** ARN of the policy that AWS made for a service role. */
export function managedPolicyArn(role: ServiceRoleName, { partition }: RoleAccount): string {
  return `arn:${partition}:iam::aws:policy/${MANAGED_POLICIES[role]}`;
}

/**
 * Who may assume a service role: DMS, for this account's resources in any Region (one role serves them all).
 *
 * `dms-vpc-role` has the conditions that DMS documents for it [DMS User Guide, cross-service-confused-deputy-prevention].
 * For the two others there are reports that DMS does not meet them: with the same conditions task logs never appeared
 * [github.com/terraform-aws-modules/terraform-aws-dms, issue 84] and the replication engine could not assume
 * `dms-access-for-endpoint` [the same, issue 45]. So there they count only if DMS sends the keys [derived], which protects
 * as far as can be without losing logs in silence.
 *
 * Redshift, which reads what DMS has put into S3, is no DMS resource and sends the ARN of the database user as external
 * ID instead [Redshift Management Guide, authorizing-redshift-service-database-users].
 */
export function trustPolicy(role: ServiceRoleName, { partition, account }: RoleAccount): TrustPolicy {
  const ifExists = role === 'dms-vpc-role' ? '' : 'IfExists';
  const statements = [allow('dms.amazonaws.com', {
    [`StringEquals${ifExists}`]: { 'aws:SourceAccount': account },
    [`ArnLike${ifExists}`]: { 'aws:SourceArn': `arn:${partition}:dms:*:${account}:*` },
  })];
  if (role === 'dms-access-for-endpoint') {
    statements.push(allow('redshift.amazonaws.com', {
      StringLikeIfExists: { 'sts:ExternalId': `arn:${partition}:redshift:*:${account}:dbuser:*` },
    }));
  }
  return { Version: '2012-10-17', Statement: statements };
}

// Service principals end in `amazonaws.com` in every partition [aws-cdk-lib, region-info].
function allow(service: string, condition: TrustStatement['Condition']): TrustStatement {
  return { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', Condition: condition };
}

/** Shortest and longest wait for the roles; a Lambda function runs at most 15 minutes, and needs a moment to report. */
const MIN_TIMEOUT_SECONDS = 60;
const MAX_TIMEOUT_SECONDS = 14 * 60;

/** One `DmsServiceRoles`, as the rules see it. */
export interface ServiceRolesInput {
  /** Path of the construct. */
  readonly path: string;
  /** Path of the construct's stack. */
  readonly stack: string;
  readonly account: MaybeUnknown<string>;
  readonly mode: string;
  readonly roles: readonly string[];
  readonly timeoutSeconds: MaybeUnknown<number>;
  readonly hasPermissionsBoundary: boolean;
}

/** Checks one `DmsServiceRoles`, and that it does not fight with the app's others. */
export function checkServiceRoles(own: ServiceRolesInput, others: readonly ServiceRolesInput[]): Problem[] {
  return [...checkTimeout(own), ...checkBoundary(own), ...checkTwice(own, others), ...checkCreatedTwice(own, others)];
}

function checkTimeout({ timeoutSeconds }: ServiceRolesInput): Problem[] {
  if (!isKnown(timeoutSeconds) || (timeoutSeconds >= MIN_TIMEOUT_SECONDS && timeoutSeconds <= MAX_TIMEOUT_SECONDS)) return [];
  return [error({
    code: 'serviceRolesTimeout',
    where: 'timeout',
    what: `must be from 1 to 14 minutes, got ${timeoutSeconds} seconds`,
    why: 'IAM needs the better part of a minute to spread a new role, and the Lambda function that waits for it runs at most 15 minutes',
    mend: 'Set it in that range or leave it out',
  })];
}

function checkBoundary({ mode, hasPermissionsBoundary }: ServiceRolesInput): Problem[] {
  if (mode !== 'existing' || !hasPermissionsBoundary) return [];
  return [warning({
    code: 'serviceRolesBoundaryUnused',
    where: 'permissionsBoundary',
    what: 'has no effect with mode EXISTING',
    why: 'No role is created, and a role that exists is never changed',
    mend: 'Leave it out, or set the boundary where the roles are created',
  })];
}

function checkTwice(own: ServiceRolesInput, others: readonly ServiceRolesInput[]): Problem[] {
  const first = others.find(({ path, stack }) => stack === own.stack && path < own.path);
  if (!first) return [];
  return [error({
    code: 'serviceRolesTwice',
    where: 'DmsServiceRoles',
    what: `stands a second time in this stack, beside ${show(first.path)}`,
    why: 'A stack needs each role once, and the constructs that need them cannot know which of the two to wait for',
    mend: 'Define it once, before the constructs that use it, and add to its roles',
  })];
}

function checkCreatedTwice(own: ServiceRolesInput, others: readonly ServiceRolesInput[]): Problem[] {
  if (own.mode !== 'create' || !isKnown(own.account)) return [];
  const rival = others.find(({ path, stack, account, mode, roles }) =>
    mode === 'create' && stack !== own.stack && account === own.account && path < own.path && roles.some((role) => own.roles.includes(role)));
  if (!rival) return [];
  return [error({
    code: 'serviceRolesCreatedTwice',
    where: 'mode',
    what: `is CREATE here and at ${show(rival.path)}, in one account`,
    why: 'The roles have fixed names and exist once in an account, so the second stack or Region would fail on a role that is there',
    mend: 'Leave the mode out in all of them, or use EXISTING in all but one',
  })];
}
