import { ServiceFault, textIn, type Cloud, type Input, type Operation } from './service';

/** A role that was made by a call, as opposed to one of a template. */
export interface IamRole {
  readonly name: string;
  readonly trustPolicy: string;
  readonly createdAt: number;
  readonly policies: readonly string[];
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

export type IamRoles = Map<string, IamRole>;

/** Roles are global, and have no Region in their ARN. */
const on = ({ RoleName }: Input, { arns }: Cloud): string[] => [`arn:${arns.partition}:iam::${arns.account}:role/${String(RoleName)}`];

/** IAM: the roles that DMS needs in an account, which is taken to be new. */
export const IAM: Readonly<Record<string, Operation>> = {
  GetRole: { resources: on, run: (input, cloud) => {
    const { name, trustPolicy, tags, createdAt } = roleOf(input, cloud);
    return { Role: { RoleName: name, AssumeRolePolicyDocument: encodeURIComponent(trustPolicy), Tags: tags, CreateDate: new Date(createdAt) } };
  } },
  ListAttachedRolePolicies: { resources: on, run: (input, cloud) => {
    return { AttachedPolicies: roleOf(input, cloud).policies.map((PolicyArn) => ({ PolicyArn })) };
  } },
  ListRolePolicies: { resources: on, run: (input, cloud) => {
    roleOf(input, cloud);
    return { PolicyNames: [] };
  } },
  CreateRole: { resources: on, run: (input, { roles, agenda }) => {
    const name = textIn(input, 'RoleName');
    if (roles.has(name)) throw new ServiceFault('EntityAlreadyExistsException', `Role with name ${name} already exists.`, 409);
    const tags = (input.Tags ?? []) as IamRole['tags'];
    roles.set(name, { name, trustPolicy: textIn(input, 'AssumeRolePolicyDocument'), createdAt: agenda.now, policies: [], tags });
    return {};
  } },
  AttachRolePolicy: { resources: on, run: (input, cloud) => {
    const role = roleOf(input, cloud);
    cloud.roles.set(role.name, { ...role, policies: [...role.policies, textIn(input, 'PolicyArn')] });
    return {};
  } },
  UntagRole: { resources: on, run: (input, cloud) => {
    const role = roleOf(input, cloud);
    cloud.roles.set(role.name, { ...role, tags: role.tags.filter(({ Key }) => !(input.TagKeys as string[]).includes(Key)) });
    return {};
  } },
};

function roleOf(input: Input, { roles }: Cloud): IamRole {
  const name = textIn(input, 'RoleName');
  const role = roles.get(name);
  if (role === undefined) throw new ServiceFault('NoSuchEntityException', `The role with name ${name} cannot be found.`, 404);
  return role;
}
