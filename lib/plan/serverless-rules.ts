import { findEngine, type EndpointRole, type EngineFamily } from './engines';
import { error, list, show, warning, type Problem } from './problem';
import { checkWindow } from './replication-instance-rules';
import { CAPACITY_UNITS } from './serverless-capacity';
import { isKnown } from './unknown';

/** What is rendered of a serverless replication, as far as there are rules for it beside those that it shares with tasks. */
export interface ServerlessInput {
  readonly minCapacityUnits?: unknown;
  readonly maxCapacityUnits?: unknown;
  readonly migrationType?: unknown;
  readonly multiAz?: unknown;
  readonly availabilityZone?: unknown;
  readonly preferredMaintenanceWindow?: unknown;
  /** `EngineName` of each endpoint, if known. */
  readonly sourceEngine?: unknown;
  readonly targetEngine?: unknown;
  /** `SslMode` of each endpoint, if known. */
  readonly sourceSslMode?: unknown;
  readonly targetSslMode?: unknown;
  /** `reload-target` or `start-replication`. */
  readonly restartType?: unknown;
  /** Whether a premigration assessment is asked for. */
  readonly assessed?: boolean;
  /** The rules of the table mappings, if they are known. */
  readonly mappingRules?: unknown;
}

/** [DMS User Guide, AWS DMS Serverless components, Supported endpoints, as of 2026] */
const ENGINES: Readonly<Record<EndpointRole, readonly EngineFamily[]>> = {
  source: ['db2', 'docdb', 'mongodb', 'mysql', 'oracle', 'postgresql', 's3', 'sqlserver'],
  target: ['docdb', 'dynamodb', 'kafka', 'kinesis', 'mysql', 'neptune', 'opensearch', 'oracle', 'postgresql', 'redshift', 's3', 'sqlserver'],
};

/** Checks a serverless replication. */
export function checkServerless(input: ServerlessInput): Problem[] {
  const { sourceEngine, targetEngine, sourceSslMode, targetSslMode } = input;
  return [
    ...checkUnits('capacity.min', input.minCapacityUnits),
    ...checkUnits('capacity.max', input.maxCapacityUnits),
    ...checkOrder(input),
    ...checkEngine('source', sourceEngine),
    ...checkEngine('target', targetEngine),
    ...checkDb2Tls('source', sourceEngine, sourceSslMode),
    ...checkDb2Tls('target', targetEngine, targetSslMode),
    ...checkZone(input),
    ...checkWindow(input),
    ...checkRestart(input),
    ...checkAssessed(input),
    ...checkViews(input),
  ];
}

function checkUnits(where: string, units: unknown): Problem[] {
  if (!isKnown(units) || CAPACITY_UNITS.includes(Number(units))) return [];
  return [error({
    code: 'capacityUnits',
    where,
    what: `must be ${list(CAPACITY_UNITS.map(String), 'or')}, got ${show(units)}`,
    why: 'DMS has replications of these capacities alone',
    mend: 'Take the next one of them',
  })];
}

function checkOrder({ minCapacityUnits: min, maxCapacityUnits: max }: ServerlessInput): Problem[] {
  if (!isKnown(min) || !isKnown(max) || Number(min) <= Number(max)) return [];
  return [error({
    code: 'capacityOrder',
    where: 'capacity',
    what: `has a minimum of ${show(min)} and a maximum of ${show(max)} capacity units`,
    why: 'DMS scales between the two',
    mend: 'Give the smaller one first',
  })];
}

function checkEngine(role: EndpointRole, name: unknown): Problem[] {
  const engine = findEngine(name);
  // A role that the engine does not have at all is told by the rules of the endpoint.
  if (engine === undefined || !engine.roles.includes(role) || ENGINES[role].includes(engine.family)) return [];
  return [error({
    code: 'serverlessEngine',
    where: role,
    what: `is ${engine.displayName}`,
    why: `Serverless replications do not have it as a ${role} (DMS User Guide, AWS DMS Serverless components)`,
    mend: 'Take a ReplicationInstance and a MigrationTask for it',
  })];
}

/** [DMS User Guide, AWS DMS Serverless limitations] */
function checkDb2Tls(role: EndpointRole, name: unknown, sslMode: unknown): Problem[] {
  if (findEngine(name)?.family !== 'db2' || !isKnown(sslMode) || sslMode === 'none') return [];
  return [error({
    code: 'serverlessDb2Tls',
    where: role,
    what: `is Db2 with TLS (${show(sslMode)})`,
    why: 'Serverless replications do not connect to Db2 with TLS (DMS User Guide, AWS DMS Serverless limitations)',
    mend: 'Take a ReplicationInstance and a MigrationTask for it: without TLS, rows would cross the network in the clear',
  })];
}

function checkZone({ multiAz, availabilityZone, migrationType }: ServerlessInput): Problem[] {
  if (multiAz === true && availabilityZone !== undefined) {
    return [error({
      code: 'serverlessZone',
      where: 'availabilityZone',
      what: 'is given for a replication in two zones',
      why: 'DMS takes a zone only where multiAz is false (DMS API reference, ComputeConfig)',
      mend: "Leave out 'availabilityZone', or set 'multiAz' to false",
    })];
  }
  if (multiAz !== false || !isKnown(migrationType) || migrationType === 'full-load') return [];
  return [warning({
    code: 'serverlessSingleAz',
    where: 'multiAz',
    what: 'is false on a replication that captures changes',
    why: 'When the zone fails, replication stands still until somebody mends it, and the source keeps its log meanwhile',
    mend: 'Leave multiAz out, or acknowledge this warning',
  })];
}

/** [DMS User Guide, AWS DMS Serverless limitations] */
function checkRestart({ restartType }: ServerlessInput): Problem[] {
  if (restartType !== 'start-replication') return [];
  return [error({
    code: 'serverlessCdcStart',
    where: 'restart',
    what: 'starts at a position in the log of the source',
    why: 'Serverless replications have no start points of their own (DMS User Guide, AWS DMS Serverless limitations)',
    mend: 'Take TaskRestart.reload(), or a ReplicationInstance and a MigrationTask',
  })];
}

/** DMS has assessments of serverless replications, of another kind, which nothing here begins [DMS User Guide, CHAP_Serverless.Premigrations]. */
function checkAssessed({ assessed = false }: ServerlessInput): Problem[] {
  if (!assessed) return [];
  return [error({
    code: 'serverlessAssessment',
    where: 'premigrationAssessment',
    what: 'is given for a serverless replication',
    why: 'DMS assesses serverless replications by settings of their start, which deployments do not give',
    mend: 'Leave it out, or take a ReplicationInstance and a MigrationTask',
  })];
}

/** [DMS User Guide, AWS DMS Serverless limitations] */
function checkViews({ mappingRules }: ServerlessInput): Problem[] {
  if (!Array.isArray(mappingRules)) return [];
  const types = mappingRules.map((rule) => (rule as { 'object-locator'?: { 'table-type'?: unknown } } | undefined)?.['object-locator']?.['table-type']);
  const views = types.filter((type) => type === 'view' || type === 'all').length;
  if (views === 0) return [];
  return [error({
    code: 'serverlessViews',
    where: 'tableMappings',
    what: `${views === 1 ? 'has a rule' : `have ${views} rules`} that select${views === 1 ? 's' : ''} views`,
    why: 'Serverless replications do not migrate views (DMS User Guide, AWS DMS Serverless limitations)',
    mend: 'Select tables alone, or take a ReplicationInstance and a MigrationTask',
  })];
}

/** Positions in the log that were given for a replication. */
export interface ServerlessPositionsInput {
  readonly migrationType?: unknown;
  readonly cdcStart?: unknown;
  readonly cdcStop?: unknown;
}

/** Checks that there are none: serverless replications have no start points of their own [DMS User Guide, AWS DMS Serverless limitations]. */
export function checkServerlessPositions({ migrationType, cdcStart, cdcStop }: ServerlessPositionsInput): Problem[] {
  const given = [['cdcStart', cdcStart], ['cdcStop', cdcStop]].filter(([, position]) => position !== undefined);
  const problems = given.map(([where]) => error({
    code: 'serverlessPosition',
    where: String(where),
    what: 'is given for a serverless replication',
    why: where === 'cdcStart' ? 'DMS starts none at a position (DMS User Guide, AWS DMS Serverless limitations)' : 'Only who starts it can say where it stops, and deployments do not',
    mend: 'Leave it out, or take a ReplicationInstance and a MigrationTask',
  }));
  if (migrationType !== 'cdc') return problems;
  return [...problems, warning({
    code: 'serverlessCdcAlone',
    where: 'migrationType',
    what: 'is CDC, which begins where the log stands when the replication is started',
    why: 'What changed between the load by other means and that moment is lost, and a serverless replication cannot begin earlier',
    mend: 'Take MigrationType.FULL_LOAD_AND_CDC, or a MigrationTask with CdcStart.atPosition(); acknowledge this warning where nothing writes meanwhile',
  })];
}

/** Services of which serverless replications have to find VPC endpoints [DMS User Guide, AWS DMS Serverless limitations]. */
export interface ServerlessServicesInput {
  /** The end of each VPC endpoint's service name, and the line of CDK code that adds it. */
  readonly needed: readonly { readonly service: string; readonly addedBy: string }[];
  /** The services that the VPC has endpoints for; undefined if that is not known. */
  readonly present?: readonly string[];
}

/** Checks that there is a VPC endpoint for each service that is called: a NAT gateway does not do for serverless replications. */
export function checkServerlessServices({ needed, present }: ServerlessServicesInput): Problem[] {
  if (present === undefined) return [];
  return needed.filter(({ service }) => !present.includes(service)).map(({ service, addedBy }) => warning({
    code: 'serverlessVpcEndpoint',
    where: 'serverless',
    what: `stands in a VPC without an endpoint for ${service}`,
    why: 'Serverless replications call AWS services over VPC endpoints, and not over a NAT gateway (DMS User Guide, AWS DMS Serverless limitations)',
    mend: `Add ${addedBy} before the endpoint pair`,
  }));
}

/** Checks that something stands on what it needs: an endpoint pair with an instance, or one with a serverless network. */
export function checkPairOf(kind: 'MigrationTask' | 'ServerlessReplication', has: boolean): Problem[] {
  if (has) return [];
  const [what, instead] = kind === 'MigrationTask' ? ['no replication instance', 'ServerlessReplication'] : ['no serverless network', 'MigrationTask'];
  return [error({
    code: 'endpointPairHost',
    where: 'endpointPair',
    what: `has ${what}`,
    why: `A ${kind} runs on nothing else`,
    mend: `Give the endpoint pair '${kind === 'MigrationTask' ? 'instance' : 'serverless'}', or take a ${instead}`,
  })];
}

/** Props of a stack that are about a replication instance, as they were given. */
export interface StackOptionsInput {
  readonly replicationInstance?: object;
  readonly phaseScaling?: object;
  readonly monitor?: object;
  readonly alarms?: object;
  readonly dashboard?: object;
}

/** Checks that a stack of serverless replications is not told of an instance; that there is to be no alarm may be said. */
export function checkStackOptions(isServerless: boolean, options: StackOptionsInput): Problem[] {
  if (!isServerless) return [];
  const { replicationInstance, phaseScaling, monitor, alarms, dashboard } = options;
  const given = Object.entries({ replicationInstance, phaseScaling, monitor, alarms, dashboard })
    .filter(([, each]) => each !== undefined && (each as { readonly enabled?: unknown } | null)?.enabled !== false);
  return given.map(([where]) => error({
    code: 'serverlessWithInstance',
    where,
    what: "is given together with 'serverless'",
    why: 'It is about a replication instance, and serverless replications have none',
    mend: `Leave out '${where}' or 'serverless'`,
  }));
}
