import { Resource, Token, type IResource } from 'aws-cdk-lib';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { checkEndpoint, endpointExists, type GeneratedPassword } from '../plan/endpoint-rules';
import { checkEndpointSettings, type EndpointSettingsInput } from '../plan/endpoint-settings-rules';
import { defaultSslMode, displayName, findEngine, type EndpointRole } from '../plan/engines';
import { renderExtraConnectionAttributes } from '../plan/extra-connection-attributes';
import { checkSecurityGroups } from '../plan/network-rules';
import type { Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';
import type { DatabaseConfig } from '../private/database-config';
import { generatedIdentifier } from '../private/generated-identifier';
import { generatedPassword } from '../private/generated-password';
import { importedFrom } from '../private/imported-from';
import { nameTag } from '../private/name-tag';
import { openPort } from '../private/open-port';
import { readPropsOf, withoutNulls } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { secretAccessRole } from '../private/secret-access-role';
import type { DatabaseEngine } from './database-engine';
import { DatabaseNetwork } from './database-network';
import { Encryption } from './encryption';
import type { EndpointDatabase } from './endpoint-database';
import type { IReplicationInstance } from './replication-instance';
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
    this._usesSecret = this._config.secret !== undefined || this._config.settings.asmSecret !== undefined;
    this.engineName = this._config.engineName;
    const engine = findEngine(this.engineName);
    const mode = defaultSslMode(this.engineName);
    this.tls = this._config.tls?._bind() ?? (mode && { sslMode: mode });

    const { attributes } = this._config.settings;
    const settings = this.settingsBlock();
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
      ...this.passwordLogin(),
      ...this.tls,
      extraConnectionAttributes: renderExtraConnectionAttributes(attributes, this._config.extraConnectionAttributes) || undefined,
      ...(engine && Object.keys(settings).length > 0 && { [engine.settings]: settings }),
    });
    // A user's own role may have its rights in policies beside it; DMS tries the role when the endpoint is made.
    if (this._config.accessRole !== undefined) resource.node.addDependency(this._config.accessRole);
    const additional = this._config.additionalSettings ?? {};
    if (engine !== undefined) {
      for (const [name, value] of Object.entries(additional)) resource.addPropertyOverride(`${capitalized(engine.settings)}.${name}`, value);
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
  public openTo(instance: IReplicationInstance): void {
    const notInstance = checkKind('instance', instance, 'IReplicationInstance');
    this.openings.push(...notInstance);
    if (notInstance.length > 0) return;
    const { peers, securityGroups, unmanaged } = this._config.network._bind();
    const port = this.networkPort();
    if (port === undefined) return; // told by the rules
    openPort(this, instance.connections, peers, port, `DMS to ${displayName(this.engineName ?? 'database')}`);
    if (unmanaged) return;
    const instanceGroups = instance.connections.securityGroups.length;
    this.openings.push(...checkSecurityGroups({ where: 'network', instanceGroups, databaseGroups: securityGroups }));
  }

  private networkPort(): ec2.Port | undefined {
    const { networkPort, port = findEngine(this.engineName)?.defaultPort } = this._config;
    if (networkPort !== undefined || port === undefined) return networkPort;
    return Token.isUnresolved(port) || (Number.isInteger(port) && port > 0 && port <= 65535) ? ec2.Port.tcp(port) : undefined;
  }

  /** The typed settings, and where the credentials are. */
  private settingsBlock(): Record<string, unknown> {
    const { secret, settings: { settings, asmSecret } } = this._config;
    const secrets = [...(secret ? [secret] : []), ...(asmSecret ? [asmSecret] : [])];
    if (secrets.length === 0) return settings;
    const { roleArn } = this._config.accessRole ?? secretAccessRole(this, 'SecretAccessRole', secrets);
    return {
      ...settings,
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

  private problems(): Problem[] {
    const { _config: config } = this;
    const { targetDbType } = { ...this._settingsInput?.settings as { readonly targetDbType?: unknown } | undefined };
    return [
      ...checkEndpoint({
        role: this._role,
        engineName: markUnknown(this.engineName),
        rdsEngineType: config.rdsEngineType,
        databaseName: markUnknown(config.databaseName),
        targetDbType,
        tls: this.tls && markUnknown(this.tls) as object,
        credentials: {
          secret: config.secret !== undefined,
          twice: config.credentialsTwice,
          accessRole: config.accessRole !== undefined && config.settings.asmSecret === undefined,
          generated: config.secret && markUnknown(generatedPassword(config.secret)) as GeneratedPassword | undefined,
          password: config.login && this.passwordText(config.login.password?.unsafeUnwrap()),
        },
        serverName: markUnknown(config.login?.serverName),
        port: markUnknown(config.port),
        endpointIdentifier: markUnknown(config.endpointIdentifier),
        resourceIdentifier: markUnknown(config.resourceIdentifier),
        settingsGiven: config.settingsGiven,
      }),
      ...(this._settingsInput === undefined ? [] : checkEndpointSettings(this._settingsInput)),
      ...config.problems,
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

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** From CloudFormation's spelling of members to the L1's. */
function uncapitalizedNames(block: { readonly [name: string]: unknown }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(block).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]));
}
