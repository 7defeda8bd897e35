import type { TableLoad } from './load';
import type { FullWorkload } from './workload';

// All that the simulator knows is here, as plain data: records are never changed, only replaced, so that a copy of the maps is a
// copy of the world.

/** [API, ReplicationInstance.ReplicationInstanceStatus]; those that nothing here leads to are left out. */
export type InstanceStatus = 'creating' | 'available' | 'modifying' | 'upgrading' | 'rebooting' | 'storage-full' | 'deleting';

/** [API, ReplicationTask.Status] */
export type TaskStatus =
  'creating' | 'ready' | 'starting' | 'running' | 'stopping' | 'stopped' | 'failed' | 'modifying' | 'testing' | 'moving' | 'failed-move' | 'deleting';

export type MigrationType = 'full-load' | 'cdc' | 'full-load-and-cdc';

/** What waits for the maintenance window, or for its turn. */
export interface PendingModifications {
  readonly class?: string;
  readonly storageGiB?: number;
  readonly multiAz?: boolean;
  readonly engineVersion?: string;
}

export interface Instance {
  readonly arn: string;
  readonly identifier: string;
  readonly status: InstanceStatus;
  readonly class: string;
  /** The class it was created with. */
  readonly firstClass: string;
  readonly storageGiB: number;
  readonly multiAz: boolean;
  readonly engineVersion: string;
  readonly autoMinorVersionUpgrade: boolean;
  readonly publiclyAccessible: boolean;
  /** `sun:06:00-sun:14:00` */
  readonly maintenanceWindow: string;
  readonly kmsKeyArn: string;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly zone: string;
  readonly secondaryZone?: string;
  readonly privateIps: readonly string[];
  readonly publicIps: readonly string[];
  readonly dnsNameServers?: string;
  readonly networkType?: string;
  /** When it became available; absent before. */
  readonly createdAt?: number;
  readonly pending: PendingModifications;
  /** Whether what is pending is being applied, or about to be. */
  readonly applying: boolean;
  /** Whether its reboot is one to its other zone. */
  readonly failingOver?: boolean;
}

/** What a task does while it runs: loads tables, applies what was cached meanwhile, captures changes. */
export type Stage = 'load' | 'cached' | 'cdc';

/** What the simulator understands of a task's settings. */
export interface ReadSettings {
  readonly maxSubTasks: number;
  readonly stopCachedApplied: boolean;
  readonly stopCachedNotApplied: boolean;
  readonly validation: boolean;
}

/** Latency of a task as a line: it was `seconds` at `at`, and grows by `slope` each second, never below nothing. */
export interface Lag {
  readonly seconds: number;
  readonly at: number;
  readonly slope: number;
}

export interface Task {
  readonly arn: string;
  readonly identifier: string;
  readonly type: MigrationType;
  readonly sourceArn: string;
  readonly targetArn: string;
  readonly instanceArn: string;
  /** Where it is being moved to. */
  readonly moveTarget?: string;
  readonly tableMappings: string;
  readonly settings: string;
  readonly read: ReadSettings;
  readonly taskData?: string;
  readonly cdcStartPosition?: string;
  readonly cdcStopPosition?: string;
  readonly recoveryCheckpoint?: string;
  readonly createdAt: number;
  readonly status: TaskStatus;
  /** The status to go back to from `modifying`, `testing` and `moving`. */
  readonly returnTo?: TaskStatus;
  /** With its prefix: `Stop Reason NORMAL`. */
  readonly stopReason?: string;
  readonly lastFailure?: string;
  /** Absent before the first start, and again from when everything is to be loaded anew. */
  readonly stage?: Stage;
  /** What the start now under way is: an event says so. */
  readonly startFlag: 'fresh start' | 'resume';
  /** Tables in the order of the workload; empty before the first start. */
  readonly tables: readonly TableLoad[];
  readonly workload: FullWorkload;
  /** How often it has stopped itself at its boundary in this load. */
  readonly boundaryStops: number;
  readonly lag: Lag;
  /** What becomes of it when its instance, which reboots, is back; until then it does nothing, whatever its status. */
  readonly afterReboot?: 'resume' | 'resume-with-errors';
  /** When StartReplicationTask was last called. */
  readonly startedAt?: number;
  readonly freshStartAt?: number;
  readonly runningSince?: number;
  readonly stoppedAt?: number;
  readonly loadStartedAt?: number;
  readonly loadFinishedAt?: number;
}

/** What a serverless replication is at: ours are those of LocalStack's recording of 2025 [User Guide, CHAP_Serverless.Components]. */
export type ReplicationStatus =
  | 'created' | 'initializing' | 'preparing_metadata_resources' | 'testing_connection' | 'fetching_metadata' | 'calculating_capacity'
  | 'provisioning_capacity' | 'replication_starting' | 'running' | 'stopping' | 'stopped' | 'failed' | 'modifying' | 'deleting';

/** A serverless replication, with its configuration. */
export interface Replication {
  readonly arn: string;
  readonly identifier: string;
  readonly type: MigrationType;
  readonly sourceArn: string;
  readonly targetArn: string;
  readonly tableMappings: string;
  readonly settings: string;
  readonly read: ReadSettings;
  readonly supplemental?: string;
  readonly compute: object;
  readonly minUnits: number;
  readonly maxUnits: number;
  readonly createdAt: number;
  readonly status: ReplicationStatus;
  /** The status to go back to from `modifying`. */
  readonly returnTo?: ReplicationStatus;
  /** With its prefix: `Stop Reason NORMAL`. */
  readonly stopReason?: string;
  readonly failures: readonly string[];
  /** Whether the start now under way is one from the beginning. */
  readonly fresh: boolean;
  readonly stage?: 'load' | 'cdc';
  readonly tables: readonly TableLoad[];
  readonly workload: FullWorkload;
  readonly lag: Lag;
  readonly isProvisioned: boolean;
  readonly wasProvisioned: boolean;
  readonly capacityUnits?: number;
  readonly startedAt?: number;
  readonly freshStartAt?: number;
  readonly stoppedAt?: number;
  /** When its compute is taken back. */
  readonly deprovisionAt?: number;
}

export interface Endpoint {
  readonly arn: string;
  readonly identifier: string;
  readonly type: 'source' | 'target';
  readonly engine: string;
  readonly status: 'active' | 'deleting';
  /** Everything else, as it was given; without passwords, which DMS does not give back. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Connection {
  readonly instanceArn: string;
  readonly endpointArn: string;
  readonly status: 'testing' | 'successful' | 'failed' | 'deleting';
  readonly failure?: string;
}

export interface SubnetGroup {
  readonly arn: string;
  readonly identifier: string;
  readonly description: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
}

export interface Certificate {
  readonly arn: string;
  readonly identifier: string;
  readonly createdAt: number;
  readonly pem?: string;
  readonly wallet?: string;
  readonly kmsKeyArn?: string;
}

/** One assessment of a run. */
export interface IndividualAssessment {
  readonly arn: string;
  readonly name: string;
  readonly status: string;
}

/** A run of premigration assessments of a task. */
export interface AssessmentRun {
  readonly arn: string;
  readonly taskArn: string;
  readonly name: string;
  readonly status: string;
  readonly createdAt: number;
  readonly failure?: string;
  readonly roleArn: string;
  readonly bucket: string;
  readonly folder?: string;
  readonly encryption?: string;
  readonly keyArn?: string;
  readonly assessments: readonly IndividualAssessment[];
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What DescribeEvents tells. */
export interface RecordedEvent {
  readonly at: number;
  readonly sourceIdentifier: string;
  readonly sourceType: 'replication-instance' | 'replication-task';
  readonly message: string;
  readonly category: string;
}

export type HappeningKind =
  | 'instance-created' | 'instance-deleted' | 'modification-begins' | 'modification-ends' | 'maintenance-window' | 'rebooted' | 'out-of-memory'
  | 'task-created' | 'task-started' | 'load-ended' | 'cached-applied' | 'caught-up' | 'task-stopped' | 'task-modified' | 'task-assessed' | 'task-moved'
  | 'assessment-step' | 'task-deleted' | 'stop-position' | 'task-retries'
  | 'replication-step' | 'replication-loaded' | 'replication-stopped' | 'replication-modified' | 'replication-deprovisioned' | 'replication-deleted'
  | 'connection-tested' | 'connection-deleted' | 'endpoint-deleted';

/** Something that will happen by itself. */
export interface Happening {
  readonly at: number;
  /** Of two things at one time, that with the lower number happens first. */
  readonly order: number;
  readonly kind: HappeningKind;
  /** ARN, or the key of a connection. */
  readonly subject: string;
}

export interface State {
  now: number;
  random: number;
  order: number;
  readonly instances: Map<string, Instance>;
  readonly tasks: Map<string, Task>;
  readonly replications: Map<string, Replication>;
  readonly endpoints: Map<string, Endpoint>;
  /** By connectionKey(). */
  readonly connections: Map<string, Connection>;
  readonly subnetGroups: Map<string, SubnetGroup>;
  readonly certificates: Map<string, Certificate>;
  readonly tags: Map<string, readonly Tag[]>;
  readonly assessmentRuns: Map<string, AssessmentRun>;
  /** Statuses of assessments by their names, by ARN or identifier of a task. */
  readonly assessmentOutcomes: Map<string, Readonly<Record<string, string>>>;
  /** By ARN or identifier, for tasks to come, too. */
  readonly workloads: Map<string, FullWorkload>;
  /** By ARN or identifier. */
  readonly endpointFailures: Map<string, string>;
  readonly noCapacity: Set<string>;
  events: RecordedEvent[];
  agenda: Happening[];
  /** Calls that may be made at once, as of `at`. */
  throttle: { readonly left: number; readonly at: number };
}

export function connectionKey(instanceArn: string, endpointArn: string): string {
  return `${instanceArn}|${endpointArn}`;
}

export function newState(now: number, seed: number): State {
  return {
    now,
    random: seed | 0,
    order: 0,
    instances: new Map(),
    tasks: new Map(),
    replications: new Map(),
    endpoints: new Map(),
    connections: new Map(),
    subnetGroups: new Map(),
    certificates: new Map(),
    tags: new Map(),
    assessmentRuns: new Map(),
    assessmentOutcomes: new Map(),
    workloads: new Map(),
    endpointFailures: new Map(),
    noCapacity: new Set(),
    events: [],
    agenda: [],
    throttle: { left: Number.POSITIVE_INFINITY, at: now },
  };
}

/** A state of its own: records are shared, since nobody changes them. */
export function copyState(state: State): State {
  return {
    ...state,
    instances: new Map(state.instances),
    tasks: new Map(state.tasks),
    replications: new Map(state.replications),
    endpoints: new Map(state.endpoints),
    connections: new Map(state.connections),
    subnetGroups: new Map(state.subnetGroups),
    certificates: new Map(state.certificates),
    tags: new Map(state.tags),
    assessmentRuns: new Map(state.assessmentRuns),
    assessmentOutcomes: new Map(state.assessmentOutcomes),
    workloads: new Map(state.workloads),
    endpointFailures: new Map(state.endpointFailures),
    noCapacity: new Set(state.noCapacity),
    events: state.events.slice(),
    agenda: state.agenda.slice(),
  };
}
