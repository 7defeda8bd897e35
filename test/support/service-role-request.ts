import type { ServiceRolesProperties } from '../../lib/handlers/service-roles/request';
import { managedPolicyArn, trustPolicy, type ServiceRoleName } from '../../lib/plan/service-roles';
import type { AccountRole } from './fake-iam';

export const ACCOUNT = '111111111111';
const PLACE = { partition: 'aws', account: ACCOUNT };

/** The properties that `DmsServiceRoles` writes, resolved. */
export function properties(roles: readonly ServiceRoleName[], changes: Partial<ServiceRolesProperties> = {}): ServiceRolesProperties {
  return {
    Roles: roles.map((name) => ({ Name: name, ManagedPolicyArn: managedPolicyArn(name, PLACE), TrustPolicy: trustPolicy(name, PLACE) })),
    MayCreate: 'true',
    Partition: 'aws',
    Region: 'eu-west-1',
    Account: ACCOUNT,
    TimeoutSeconds: '300',
    ...changes,
  };
}

/** A role that works, as somebody else made it long ago. */
export function othersRole(name: ServiceRoleName, changes: Partial<AccountRole> = {}): AccountRole {
  return {
    trustPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'dms.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    tags: { team: 'data' },
    policies: [managedPolicyArn(name, PLACE)],
    createdAt: Date.UTC(2020, 0, 1),
    ...changes,
  };
}
