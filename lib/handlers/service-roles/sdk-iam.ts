import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  GetRoleCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  UntagRoleCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { ChangeOutcome, IamApi, IamRole, NewRole } from './iam-api';

const OUTCOMES: Readonly<Record<string, ChangeOutcome>> = {
  EntityAlreadyExistsException: 'exists',
  NoSuchEntityException: 'missing',
  // Both say that somebody else is at the same role just now [IAM API reference, AttachRolePolicy].
  ConcurrentModificationException: 'busy',
  EntityTemporarilyUnmodifiableException: 'busy',
};

/** {@link IamApi} over the AWS SDK. */
export class SdkIam implements IamApi {
  public constructor(private readonly client: IAMClient) {}

  public async role(name: string): Promise<IamRole | undefined> {
    return unlessMissing(undefined, async () => {
      const { Role } = await this.client.send(new GetRoleCommand({ RoleName: name }));
      if (Role === undefined) return undefined;
      return {
        trustPolicy: parseDocument(Role.AssumeRolePolicyDocument),
        tags: Object.fromEntries((Role.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? ''])),
        createdAt: Role.CreateDate?.getTime(),
      };
    });
  }

  public async policies(name: string): Promise<string[]> {
    return unlessMissing([], async () => {
      const found: string[] = [];
      for await (const page of paginateListAttachedRolePolicies({ client: this.client }, { RoleName: name })) {
        found.push(...(page.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn ?? ''));
      }
      for await (const page of paginateListRolePolicies({ client: this.client }, { RoleName: name })) {
        found.push(...(page.PolicyNames ?? []));
      }
      return found;
    });
  }

  public async createRole({ name, description, trustPolicy, permissionsBoundary, tags }: NewRole): Promise<ChangeOutcome> {
    return change(() => this.client.send(new CreateRoleCommand({
      RoleName: name,
      Description: description,
      AssumeRolePolicyDocument: trustPolicy,
      PermissionsBoundary: permissionsBoundary,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    })));
  }

  public async attachPolicy(name: string, policyArn: string): Promise<ChangeOutcome> {
    return change(() => this.client.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn })));
  }

  public async untag(name: string, key: string): Promise<ChangeOutcome> {
    return change(() => this.client.send(new UntagRoleCommand({ RoleName: name, TagKeys: [key] })));
  }
}

async function change(send: () => Promise<unknown>): Promise<ChangeOutcome> {
  try {
    await send();
    return 'done';
  } catch (fault) {
    const outcome = OUTCOMES[nameOf(fault)];
    if (outcome === undefined) throw fault;
    return outcome;
  }
}

async function unlessMissing<T>(otherwise: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (fault) {
    if (OUTCOMES[nameOf(fault)] !== 'missing') throw fault;
    return otherwise;
  }
}

function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : '';
}

/** IAM returns documents URL-encoded [IAM API reference, GetRole]. */
function parseDocument(encoded: string | undefined): unknown {
  if (encoded === undefined) return undefined;
  try {
    return JSON.parse(decodeURIComponent(encoded));
  } catch {
    return undefined;
  }
}
