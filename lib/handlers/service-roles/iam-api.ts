/** A role as IAM describes it. */
export interface IamRole {
  /** The trust policy, parsed; absent if it is no JSON. */
  readonly trustPolicy?: unknown;
  readonly tags: Readonly<Record<string, string>>;
  /** When it was created, in milliseconds; absent if IAM does not say. */
  readonly createdAt?: number;
}

/** What a role is created with. */
export interface NewRole {
  readonly name: string;
  readonly description: string;
  /** The trust policy, as JSON. */
  readonly trustPolicy: string;
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What a change came to, where another one with the same aim, or a read that is behind, is no fault. */
export type ChangeOutcome = 'done' | 'exists' | 'missing' | 'busy';

/** The part of IAM that the handler uses. Faults other than the outcomes above are thrown. */
export interface IamApi {
  /** The role, or nothing if there is none, or none to be seen yet. */
  role(name: string): Promise<IamRole | undefined>;
  /** ARNs of the role's managed policies and names of its inline ones; none if the role cannot be seen. */
  policies(name: string): Promise<string[]>;
  createRole(role: NewRole): Promise<ChangeOutcome>;
  attachPolicy(name: string, policyArn: string): Promise<ChangeOutcome>;
  untag(name: string, key: string): Promise<ChangeOutcome>;
}

/** Time, so that tests can run it. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
