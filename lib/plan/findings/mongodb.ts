import { missingSettings, tableRule } from './makers';
import { columnName, hasTrait, numberOf, settingOf } from './reading';
import { MONGODB, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using MongoDB as a source for AWS DMS';
const OPLOG_HOURS = 24;

export const MONGODB_RULES: readonly Rule[] = [
  {
    code: 'mongodb-standalone',
    engines: MONGODB,
    severity: 'error',
    phase: 'cdc',
    title: 'The server is not in a replica set',
    effect: 'A server that stands alone has neither oplog nor change streams: DMS can do a full load only.',
    mend: 'Convert the server to a replica set of one member.',
    source: SOURCE,
    check: (profile): Verdict => {
      const value = settingOf(profile, 'topology');
      if (value === undefined) return missingSettings('topology');
      return value === 'standalone' ? { items: [`topology = ${value}`], statements: ['rs.initiate()'] } : undefined;
    },
  },
  {
    code: 'mongodb-sharded-cluster',
    engines: MONGODB,
    severity: 'warning',
    title: 'The database is sharded',
    effect: 'While the balancer moves chunks between shards, documents may come twice, or not at all.',
    mend: 'Stop the balancer for the time of the load, and remove orphaned documents beforehand.',
    source: 'MongoDB documentation, Sharded cluster balancer [the effect on DMS is derived]',
    check: (profile): Verdict => {
      const value = settingOf(profile, 'topology');
      if (value === undefined) return missingSettings('topology');
      return value === 'sharded' ? { items: [`topology = ${value}`], statements: ['sh.stopBalancer()'] } : undefined;
    },
  },
  {
    code: 'mongodb-short-oplog',
    engines: MONGODB,
    severity: 'warning',
    phase: 'cdc',
    title: 'The oplog reaches back less than a day',
    effect: 'A task that is late, or was stopped for longer, finds its place in the oplog gone, and everything has to be loaded again.',
    mend: 'Make the oplog larger, or give it a least age: longer than the full load takes.',
    source: 'MongoDB documentation, Replica set oplog [the effect on DMS is derived]',
    check: (profile): Verdict => {
      const value = settingOf(profile, 'oplog_hours');
      if (value === undefined) return missingSettings('oplog_hours');
      const hours = numberOf(value);
      if (hours === undefined || hours >= OPLOG_HOURS) return undefined;
      return { items: [`oplog_hours = ${value}`], statements: ['db.adminCommand({ replSetResizeOplog: 1, minRetentionHours: 72 })'] };
    },
  },
  tableRule({
    code: 'mongodb-dollar-in-name',
    engines: MONGODB,
    severity: 'error',
    title: 'Names of collections have a dollar sign',
    where: ({ name }) => name.includes('$'),
    effect: 'DMS supports no $ in names of collections and keys.',
    mend: 'Rename the collections.',
    statements: ({ name }) => [`db.getCollection(${JSON.stringify(name)}).renameCollection(${JSON.stringify(name.replaceAll('$', '_'))})`],
    source: SOURCE,
  }),
  {
    code: 'mongodb-dollar-in-key',
    engines: MONGODB,
    severity: 'error',
    title: 'Names of keys have a dollar sign',
    effect: 'DMS supports no $ in names of collections and keys.',
    mend: 'Rename the keys in all documents.',
    source: SOURCE,
    check: ({ tables }): Verdict => {
      const found = tables.flatMap((table) => table.columns.filter(({ name }) => name.includes('$')).map((column) => columnName(table, column)));
      return found.length === 0 ? undefined : { items: found };
    },
  },
  tableRule({
    code: 'mongodb-capped-collection',
    engines: MONGODB,
    severity: 'warning',
    title: 'Collections are capped',
    where: ({ kind }) => kind === 'capped-collection',
    effect: 'What the server drops at the end of a capped collection is in no log: the target keeps it. DMS creates an ordinary collection.',
    mend: 'Create the collections capped in the target, too; or delete there what is old.',
    source: 'MongoDB documentation, Capped collections [the effect on DMS is derived]',
  }),
  tableRule({
    code: 'mongodb-time-series-collection',
    engines: MONGODB,
    severity: 'error',
    phase: 'cdc',
    title: 'Changes of time series collections are not captured',
    where: ({ kind }) => kind === 'time-series-collection',
    effect: 'MongoDB has no change streams for them: what is written after the load does not reach the target.',
    mend: 'Migrate them by a full load when nothing writes any more, or with mongodump.',
    source: 'MongoDB documentation, Time series collections: limitations [the effect on DMS is derived]',
  }),
  tableRule({
    code: 'mongodb-sharded-collection',
    engines: MONGODB,
    severity: 'note',
    title: 'Collections are sharded',
    where: (table) => hasTrait(table, 'sharded'),
    effect: 'DMS creates them without a shard key.',
    mend: 'Shard them in the target beforehand, where that is wanted.',
    source: 'DMS API reference, MongoDbSettings: ReplicateShardCollections [the effect is derived]',
  }),
];
