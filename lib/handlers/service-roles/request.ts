import type { Place } from '../../control/trust';

/** One role that has to be there. */
export interface WantedRole {
  readonly name: string;
  readonly managedPolicyArn: string;
  readonly trustPolicy: unknown;
  /** First labels of the service principals that have to assume it: `dms`. */
  readonly services: readonly string[];
}

/** What the custom resource asks for. */
export interface ServiceRolesRequest {
  readonly roles: readonly WantedRole[];
  readonly mayCreate: boolean;
  readonly place: Place;
  readonly permissionsBoundary?: string;
  readonly timeoutSeconds: number;
}

/** The custom resource's properties, as `DmsServiceRoles` writes them. CloudFormation makes text of numbers. */
export interface ServiceRolesProperties {
  readonly Roles: readonly {
    readonly Name: string;
    readonly ManagedPolicyArn: string;
    readonly TrustPolicy: { readonly Statement: readonly { readonly Principal: { readonly Service: string } }[] };
  }[];
  readonly MayCreate: string;
  readonly Partition: string;
  readonly Region: string;
  readonly Account: string;
  readonly PermissionsBoundary?: string;
  readonly TimeoutSeconds: string;
}

/** Reads the properties; the only place that knows their names. */
export function readRequest(properties: ServiceRolesProperties): ServiceRolesRequest {
  return {
    roles: properties.Roles.map(({ Name, ManagedPolicyArn, TrustPolicy }) => ({
      name: Name,
      managedPolicyArn: ManagedPolicyArn,
      trustPolicy: TrustPolicy,
      services: TrustPolicy.Statement.map(({ Principal }) => Principal.Service.split('.')[0] ?? ''),
    })),
    mayCreate: properties.MayCreate === 'true',
    place: { partition: properties.Partition, region: properties.Region, account: properties.Account },
    permissionsBoundary: properties.PermissionsBoundary,
    timeoutSeconds: Number(properties.TimeoutSeconds),
  };
}
