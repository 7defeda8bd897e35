/** Shortest and longest time that something takes, in seconds; each time one in between is drawn from the seed. */
export type Seconds = readonly [min: number, max: number];

/** How long things take. AWS gives no figures except where a source is named. */
export interface Durations {
  /** Creating an instance. @default [300, 600] */
  readonly createInstance: Seconds;
  /** Deleting an instance. @default [180, 420] */
  readonly deleteInstance: Seconds;
  /**
   * How long after ModifyReplicationInstance the instance still looks as before: `available`, with its old class.
   *
   * A recording of 2018 shows one second of it, Terraform waits 30 seconds for it to be over [cloud-custodian's recording;
   * terraform-provider-aws, replication_instance.go].
   *
   * @default [30, 30]
   */
  readonly raceBeforeModifying: Seconds;
  /** How long an instance is `modifying` for a new class; others have given up after 20 and 30 minutes [aws-dms-autoscaling]. @default [240, 900] */
  readonly classChange: Seconds;
  /** Any other modification of an instance. @default [60, 300] */
  readonly modifyInstance: Seconds;
  /** A reboot, "typically under 5 minutes" [DMS User Guide, CHAP_ReplicationInstance.Rebooting]. @default [120, 300] */
  readonly reboot: Seconds;
  /** From `creating` to `ready`. @default [10, 60] */
  readonly createTask: Seconds;
  /** From `starting` to `running`: some seconds in AWS's samples, minutes with a large schema. @default [5, 90] */
  readonly start: Seconds;
  /** From `stopping` to `stopped`; 5 minutes were too little for some [terraform-provider-aws#29765]. @default [15, 420] */
  readonly stop: Seconds;
  /** How long a task is `modifying`. @default [10, 60] */
  readonly modifyTask: Seconds;
  /** How long a task is `moving`. @default [120, 600] */
  readonly moveTask: Seconds;
  /** How long a task is `testing`. @default [60, 300] */
  readonly assessTask: Seconds;
  /** How long a task is `deleting`; around 3 minutes were seen [terraform-provider-aws#37136]. @default [30, 200] */
  readonly deleteTask: Seconds;
  /** How long a connection is `testing`. @default [15, 90] */
  readonly testConnection: Seconds;
  /** How long an endpoint or a connection is `deleting`. @default [5, 30] */
  readonly deleteEndpoint: Seconds;
  /** Each of the short statuses of a serverless replication on its way to `running`. @default [20, 90] */
  readonly replicationStep: Seconds;
  /** How long a serverless replication is in `provisioning_capacity`; around 12 minutes were seen [a user's notes of 2026]. @default [480, 900] */
  readonly provisioning: Seconds;
  /** From the stop of a serverless replication until its compute is taken back, which "takes forever" [LocalStack's tests]. @default [300, 1800] */
  readonly deprovisioning: Seconds;
  /** How long the tasks of an instance can need more memory than it has. @default [300, 900] */
  readonly outOfMemory: Seconds;
}

/**
 * What is not known about DMS, as switches: a controller has to be right with each of them either way.
 *
 * Each says what is unknown, what speaks for which possibility, and why the default is what it is.
 */
export interface Behaviour {
  /**
   * What becomes of tasks that capture changes when their instance reboots, as it does for a new class.
   *
   * "the task resumes once the reboot is completed" [DMS User Guide, CHAP_ReplicationInstance.Rebooting]: `resume`. The same page
   * calls it "an error state": `fail`, it stays there. `stop`: it ends as if stopped.
   *
   * @default 'resume' what AWS documents, and what aws-samples/aws-dms-autoscaling relies on
   */
  readonly runningTasksOnClassChange: 'resume' | 'fail' | 'stop';
  /**
   * What becomes of tasks that load when their instance reboots.
   *
   * `error`: tables not yet loaded go to error, loaded ones stay [CHAP_ReplicationInstance.Rebooting]. `restart`: they are loaded
   * from their beginning [CHAP_ReplicationInstance.MaintenanceWindow]. `fail`: the task "is expected to fail" [CHAP_BestPractices].
   *
   * @default 'error' from the page that speaks of reboots
   */
  readonly loadingTasksOnClassChange: 'error' | 'restart' | 'fail';
  /**
   * What the status of a task is while its instance reboots, if it will run again by itself.
   *
   * "the task status changes to an error state" [CHAP_ReplicationInstance.Rebooting]; somebody who asks while the instance is away
   * could as well be told what was last known.
   *
   * @default 'failed' from the documentation
   */
  readonly statusDuringReboot: 'failed' | 'running';
  /**
   * Whether a task that stopped itself at its boundary stops once more after it was resumed.
   *
   * AWS recommends the stop and a restart for building indexes [CHAP_BestPractices], which makes sense only with `once`. `again`
   * stops it one more time, when it has caught up: what a flag would do that is read at every start.
   *
   * @default 'once'
   */
  readonly stopFlagAfterResume: 'once' | 'again';
  /**
   * The stop reason of a task that stopped itself after its cached changes had been applied.
   *
   * The API names STOPPED_AFTER_CACHED_EVENTS for it, and mentions the flag under FULL_LOAD_ONLY_FINISHED, too [API, ReplicationTask].
   *
   * @default 'STOPPED_AFTER_CACHED_EVENTS' what a pipeline of 2026 waits for
   */
  readonly boundaryStopReason: 'STOPPED_AFTER_CACHED_EVENTS' | 'FULL_LOAD_ONLY_FINISHED';
  /**
   * The stop reason after StopReplicationTask.
   *
   * @default 'NORMAL' as in AWS's sample of a stopped task that captured changes [API, DescribeReplicationTasks, example 3]
   */
  readonly stopReasonAfterStopCall: 'NORMAL' | 'absent';
  /**
   * The stop reason of a task that never ran.
   *
   * @default 'NORMAL' as in AWS's sample of 2024 [API, DescribeReplicationTasks, example 2]
   */
  readonly stopReasonWhenReady: 'NORMAL' | 'absent';
  /**
   * Whether a stopped task still tells how many tables it has loaded.
   *
   * AWS's samples show both: 0 of a finished load [CLI, describe-replication-tasks], 3 of a stopped task [API, example 3].
   *
   * @default 'kept' from the newer sample
   */
  readonly statsWhenStopped: 'kept' | 'zeroed';
  /**
   * Whether the statistics of a task have FullLoadStartDate and FullLoadFinishDate.
   *
   * Documented [API, ReplicationTaskStats], and absent from every sample that was published.
   *
   * @default 'absent' since nobody may rely on them
   */
  readonly fullLoadDates: 'present' | 'absent';
  /**
   * Whether a table that is being reloaded while changes are captured counts among TablesLoading.
   *
   * @default true since a reload is a load; nothing published says either
   */
  readonly reloadCountsAsLoading: boolean;
  /**
   * Whether a task starts only if the last connection tests of both its endpoints were successful.
   *
   * "Test connection for replication instance and endpoint should be successful for starting the replication task" [seen in the
   * source of a reconciler].
   *
   * @default true
   */
  readonly connectionTestNeeded: boolean;
  /**
   * Whether results of connection tests survive a change of class.
   *
   * AWS asks to test again after a modification [CHAP_ReplicationInstance.Modifying]; whether the old result is gone is not said.
   *
   * @default 'kept'
   */
  readonly connectionsAfterClassChange: 'kept' | 'forgotten';
  /**
   * What ModifyEndpoint does to the results of connection tests of the endpoint.
   *
   * @default 'retested' as seen in terraform-provider-aws#46139
   */
  readonly connectionsAfterModifyEndpoint: 'retested' | 'forgotten' | 'kept';
  /**
   * Whether ModifyReplicationInstance is taken while an earlier call has not made the instance `modifying` yet.
   *
   * @default 'accepted' since the instance says `available`
   */
  readonly modifyDuringRace: 'accepted' | 'refused';
  /**
   * Whether ModifyReplicationTask may change the migration type.
   *
   * The API has a parameter for it; the guide says that it cannot be changed [CHAP_Tasks.Modifying].
   *
   * @default 'refused'
   */
  readonly migrationTypeChange: 'accepted' | 'refused';
  /**
   * What happens to the task with the largest need when tasks need more memory than the instance has, for long enough.
   *
   * There is a stop reason STOPPED_DUE_TO_LOW_MEMORY [API]; a post-mortem saw REPLICATION_TASK_FAILED. `swap`: nothing.
   *
   * @default 'fail' as seen
   */
  readonly outOfMemory: 'fail' | 'stop' | 'swap';
  /**
   * Whether the event of a failed task has an eventId: documented [CHAP_Events], absent from a recording of 2023.
   *
   * @default true
   */
  readonly failedEventHasId: boolean;
  /**
   * Whether a serverless replication can be deleted while it has compute.
   *
   * The guide asks for STOPPED or FAILED [CHAP_Serverless.Limitations]; two projects found that it has to be deprovisioned, too
   * [LocalStack's recording of 2025; apache/airflow#43988].
   *
   * @default 'deprovisioned' as found
   */
  readonly replicationDeletion: 'deprovisioned' | 'stopped';
  /**
   * Whether a serverless replication that was ever started can be changed.
   *
   * The guide: when it is stopped or has failed [CHAP_Serverless.Limitations]. The API: never again [API, ModifyReplicationConfig].
   *
   * @default 'accepted' from the guide, which names the statuses
   */
  readonly replicationChangeAfterStart: 'accepted' | 'refused';
  readonly durations: Durations;
  /**
   * How many calls are taken before ThrottlingException: `burst` at once, `perSecond` in the long run. AWS gives 200 and 8
   * [DMS User Guide, CHAP_Limits], and on the same page 100 and 4.
   *
   * @default - no limit
   */
  readonly throttling?: { readonly perSecond: number; readonly burst: number };
}

/** What a caller wants otherwise than by default. */
export type BehaviourOptions = Partial<Omit<Behaviour, 'durations'>> & { readonly durations?: Partial<Durations> };

const DURATIONS: Durations = {
  createInstance: [300, 600],
  deleteInstance: [180, 420],
  raceBeforeModifying: [30, 30],
  classChange: [240, 900],
  modifyInstance: [60, 300],
  reboot: [120, 300],
  createTask: [10, 60],
  start: [5, 90],
  stop: [15, 420],
  modifyTask: [10, 60],
  moveTask: [120, 600],
  assessTask: [60, 300],
  deleteTask: [30, 200],
  testConnection: [15, 90],
  deleteEndpoint: [5, 30],
  replicationStep: [20, 90],
  provisioning: [480, 900],
  deprovisioning: [300, 1800],
  outOfMemory: [300, 900],
};

export const DEFAULT_BEHAVIOUR: Behaviour = {
  runningTasksOnClassChange: 'resume',
  loadingTasksOnClassChange: 'error',
  statusDuringReboot: 'failed',
  stopFlagAfterResume: 'once',
  boundaryStopReason: 'STOPPED_AFTER_CACHED_EVENTS',
  stopReasonAfterStopCall: 'NORMAL',
  stopReasonWhenReady: 'NORMAL',
  statsWhenStopped: 'kept',
  fullLoadDates: 'absent',
  reloadCountsAsLoading: true,
  connectionTestNeeded: true,
  connectionsAfterClassChange: 'kept',
  connectionsAfterModifyEndpoint: 'retested',
  modifyDuringRace: 'accepted',
  migrationTypeChange: 'refused',
  outOfMemory: 'fail',
  failedEventHasId: true,
  replicationDeletion: 'deprovisioned',
  replicationChangeAfterStart: 'accepted',
  durations: DURATIONS,
};

/** Values that each switch can have; the first is the default. Explorations go through them, and scenario files are checked against them. */
export const BEHAVIOUR_VALUES = {
  runningTasksOnClassChange: ['resume', 'fail', 'stop'],
  loadingTasksOnClassChange: ['error', 'restart', 'fail'],
  statusDuringReboot: ['failed', 'running'],
  stopFlagAfterResume: ['once', 'again'],
  boundaryStopReason: ['STOPPED_AFTER_CACHED_EVENTS', 'FULL_LOAD_ONLY_FINISHED'],
  stopReasonAfterStopCall: ['NORMAL', 'absent'],
  stopReasonWhenReady: ['NORMAL', 'absent'],
  statsWhenStopped: ['kept', 'zeroed'],
  fullLoadDates: ['absent', 'present'],
  reloadCountsAsLoading: [true, false],
  connectionTestNeeded: [true, false],
  connectionsAfterClassChange: ['kept', 'forgotten'],
  connectionsAfterModifyEndpoint: ['retested', 'forgotten', 'kept'],
  modifyDuringRace: ['accepted', 'refused'],
  migrationTypeChange: ['refused', 'accepted'],
  outOfMemory: ['fail', 'stop', 'swap'],
  failedEventHasId: [true, false],
  replicationDeletion: ['deprovisioned', 'stopped'],
  replicationChangeAfterStart: ['accepted', 'refused'],
} as const satisfies { readonly [Switch in keyof Omit<Behaviour, 'durations' | 'throttling'>]: readonly Behaviour[Switch][] };

export function behaviourOf({ durations, ...switches }: BehaviourOptions = {}): Behaviour {
  return { ...DEFAULT_BEHAVIOUR, ...switches, durations: { ...DURATIONS, ...durations } };
}
