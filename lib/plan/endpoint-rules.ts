import { canBe, displayName, findEngine, hasSslModes, isNotInCloudFormation, likelyEngineName, type EndpointRole, type Engine } from './engines';
import { checkIdentifier, checkResourceIdentifier, MAX_TASK_IDENTIFIER } from './identifiers';
import { checkServerName } from './network-rules';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown, UNKNOWN } from './unknown';

/** An endpoint as it will be in the template, and how it came to be so. */
export interface EndpointInput {
  readonly role: EndpointRole;
  /** Undefined if it could not be told. */
  readonly engineName?: unknown;
  /** The engine of the RDS resource that the endpoint is made from, where it is not an engine of DMS's. */
  readonly rdsEngineType?: unknown;
  /** Whether it was described without a factory of its engine. */
  readonly isGeneric?: boolean;
  /** Whether the port is to be opened for the replication instance. */
  readonly opensPort?: boolean;
  /** The settings block that was named for an engine which this library does not know. */
  readonly settingsBlock?: unknown;
  readonly databaseName?: unknown;
  readonly targetDbType?: unknown;
  /** Undefined where nothing was said and nothing could be chosen. */
  readonly tls?: TlsInput;
  readonly credentials: CredentialsInput;
  readonly serverName?: unknown;
  /** Whether the address stands in the endpoint without anybody logging in. */
  readonly addressNeeded?: boolean;
  readonly port?: unknown;
  readonly endpointIdentifier?: unknown;
  readonly resourceIdentifier?: unknown;
  /** The per-engine settings given beside an RDS resource, whose engine the type system does not know. */
  readonly settingsGiven?: readonly string[];
}

/** How the connection is encrypted. */
export interface TlsInput {
  /** Undefined if the property is left out of the template on purpose. */
  readonly sslMode?: unknown;
  readonly certificateArn?: unknown;
}

/** Where user name and password come from. */
export interface CredentialsInput {
  /** Whether the database is said to let nobody in without. */
  readonly needed?: boolean;
  readonly secret: boolean;
  /** Whether a secret was given beside other credentials. */
  readonly twice: boolean;
  readonly accessRole: boolean;
  /** The password as it will be in the template, if it is given there. */
  readonly password?: unknown;
  /** How the secret's password is generated, if this app does it. */
  readonly generated?: GeneratedPassword;
}

/** What a generated password has none of, as in `GenerateSecretString` of Secrets Manager. */
export interface GeneratedPassword {
  readonly excludeCharacters?: unknown;
  readonly excludePunctuation?: unknown;
}

/** What ends a value in DMS's connection strings [DMS User Guide, Using secrets to access DMS endpoints]. */
const HARMFUL_CHARACTERS = [';', '.', ':', '+'];

/** The longest identifier of an endpoint: not documented; DMS's longest is used [derived]. */
export const MAX_ENDPOINT_IDENTIFIER = MAX_TASK_IDENTIFIER;

/** Checks one endpoint. */
export function checkEndpoint(input: EndpointInput): Problem[] {
  const engine = findEngine(input.engineName);
  return [
    ...checkEngine(input),
    ...checkDatabaseName(input, engine),
    ...checkTls(input, engine),
    ...checkCredentials(input, engine),
    ...checkServerName('serverName', input.serverName),
    ...checkPort(input, engine),
    ...checkSettingsGiven(input, engine),
    ...checkIdentifier('endpointIdentifier', input.endpointIdentifier, MAX_ENDPOINT_IDENTIFIER),
    ...checkResourceIdentifier(input.resourceIdentifier),
  ];
}

function checkEngine({ role, engineName, rdsEngineType, isGeneric, settingsBlock, credentials }: EndpointInput): Problem[] {
  const name = rdsEngineType ?? engineName;
  if (name === undefined) {
    return [error({
      code: 'engineMissing',
      where: 'engine',
      what: 'cannot be told from the imported resource',
      why: 'DMS needs the engine of an endpoint, and an import has it only if it was given',
      mend: "Give 'engine' where it is imported, or here: engine: DatabaseEngine.POSTGRESQL",
    })];
  }
  if (!isKnown(name) || findEngine(name) !== undefined) return checkEngineName(role, engineName);
  if (isGeneric !== true) {
    return [error({
      code: 'engineUnsupported',
      where: 'engine',
      what: `cannot be described by this library yet, got ${show(name)}`,
      why: 'It knows the engines that have a factory, and not where the credentials of others go',
      mend: 'Describe it by SourceDatabase.of() or TargetDatabase.of()',
    }), ...checkEngineName(role, engineName)];
  }
  return [...(settingsBlock === undefined && credentials.secret ? [error({
    code: 'settingsBlockMissing',
    where: 'settingsBlock',
    what: `is not given for the engine ${show(name)}`,
    why: 'CloudFormation takes the secret as a member of the settings of the engine, and this library does not know their name',
    mend: "Give the name of CloudFormation's property: settingsBlock: 'RedisSettings'",
  })] : []), ...checkEngineName(role, engineName)];
}

/** Checks that DMS has the engine at that end. */
export function checkEngineName(role: EndpointRole, engineName: unknown): Problem[] {
  if (!isKnown(engineName)) return [];
  const name = String(engineName);
  if (!canBe(name, role)) {
    return [error({
      code: 'engineRole',
      where: 'engine',
      what: `cannot be a ${role}, got ${show(name)}`,
      why: `DMS has ${displayName(name)} as a ${role === 'source' ? 'target' : 'source'} only`,
      mend: 'Use an engine that can stand at this end',
    })];
  }
  if (isNotInCloudFormation(name)) {
    return [warning({
      code: 'engineNotInCloudFormation',
      where: 'engine',
      what: `is ${show(name)}, which CloudFormation has no settings for`,
      why: 'DMS has the engine in its API alone, and refuses an endpoint without its settings',
      mend: 'Make the endpoint by the API, and take it in by fromEndpoint(); or ignore this if CloudFormation has the settings now',
    })];
  }
  const meant = likelyEngineName(name);
  if (meant === undefined) return [];
  return [warning({
    code: 'engineNameUnlikely',
    where: 'engine',
    what: `is no engine name of DMS, got ${show(name)}`,
    why: 'DMS would refuse the endpoint, or take its settings for those of another engine',
    mend: `Write ${show(meant)}`,
  })];
}

function checkDatabaseName({ role, databaseName, targetDbType }: EndpointInput, engine: Engine | undefined): Problem[] {
  if (engine === undefined || databaseName === UNKNOWN) return [];
  if (engine.databaseName === 'required') {
    if (databaseName !== undefined && databaseName !== '') return [];
    return [error({
      code: 'databaseNameMissing',
      where: 'databaseName',
      what: 'is not given',
      why: `DMS connects to one database of ${engine.displayName}, and takes its name from the endpoint, never from the secret`,
      mend: engine.family === 'oracle' ? 'Give the SID or the service name' : 'Give the name of the database to migrate',
    })];
  }
  if (engine.family !== 'mysql') return [];
  // The API spells the word in lower case with a hyphen, the user guide in capitals with an underscore.
  const isSpecific = isKnown(targetDbType) && String(targetDbType).toLowerCase().replace('_', '-') === 'specific-database';
  if (databaseName === undefined || isSpecific || targetDbType === UNKNOWN) return [];
  return [warning({
    code: 'databaseNameUnwanted',
    where: 'databaseName',
    what: `is given for ${engine.displayName}, got ${show(databaseName)}`,
    why: 'DMS then has all tables of a task in that one database, whatever schema they come from',
    mend: role === 'source'
      ? 'Leave it out, and select the schemas in the table mappings'
      : "Leave it out, or set 'targetDbType' to specific-database if it is meant so",
  })];
}

function checkTls({ tls }: EndpointInput, engine: Engine | undefined): Problem[] {
  if (tls === undefined) return engine === undefined || !hasSslModes(engine) ? [] : [tlsUndecided(engine)];
  const { sslMode, certificateArn } = tls;
  if (!isKnown(sslMode)) return [];
  const mode = String(sslMode);
  const verifies = mode === 'verify-ca' || mode === 'verify-full';
  const problems: Problem[] = [];
  if (engine !== undefined && !engine.sslModes.some((known) => known === mode)) {
    problems.push(error({
      code: 'sslModeUnsupported',
      where: 'tls',
      what: `must be ${list(engine.sslModes, 'or')} for ${engine.displayName}, got ${mode}`,
      why: 'DMS does not have other modes for that engine',
      mend: hasSslModes(engine) ? `Use ${list(engine.sslModes.filter((known) => known !== 'none').map(factoryOf), 'or')}` : "Leave 'tls' out",
    }));
  }
  if (verifies && certificateArn === undefined) {
    problems.push(error({
      code: 'certificateMissing',
      where: 'tls',
      what: `is ${mode} without a certificate`,
      why: 'DMS verifies the server against the certificate of its authority and has none of its own',
      mend: `Give one: ${factoryOf(mode)} with a DmsCertificate`,
    }));
  }
  if (!verifies && certificateArn !== undefined) {
    problems.push(error({
      code: 'certificateUnused',
      where: 'tls',
      what: `is ${mode} with a certificate`,
      why: 'Only verify-ca and verify-full look at a certificate, so the server would not be verified',
      mend: 'Use Tls.verifyCa(certificate) or Tls.verifyFull(certificate), or leave the certificate out',
    }));
  }
  return problems;
}

function tlsUndecided(engine: Engine): Problem {
  const modes = engine.sslModes.filter((mode) => mode !== 'none').map(factoryOf);
  return error({
    code: 'tlsUndecided',
    where: 'tls',
    what: `must be decided for ${engine.displayName}`,
    why: `DMS encrypts the connection to ${engine.displayName} only if it has the certificate of the server's authority`,
    mend: `Give ${list(modes, 'or')} with a DmsCertificate, or say Tls.none() if the connection may be readable`,
  });
}

function factoryOf(mode: string): string {
  switch (mode) {
    case 'verify-ca': return 'Tls.verifyCa()';
    case 'verify-full': return 'Tls.verifyFull()';
    case 'require': return 'Tls.require()';
    default: return 'Tls.none()';
  }
}

function checkCredentials({ credentials, serverName, addressNeeded }: EndpointInput, engine: Engine | undefined): Problem[] {
  const { secret, twice, accessRole, password, generated, needed = true } = credentials;
  if (!secret && password === undefined && (engine?.login === 'own' || !needed)) {
    return addressNeeded === true && (serverName === undefined || serverName === '') ? [serverNameMissing('serverName', "Give 'serverName'")] : [];
  }
  if (secret && engine !== undefined && engine.login !== 'secret') {
    return [error({
      code: 'secretUnsupported',
      where: 'secret',
      what: `is given for ${engine.displayName}`,
      why: `DMS reads no secrets for ${engine.displayName}`,
      mend: engine.login === 'password'
        ? 'Give credentials: DatabaseCredentials.fromPassword(), with references to the members of the secret'
        : 'Leave it out, and give what the engine logs in with in its settings',
    })];
  }
  if (twice) {
    return [error({
      code: 'credentialsTwice',
      where: 'credentials',
      what: "are given beside 'secret'",
      why: 'DMS takes a secret or a password, never both, and only one secret',
      mend: "Leave out 'credentials', so that the secret is used",
    })];
  }
  if (secret) return checkGeneratedPassword(generated);
  if (password === undefined) {
    return [error({
      code: 'credentialsMissing',
      where: 'secret',
      what: 'is not given',
      why: 'DMS needs a user name and a password to connect',
      mend: engine?.login === 'password'
        ? 'Give credentials: DatabaseCredentials.fromPassword()'
        : 'Give a secret with the members username, password, host and port, all in lower case',
    })];
  }
  const problems: Problem[] = [];
  if (accessRole) {
    problems.push(error({
      code: 'accessRoleUnused',
      where: 'accessRole',
      what: 'is given without a secret',
      why: 'DMS takes on the role only to read a secret',
      mend: "Leave it out, or give 'secret' in the place of the password",
    }));
  }
  if (serverName === undefined || serverName === '') {
    problems.push(serverNameMissing('credentials', "Give 'serverName' to DatabaseCredentials.fromPassword()"));
  }
  return [...problems, ...checkPassword(password)];
}

function serverNameMissing(where: string, mend: string): Problem {
  return error({
    code: 'serverNameMissing',
    where,
    what: where === 'credentials' ? 'have no server name' : 'is not given',
    why: 'Without a secret, the address of the database has to be in the endpoint',
    mend,
  });
}

function checkGeneratedPassword(generated: GeneratedPassword | undefined): Problem[] {
  if (generated === undefined || generated.excludePunctuation === true) return [];
  const { excludeCharacters = '', excludePunctuation } = generated;
  if (typeof excludeCharacters !== 'string' || excludePunctuation === UNKNOWN) return [];
  const harmful = HARMFUL_CHARACTERS.filter((character) => !excludeCharacters.includes(character));
  if (harmful.length === 0) return [];
  return [warning({
    code: 'passwordCharacters',
    where: 'secret',
    what: `may have ${list(harmful, 'or')} in its generated password`,
    why: 'DMS puts the password into a connection string that those characters break, so the endpoint fails with some passwords, and not with others',
    mend: "Add ';.:+' to 'excludeCharacters' where the secret is generated, and where it is rotated",
  })];
}

function checkPassword(password: unknown): Problem[] {
  if (!isKnown(password)) return [];
  const text = String(password);
  if (text.includes('{{resolve:ssm-secure:')) {
    return [error({
      code: 'passwordSsmSecure',
      where: 'credentials',
      what: 'take the password from a secure parameter of Systems Manager',
      why: 'CloudFormation does not resolve those in a DMS endpoint',
      mend: "Give a secret of Secrets Manager as 'secret'",
    })];
  }
  if (text.includes('{{resolve:')) return [];
  return [warning({
    code: 'passwordReadable',
    where: 'credentials',
    what: 'have the password in plain text',
    why: 'Whoever may read the template or the stack then has it',
    mend: "Give a secret of Secrets Manager as 'secret'",
  })];
}

function checkPort({ port, engineName, isGeneric, opensPort }: EndpointInput, engine: Engine | undefined): Problem[] {
  if (port === undefined && isGeneric === true && isKnown(engineName) && engine === undefined && opensPort === true) {
    return [error({
      code: 'portMissing',
      where: 'port',
      what: `is not given for the engine ${show(engineName)}`,
      why: "It has to be opened for the replication instance, and this library does not know the engine's own",
      mend: 'Give it, or DatabaseNetwork.unmanaged() if the way is open',
    })];
  }
  if (!isKnown(port) || (Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65535)) return [];
  return [error({
    code: 'portRange',
    where: 'port',
    what: `must be a whole number from 1 to 65535, got ${show(port)}`,
    why: 'There are no other TCP ports',
    mend: "Set it in that range, or leave it out for the engine's own",
  })];
}

function checkSettingsGiven({ settingsGiven = [] }: EndpointInput, engine: Engine | undefined): Problem[] {
  if (engine === undefined) return [];
  // On this library's side some blocks go by their short names.
  const own = { microsoftSqlServerSettings: 'sqlServerSettings', ibmDb2Settings: 'db2Settings' }[String(engine.settings)] ?? engine.settings ?? '';
  return settingsGiven.filter((name) => name !== own).map((name) => error({
    code: 'settingsOfOtherEngine',
    where: name,
    what: `does not belong to ${engine.displayName}`,
    why: 'DMS would ignore or refuse it',
    mend: `Give '${own}', or leave it out`,
  }));
}

/** Which database an endpoint leads to, as far as known. */
export interface DatabaseIdentity {
  /** The ARN of the secret, or the address of the server. */
  readonly server?: unknown;
  readonly databaseName?: unknown;
}

/** Checks the two ends of a pair against each other. */
export function checkEndpointPair({ source, target }: { readonly source: DatabaseIdentity; readonly target: DatabaseIdentity }): Problem[] {
  const same = isKnown(source.server) && source.server === target.server && source.databaseName === target.databaseName;
  if (!same || source.databaseName === UNKNOWN) return [];
  return [warning({
    code: 'sameDatabase',
    where: 'target',
    what: 'is the same database as the source',
    why: 'A task that captures changes would read what it writes, for ever, unless tables or schemas are renamed',
    mend: 'Give another database, or rename schemas in the table mappings',
  })];
}

/** What is known of an endpoint that exists and is to be used as one end. */
export interface ExistingEndpointInput {
  readonly role: EndpointRole;
  readonly engineName?: unknown;
  /** The end it was made for, if it was made by this app. */
  readonly madeAs?: EndpointRole;
}

/** Checks an endpoint that exists and is to be used as one end of a pair. */
export function checkExistingEndpoint({ role, engineName, madeAs }: ExistingEndpointInput): Problem[] {
  if (madeAs !== undefined && madeAs !== role) {
    return [error({
      code: 'endpointRole',
      where: 'endpoint',
      what: `is a ${madeAs} endpoint`,
      why: `DMS uses an endpoint at the end it was made for, and here a ${role} is needed`,
      mend: `Make a ${role} endpoint for the database`,
    })];
  }
  if (engineName === undefined) {
    return [error({
      code: 'endpointEngineMissing',
      where: 'engine',
      what: 'of the imported endpoint is not known',
      why: 'What a task may do depends on the engine, and an ARN does not tell it',
      mend: "Give 'engine' beside the endpoint: engine: DatabaseEngine.POSTGRESQL",
    })];
  }
  return checkEngineName(role, engineName);
}

/** An `Endpoint` cannot be made from an endpoint that exists. */
export function endpointExists(): Problem {
  return error({
    code: 'endpointExists',
    where: 'database',
    what: 'is an endpoint that exists already',
    why: 'A second endpoint cannot be made from it, as its credentials and address are not known',
    mend: 'Use the existing endpoint itself, or describe the database by its engine: SourceDatabase.postgreSql()',
  });
}
