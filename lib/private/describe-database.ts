import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { DatabaseEngine } from '../constructs/database-engine';
import { DatabaseNetwork } from '../constructs/database-network';
import type { DatabaseProps, DescribedDatabaseProps, RdsDatabaseProps } from '../constructs/database-props';
import type { EndpointRole, EngineFamily } from '../plan/engines';
import { engineOfRds, findEngine } from '../plan/engines';
import type { DatabaseConfig } from './database-config';
import type { RenderedSettings } from './render-settings';

/** The settings given beside an RDS resource, of which one can be that of its engine. */
export interface RdsSettings {
  readonly renderers: Readonly<Record<EngineFamily, () => RenderedSettings>>;
  /** The names of those given. */
  readonly given: readonly string[];
}

const NO_SETTINGS: RenderedSettings = { settings: {}, attributes: {} };

/** A database that is described by its engine. */
export function describeDatabase(
  role: EndpointRole,
  engine: DatabaseEngine,
  props: DescribedDatabaseProps & { readonly databaseName?: string },
  settings: RenderedSettings,
): DatabaseConfig {
  return {
    ...common(role, props),
    engineName: engine.engineName,
    databaseName: props.databaseName,
    // Plain JavaScript can leave it out; a range without addresses has that told with everything else.
    network: props.network ?? DatabaseNetwork.cidr(),
    settings,
  };
}

/** A database on an RDS instance. */
export function describeInstance(
  role: EndpointRole,
  instance: rds.IDatabaseInstance,
  props: RdsDatabaseProps,
  settings: RdsSettings,
): DatabaseConfig {
  return describeRds(role, {
    resource: instance,
    engineType: instance.engine?.engineType,
    endpoint: () => instance.instanceEndpoint,
  }, props, settings);
}

/** A database on a cluster: Aurora, or RDS with two readable standbys. */
export function describeCluster(
  role: EndpointRole,
  cluster: rds.IDatabaseCluster,
  props: RdsDatabaseProps,
  settings: RdsSettings,
): DatabaseConfig {
  return describeRds(role, {
    resource: cluster,
    engineType: cluster.engine?.engineType,
    // The writer's: only from there can changes be captured, and only there can be written.
    endpoint: () => cluster.clusterEndpoint,
  }, props, settings);
}

interface RdsResource {
  readonly resource: ec2.IConnectable;
  readonly engineType?: string;
  readonly endpoint: () => rds.Endpoint;
}

function describeRds(
  role: EndpointRole,
  { resource, engineType, endpoint }: RdsResource,
  props: RdsDatabaseProps,
  settings: RdsSettings,
): DatabaseConfig {
  const engineName = props.engine?.engineName ?? (engineType === undefined ? undefined : engineOfRds(engineType));
  const family = findEngine(engineName)?.family;
  const config = common(role, props, secretOf(resource));
  const address = config.login === undefined ? undefined : addressOf(endpoint);
  return {
    ...config,
    engineName,
    rdsEngineType: engineName === undefined ? engineType : undefined,
    databaseName: props.databaseName,
    network: props.network ?? DatabaseNetwork.of(resource),
    networkPort: props.port === undefined ? resource.connections.defaultPort : undefined,
    port: props.port ?? address?.port,
    login: config.login && { ...config.login, serverName: config.login.serverName ?? address?.hostname },
    settings: family === undefined ? NO_SETTINGS : settings.renderers[family](),
    settingsGiven: settings.given,
    onRds: true,
  };
}

/** What does not depend on how the database is described. */
function common(
  role: EndpointRole,
  props: DatabaseProps,
  ownSecret?: secretsmanager.ISecret,
): Omit<DatabaseConfig, 'engineName' | 'network' | 'settings'> {
  const { secret, password: login } = props.credentials?._bind() ?? {};
  return {
    role,
    secret: props.secret ?? secret ?? (login === undefined ? ownSecret : undefined),
    login,
    accessRole: props.accessRole,
    port: props.port,
    tls: props.tls,
    extraConnectionAttributes: props.extraConnectionAttributes,
    additionalSettings: props.additionalSettings,
    encryption: props.encryption,
    endpointIdentifier: props.endpointIdentifier,
    generateIdentifier: props.generateIdentifier ?? true,
    resourceIdentifier: props.resourceIdentifier,
    credentialsTwice: props.secret !== undefined && props.credentials !== undefined,
  };
}

/** The secret that the L2 made or was given for the master user. The interfaces do not have it, all classes do. */
function secretOf(resource: ec2.IConnectable): secretsmanager.ISecret | undefined {
  return 'secret' in resource ? resource.secret as secretsmanager.ISecret | undefined : undefined;
}

/** An imported cluster throws when asked for an address that it was not given. */
function addressOf(endpoint: () => rds.Endpoint): { readonly hostname: string; readonly port: number } | undefined {
  try {
    return endpoint();
  } catch {
    return undefined;
  }
}
