import { GIB, type Story } from './story';

/** Which alarms there are: see `setups.ts`. */
export type SetupName = 'migration' | 'loadOnly' | 'burstable' | 'imported' | 'binlog';

/** From which minute to which something has to be told for the first time. */
export type Window = readonly [from: number, to: number];

/** What happens, and what is to be told of it. All that is not expected is a false alarm. */
export interface Scenario {
  readonly name: string;
  readonly setup: SetupName;
  readonly minutes: number;
  /** Before the first minute. */
  readonly begin?: (story: Story) => void;
  /** What happens in a minute. */
  readonly script: readonly (readonly [minute: number, happens: (story: Story) => void])[];
  /** When what is to be found begins. */
  readonly fault?: number;
  /** Alarms by their path, and events as `event critical DMS-EVENT-0078`. */
  readonly expected: Readonly<Record<string, Window>>;
}

const HOUR = 60;
const DAY = 24 * HOUR;

const capturing = (story: Story): void => {
  for (const task of story.tasks) story.startTask(task, 0);
  story.events.length = 0;
};
const loading = (minutes: number) => (story: Story): void => {
  for (const task of story.tasks) story.startTask(task, minutes);
  story.events.length = 0;
};
const orders = (story: Story): Story['tasks'][number] => story.task('Orders');
const stopAll = (reason?: string) => (story: Story): void => story.tasks.forEach((task) => story.stopTask(task, reason));
const resumeAll = (story: Story): void => story.tasks.forEach((task) => story.resumeTask(task));

export const SCENARIOS: readonly Scenario[] = [
  // What goes well
  { name: 'a healthy full load, and the changes after it', setup: 'migration', minutes: DAY, begin: loading(5 * HOUR), script: [], expected: {} },
  { name: 'healthy changes for two days', setup: 'migration', minutes: 2 * DAY, begin: capturing, script: [], expected: {} },
  {
    name: 'nothing to replicate overnight', setup: 'migration', minutes: 14 * HOUR, begin: capturing, expected: {},
    script: [[HOUR, (story) => story.tasks.forEach((task) => { task.lag = { source: 0, target: 0 }; task.backlog.memory = 0; })]],
  },
  {
    name: 'a batch job that is through in 9 minutes', setup: 'migration', minutes: 5 * HOUR, begin: capturing, expected: {},
    script: [
      [HOUR, (story) => { orders(story).pace.target = 60; orders(story).backlog.memoryGrowth = 20_000; }],
      [HOUR + 9, (story) => { orders(story).pace.target = -180; orders(story).backlog.memoryGrowth = -20_000; }],
    ],
  },
  {
    name: 'changes that are kept on disk while tables load', setup: 'migration', minutes: 12 * HOUR, begin: loading(8 * HOUR), script: [], expected: {},
  },
  {
    name: 'the change of class at the boundary', setup: 'migration', minutes: 10 * HOUR, begin: loading(3 * HOUR), expected: {},
    script: [
      [3 * HOUR + 1, stopAll('STOPPED_AFTER_CACHED_EVENTS')],
      [3 * HOUR + 3, ({ instance }) => { instance.isThere = false; }],
      [3 * HOUR + 15, ({ instance }) => Object.assign(instance, { isThere: true, vcpus: 2, memoryGiB: 16, availableBytes: 9 * GIB })],
      [3 * HOUR + 18, resumeAll],
    ],
  },
  {
    name: 'a rotation of passwords: 40 minutes without tasks', setup: 'migration', minutes: 8 * HOUR, begin: capturing, expected: {},
    script: [[HOUR, stopAll()], [HOUR + 40, resumeAll]],
  },
  {
    name: 'a long planned stop, and a task that hardly catches up', setup: 'migration', minutes: 10 * HOUR, begin: capturing, expected: {},
    script: [
      [HOUR, (story) => story.stopTask(orders(story))],
      [2 * HOUR + 10, (story) => { story.resumeTask(orders(story)); orders(story).pace = { source: -20, target: -20 }; }],
    ],
  },
  {
    name: 'an operator who stops a loading task for 40 minutes', setup: 'migration', minutes: 6 * HOUR, begin: loading(5 * HOUR), expected: {},
    script: [[HOUR, (story) => story.stopTask(orders(story))], [HOUR + 40, (story) => story.resumeTask(orders(story))]],
  },
  {
    name: 'a deployment that stops and resumes every task', setup: 'migration', minutes: 4 * HOUR, begin: capturing, expected: {},
    script: [[HOUR, stopAll()], [HOUR + 6, resumeAll]],
  },
  {
    name: 'maintenance in its window', setup: 'migration', minutes: 4 * HOUR, begin: capturing,
    script: [
      [HOUR, (story) => { story.tell('DMS-EVENT-0026'); stopAll('RECONFIGURATION_RESTART')(story); story.instance.isThere = false; }],
      [HOUR + 25, (story) => { story.tell('DMS-EVENT-0027'); story.instance.isThere = true; resumeAll(story); }],
    ],
    expected: { 'event warning DMS-EVENT-0026': [HOUR, HOUR] },
  },
  {
    name: 'a failover of a few minutes', setup: 'migration', minutes: 4 * HOUR, begin: capturing, fault: HOUR,
    script: [
      [HOUR, (story) => { story.tell('DMS-EVENT-0013'); story.instance.isThere = false; for (const task of story.tasks) task.status = 'starting'; }],
      [HOUR + 6, (story) => {
        story.tell('DMS-EVENT-0049');
        story.instance.isThere = true;
        for (const task of story.tasks) Object.assign(task, { status: 'running', lag: { source: 400, target: 400 } });
      }],
    ],
    expected: { 'event warning DMS-EVENT-0013': [HOUR, HOUR] },
  },
  {
    name: 'all tables loaded again', setup: 'migration', minutes: 8 * HOUR, begin: capturing, expected: {},
    script: [[HOUR, (story) => story.tasks.forEach((task) => story.startTask(task, 4 * HOUR))]],
  },
  { name: 'a peak of the CPU for half an hour', setup: 'migration', minutes: 3 * HOUR, begin: capturing, expected: {},
    script: [[HOUR, ({ instance }) => { instance.cpu = 99; }], [HOUR + 30, ({ instance }) => { instance.cpu = 30; }]] },
  { name: 'a load on an instance that is imported', setup: 'imported', minutes: 12 * HOUR, begin: loading(5 * HOUR), script: [], expected: {} },
  { name: 'a full load that ends, and an instance that is taken down the next morning', setup: 'loadOnly', minutes: 20 * HOUR, begin: loading(4 * HOUR), script: [], expected: {} },

  // Lag
  {
    name: 'a lag that grows slowly', setup: 'migration', minutes: 12 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).pace.target = 2; }]],
    expected: { 'TaskOrders/TargetLagWarning': [HOUR + 148, HOUR + 175], 'TaskOrders/TargetLagCritical': [HOUR + 448, HOUR + 475] },
  },
  {
    name: 'a target that is suddenly locked', setup: 'migration', minutes: 5 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).pace.target = 60; orders(story).backlog.memoryGrowth = 3000; }]],
    expected: {
      'TaskOrders/TargetLagWarning': [HOUR + 5, HOUR + 30],
      'TaskOrders/TargetLagCritical': [HOUR + 15, HOUR + 40],
      'TaskOrders/MemoryBacklogWarning': [HOUR + 45, HOUR + 100],
    },
  },
  {
    name: 'a transaction at the source that nobody ends', setup: 'migration', minutes: 4 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).pace.source = 60; }]],
    expected: { 'TaskOrders/SourceLagWarning': [HOUR + 5, HOUR + 30], 'TaskOrders/SourceLagCritical': [HOUR + 15, HOUR + 40] },
  },
  {
    name: 'a lag that stays where it is', setup: 'migration', minutes: 5 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).lag.target = 600; orders(story).pace.target = 0; }]],
    expected: { 'TaskOrders/TargetLagWarning': [HOUR + 10, HOUR + 25] },
  },
  {
    name: 'a task on an imported instance that falls behind', setup: 'imported', minutes: 6 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).pace.target = 60; }]],
    expected: { 'AllTasks/TargetLagWarning': [HOUR + 5, HOUR + 30], 'AllTasks/TargetLagCritical': [HOUR + 15, HOUR + 40] },
  },
  {
    name: 'changes that pile up on disk', setup: 'migration', minutes: 5 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).backlog.diskGrowth = 2000; }]],
    expected: { 'TaskOrders/DiskBacklogWarning': [HOUR + 45, HOUR + 90] },
  },
  {
    name: 'a source whose log is about to expire', setup: 'binlog', minutes: 16 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).pace.source = 60; }]],
    expected: {
      'TaskOrders/SourceLagWarning': [HOUR + 5, HOUR + 30], 'TaskOrders/SourceLagCritical': [HOUR + 15, HOUR + 40],
      'TaskOrders/SourceLogExpiresCritical': [13 * HOUR, 13 * HOUR + 15],
    },
  },
  {
    name: 'a replication slot that nobody reads', setup: 'migration', minutes: 12 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, ({ sourceLog }) => { sourceLog.slotGrowth = GIB / 10; }]],
    expected: {
      'Source/OldestReplicationSlotLag/SourceLogWarning': [HOUR + 200, HOUR + 220], 'Source/TransactionLogsDiskUsage/SourceLogWarning': [HOUR + 190, HOUR + 210],
      'Source/OldestReplicationSlotLag/SourceLogCritical': [HOUR + 500, HOUR + 520], 'Source/TransactionLogsDiskUsage/SourceLogCritical': [HOUR + 490, HOUR + 510],
    },
  },

  // Loads
  {
    name: 'a load into which no row comes any more', setup: 'migration', minutes: 4 * HOUR, begin: loading(5 * HOUR), fault: HOUR,
    script: [[HOUR, (story) => { orders(story).rowsPerSecond = 0; }]],
    expected: { 'TaskOrders/StalledLoadCritical': [HOUR + 25, HOUR + 45] },
  },

  // Tasks
  {
    name: 'a task that fails', setup: 'migration', minutes: 4 * HOUR, begin: capturing, fault: HOUR + 2,
    script: [[HOUR + 2, (story) => story.failTask(orders(story))]],
    expected: { 'TaskOrders/FailedTaskCritical': [HOUR + 2, HOUR + 4], 'event critical DMS-EVENT-0078': [HOUR + 2, HOUR + 2] },
  },
  {
    name: 'a task that fails, and the event of it is lost', setup: 'migration', minutes: 4 * HOUR, begin: capturing, fault: HOUR + 2,
    script: [[HOUR + 2, (story) => Object.assign(orders(story), { status: 'failed', stopped: story.now })]],
    expected: { 'TaskOrders/FailedTaskCritical': [HOUR + 5, HOUR + 7] },
  },
  {
    name: 'a task that DMS stops for want of memory', setup: 'migration', minutes: 4 * HOUR, begin: capturing, fault: HOUR + 1,
    script: [[HOUR + 1, (story) => story.stopTask(orders(story), 'STOPPED_DUE_TO_LOW_MEMORY')]],
    expected: { 'TaskOrders/FailedTaskCritical': [HOUR + 1, HOUR + 3] },
  },
  {
    name: 'a task on an imported instance that fails', setup: 'imported', minutes: 3 * HOUR, begin: capturing, fault: HOUR + 2,
    script: [[HOUR + 2, (story) => story.failTask(orders(story))]],
    // Nobody knows its ARN, so there is no rule for its events: the monitor finds it when it looks.
    expected: { 'AllTasks/FailedTaskCritical': [HOUR + 2, HOUR + 8] },
  },
  {
    name: 'an operator who stops a task and forgets it', setup: 'migration', minutes: 6 * HOUR, begin: capturing, fault: HOUR + 75,
    script: [[HOUR, (story) => story.stopTask(orders(story))]],
    expected: { 'TaskOrders/StoppedTaskCritical': [HOUR + 75, HOUR + 90] },
  },
  {
    name: 'a change of class that does not come to its end', setup: 'migration', minutes: 6 * HOUR, begin: loading(2 * HOUR), fault: 2 * HOUR + 76,
    script: [[2 * HOUR + 1, stopAll('STOPPED_AFTER_CACHED_EVENTS')]],
    expected: { 'TaskOrders/StoppedTaskCritical': [2 * HOUR + 76, 2 * HOUR + 91], 'TaskLines/StoppedTaskCritical': [2 * HOUR + 76, 2 * HOUR + 91] },
  },
  {
    name: 'a task that pauses its reading for want of disk', setup: 'migration', minutes: 2 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => story.tell('DMS-EVENT-0092')]],
    expected: { 'event critical DMS-EVENT-0092': [HOUR, HOUR] },
  },

  // The instance
  {
    name: 'memory that leaks', setup: 'migration', minutes: 12 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, ({ instance }) => { instance.leak.memory = 0.1 * GIB; }]],
    // 9 GiB at first, of 16: a tenth is left after 74 minutes, a twentieth after 82.
    expected: { LowMemoryWarning: [HOUR + 70, HOUR + 105], LowMemoryCritical: [HOUR + 78, HOUR + 115] },
  },
  {
    name: 'memory that leaks, under an older engine without AvailableMemory', setup: 'migration', minutes: 12 * HOUR, fault: HOUR,
    begin: (story) => { capturing(story); story.instance.hasAvailable = false; },
    script: [[HOUR, ({ instance }) => { instance.leak.memory = 0.1 * GIB; }]],
    expected: { LowMemoryWarning: [HOUR + 70, HOUR + 105], LowMemoryCritical: [HOUR + 78, HOUR + 115] },
  },
  {
    name: 'an instance that swaps', setup: 'migration', minutes: 4 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, ({ instance }) => { instance.swapBytes = 2 * GIB; }]],
    expected: { SwapWarning: [HOUR + 10, HOUR + 25] },
  },
  {
    name: 'a disk that fills', setup: 'migration', minutes: 12 * HOUR, begin: capturing, fault: HOUR,
    // 180 of 200 GiB at first: 50 are left after 260 minutes, 30 after 300, 20 after 320.
    script: [[HOUR, ({ instance }) => { instance.leak.storage = 0.5 * GIB; }], [HOUR + 320, (story) => story.tell('DMS-EVENT-0007')]],
    expected: {
      'LowStorageWarning': [HOUR + 260, HOUR + 280], 'LowStorageCritical': [HOUR + 300, HOUR + 320], 'event critical DMS-EVENT-0007': [HOUR + 320, HOUR + 320],
    },
  },
  {
    name: 'a CPU that is busy for hours', setup: 'migration', minutes: 4 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, ({ instance }) => { instance.cpu = 98; }]],
    expected: { HighCpuWarning: [HOUR + 55, HOUR + 75] },
  },
  {
    name: 'a burstable instance that lives on credits', setup: 'burstable', minutes: 12 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, ({ instance }) => { instance.cpu = 55; }]],
    expected: { CpuCreditsWarning: [HOUR + 5 * HOUR, HOUR + 8 * HOUR] },
  },
  {
    name: 'an instance that fails', setup: 'migration', minutes: 2 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => story.tell('DMS-EVENT-0031')]],
    expected: { 'event critical DMS-EVENT-0031': [HOUR, HOUR] },
  },

  // Validation
  {
    name: 'rows that are not what they are at the source', setup: 'migration', minutes: 3 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).validation = { pending: 0, failed: 3, suspended: 0, withoutKey: 0 }; }]],
    expected: { 'TaskOrders/MismatchedRecordsWarning': [HOUR, HOUR + 7] },
  },
  {
    name: 'rows that cannot be compared', setup: 'migration', minutes: 3 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { orders(story).validation = { pending: 5, failed: 0, suspended: 40, withoutKey: 1 }; }]],
    expected: { 'TaskOrders/SuspendedRecordsWarning': [HOUR, HOUR + 7], 'TaskOrders/TablesWithoutKeyWarning': [HOUR, HOUR + 7] },
  },

  // What is paid for
  {
    name: 'a full load that is finished and forgotten', setup: 'loadOnly', minutes: 3 * DAY, begin: loading(4 * HOUR), fault: 4 * HOUR + DAY, script: [],
    expected: { IdleWarning: [4 * HOUR + DAY, 4 * HOUR + DAY + 15] },
  },
  {
    name: 'an instance whose tasks nobody starts', setup: 'migration', minutes: 2 * DAY, fault: DAY, script: [],
    expected: { IdleWarning: [DAY, DAY + 15] },
  },
  {
    name: 'a cutover after which everything is left as it is', setup: 'migration', minutes: 3 * DAY, begin: capturing, fault: HOUR + 75,
    script: [[HOUR, stopAll()]],
    expected: {
      'TaskOrders/StoppedTaskCritical': [HOUR + 75, HOUR + 90], 'TaskLines/StoppedTaskCritical': [HOUR + 75, HOUR + 90],
      'IdleWarning': [HOUR + DAY, HOUR + DAY + 15],
    },
  },
  {
    name: 'a monitor that falls silent', setup: 'migration', minutes: 5 * HOUR, begin: capturing, fault: HOUR,
    script: [[HOUR, (story) => { story.monitorWorks = false; }]],
    expected: { SilentMonitorWarning: [HOUR + 10, 3 * HOUR] },
  },
];
