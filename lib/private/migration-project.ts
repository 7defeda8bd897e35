import { Aws, Stack } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Encryption } from '../constructs/encryption';
import type { EndpointDatabase } from '../constructs/endpoint-database';
import type { MigrationProjectOptions } from '../constructs/migration-project-options';
import { ReplicationSubnetGroup } from '../constructs/replication-subnet-group';
import { checkDataProvider, providerKind, type DataProviderInput } from '../plan/data-providers';
import { displayName, findEngine } from '../plan/engines';
import { checkSecurityGroups } from '../plan/network-rules';
import type { Problem } from '../plan/problem';
import type { DatabaseConfig } from './database-config';
import { generatedIdentifier } from './generated-identifier';
import { nameTag } from './name-tag';
import { openPort } from './open-port';
import { portOf } from './port-of';
import { markUnknown } from './reporting';
import { secretAccessRole } from './secret-access-role';

/** The members that are objects, of all that is made of a migration project. */
export const PROJECT_KINDS = {
  vpc: 'ec2.IVpc',
  source: 'SourceDatabase',
  target: 'TargetDatabase',
  replicationSubnetGroup: 'IReplicationSubnetGroup',
  securityGroups: 'ec2.ISecurityGroup[]',
  encryption: 'Encryption',
};

/** One end of a migration project. */
export interface ProjectEnd {
  readonly database: EndpointDatabase;
  /** The server, where it is given. */
  readonly serverName?: string;
}

/** What a migration project is made from. */
export interface ProjectParts {
  readonly options: MigrationProjectOptions;
  readonly source: ProjectEnd;
  readonly target: ProjectEnd;
  /** Name of the service, beside the Region's own DMS, that reads the secrets. */
  readonly principal: string;
  /** What else the project has. */
  readonly attributes?: Partial<dms.CfnMigrationProjectProps>;
}

/** A migration project, with what belongs to it. */
export class MigrationProjectParts {
  public readonly connections: ec2.Connections;
  public readonly instanceProfileArn: string;
  public readonly project: dms.CfnMigrationProject;
  private readonly problems: (() => Problem[])[] = [];

  constructor(private readonly scope: Construct, { options, source, target, principal, attributes }: ProjectParts) {
    const { vpc, vpcSubnets, securityGroups, replicationSubnetGroup, encryption = Encryption.customerManagedKey() } = options;
    this.connections = new ec2.Connections({ securityGroups: securityGroups ?? [new ec2.SecurityGroup(scope, 'SecurityGroup', {
      vpc, description: `Migration project ${scope.node.path}`, allowAllOutbound: false,
    })] });
    const group = replicationSubnetGroup ?? new ReplicationSubnetGroup(scope, 'SubnetGroup', { vpc, vpcSubnets });
    const at = new Construct(scope, 'InstanceProfile');
    const profile = new dms.CfnInstanceProfile(at, 'Resource', {
      instanceProfileName: generatedIdentifier(at, undefined),
      kmsKeyArn: encryption._bind(scope, `Connection parameters of ${scope.node.path}`)?.keyArn,
      networkType: options.networkType,
      publiclyAccessible: false,
      subnetGroupIdentifier: group.replicationSubnetGroupIdentifier,
      vpcSecurityGroups: this.connections.securityGroups.map(({ securityGroupId }) => securityGroupId),
      tags: nameTag(scope),
    });
    this.instanceProfileArn = profile.attrInstanceProfileArn;
    const projectScope = new Construct(scope, 'Project');
    this.project = new dms.CfnMigrationProject(projectScope, 'Resource', {
      migrationProjectName: generatedIdentifier(projectScope, undefined),
      // An ARN is taken as well [API, CreateMigrationProject.InstanceProfileIdentifier]; newer versions of CloudFormation have no InstanceProfileArn.
      instanceProfileIdentifier: profile.attrInstanceProfileArn,
      sourceDataProviderDescriptors: [this.provider('Source', 'source', source, principal)],
      targetDataProviderDescriptors: [this.provider('Target', 'target', target, principal)],
      tags: nameTag(scope),
      ...attributes,
    });
  }

  /** All that is wrong with the ends. */
  public findProblems(): Problem[] {
    return this.problems.flatMap((find) => find());
  }

  private provider(
    id: string, where: string, { database, serverName: given }: ProjectEnd, principal: string,
  ): dms.CfnMigrationProject.DataProviderDescriptorProperty {
    const config = database._describe();
    const at = new Construct(this.scope, id);
    const kind = providerKind(config?.engineName);
    const port = config?.port ?? config?.resourceAddress?.port ?? findEngine(config?.engineName)?.defaultPort;
    const serverName = given ?? config?.resourceAddress?.serverName ?? serverInSecret(config);
    const tls = config?.tls?._bind() ?? { sslMode: 'require' };
    const input: DataProviderInput = {
      where,
      engineName: markUnknown(config?.engineName),
      isEndpoint: config === undefined,
      hasSecret: config?.secret !== undefined,
      serverName: markUnknown(serverName),
      port: markUnknown(port),
      databaseName: markUnknown(config?.databaseName),
      sslMode: markUnknown(tls.sslMode),
    };
    this.problems.push(() => [...checkDataProvider(input), ...config?.problems ?? []]);
    if (config !== undefined) this.open(where, config);
    const resource = new dms.CfnDataProvider(at, 'Resource', {
      dataProviderName: generatedIdentifier(at, undefined),
      engine: kind?.engine ?? '',
      settings: kind && { [kind.block]: {
        serverName,
        port,
        ...(kind.databaseName !== 'none' && { databaseName: config?.databaseName }),
        ...(kind.tls && tls),
      } },
      tags: nameTag(at),
    });
    const secret = config?.secret;
    if (secret === undefined) return { dataProviderArn: resource.attrDataProviderArn };
    const role = config?.accessRole ?? secretAccessRole(at, 'SecretAccessRole', [secret], dmsAnd(Stack.of(at), principal));
    return {
      dataProviderArn: resource.attrDataProviderArn,
      secretsManagerSecretId: secret.secretFullArn ?? secret.secretArn,
      secretsManagerAccessRoleArn: role.roleArn,
    };
  }

  private open(where: string, config: DatabaseConfig): void {
    const { peers, securityGroups, unmanaged, problems } = config.network._bind();
    this.problems.push(() => problems);
    const port = config.networkPort ?? portOf(config.port ?? findEngine(config.engineName)?.defaultPort);
    if (port === undefined) return;
    openPort(this.scope, this.connections, peers, port, `DMS to ${displayName(config.engineName ?? 'database')}`);
    if (unmanaged) return;
    const instanceGroups = this.connections.securityGroups.length;
    this.problems.push(() => checkSecurityGroups({ where: `${where}.network`, instanceGroups, databaseGroups: securityGroups }));
  }
}

/**
 * Who takes on the roles of a migration project: the Region's own DMS, and the service that carries it out, for this account
 * [DMS User Guide, Creating IAM resources for homogeneous data migrations; Complete prerequisites for working with DMS Schema Conversion].
 *
 * The roles that DMS's console makes have the condition on the account; whether an `aws:SourceArn` is sent as well is not documented.
 */
export function dmsAnd(stack: Stack, principal: string): iam.PrincipalBase {
  const conditions = { StringEquals: { 'aws:SourceAccount': stack.account } };
  return new iam.CompositePrincipal(
    new iam.ServicePrincipal(`dms.${stack.region}.${Aws.URL_SUFFIX}`, { conditions }),
    new iam.ServicePrincipal(principal, { conditions }),
  );
}

/** CloudFormation looks the host up in the secret, where DMS's endpoints look for it too. */
function serverInSecret(config: DatabaseConfig | undefined): string | undefined {
  return config?.secret?.secretValueFromJson('host').unsafeUnwrap();
}
