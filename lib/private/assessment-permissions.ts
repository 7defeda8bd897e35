import { CfnManagedPolicy, type IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './wildcards';

/** ARNs in one managed policy, which has at most 6,144 characters [IAM quotas]. */
const TASKS_PER_POLICY = 50;

/** What the function of a stack's deployments may do to have tasks assessed: to those tasks, by those roles, and no more. */
export class AssessmentPermissions extends Construct {
  private readonly tasks: string[] = [];
  private readonly roles: string[] = [];
  private policy?: CfnManagedPolicy;

  /** @param role of the function. */
  constructor(scope: Construct, id: string, private readonly role: IRole) {
    super(scope, id);
  }

  /** @param resultsRoleArn the role that DMS takes on. */
  public allow(taskArn: string, resultsRoleArn: string): void {
    const begun = this.tasks.length % TASKS_PER_POLICY;
    this.tasks.push(taskArn);
    if (!this.roles.includes(resultsRoleArn)) this.roles.push(resultsRoleArn);
    const policyDocument = documentOf(this.tasks.slice(-begun - 1), this.roles);
    if (begun > 0) {
      this.policy!.policyDocument = policyDocument;
      return;
    }
    this.policy = new CfnManagedPolicy(this, `Permissions${Math.ceil(this.tasks.length / TASKS_PER_POLICY)}`, {
      description: 'Which DMS tasks deployments may have assessed',
      policyDocument,
      roles: [this.role.roleName],
    });
    acknowledgeWildcard(this.policy, '*', 'DMS lists runs of assessments by filters; nothing but reading is allowed so');
  }
}

/**
 * That runs are listed only to who may list all of them is derived from how DMS lists tasks [Service Authorization Reference, AWS Database
 * Migration Service].
 */
function documentOf(tasks: readonly string[], roles: readonly string[]): object {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['dms:StartReplicationTaskAssessmentRun'], Resource: [...tasks] },
      { Effect: 'Allow', Action: ['dms:DescribeReplicationTaskAssessmentRuns', 'dms:DescribeReplicationTaskIndividualAssessments'], Resource: ['*'] },
      { Effect: 'Allow', Action: ['iam:PassRole'], Resource: [...roles], Condition: { StringEquals: { 'iam:PassedToService': 'dms.amazonaws.com' } } },
    ],
  };
}
