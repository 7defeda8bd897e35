import { engineVersions } from './engine-versions';
import { categoryWords } from './events';
import { invalidCombination, invalidValue } from './fault';
import { orderableClasses } from './instance-operations';
import { listingShape, page } from './listing';
import { QUOTAS } from './quotas';
import { integer, listOf, oneOf, operation, text, time } from './shape';
import type { RecordedEvent } from './state';
import type { World } from './world';

const PAGING = (({ MaxRecords, Marker }) => ({ MaxRecords, Marker }))(listingShape());

export const describeAccountAttributes = operation({}, (world) => {
  const { instances, tasks, endpoints, subnetGroups, certificates } = world.state;
  const used = {
    ReplicationInstances: instances.size,
    AllocatedStorage: [...instances.values()].reduce((sum, { storageGiB }) => sum + storageGiB, 0),
    ReplicationSubnetGroups: subnetGroups.size,
    SubnetsPerReplicationSubnetGroup: most([...subnetGroups.values()].map(({ subnetIds }) => subnetIds.length)),
    Endpoints: endpoints.size,
    EndpointsPerReplicationInstance: most([...instances.keys()].map((arn) => endpointsOf(world, arn))),
    ReplicationTasks: tasks.size,
    ReplicationTasksPerInstance: most([...instances.keys()].map((arn) => world.tasksOf(arn).length)),
    Certificates: certificates.size,
  } satisfies Record<keyof typeof QUOTAS, number>;
  return {
    AccountQuotas: Object.entries(QUOTAS).map(([name, max]) => ({ AccountQuotaName: name, Used: used[name as keyof typeof QUOTAS], Max: max })),
    UniqueAccountIdentifier: `dms-${world.setting.region}-${world.setting.account}`,
  };
});

function most(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}

function endpointsOf(world: World, instanceArn: string): number {
  return new Set(world.tasksOf(instanceArn).flatMap(({ sourceArn, targetArn }) => [sourceArn, targetArn])).size;
}

export const describeOrderableReplicationInstances = operation(PAGING, (world, input) => {
  const { items, marker } = page(orderableClasses(world), ({ ReplicationInstanceClass }) => ReplicationInstanceClass, input);
  return { OrderableReplicationInstances: items, ...marker };
});

export const describeEngineVersions = operation(PAGING, (_, input) => {
  const { items, marker } = page(engineVersions(), ({ Version }) => Version, input);
  return { EngineVersions: items, ...marker };
});

const HOUR_MINUTES = 60;

/** Events of the last hour, unless asked otherwise [derived from RDS, whose operation this was modelled on]. */
export const describeEvents = operation({
  ...listingShape(),
  SourceIdentifier: text(),
  // The model's enum has the first only, the text both [API, DescribeEvents].
  SourceType: oneOf(['replication-instance', 'replication-task']),
  StartTime: time,
  EndTime: time,
  Duration: integer({ min: 1, max: 20_160 }),
  EventCategories: listOf(text()),
}, (world, { SourceIdentifier, SourceType, StartTime, EndTime, Duration, EventCategories, Filters = [], ...paging }) => {
  if (SourceIdentifier !== undefined && SourceType === undefined) throw invalidCombination('SourceType must be supplied if SourceIdentifier is supplied.');
  const unknown = Filters.find(({ Name }) => Name !== 'replication-instance-id');
  if (unknown !== undefined) throw invalidValue(`Unrecognized filter name: ${unknown.Name}. Valid filter names: replication-instance-id`);
  const end = EndTime ?? (StartTime !== undefined && Duration !== undefined ? StartTime + minutes(Duration) : world.now);
  const start = StartTime ?? end - minutes(Duration ?? HOUR_MINUTES);
  const events = world.state.events.map((event, index) => ({ ...event, index })).filter((event) =>
    event.at >= start && event.at <= end
    && (SourceType === undefined || event.sourceType === SourceType)
    && (SourceIdentifier === undefined || event.sourceIdentifier === SourceIdentifier)
    && (EventCategories === undefined || EventCategories.some((category) => categoryWords(category) === event.category))
    && Filters.every(({ Values }) => event.sourceType === 'replication-instance' && Values.includes(event.sourceIdentifier)));
  const { items, marker } = page(events, ({ index }) => String(index), paging);
  return { Events: items.map(eventAnswer), ...marker };
});

function minutes(count: number): number {
  return count * 60_000;
}

function eventAnswer({ at, sourceIdentifier, sourceType, message, category }: RecordedEvent): object {
  return { SourceIdentifier: sourceIdentifier, SourceType: sourceType, Message: message, EventCategories: [category], Date: at / 1000 };
}
