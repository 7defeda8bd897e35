import type { ChangeOutcome, Clock, IamApi, IamRole, NewRole } from '../../lib/handlers/service-roles/iam-api';

/** A role as the account really has it. */
export interface AccountRole {
  trustPolicy: unknown;
  tags: Record<string, string>;
  policies: string[];
  createdAt: number;
  permissionsBoundary?: string;
}

/** Time that stands still until it is moved. */
export class VirtualClock implements Clock {
  public time = Date.UTC(2026, 0, 1);

  public now(): number {
    return this.time;
  }

  public async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }
}

/**
 * The IAM of one account. Changes are seen by all who change at once, and by those who read after `lagMilliseconds`; until
 * then each read shows the old or the new state, as `pickStale` says.
 */
export class FakeIam implements IamApi {
  private readonly history: { readonly since: number; readonly roles: ReadonlyMap<string, AccountRole> }[] = [];

  public constructor(
    private readonly clock: Clock,
    roles: Readonly<Record<string, AccountRole>> = {},
    private readonly lagMilliseconds = 0,
    private readonly pickStale: () => boolean = () => true,
  ) {
    this.history.push({ since: -Infinity, roles: new Map(Object.entries(structuredClone(roles))) });
  }

  /** The account's roles as they really are. */
  public get roles(): Readonly<Record<string, AccountRole>> {
    return Object.fromEntries(structuredClone([...this.latest()]));
  }

  /** Whether every reader, however far behind, sees the role with a policy. */
  public everyReaderSees(name: string): boolean {
    return this.history.slice(this.oldestVisible()).every(({ roles }) => (roles.get(name)?.policies.length ?? 0) > 0);
  }

  public async role(name: string): Promise<IamRole | undefined> {
    const role = this.seen().get(name);
    return role && structuredClone({ trustPolicy: role.trustPolicy, tags: role.tags, createdAt: role.createdAt });
  }

  public async policies(name: string): Promise<string[]> {
    return [...(this.seen().get(name)?.policies ?? [])];
  }

  public async createRole({ name, trustPolicy, tags, permissionsBoundary }: NewRole): Promise<ChangeOutcome> {
    if (this.latest().has(name)) return 'exists';
    this.change((roles) => roles.set(name, {
      trustPolicy: JSON.parse(trustPolicy), tags: { ...tags }, policies: [], createdAt: this.clock.now(), permissionsBoundary,
    }));
    return 'done';
  }

  public async attachPolicy(name: string, policyArn: string): Promise<ChangeOutcome> {
    return this.changeRole(name, (role) => {
      if (!role.policies.includes(policyArn)) role.policies.push(policyArn);
    });
  }

  public async untag(name: string, key: string): Promise<ChangeOutcome> {
    return this.changeRole(name, (role) => {
      delete role.tags[key];
    });
  }

  /** What somebody else does to the account. */
  public change(edit: (roles: Map<string, AccountRole>) => void): void {
    const roles = new Map(structuredClone([...this.latest()]));
    edit(roles);
    this.history.push({ since: this.clock.now(), roles });
  }

  private changeRole(name: string, edit: (role: AccountRole) => void): ChangeOutcome {
    if (!this.latest().has(name)) return 'missing';
    this.change((roles) => edit(roles.get(name)!));
    return 'done';
  }

  private latest(): ReadonlyMap<string, AccountRole> {
    return this.history[this.history.length - 1].roles;
  }

  /** One of the states between what all readers must know and what is. */
  private seen(): ReadonlyMap<string, AccountRole> {
    let known = this.oldestVisible();
    while (known < this.history.length - 1 && !this.pickStale()) known++;
    return this.history[known].roles;
  }

  private oldestVisible(): number {
    let at = this.history.length - 1;
    while (this.clock.now() - this.history[at].since < this.lagMilliseconds) at--;
    return at;
  }
}
