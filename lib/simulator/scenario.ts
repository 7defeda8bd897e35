import type { BehaviourOptions } from './behaviour';
import { Dms } from './dms';
import { behaviourReader, faultReader, workloadReader } from './documents';
import { DmsFault } from './fault';
import type { PlannedFault } from './fault-plan';
import { bool, date, fields, json, listOf, needed, number, oneOf, optional, text, type Problems, type Reader } from './reading';
import type { TaskWorkload } from './workload';

export interface ScenarioInstance {
  readonly identifier: string;
  readonly class: string;
  /** @default false */
  readonly multiAz?: boolean;
  /** @default - what the class includes */
  readonly storageGiB?: number;
}

export interface ScenarioEndpoint {
  readonly identifier: string;
  readonly type: 'source' | 'target';
  readonly engine: string;
  /** Why it cannot be connected to. @default - it can */
  readonly failure?: string;
}

export interface ScenarioTask {
  readonly identifier: string;
  /** Identifiers of the instance and the endpoints. */
  readonly instance: string;
  readonly source: string;
  readonly target: string;
  readonly type: 'full-load' | 'cdc' | 'full-load-and-cdc';
  /** Task settings, as an object. @default - what DMS fills in */
  readonly settings?: object;
  /** Table mappings, as an object. @default - all tables */
  readonly tableMappings?: object;
  readonly workload?: TaskWorkload;
  /** Whether it runs when the scenario begins. @default false */
  readonly started?: boolean;
}

/** A world to begin with: what there is, what it has to do, and how it behaves. */
export interface Scenario {
  /** Milliseconds of the epoch; a date in a file. */
  readonly startTime?: number;
  readonly seed?: number;
  readonly account?: string;
  readonly region?: string;
  readonly behaviour?: BehaviourOptions;
  readonly instances?: readonly ScenarioInstance[];
  readonly endpoints?: readonly ScenarioEndpoint[];
  readonly tasks?: readonly ScenarioTask[];
  /** Classes that cannot be had. */
  readonly noCapacity?: readonly string[];
  readonly faults?: readonly PlannedFault[];
}

const scenarioReader: Reader<Scenario> = fields({
  startTime: optional(date),
  seed: optional(number({ integer: true })),
  account: optional(text),
  region: optional(text),
  behaviour: optional(behaviourReader),
  instances: optional(listOf(fields({
    identifier: needed(text), class: needed(text), multiAz: optional(bool), storageGiB: optional(number({ min: 5, integer: true })),
  }))),
  endpoints: optional(listOf(fields({
    identifier: needed(text), type: needed(oneOf(['source', 'target'])), engine: needed(text), failure: optional(text),
  }))),
  tasks: optional(listOf(fields({
    identifier: needed(text),
    instance: needed(text),
    source: needed(text),
    target: needed(text),
    type: needed(oneOf(['full-load', 'cdc', 'full-load-and-cdc'])),
    settings: optional(json),
    tableMappings: optional(json),
    workload: optional(workloadReader),
    started: optional(bool),
  }))),
  noCapacity: optional(listOf(text)),
  faults: optional(listOf(faultReader)),
});

/** A document that is no scenario, with all that is wrong with it. */
export class ScenarioError extends Error {
  public override readonly name = 'ScenarioError';

  constructor(public readonly problems: readonly string[]) {
    super(`the scenario has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** Reads a scenario from parsed JSON; throws a ScenarioError that tells everything at once. */
export function readScenario(document: unknown): Scenario {
  const problems: Problems = [];
  const scenario = scenarioReader(document, '', problems);
  if (scenario !== undefined) problems.push(...danglingNames(scenario));
  if (scenario === undefined || problems.length > 0) throw new ScenarioError(problems);
  return scenario;
}

function danglingNames({ instances = [], endpoints = [], tasks = [] }: Scenario): string[] {
  const names = (items: readonly { readonly identifier: string }[]): string[] => items.map(({ identifier }) => identifier.toLowerCase());
  const ends = { source: names(endpoints.filter(({ type }) => type === 'source')), target: names(endpoints.filter(({ type }) => type === 'target')) };
  const known = { instance: names(instances), ...ends };
  const dangling = tasks.flatMap((task, index) => (['instance', 'source', 'target'] as const)
    .filter((role) => !known[role].includes(task[role].toLowerCase()))
    .map((role) => `tasks[${index}].${role}: '${task[role]}' is not among the ${role === 'instance' ? 'instances' : `${role} endpoints`} of the scenario`));
  const twice = Object.entries({ instances: names(instances), endpoints: names(endpoints), tasks: names(tasks) }).flatMap(([list, all]) =>
    all.filter((name, index) => all.indexOf(name) !== index).map((name) => `${list}: '${name}' is there twice; DMS keeps identifiers in lower case`));
  return [...dangling, ...twice];
}

const ALL_TABLES = {
  rules: [{ 'rule-type': 'selection', 'rule-id': '1', 'rule-name': '1', 'object-locator': { 'schema-name': '%', 'table-name': '%' }, 'rule-action': 'include' }],
};

/**
 * Builds the world of a scenario with calls of the API, and lets time pass until instances are available, connections are tested and
 * tasks are ready, or running where they are to be.
 *
 * Capacity and faults hold from then on.
 */
export function playScenario(scenario: Scenario): Dms {
  const { startTime, seed, account, region, behaviour, endpoints = [], tasks = [], noCapacity = [], faults = [] } = scenario;
  const dms = new Dms(Object.fromEntries(Object.entries({ startTime, seed, account, region, behaviour }).filter(([, value]) => value !== undefined)));
  const arns = new Map<string, string>();
  for (const [index, instance] of (scenario.instances ?? []).entries()) {
    arns.set(`instance ${instance.identifier}`, create(dms, `instances[${index}]`, 'ReplicationInstance', {
      ReplicationInstanceIdentifier: instance.identifier,
      ReplicationInstanceClass: instance.class,
      MultiAZ: instance.multiAz,
      AllocatedStorage: instance.storageGiB,
    }));
  }
  for (const [index, { identifier, type, engine, failure }] of endpoints.entries()) {
    arns.set(`${type} ${identifier}`, create(dms, `endpoints[${index}]`, 'Endpoint', { EndpointIdentifier: identifier, EndpointType: type, EngineName: engine }));
    if (failure !== undefined) dms.setEndpointFailure(identifier, failure);
  }
  settle(dms);
  for (const [index, task] of tasks.entries()) {
    if (task.workload !== undefined) dms.setWorkload(task.identifier.toLowerCase(), task.workload);
    const ends = {
      ReplicationInstanceArn: arns.get(`instance ${task.instance}`), SourceEndpointArn: arns.get(`source ${task.source}`), TargetEndpointArn: arns.get(`target ${task.target}`),
    };
    arns.set(`task ${task.identifier}`, create(dms, `tasks[${index}]`, 'ReplicationTask', {
      ReplicationTaskIdentifier: task.identifier,
      ...ends,
      MigrationType: task.type,
      TableMappings: JSON.stringify(task.tableMappings ?? ALL_TABLES),
      ReplicationTaskSettings: task.settings && JSON.stringify(task.settings),
    }));
    for (const EndpointArn of [ends.SourceEndpointArn, ends.TargetEndpointArn]) {
      attempt(dms, `tasks[${index}]`, 'TestConnection', { ReplicationInstanceArn: ends.ReplicationInstanceArn, EndpointArn });
    }
  }
  settle(dms);
  for (const [index, { identifier, started = false }] of tasks.entries()) {
    if (!started) continue;
    attempt(dms, `tasks[${index}]`, 'StartReplicationTask', { ReplicationTaskArn: arns.get(`task ${identifier}`), StartReplicationTaskType: 'start-replication' });
  }
  dms.setNoCapacity(noCapacity);
  for (const fault of faults) dms.faults.add(fault);
  return dms;
}

/** Until nothing is under way. */
function settle(dms: Dms): void {
  for (let due = dms.nextDue(); due !== undefined; due = dms.nextDue()) dms.advanceTo(due);
}

function create(dms: Dms, path: string, what: 'ReplicationInstance' | 'Endpoint' | 'ReplicationTask', input: object): string {
  const answer = attempt(dms, path, `Create${what}`, input) as Record<string, Record<string, string>>;
  return answer[what][`${what}Arn`];
}

/** What DMS refuses is a problem of the scenario. */
function attempt(dms: Dms, path: string, operation: string, input: object): object {
  try {
    return dms.call(operation, input);
  } catch (fault) {
    if (fault instanceof DmsFault) throw new ScenarioError([`${path}: ${operation} is refused: ${fault.code}: ${fault.message}`]);
    throw fault;
  }
}
