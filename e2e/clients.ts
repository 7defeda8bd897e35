import { setTimeout as pause } from 'node:timers/promises';
import { CloudFormationClient, DeleteStackCommand, DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DatabaseMigrationServiceClient } from '@aws-sdk/client-database-migration-service';
import { GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { ACCOUNT, REGION, SECRET } from './emulator';

const DELETE_SECONDS = 120;

/** Clients of the AWS SDK, all of which speak to the emulator, also that of DMS. */
export class Clients {
  public readonly dms: DatabaseMigrationServiceClient;
  public readonly cloudWatch: CloudWatchClient;
  private readonly cloudFormation: CloudFormationClient;
  private readonly iam: IAMClient;

  constructor(endpoint: string) {
    const configuration = { endpoint, region: REGION, credentials: { accessKeyId: ACCOUNT, secretAccessKey: SECRET } };
    this.dms = new DatabaseMigrationServiceClient(configuration);
    this.cloudWatch = new CloudWatchClient(configuration);
    this.cloudFormation = new CloudFormationClient(configuration);
    this.iam = new IAMClient(configuration);
  }

  public async stackStatus(name: string): Promise<string> {
    const { Stacks = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0]?.StackStatus ?? 'not there';
  }

  /** Physical ids of resources, by their logical ones. */
  public async physicalIds(stack: string): Promise<Record<string, string | undefined>> {
    const { StackResources = [] } = await this.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack }));
    return Object.fromEntries(StackResources.map(({ LogicalResourceId = '', PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]));
  }

  /** Gives the status that it comes to. */
  public async deleteStack(name: string): Promise<string> {
    const { Stacks: [stack] = [] } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    await this.cloudFormation.send(new DeleteStackCommand({ StackName: name }));
    for (let seconds = 0; seconds < DELETE_SECONDS; seconds++) {
      await pause(1000);
      const status = await this.stackStatus(stack?.StackId ?? name);
      if (status !== 'DELETE_IN_PROGRESS') return status;
    }
    return `still DELETE_IN_PROGRESS after ${DELETE_SECONDS} s`;
  }

  /** Names of a role's policies, and its tags. */
  public async role(name: string): Promise<{ readonly policies: readonly string[]; readonly tags: readonly string[] }> {
    const [{ AttachedPolicies = [] }, { Role }] = await Promise.all([
      this.iam.send(new ListAttachedRolePoliciesCommand({ RoleName: name })),
      this.iam.send(new GetRoleCommand({ RoleName: name })),
    ]);
    return { policies: AttachedPolicies.map(({ PolicyName = '' }) => PolicyName), tags: (Role?.Tags ?? []).map(({ Key = '' }) => Key) };
  }
}
