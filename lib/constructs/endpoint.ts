import { Resource, type IResource } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { checkOverrides, type OverridesInput } from '../plan/endpoint-overrides';
import { checkEndpoint, endpointExists, type GeneratedPassword } from '../plan/endpoint-rules';
import { checkEndpointSettings, type EndpointSettingsInput } from '../plan/endpoint-settings-rules';
import { defaultSslMode, displayName, findEngine, type EndpointRole } from '../plan/engines';
import { renderExtraConnectionAttributes } from '../plan/extra-connection-attributes';
import { checkSecurityGroups } from '../plan/network-rules';
import { within, type Problem } from '../plan/problem';
import { checkSecretPlace, type SecretPlaceInput } from '../plan/secret-place-rules';
import { checkKind } from '../plan/value-kinds';
import type { DatabaseConfig } from '../private/database-config';
import { generatedIdentifier } from '../private/generated-identifier';
import { generatedPassword } from '../private/generated-password';
import { importedFrom } from '../private/imported-from';
import { nameTag } from '../private/name-tag';
import { openPort } from '../private/open-port';
import { portOf } from '../private/port-of';
import { readPropsOf, withoutNulls } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { secretAccessRole } from '../private/secret-access-role';
import { serviceAccessRole } from '../private/service-access';
import type { DatabaseEngine } from './database-engine';
import { DatabaseNetwork } from './database-network';
import { Encryption } from './encryption';
import type { EndpointDatabase } from './endpoint-database';
import type { IReplicationHost } from './replication-host';
import type { _TlsConfig } from './tls';

/** An endpoint, defined or imported. */
export interface IEndpoint extends IResource {
  /**
   * The endpoint's ARN.
   *
   * @attribute
   */
  readonly endpointArn: string;

  /**
   * The endpoint's name, in lower case. It is not part of the ARN.
   *
   * @default - not known
   */
  readonly endpointIdentifier?: string;

  /**
   * The engine of its database, as DMS names it.
   *
   * @default - not known
   */
  readonly engineName?: string;
}

/** What is known of an endpoint that exists. */
export interface EndpointAttributes {
  /** The endpoint's ARN. */
  readonly endpointArn: string;

  /**
   * The endpoint's name.
   *
   * @default - not known
   */
  readonly endpointIdentifier?: string;

  /**
   * The engine of its database.
   *
   * @default - not known; then it has to be said where the endpoint is used
   */
  readonly engine?: DatabaseEngine;
}

/** Properties of an endpoint. */
export interface EndpointProps {
  /** The database: a `SourceDatabase` makes a source endpoint, a `TargetDatabase` a target endpoint. */
  readonly database: EndpointDatabase;

  /**
   * The key that encrypts the connection parameters, where the database does not say.
   *
   * @default Encryption.customerManagedKey()
   */
  readonly defaultEncryption?: Encryption;
}

const KINDS = { database: 'EndpointDatabase', defaultEncryption: 'Encryption' };

/**
 * An endpoint: how DMS connects to one database.
 *
 * By default with the credentials from a secret that a role of its own may read, over TLS, and with its parameters encrypted by a key of
 * your own.
 *
 * @resource AWS::DMS::Endpoint
 */
export class Endpoint extends Resource implements IEndpoint {
  /** An endpoint that exists, of which only the ARN is known. */
  public static fromEndpointArn(scope: Construct, id: string, endpointArn: string): IEndpoint {
    return Endpoint.fromEndpointAttributes(scope, id, { endpointArn });
  }

  /** An endpoint that exists. */
  public static fromEndpointAttributes(scope: Construct, id: string, attrs: EndpointAttributes): IEndpoint {
    const { endpointArn, endpointIdentifier, engine } = withoutNulls(attrs);
    class Import extends Resource implements IEndpoint {
      public readonly endpointArn = endpointArn;
      public readonly endpointIdentifier = endpointIdentifier;
      public readonly engineName = engine?.engineName;
    }
    return new Import(scope, id, importedFrom(endpointArn));
  }

  public readonly endpointArn: string;
  public readonly endpointIdentifier?: string;
  public readonly engineName?: string;

  /**
   * The role that DMS takes on to use S3, Kinesis, DynamoDB, OpenSearch, Neptune, or the bucket of Redshift.
   *
   * @default - none is needed for the engine
   */
  public readonly serviceAccessRole?: iam.IRole;

  /**
   * Which end it is for.
   *
   * @internal
   */
  public readonly _role: EndpointRole;

  /**
   * What it was made from.
   *
   * @internal
   */
  public readonly _config: DatabaseConfig;

  /**
   * The settings and attributes, as rules look at them.
   *
   * @internal
   */
  public readonly _settingsInput?: EndpointSettingsInput;

  /**
   * Names of the tables that DMS may write, if its role is made here and may not write all.
   *
   * @internal
   */
  public readonly _writableTables?: readonly string[];

  /**
   * Whether DMS fetches credentials from Secrets Manager for it.
   *
   * @internal
   */
  public readonly _usesSecret: boolean;

  private readonly tls?: _TlsConfig;
  private readonly openings: Problem[] = [];

  constructor(scope: Construct, id: string, props: EndpointProps) {
    super(scope, id);

    const { given: { database, defaultEncryption }, problems } = readPropsOf(this, props, KINDS, 'database');
    const config = database._describe();
    this._role = database._role;
    this._config = config ?? nothingKnown(this._role);
    this._writableTables = this._config.writableTables;
    this._usesSecret = this._config.secret !== undefined || this._config.settings.asmSecret !== undefined;
    this.engineName = this._config.engineName;
    const engine = findEngine(this.engineName);
    const mode = defaultSslMode(this.engineName);
    this.tls = this._config.tls?._bind() ?? (mode && { sslMode: mode });

    const { attributes } = this._config.settings;
    const { service } = this._config;
    const serviceRole = service && serviceAccessRole(this, 'ServiceAccessRole', service);
    this.serviceAccessRole = serviceRole?.role;
    const settings = this.settingsBlock();
    const block = engine?.settings ?? this._config.settingsBlock;
    const createOnly = {
      kmsKeyId: (this._config.encryption ?? defaultEncryption ?? Encryption.customerManagedKey())
        ._bind(this, `Connection parameters of ${this.node.path}`)?.keyArn,
      resourceIdentifier: this._config.resourceIdentifier,
    };
    this.endpointIdentifier = this._config.endpointIdentifier
      ?? (this._config.generateIdentifier ? generatedIdentifier(this, createOnly) : undefined);

    const resource = new dms.CfnEndpoint(this, 'Resource', {
      ...createOnly,
      endpointType: this._role,
      engineName: this.engineName ?? '',
      endpointIdentifier: this.endpointIdentifier,
      databaseName: this._config.databaseName,
      tags: nameTag(this),
      ...this._config.address,
      ...this.passwordLogin(),
      ...this.tls,
      extraConnectionAttributes: renderExtraConnectionAttributes(attributes, this._config.extraConnectionAttributes) || undefined,
      ...(engine?.settings && Object.keys(settings).length > 0 && { [engine.settings]: settings }),
    });
    // A user's own role may have its rights in policies beside it; DMS tries the role when the endpoint is made.
    for (const each of [this._config.accessRole, serviceRole?.complete]) {
      if (each !== undefined) resource.node.addDependency(each);
    }
    const additional = this._config.additionalSettings ?? {};
    const notInL1 = engine === undefined ? { ...capitalizedNames(settings), ...additional } : additional;
    for (const [name, value] of Object.entries(block === undefined ? {} : notInL1)) {
      resource.addPropertyOverride(`${nameOfBlock(block ?? '')}.${name}`, value);
    }
    if (engine !== undefined) {
      this._settingsInput = {
        family: engine.family,
        role: this._role,
        settings: markUnknown({ ...settings, ...uncapitalizedNames(additional) }),
        attributes: markUnknown(attributes),
        extraConnectionAttributes: markUnknown(this._config.extraConnectionAttributes),
        databaseName: markUnknown(this._config.databaseName),
        onRds: this._config.onRds,
      };
    }
    this.endpointArn = resource.ref;

    reportProblems(this, () => [...problems, ...(config === undefined ? [endpointExists()] : this.problems())]);
  }

  /** Opens the way from a replication instance to the database, as the database's network says. An `EndpointPair` does so by itself. */
  public openTo(instance: IReplicationHost): void {
    const notInstance = checkKind('instance', instance, 'IReplicationInstance');
    this.openings.push(...notInstance);
    if (notInstance.length > 0) return;
    const { peers, securityGroups, unmanaged } = this._config.network._bind();
    const port = this.networkPort();
    if (port === undefined) return; // told by the rules
    for (const each of [port, ...this._config.morePorts ?? []]) {
      openPort(this, instance.connections, peers, each, `DMS to ${displayName(this.engineName ?? 'database')}`);
    }
    if (unmanaged) return;
    const instanceGroups = instance.connections.securityGroups.length;
    this.openings.push(...checkSecurityGroups({ where: 'network', instanceGroups, databaseGroups: securityGroups }));
  }

  private networkPort(): ec2.Port | undefined {
    const { networkPort, port = findEngine(this.engineName)?.defaultPort } = this._config;
    return networkPort ?? portOf(port);
  }

  /** The typed settings, and where the credentials are. */
  private settingsBlock(): Record<string, unknown> {
    const { secret, settings: { settings, asmSecret } } = this._config;
    const secrets = [...(secret ? [secret] : []), ...(asmSecret ? [asmSecret] : [])];
    const typed = this.serviceAccessRole === undefined ? settings : { ...settings, serviceAccessRoleArn: this.serviceAccessRole.roleArn };
    if (secrets.length === 0) return typed;
    const { roleArn } = this._config.accessRole ?? secretAccessRole(this, 'SecretAccessRole', secrets);
    return {
      ...typed,
      ...(secret && { secretsManagerSecretId: secret.secretFullArn ?? secret.secretArn, secretsManagerAccessRoleArn: roleArn }),
      ...(asmSecret && {
        secretsManagerOracleAsmSecretId: asmSecret.secretFullArn ?? asmSecret.secretArn,
        secretsManagerOracleAsmAccessRoleArn: roleArn,
      }),
    };
  }

  /** With a secret, the server is in the secret as well, and DMS refuses it in both places. */
  private passwordLogin(): Partial<dms.CfnEndpointProps> {
    const { login, port = findEngine(this.engineName)?.defaultPort } = this._config;
    if (login === undefined) return {};
    return { serverName: login.serverName, port, username: login.username, password: login.password?.unsafeUnwrap() };
  }

  /**
   * How it connects; absent if that is as DMS has it.
   *
   * @internal
   */
  public get _sslMode(): string | undefined {
    return this.tls?.sslMode;
  }

  private problems(): Problem[] {
    const { _config: config } = this;
    const { targetDbType } = { ...this._settingsInput?.settings as { readonly targetDbType?: unknown } | undefined };
    return [
      ...checkEndpoint({
        role: this._role,
        engineName: markUnknown(this.engineName),
        rdsEngineType: config.rdsEngineType,
        settingsBlock: config.settingsBlock,
        isGeneric: config.isGeneric,
        opensPort: !config.network._bind().unmanaged,
        databaseName: markUnknown(config.databaseName),
        targetDbType,
        tls: this.tls && markUnknown(this.tls) as object,
        credentials: {
          secret: config.secret !== undefined,
          twice: config.credentialsTwice,
          accessRole: config.accessRole !== undefined && config.settings.asmSecret === undefined,
          generated: config.secret && markUnknown(generatedPassword(config.secret)) as GeneratedPassword | undefined,
          needed: config.authenticated !== false,
          password: config.login && this.passwordText(config.login.password?.unsafeUnwrap()),
        },
        serverName: markUnknown(config.login?.serverName ?? config.address?.serverName ?? config.settings.settings.serverName),
        addressNeeded: config.address !== undefined,
        port: markUnknown(config.port),
        endpointIdentifier: markUnknown(config.endpointIdentifier),
        resourceIdentifier: markUnknown(config.resourceIdentifier),
        settingsGiven: config.settingsGiven,
      }),
      ...(this._settingsInput === undefined ? [] : checkEndpointSettings(this._settingsInput)),
      ...checkOverrides(markUnknown({ settings: config.settings.settings, additional: config.additionalSettings ?? {} }) as OverridesInput),
      ...(config.secret === undefined ? [] : checkSecretPlace(markUnknown({
        secretAccount: config.secret.env?.account,
        secretRegion: config.secret.env?.region,
        hasKey: config.secret.encryptionKey !== undefined,
        account: this.stack.account,
        region: this.stack.region,
      }) as SecretPlaceInput)),
      ...config.problems,
      ...within('settings', [...config.settings.problems ?? []]),
      ...config.checkIn?.(this) ?? [],
      ...config.network._bind().problems,
      ...this.openings,
    ];
  }

  /** The password as the template has it: a reference is text too, and says what it refers to. */
  private passwordText(password: string | undefined): unknown {
    const text: unknown = this.stack.resolve(password);
    return typeof text === 'string' ? text : markUnknown(password);
  }
}

/** Stands for what is not there, so that the problem can be told with all others. */
function nothingKnown(role: EndpointRole): DatabaseConfig {
  return {
    role,
    network: DatabaseNetwork.unmanaged(),
    settings: { settings: {}, attributes: {} },
    generateIdentifier: false,
    credentialsTwice: false,
    problems: [],
    encryption: Encryption.awsManagedKey(),
  };
}

/** CloudFormation's spelling of a settings block. */
function nameOfBlock(block: string): string {
  return block === 'gcpMySqlSettings' ? 'GcpMySQLSettings' : capitalized(String(block));
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** From the L1's spelling of members to CloudFormation's. */
function capitalizedNames(block: { readonly [name: string]: unknown }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(block).map(([name, value]) => [capitalized(name), value]));
}

/** From CloudFormation's spelling of members to the L1's. */
function uncapitalizedNames(block: { readonly [name: string]: unknown }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(block).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]));
}
