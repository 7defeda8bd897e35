import { CfnRule } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ARNS_PER_POLICY, TASKS_PER_RULE } from '../plan/phase-scaling';

/** When a rule calls the function of a controller or a monitor, and for what. */
export interface CallProps {
  readonly description: string;
  readonly eventPattern?: object;
  readonly scheduleExpression?: string;
}

/** A rule that calls the function, and the right to do so. */
export function callController(scope: Construct, id: string, fn: IFunction, props: CallProps): CfnRule {
  const rule = new CfnRule(scope, id, { ...props, state: 'ENABLED', targets: [{ id: 'Controller', arn: fn.functionArn }] });
  new CfnPermission(scope, `${id}Permission`, {
    action: 'lambda:InvokeFunction', functionName: fn.functionArn, principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
  });
  return rule;
}

/** What somebody who is called for tasks may do to them, and how the template describes it. */
export interface TaskUse {
  readonly ruleDescription: string;
  readonly policyDescription: string;
  /** May be none. */
  readonly taskActions: readonly string[];
}

const CONTROL: TaskUse = {
  ruleDescription: 'Tells the phase controller of what tasks do',
  policyDescription: 'What the phase controller may do to tasks, and the connections that it may test',
  taskActions: ['dms:DescribeTableStatistics', 'dms:StartReplicationTask', 'dms:StopReplicationTask'],
};

/**
 * What a controller or a monitor hears of the tasks that one stack defines, and what it may do to them: rules and policies, which stand in that
 * stack, so that tasks in other stacks than the instance can be looked after, too.
 *
 * ARNs are filled in as tasks come; nothing has to wait for the synthesis, or be resolved in it.
 */
export class TaskReach extends Construct {
  private readonly events: string[] = [];
  private readonly allowed: { readonly arn: string; readonly isTask: boolean }[] = [];
  private readonly known = new Set<string>();
  private rule?: CfnRule;
  private policy?: iam.CfnManagedPolicy;

  constructor(scope: Construct, id: string, private readonly fn: IFunction, private readonly role: iam.IRole, private readonly use = CONTROL) {
    super(scope, id);
  }

  /** Managed policies so far. */
  public get policies(): number {
    return Math.ceil(this.allowed.length / ARNS_PER_POLICY);
  }

  public addTask(arn: string, endpointArns: readonly string[]): void {
    if (this.isNew(arn)) {
      this.listen(arn);
      if (this.use.taskActions.length > 0) this.allow(arn, true);
    }
    for (const endpointArn of endpointArns) this.allowTest(endpointArn);
  }

  /** Lets the connection to an endpoint be tested. */
  public allowTest(endpointArn: string): void {
    if (this.isNew(endpointArn)) this.allow(endpointArn, false);
  }

  private isNew(arn: string): boolean {
    const isNew = !this.known.has(arn);
    this.known.add(arn);
    return isNew;
  }

  private listen(arn: string): void {
    const begun = this.events.length % TASKS_PER_RULE;
    this.events.push(arn);
    const resources = this.events.slice(-begun - 1);
    const eventPattern = { 'source': ['aws.dms'], 'detail-type': ['DMS Replication Task State Change'], resources };
    if (begun > 0) {
      this.rule!.eventPattern = eventPattern;
    } else {
      const number = 1 + Math.floor((this.events.length - 1) / TASKS_PER_RULE);
      this.rule = callController(this, `Events${number}`, this.fn, { description: this.use.ruleDescription, eventPattern });
    }
  }

  private allow(arn: string, isTask: boolean): void {
    const begun = this.allowed.length % ARNS_PER_POLICY;
    this.allowed.push({ arn, isTask });
    const policyDocument = this.documentFor(this.allowed.slice(-begun - 1));
    if (begun > 0) {
      this.policy!.policyDocument = policyDocument;
    } else {
      this.policy = new iam.CfnManagedPolicy(this, `Permissions${this.policies}`, {
        description: this.use.policyDescription,
        policyDocument,
        roles: [this.role.roleName],
      });
    }
  }

  private documentFor(allowed: readonly { readonly arn: string; readonly isTask: boolean }[]): object {
    const arnsOf = (tasks: boolean): string[] => allowed.filter(({ isTask }) => isTask === tasks).map(({ arn }) => arn);
    return documentOf([[this.use.taskActions, arnsOf(true)], [['dms:TestConnection'], arnsOf(false)]]);
  }
}

/** A policy of actions and the resources that they are allowed on. */
export function documentOf(statements: readonly (readonly [actions: readonly string[], resources: readonly string[]])[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.filter(([, resources]) => resources.length > 0).map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource })),
  };
}
