import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { sourceMetricsEngine } from '../plan/alarms-source';
import { checkConnectionPatience } from '../plan/deployment-rules';
import { checkEndpointPair, checkExistingEndpoint, type DatabaseIdentity } from '../plan/endpoint-rules';
import { checkSourceForCapture } from '../plan/endpoint-settings-rules';
import { checkCombination } from '../plan/engine-combinations';
import { findEngine, isHomogeneous } from '../plan/engines';
import { within, type Problem } from '../plan/problem';
import { checkSchemaHandling } from '../plan/schema-handling-rules';
import { checkServerlessServices } from '../plan/serverless-rules';
import { checkTwoAnswers } from '../plan/two-answers';
import { checkServiceAccess, SECRETS_MANAGER, secretsManager, type NeededService } from '../plan/vpc-endpoint-rules';
import { inSeconds } from '../private/converted';
import type { ExistingEndpointConfig } from '../private/database-config';
import { DeploymentSteps, resourcesOf } from '../private/deployment-steps';
import { nameReferences } from '../private/generated-identifier';
import { openPort } from '../private/open-port';
import { readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { areIsolated, isDefinedHere, letsOut, letsOutToAddresses, serviceEndpoints } from '../private/vpc-inspection';
import { Encryption } from './encryption';
import { Endpoint, type IEndpoint } from './endpoint';
import type { EndpointDatabase } from './endpoint-database';
import type { IReplicationHost } from './replication-host';
import { ReplicationInstance, type _InstanceTask, type _SourceLog, type IReplicationInstance } from './replication-instance';
import type { SchemaHandling } from './schema-handling';
import { ServerlessNetwork } from './serverless-network';
import type { SourceDatabase } from './source-database';
import type { TargetDatabase } from './target-database';

/** Properties of an endpoint pair. */
export interface EndpointPairProps {
  /**
   * The replication instance that connects to both databases.
   *
   * @default - none; `serverless` has to be given
   */
  readonly instance?: IReplicationInstance;

  /**
   * The network of the serverless replications that connect to both databases.
   *
   * @default - none; `instance` has to be given
   */
  readonly serverless?: ServerlessNetwork;

  /** The database that is migrated. */
  readonly source: SourceDatabase;

  /** The database that it is migrated to. */
  readonly target: TargetDatabase;

  /**
   * Who makes the schema of the target, where its engine is another one than that of the source. DMS creates tables with their primary keys alone: no
   * secondary indexes, foreign keys, defaults, views or code.
   *
   * @default - nothing is known of it, of which a relational target is warned if tasks load its tables
   */
  readonly schema?: SchemaHandling;

  /**
   * What the instance fetches the credentials through: the interface endpoint for Secrets Manager of an existing VPC, or
   * `ec2.Peer.anyIpv4()` where the way is a NAT gateway. Port 443 is opened for it.
   *
   * @default - the interface endpoint that this app has defined in the instance's VPC by now
   */
  readonly secretsManagerEndpoint?: ec2.IConnectable;

  /**
   * Whether deployments test that the instance connects to both databases: when anything about an endpoint or the instance has changed. A test
   * that fails makes the deployment fail, with DMS's message, what it means, and what to check. Serverless replications have no such test: DMS makes
   * one of its own whenever they start.
   *
   * @default true
   */
  readonly testConnections?: boolean;

  /**
   * How long a test that fails is tried again: routes, rules and roles may still be on their way. A login that is refused is tried twice, since
   * databases lock accounts.
   *
   * @default Duration.minutes(10)
   */
  readonly connectionPatience?: Duration;
}

const CONNECTION_PATIENCE = Duration.minutes(10);

const KINDS = {
  instance: 'IReplicationInstance',
  serverless: 'ServerlessNetwork',
  source: 'SourceDatabase',
  target: 'TargetDatabase',
  schema: 'SchemaHandling',
  secretsManagerEndpoint: 'ec2.IConnectable',
  connectionPatience: 'Duration',
};

/**
 * A source and a target endpoint, and all that makes both databases reachable from one replication instance, or from serverless replications:
 * security group rules, roles for the secrets, and the way to Secrets Manager.
 */
export class EndpointPair extends Construct {
  /**
   * The replication instance.
   *
   * @default - none, if serverless replications stand between source and target
   */
  public readonly instance?: IReplicationInstance;

  /**
   * The network of serverless replications.
   *
   * @default - none, if an instance stands between source and target
   */
  public readonly serverless?: ServerlessNetwork;

  /** The endpoint of the database that is migrated. */
  public readonly sourceEndpoint: IEndpoint;

  /** The endpoint of the database that it is migrated to. */
  public readonly targetEndpoint: IEndpoint;

  /**
   * The engine of the source, as DMS names it.
   *
   * @default - not known
   */
  public readonly sourceEngineName?: string;

  /**
   * The engine of the target, as DMS names it.
   *
   * @default - not known
   */
  public readonly targetEngineName?: string;

  private readonly host: IReplicationHost;
  private readonly problems: Problem[] = [];
  private ownEncryption?: Encryption;
  private capturesChanges = false;
  private loadsTables = false;
  private readonly dropping: string[] = [];
  private identity: unknown;

  constructor(scope: Construct, id: string, props: EndpointPairProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, ...(props?.serverless == null ? ['instance' as const] : []), 'source', 'target');
    const { instance, serverless, source, target, secretsManagerEndpoint } = given;
    this.problems.push(...problems);
    this.instance = instance;
    this.serverless = serverless;
    this.host = (instance ?? serverless)!;
    this.sourceEndpoint = this.endpointOf('Source', source);
    this.targetEndpoint = this.endpointOf('Target', target);
    this.sourceEngineName = source._existing()?.engineName ?? this.sourceEndpoint.engineName;
    this.targetEngineName = target._existing()?.engineName ?? this.targetEndpoint.engineName;
    const opened = [...(this.openSecretsManager(secretsManagerEndpoint) ? [SECRETS_MANAGER] : []), ...this.openCalledServices()];
    const patience = inSeconds('connectionPatience', given.connectionPatience ?? CONNECTION_PATIENCE);
    if (instance !== undefined && (given.testConnections ?? true)) this.testConnections(instance, patience.value ?? CONNECTION_PATIENCE.toSeconds());

    reportProblems(this, () => [
      ...this.problems,
      ...patience.problems,
      ...checkTwoAnswers('instance', instance, 'serverless', serverless),
      ...checkConnectionPatience(markUnknown(patience.value)),
      ...checkEndpointPair({ source: this.identityOf(this.sourceEndpoint), target: this.identityOf(this.targetEndpoint) }),
      ...this.serviceProblems(opened),
      ...this.captureProblems(),
      ...this.combinationProblems(),
      ...this.schemaProblems(given.schema),
    ]);
  }

  /** Whether both databases are of one family, such as MySQL and Aurora MySQL. */
  public get isHomogeneous(): boolean {
    const { sourceEngineName: source, targetEngineName: target } = this;
    return source !== undefined && target !== undefined && isHomogeneous(source, target);
  }

  /**
   * Tells the pair of a task that reads its source and writes its target.
   *
   * @internal
   */
  public _attachTask(task: _InstanceTask): void {
    this._attachReplication(task);
    if (this.instance instanceof ReplicationInstance) this.instance._attachTask(task);
  }

  /**
   * Tells the pair of a serverless replication that reads its source and writes its target.
   *
   * @internal
   */
  public _attachReplication({ path, fullLoad, cdc, dropsTables }: Pick<_InstanceTask, 'path' | 'fullLoad' | 'cdc' | 'dropsTables'>): void {
    this.capturesChanges ||= cdc;
    this.loadsTables ||= fullLoad;
    if (fullLoad && dropsTables) this.dropping.push(path);
  }

  /**
   * The source, if it is on RDS in this account and Region and its metrics tell of its log.
   *
   * @internal
   */
  public get _sourceLog(): _SourceLog | undefined {
    const { metricsOf, engineName } = this.sourceEndpoint instanceof Endpoint ? this.sourceEndpoint._config : {};
    if (metricsOf === undefined) return undefined;
    const { identifier, isCluster, account, region } = metricsOf;
    const engine = sourceMetricsEngine(engineName, isCluster);
    const { account: ownAccount, region: ownRegion } = Stack.of(this);
    const isElsewhere = isOther(account, ownAccount) || isOther(region, ownRegion);
    return engine === undefined || isElsewhere ? undefined : { engine, identifier };
  }

  /**
   * What changes when the instance or an endpoint is replaced, which keep their logical ids and so, in the template, their ARNs.
   *
   * @internal
   */
  public get _identity(): unknown {
    return this.identity ??= this.identify();
  }

  /**
   * What tells the databases of the two ends from others in the app: the server and the database, if they are known.
   *
   * @internal
   */
  public get _databases(): { readonly source: string; readonly target?: string } {
    return { source: databaseOf(this.sourceEndpoint) ?? this.sourceEndpoint.node.path, target: databaseOf(this.targetEndpoint) };
  }

  private testConnections(instance: IReplicationInstance, patienceSeconds: number): void {
    const keyOfInstance = instance instanceof ReplicationInstance ? instance.encryptionKey : undefined;
    const ends = [['source', this.sourceEndpoint, this.sourceEngineName], ['target', this.targetEndpoint, this.targetEngineName]] as const;
    for (const [role, endpoint, engineName] of ends) {
      const database = endpoint instanceof Endpoint ? endpoint._config.resource : undefined;
      DeploymentSteps.of(this, keyOfInstance).addConnection({
        construct: this,
        instanceArn: instance.replicationInstanceArn,
        endpointArn: endpoint.endpointArn,
        role,
        engineName,
        endpointIdentifier: endpoint.endpointIdentifier,
        patienceSeconds,
        madeFrom: resourcesOf(instance, endpoint),
        after: [endpoint, ...(database === undefined ? [] : [database])],
      });
    }
  }

  /** Done once for all tasks of the pair. */
  private identify(): unknown {
    const { instance, sourceEndpoint, targetEndpoint } = this;
    const values = [
      ...(instance === undefined ? [] : [instance.replicationInstanceArn, instance.replicationInstanceIdentifier]),
      sourceEndpoint.endpointArn, sourceEndpoint.endpointIdentifier,
      targetEndpoint.endpointArn, targetEndpoint.endpointIdentifier,
    ];
    return JSON.stringify(nameReferences(values)) ?? values;
  }

  private captureProblems(): Problem[] {
    const settings = this.sourceEndpoint instanceof Endpoint ? this.sourceEndpoint._settingsInput : undefined;
    return this.capturesChanges && settings !== undefined ? within('source', checkSourceForCapture(settings)) : [];
  }

  private endpointOf(id: string, database: EndpointDatabase): IEndpoint {
    const existing = database._existing();
    if (existing !== undefined) return this.takeOver(id.toLowerCase(), existing);
    const defaultEncryption = database._describe()?.encryption ?? this.defaultEncryption();
    const endpoint = new Endpoint(this, id, { database, defaultEncryption });
    endpoint.openTo(this.host);
    return endpoint;
  }

  private takeOver(where: string, { role, engineName, network, port, problems: ofOptions, ...existing }: ExistingEndpointConfig): IEndpoint {
    const { given: { endpoint } } = readPropsOf(this, existing, { endpoint: 'IEndpoint' }, 'endpoint');
    this.problems.push(...within(where, ofOptions));
    const madeAs = endpoint instanceof Endpoint ? endpoint._role : undefined;
    this.problems.push(...within(where, checkExistingEndpoint({ role, engineName: markUnknown(engineName), madeAs })));
    if (network !== undefined) {
      const { peers, problems } = network._bind();
      this.problems.push(...within(where, problems));
      const number = port ?? findEngine(engineName)?.defaultPort;
      if (number !== undefined) openPort(this, this.host.connections, peers, ec2.Port.tcp(number), `DMS to the ${role}`);
    } else if (endpoint instanceof Endpoint) {
      endpoint.openTo(this.host);
    }
    return endpoint;
  }

  /** The key of the instance or of the network, or AWS's own if that was to be; of an imported one it is not known. */
  private defaultEncryption(): Encryption {
    if (this.host instanceof ReplicationInstance || this.host instanceof ServerlessNetwork) {
      const { encryptionKey } = this.host;
      return encryptionKey === undefined ? Encryption.awsManagedKey() : Encryption.customerManagedKey(encryptionKey);
    }
    const madeHere = Encryption.customerManagedKey();
    return this.ownEncryption ??= Encryption.customerManagedKey(madeHere._bind(this, `Connection parameters of ${this.node.path}`));
  }

  /** Lets the instance connect to Secrets Manager, if there is something to be fetched from it and the way is known. */
  private openSecretsManager(given: ec2.IConnectable | undefined): boolean {
    return this.endsWithSecret().length > 0 && this.openService(SECRETS_MANAGER, given, 'Secrets Manager');
  }

  /** Lets the instance connect to the services that the ends themselves are, where nobody said how and the way is known. */
  private openCalledServices(): string[] {
    const unsaid = this.calls().filter(({ opened }) => !opened).map(({ service }) => service);
    return [...new Set(unsaid)].filter((service) => this.openService(service, undefined, service));
  }

  private openService(service: string, given: ec2.IConnectable | undefined, name: string): boolean {
    const { vpc, connections } = this.host;
    const endpoint = given ?? (vpc && serviceEndpoints(vpc).find((each) => each.service === service)?.connectable);
    if (endpoint === undefined) return false;
    openPort(this, connections, [endpoint], ec2.Port.tcp(443), `DMS to ${name}`);
    return true;
  }

  private endsWithSecret(): string[] {
    return this.definedEnds().filter(({ endpoint }) => endpoint._usesSecret).map(({ end }) => end);
  }

  /** The services that the ends call, and whether somebody said how the instance reaches them. */
  private calls(): (NeededService & { readonly opened: boolean })[] {
    return this.definedEnds().flatMap(({ endpoint: { _config: { calls = [], networkIsGiven = false } } }) =>
      calls.map((call) => ({ ...call, opened: networkIsGiven })));
  }

  private definedEnds(): { readonly end: string; readonly endpoint: Endpoint }[] {
    const ends: [string, IEndpoint][] = [['source', this.sourceEndpoint], ['target', this.targetEndpoint]];
    return ends.flatMap(([end, endpoint]) => (endpoint instanceof Endpoint ? [{ end, endpoint }] : []));
  }

  private serviceProblems(opened: readonly string[]): Problem[] {
    const ends = this.endsWithSecret();
    const calls = this.calls();
    if (ends.length + calls.length === 0) return [];
    const { vpc, subnets, connections: { securityGroups } } = this.host;
    const known = vpc !== undefined && isDefinedHere(vpc) ? vpc : undefined;
    // Without a security group nothing can be said of what they let out, and that is told where the databases are opened.
    const isOpen = (service: string): boolean => opened.includes(service) || securityGroups.length === 0
      // The way to one service, which may be open for another's sake, is no way to others.
      || securityGroups.some((group) => (service === SECRETS_MANAGER ? letsOut(group, 443) : letsOutToAddresses(group, 443)));
    const needed = [...(ends.length > 0 ? [secretsManager(ends)] : []), ...calls];
    const present = known && [...serviceEndpoints(known).map(({ service }) => service), ...opened];
    if (this.serverless !== undefined) return checkServerlessServices({ needed, present });
    return checkServiceAccess({
      where: 'instance',
      needed,
      isolated: known && subnets && areIsolated(known, subnets),
      present,
      open: [SECRETS_MANAGER, ...calls.map(({ service }) => service)].filter((service) =>
        isOpen(service) || calls.some((call) => call.service === service && call.opened)),
    });
  }

  /** What the two engines do not do together. */
  private combinationProblems(): Problem[] {
    const { _settingsInput: settings } = this.sourceEndpoint instanceof Endpoint ? this.sourceEndpoint : {};
    return checkCombination({
      source: markUnknown(this.sourceEngineName),
      target: markUnknown(this.targetEngineName),
      capturesChanges: this.capturesChanges,
      sourceSettings: settings,
    });
  }

  /** Who makes of the schema what DMS does not make. */
  private schemaProblems(schema: SchemaHandling | undefined): Problem[] {
    return [...schema?._problems ?? [], ...checkSchemaHandling({
      source: markUnknown(this.sourceEngineName),
      target: markUnknown(this.targetEngineName),
      loadsTables: this.loadsTables,
      dropping: this.dropping,
      handling: schema?._said,
    })];
  }

  /** Where an endpoint leads; a value known only at deployment is the same if it is the same expression. */
  private identityOf(endpoint: IEndpoint): DatabaseIdentity {
    if (!(endpoint instanceof Endpoint)) return {};
    const { secret, login, databaseName } = endpoint._config;
    const server = secret?.secretFullArn ?? secret?.secretArn ?? login?.serverName;
    return { server: this.textOf(server), databaseName: this.textOf(databaseName) };
  }

  private textOf(value: string | undefined): string | undefined {
    return value === undefined ? undefined : JSON.stringify(Stack.of(this).resolve(value));
  }
}

/**
 * The same text for the same database, across stacks: a secret made in this app goes by its path, since its ARN differs from stack to stack.
 */
function databaseOf(endpoint: IEndpoint): string | undefined {
  const { endpointArn } = endpoint;
  if (!(endpoint instanceof Endpoint)) return Token.isUnresolved(endpointArn) ? undefined : String(endpointArn);
  const { secret, login, databaseName } = endpoint._config;
  const secretArn = secret?.secretFullArn ?? secret?.secretArn;
  const server = secret !== undefined && Token.isUnresolved(secretArn) ? secret.node.path : secretArn ?? login?.serverName;
  return server === undefined || Token.isUnresolved(server) || Token.isUnresolved(databaseName) ? undefined : JSON.stringify([server, databaseName]);
}

/** Whether two places are known to be different ones. */
function isOther(one: string, other: string): boolean {
  return !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}
