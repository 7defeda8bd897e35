import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import type { DatabaseEngine } from '../constructs/database-engine';
import { DatabaseNetwork } from '../constructs/database-network';
import type { DatabaseEndpointOptions, DatabaseProps, DescribedDatabaseProps, RdsDatabaseProps } from '../constructs/database-props';
import type { EndpointRole, RdsFamily } from '../plan/engines';
import { engineOfRds, findEngine } from '../plan/engines';
import { within, type Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';
import type { DatabaseConfig, RdsIdentity, ServerAddress } from './database-config';
import { readProps, withoutNulls, type MemberKinds } from './read-props';
import type { RenderedSettings } from './rendered-settings';

/** The settings given beside an RDS resource, of which one can be that of its engine. */
export interface RdsSettings {
  readonly renderers: Readonly<Record<RdsFamily, () => RenderedSettings>>;
  /** The names of those given. */
  readonly given: readonly string[];
}

const NO_SETTINGS: RenderedSettings = { settings: {}, attributes: {} };

/** The members that are objects. */
export const DATABASE_KINDS = {
  secret: 'secretsmanager.ISecret', credentials: 'DatabaseCredentials', accessRole: 'iam.IRole', tls: 'Tls', encryption: 'Encryption',
  network: 'DatabaseNetwork', engine: 'DatabaseEngine',
};

/** A database that is described by its engine. */
export function describeDatabase<S extends object>(
  role: EndpointRole,
  engine: DatabaseEngine | undefined,
  props: DescribedDatabaseProps & { readonly databaseName?: string; readonly settings?: S },
  render: (settings?: S) => RenderedSettings,
): DatabaseConfig {
  const { given, problems } = readProps(props, DATABASE_KINDS as MemberKinds<typeof props>);
  return {
    ...commonConfig(role, given, problems),
    engineName: engine?.engineName,
    databaseName: given.databaseName,
    // Plain JavaScript can leave it out; a range without addresses has that told with everything else.
    network: given.network ?? DatabaseNetwork.cidr(),
    settings: render(withoutNulls(given.settings)),
  };
}

/** A database on an RDS instance. */
export function describeInstance<P extends RdsDatabaseProps>(
  role: EndpointRole,
  instance: rds.IDatabaseInstance,
  props: P,
  settings: (given: P) => RdsSettings,
): DatabaseConfig {
  return describeRds(role, {
    resource: instance,
    type: 'rds.IDatabaseInstance',
    engineType: instance?.engine?.engineType,
    endpoint: () => instance.instanceEndpoint,
    metricsOf: () => ({ ...instance.env, identifier: instance.instanceIdentifier, isCluster: false }),
  }, props, settings);
}

/** A database on a cluster: Aurora, or RDS with two readable standbys. */
export function describeCluster<P extends RdsDatabaseProps>(
  role: EndpointRole,
  cluster: rds.IDatabaseCluster,
  props: P,
  settings: (given: P) => RdsSettings,
): DatabaseConfig {
  return describeRds(role, {
    resource: cluster,
    type: 'rds.IDatabaseCluster',
    engineType: cluster?.engine?.engineType,
    // The writer's: only from there can changes be captured, and only there can be written.
    endpoint: () => cluster.clusterEndpoint,
    metricsOf: () => ({ ...cluster.env, identifier: cluster.clusterIdentifier, isCluster: true }),
  }, props, settings);
}

interface RdsResource {
  readonly resource: ec2.IConnectable & IConstruct;
  readonly type: string;
  readonly engineType?: string;
  readonly endpoint: () => rds.Endpoint;
  readonly metricsOf: () => RdsIdentity;
}

function describeRds<P extends RdsDatabaseProps>(
  role: EndpointRole,
  { resource, type, engineType, endpoint, metricsOf }: RdsResource,
  props: P,
  settings: (given: P) => RdsSettings,
): DatabaseConfig {
  const notResource = checkKind('resource', resource, type);
  const isThere = notResource.length === 0;
  const { given, problems } = readProps(props, DATABASE_KINDS as MemberKinds<P>);
  const { renderers, given: settingsGiven } = settings(given);
  const engineName = given.engine?.engineName ?? (engineType === undefined ? undefined : engineOfRds(engineType));
  const family = findEngine(engineName)?.family;
  const config = commonConfig(role, given, [...notResource, ...problems], isThere ? secretOf(resource) : undefined);
  const address = config.login === undefined ? undefined : addressOf(endpoint);
  return {
    ...config,
    engineName,
    rdsEngineType: engineName === undefined ? engineType : undefined,
    databaseName: given.databaseName,
    network: given.network ?? (isThere ? DatabaseNetwork.of(resource) : DatabaseNetwork.unmanaged()),
    networkPort: given.port === undefined && isThere ? resource.connections.defaultPort : undefined,
    port: given.port ?? address?.port,
    login: config.login && { ...config.login, serverName: config.login.serverName ?? address?.hostname },
    settings: family !== undefined && family in renderers ? renderers[family as RdsFamily]() : NO_SETTINGS,
    settingsGiven,
    onRds: true,
    ...(isThere && { resource, metricsOf: metricsOf(), resourceAddress: serverAddress(endpoint) }),
  };
}

/** What can be said of an endpoint whatever it leads to. */
export function endpointOptions(props: DatabaseEndpointOptions): Pick<DatabaseConfig, keyof DatabaseEndpointOptions> {
  return {
    extraConnectionAttributes: props.extraConnectionAttributes,
    additionalSettings: props.additionalSettings,
    encryption: props.encryption,
    endpointIdentifier: props.endpointIdentifier,
    generateIdentifier: props.generateIdentifier ?? true,
    resourceIdentifier: props.resourceIdentifier,
  };
}

/** What does not depend on how the database is described. */
export function commonConfig(
  role: EndpointRole,
  props: DatabaseProps,
  problems: Problem[],
  ownSecret?: secretsmanager.ISecret,
): Omit<DatabaseConfig, 'engineName' | 'network' | 'settings'> {
  const { secret, password: login, problems: ofCredentials = [] } = props.credentials?._bind() ?? {};
  return {
    role,
    ...endpointOptions(props),
    secret: props.secret ?? secret ?? (login === undefined ? ownSecret : undefined),
    login,
    accessRole: props.accessRole,
    port: props.port,
    tls: props.tls,
    credentialsTwice: props.secret !== undefined && props.credentials !== undefined,
    problems: [...problems, ...within('credentials', ofCredentials)],
  };
}

/** The secret that the L2 made or was given for the master user. The interfaces do not have it, all classes do. */
export function secretOf(resource: ec2.IConnectable): secretsmanager.ISecret | undefined {
  return 'secret' in resource ? resource.secret as secretsmanager.ISecret | undefined : undefined;
}

/** The common part of the CDK's endpoint classes. */
export interface NetworkAddress {
  readonly hostname: string;
  readonly port: number;
}

/** The same, as descriptions have it. */
export function serverAddress(endpoint: () => NetworkAddress): ServerAddress | undefined {
  const address = addressOf(endpoint);
  return address && { serverName: address.hostname, port: address.port };
}

/** An imported cluster throws when asked for an address that it was not given. */
export function addressOf(endpoint: () => NetworkAddress): NetworkAddress | undefined {
  try {
    return endpoint();
  } catch {
    return undefined;
  }
}
