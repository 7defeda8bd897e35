import { CustomResource, CustomResourceProvider, CustomResourceProviderRuntime, Duration, Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { checkServiceRoles, managedPolicyArn, trustPolicy, type RoleAccount, type ServiceRolesInput } from '../plan/service-roles';
import { acknowledgeRule } from '../private/acknowledge-rule';
import { handlerCode } from '../private/handler-code';
import { listOf, readProps } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';

/** A role which DMS finds by its name. There is one of each in an account, for all stacks and all Regions. */
export enum ServiceRole {
  /** Lets DMS put network interfaces into a VPC. Needed before any subnet group or replication instance. */
  VPC = 'dms-vpc-role',
  /** Lets DMS write the logs of tasks. */
  CLOUDWATCH_LOGS = 'dms-cloudwatch-logs-role',
  /** Lets DMS stage data in S3 and Redshift load it from there. Needed for Redshift targets. */
  ACCESS_FOR_ENDPOINT = 'dms-access-for-endpoint',
}

/** Where the service roles come from. */
export enum ServiceRolesMode {
  /**
   * A role that is missing is created at deployment, by a Lambda function; one that is there is used as it is.
   *
   * The function may do nothing but read and create just these roles and attach just their AWS managed policies. It never changes a role that
   * somebody else created, and never deletes one.
   */
  DETECT = 'detect',
  /**
   * The roles are resources of this stack, and stay when it is deleted. The deployment fails if the account has one already.
   *
   * A Lambda function that may only read waits until IAM has spread them.
   */
  CREATE = 'create',
  /** The roles are there, whoever made them. Nothing is rendered and nothing is waited for. */
  EXISTING = 'existing',
}

/** Properties of `DmsServiceRoles`. */
export interface DmsServiceRolesProps {
  /**
   * Where the roles come from.
   *
   * @default ServiceRolesMode.DETECT
   */
  readonly mode?: ServiceRolesMode;

  /**
   * The roles that are needed. Constructs that need more add them by `addRole`.
   *
   * @default [ServiceRole.VPC, ServiceRole.CLOUDWATCH_LOGS]
   */
  readonly roles?: ServiceRole[];

  /**
   * Permissions boundary of roles that are created. A role that is there keeps what it has.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * How long the deployment waits until the roles are there and IAM has spread them. From 1 to 14 minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
}

const PROVIDER_ID = 'Custom::DmsServiceRoles';
const DEFAULT_TIMEOUT = Duration.minutes(5);
const MAX_FUNCTION_TIMEOUT = Duration.minutes(15);
/** What the function needs beyond the wait: to start, and to answer. */
const OVERHEAD_SECONDS = 60;
/** Tags that the handler writes; a role that it has finished keeps only the first. */
const TAG_KEYS = ['created-by', 'cdk-dms-migrations:incomplete'];

/** All `DmsServiceRoles` of a construct tree, by its root. */
const instances = new WeakMap<IConstruct, DmsServiceRoles[]>();

/**
 * The roles which DMS finds by their fixed names: `dms-vpc-role`, `dms-cloudwatch-logs-role`, `dms-access-for-endpoint`.
 *
 * They belong to the account, not to a stack. By default it is found out at deployment whether they are there; what is
 * missing is created with confused-deputy conditions that hold in every Region, and nothing is ever changed or deleted.
 * Any number of stacks and Regions may do so at the same time.
 *
 * Whatever needs the roles depends on this construct, which is complete when IAM has spread them.
 */
export class DmsServiceRoles extends Construct {
  /**
   * The service roles of a stack: what is defined in it, or a default.
   *
   * @param scope anything in the stack.
   */
  public static of(scope: Construct): DmsServiceRoles {
    const stack = Stack.of(scope);
    return instances.get(stack.node.root)?.find((each) => Stack.of(each) === stack) ?? new DmsServiceRoles(stack, 'DmsServiceRoles');
  }

  private readonly mode: ServiceRolesMode;
  private readonly timeoutSeconds: number;
  private readonly permissionsBoundary?: iam.IManagedPolicy;
  private readonly roles = new Set<ServiceRole>();
  private readonly account: RoleAccount;
  private resource?: CustomResource;

  constructor(scope: Construct, id: string, props: DmsServiceRolesProps = {}) {
    super(scope, id);

    const stack = Stack.of(this);
    const { given, problems } = readProps(props, { permissionsBoundary: 'iam.IManagedPolicy', timeout: 'Duration' });
    this.mode = given.mode ?? ServiceRolesMode.DETECT;
    this.timeoutSeconds = (given.timeout ?? DEFAULT_TIMEOUT).toSeconds({ integral: false });
    this.permissionsBoundary = given.permissionsBoundary;
    this.account = { partition: stack.partition, account: stack.account };

    // Who depends on the roles waits for the one resource that says they are ready, not for each thing it takes.
    const roots = (): IConstruct[] => this.resource === undefined ? [] : [this.resource];
    Dependable.implement(this, { get dependencyRoots() { return roots(); } });

    for (const role of listOf(given.roles ?? [ServiceRole.VPC, ServiceRole.CLOUDWATCH_LOGS])) this.addRole(role);

    const all = instances.get(this.node.root) ?? [];
    instances.set(this.node.root, [...all, this]);
    reportProblems(this, () => {
      const others = (instances.get(this.node.root) ?? []).filter((each) => each !== this);
      return [...problems, ...checkServiceRoles(this.describe(), others.map((each) => each.describe()))];
    });
  }

  /**
   * Has a further role seen to. One that is seen to already is left alone.
   *
   * @param role the role.
   */
  public addRole(role: ServiceRole): void {
    if (this.roles.has(role)) return;
    this.roles.add(role);
    if (this.mode === ServiceRolesMode.EXISTING) return;

    this.resource ??= this.defineResource();
    if (this.mode === ServiceRolesMode.CREATE) this.resource.node.addDependency(this.defineRole(role));
    else this.allowAttaching(role);
  }

  /**
   * The ARN of a service role, whether this construct sees to it or not.
   *
   * @param role the role.
   */
  public roleArn(role: ServiceRole): string {
    return Stack.of(this).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: role });
  }

  private get provider(): CustomResourceProvider {
    return CustomResourceProvider.getOrCreateProvider(this, PROVIDER_ID, {
      codeDirectory: handlerCode('service-roles'),
      runtime: CustomResourceProviderRuntime.NODEJS_22_X,
      timeout: Token.isUnresolved(this.timeoutSeconds) ? MAX_FUNCTION_TIMEOUT : Duration.seconds(Math.ceil(this.timeoutSeconds) + OVERHEAD_SECONDS),
      description: 'Sees to it that the DMS service roles of the account are there; never changes or deletes one',
    });
  }

  private defineResource(): CustomResource {
    this.allowAll();
    return new CustomResource(this, 'Resource', {
      resourceType: PROVIDER_ID,
      serviceToken: this.provider.serviceToken,
      properties: {
        Roles: Lazy.any({ produce: () => this.sortedRoles().map((role) => this.describeRole(role)) }),
        MayCreate: String(this.mode === ServiceRolesMode.DETECT),
        Partition: this.account.partition,
        Region: Stack.of(this).region,
        Account: this.account.account,
        PermissionsBoundary: this.permissionsBoundary?.managedPolicyArn,
        TimeoutSeconds: this.timeoutSeconds,
      },
    });
  }

  private describeRole(role: ServiceRole): Record<string, unknown> {
    const name = `${role}` as const;
    return { Name: name, ManagedPolicyArn: managedPolicyArn(name, this.account), TrustPolicy: trustPolicy(name, this.account) };
  }

  private defineRole(role: ServiceRole): iam.CfnRole {
    const name = `${role}` as const;
    const resource = new iam.CfnRole(this, name, {
      roleName: name,
      description: 'AWS DMS finds this role by its name; every stack and Region of the account shares it',
      assumeRolePolicyDocument: trustPolicy(name, this.account),
      managedPolicyArns: [managedPolicyArn(name, this.account)],
      permissionsBoundary: this.permissionsBoundary?.managedPolicyArn,
    });
    resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    acknowledgeRule(resource, `AwsSolutions-IAM4[Policy::${this.namedPartition(managedPolicyArn(name, this.account))}]`,
      'AWS keeps this policy in step with what DMS needs of the role; DMS documents no other');
    return resource;
  }

  /** Gives the function what it needs for these roles, and nothing that could change another's. */
  private allowAll(): void {
    const roleArns = Lazy.any({ produce: () => this.sortedRoles().map((role) => this.roleArn(role)) });
    this.provider.addToRolePolicy({
      Effect: 'Allow',
      Action: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      Resource: roleArns,
    });
    if (this.mode !== ServiceRolesMode.DETECT) return;

    const boundary = this.permissionsBoundary?.managedPolicyArn;
    this.provider.addToRolePolicy({
      Effect: 'Allow',
      Action: 'iam:CreateRole',
      Resource: roleArns,
      ...(boundary === undefined ? {} : { Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } } }),
    });
    this.provider.addToRolePolicy({
      Effect: 'Allow',
      Action: ['iam:TagRole', 'iam:UntagRole'],
      Resource: roleArns,
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': TAG_KEYS } },
    });
  }

  private allowAttaching(role: ServiceRole): void {
    this.provider.addToRolePolicy({
      Effect: 'Allow',
      Action: 'iam:AttachRolePolicy',
      Resource: this.roleArn(role),
      Condition: { ArnEquals: { 'iam:PolicyARN': managedPolicyArn(`${role}` as const, this.account) } },
    });
  }

  /** An ARN as cdk-nag spells it. */
  private namedPartition(arn: string): string {
    return Token.isUnresolved(this.account.partition) ? arn.replace(this.account.partition, '<AWS::Partition>') : arn;
  }

  private sortedRoles(): ServiceRole[] {
    return [...this.roles].sort();
  }

  private describe(): ServiceRolesInput {
    return {
      path: this.node.path,
      stack: Stack.of(this).node.path,
      account: markUnknown(this.account.account) as ServiceRolesInput['account'],
      mode: this.mode,
      roles: this.sortedRoles(),
      timeoutSeconds: markUnknown(this.timeoutSeconds) as ServiceRolesInput['timeoutSeconds'],
      hasPermissionsBoundary: this.permissionsBoundary !== undefined,
    };
  }
}
