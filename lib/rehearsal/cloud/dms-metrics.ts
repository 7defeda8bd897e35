import type { InspectedInstance, InspectedTask, Inspection } from '../../simulator';
import type { MetricStore } from '../../simulator/cloudwatch/metric-store';

// What DMS would publish each minute [DMS User Guide, CHAP_Monitoring], by models of the simplest kind [derived; AWS gives no formulas]: they
// are there to have alarms judge a migration that goes as the scenario says, not to predict figures.

/** A lag that a task has that keeps pace. */
const REST_SECONDS = 2;
/** CPU of an instance that only waits, in percent, and of one that loads. */
const IDLE_PERCENT = 4;
const LOADING_PERCENT = 60;
/** Part of its storage that an instance has free. */
const FREE_STORAGE = 0.8;
/** What is FreeableMemory of AvailableMemory. */
const FREEABLE = 0.97;
/** Changes that wait for each second of lag: rows. */
const ROWS_PER_SECOND = 50;
const GIB = 2 ** 30;

/** Puts what DMS publishes of a minute. */
export function publishDmsMetrics(store: MetricStore, { instances, tasks }: Inspection, now: number): void {
  for (const instance of instances) {
    if (!['available', 'storage-full'].includes(instance.status)) continue;
    const own = tasks.filter(({ instanceArn }) => instanceArn === instance.arn);
    publishInstance(store, instance, own, now);
    for (const task of own) if (task.works) publishTask(store, instance, task, now);
  }
}

function publishInstance(store: MetricStore, instance: InspectedInstance, tasks: readonly InspectedTask[], now: number): void {
  const { identifier, size, status, storageGiB, availableMemoryBytes } = instance;
  const dimensions = { ReplicationInstanceIdentifier: identifier };
  const put = (name: string, value: number): void => store.put({ namespace: 'AWS/DMS', name, dimensions }, now, value);
  const works = tasks.filter((task) => task.works);
  const demand = works.filter(({ stage }) => stage === 'cdc').reduce((sum, { cdcVcpu }) => sum + cdcVcpu, 0);
  const loads = works.some(({ stage }) => stage === 'load' || stage === 'cached');
  const capturing = size === undefined ? 0 : (100 - IDLE_PERCENT) * (demand / size.vcpu);
  put('CPUUtilization', Math.min(100, IDLE_PERCENT + (loads ? LOADING_PERCENT : 0) + capturing));
  put('FreeStorageSpace', status === 'storage-full' ? 0 : storageGiB * GIB * FREE_STORAGE);
  put('SwapUsage', 0);
  if (availableMemoryBytes === undefined) return;
  put('AvailableMemory', availableMemoryBytes);
  put('FreeableMemory', availableMemoryBytes * FREEABLE);
}

/** While it loads, a task publishes what it loads, and no lag of its target: nothing is applied yet. */
function publishTask(store: MetricStore, { identifier }: InspectedInstance, task: InspectedTask, now: number): void {
  const dimensions = { ReplicationInstanceIdentifier: identifier, ReplicationTaskIdentifier: task.arn.split(':').at(-1) ?? '' };
  const put = (name: string, value: number): void => store.put({ namespace: 'AWS/DMS', name, dimensions }, now, value);
  if (task.stage === 'load') put('FullLoadThroughputRowsTarget', Math.ceil(task.rowsPerSecond));
  if (task.type === 'full-load') return;
  put('CDCLatencySource', REST_SECONDS);
  if (task.stage !== 'cdc') return;
  put('CDCLatencyTarget', REST_SECONDS + task.latencySeconds);
  put('CDCChangesMemorySource', 0);
  put('CDCChangesMemoryTarget', Math.round(task.latencySeconds * ROWS_PER_SECOND));
  put('CDCChangesDiskSource', 0);
  put('CDCChangesDiskTarget', 0);
}
