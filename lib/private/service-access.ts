import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { acknowledgeRule } from './acknowledge-rule';
import { acknowledgeWildcard } from './wildcards';

/** What an endpoint needs a role for, other than to read secrets. */
export interface ServiceAccess {
  /** What the role is for, to follow "Lets DMS": `write to a bucket`. */
  readonly purpose: string;
  /** The user's own, in the place of one that is made. */
  readonly role?: iam.IRole;
  /** What the role may do. */
  readonly statements: (stack: Stack) => iam.PolicyStatement[];
  /**
   * What it may do with something that may itself name the role, as a cluster of Neptune does: that stands in a policy of its own which names the
   * role, so that there is no circle.
   */
  readonly laterStatements?: (stack: Stack) => iam.PolicyStatement[];
  /** Why some of it has a wildcard. */
  readonly wildcards: (stack: Stack) => Wildcard[];
  /** Who takes on the role beside DMS. */
  readonly alsoFor?: (stack: Stack) => iam.IPrincipal;
}

/** A role, and what has to be there for it to have all of its rights. */
export interface ServiceRole {
  readonly role: iam.IRole;
  readonly complete: IConstruct;
}

/** A wildcard of a policy that cannot be avoided. */
export interface Wildcard {
  /** Whether it stands in `laterStatements`. */
  readonly later?: boolean;
  readonly resource?: string;
  readonly action?: string;
  readonly reason: string;
}

/**
 * The role that DMS takes on to use a service for one endpoint, and nothing else.
 *
 * As with secrets, the rights stand in a managed policy that the role names, so that DMS finds it complete when the endpoint is made.
 */
export function serviceAccessRole(scope: Construct, id: string, access: ServiceAccess): ServiceRole {
  const { purpose, statements, laterStatements, alsoFor } = access;
  if (access.role !== undefined) return { role: access.role, complete: access.role };
  const stack = Stack.of(scope);
  const policy = new iam.ManagedPolicy(scope, `${id}Policy`, { description: `${capital(purpose)} for ${scope.node.path}`, statements: statements(stack) });
  const dms = dmsOf(stack);
  const role = new iam.Role(scope, id, {
    description: `Lets DMS ${purpose} for ${scope.node.path}`,
    assumedBy: alsoFor === undefined ? dms : new iam.CompositePrincipal(dms, alsoFor(stack)),
    managedPolicies: [policy],
  });
  const later = laterStatements?.(stack) ?? [];
  const laterPolicy = later.length === 0 ? undefined : new iam.ManagedPolicy(scope, `${id}DataPolicy`, {
    description: `${capital(purpose)} for ${scope.node.path}`, statements: later, roles: [role],
  });
  acknowledge(policy, access.wildcards(stack).filter(({ later: isLater }) => isLater !== true));
  if (laterPolicy !== undefined) acknowledge(laterPolicy, access.wildcards(stack).filter(({ later: isLater }) => isLater === true));
  return { role, complete: laterPolicy ?? role };
}

function acknowledge(policy: iam.ManagedPolicy, wildcards: readonly Wildcard[]): void {
  for (const { resource, action, reason } of wildcards) {
    if (resource !== undefined) acknowledgeWildcard(policy, resource, reason);
    if (action !== undefined) acknowledgeRule(policy, `AwsSolutions-IAM5[Action::${action}]`, reason);
  }
}

/**
 * DMS, when it acts for this account and Region [DMS User Guide, Cross-service confused deputy prevention, which has `endpoint:*`; tasks may be
 * what acts once the endpoint is tested, so that all resources of DMS are let in (derived)].
 */
function dmsOf(stack: Stack): iam.PrincipalBase {
  return new iam.ServicePrincipal('dms.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:dms:${stack.region}:${stack.account}:*` },
    },
  });
}

/** The right to use a key, through one service alone. */
export function throughService(stack: Stack, key: kms.IKey, service: string, ...actions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions,
    resources: [key.keyArn],
    // In China the name of a service may end in the partition's own suffix [unverified].
    conditions: { StringEquals: { 'kms:ViaService': ['amazonaws.com', Aws.URL_SUFFIX].map((suffix) => `${service}.${stack.region}.${suffix}`) } },
  });
}

/** A statement that allows. */
export function allow(actions: string[], ...resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
