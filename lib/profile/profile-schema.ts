import type { SchemaOf } from './json-schema';
import {
  AUDITED_ENGINES, type AuditFacts, type ChangeFacts, type ColumnFacts, type DatabaseFacts, type ForeignKeyFacts, type KeyFacts, type LobFacts,
  type ObjectFacts, type PartitionFacts, type PartitioningFacts, type Profile, type RangeFacts, type ReplicationFacts, type TableChangeFacts,
  type TableFacts, type TransactionFacts, type TriggerFacts,
} from './profile';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const flag = { type: 'boolean' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const amount = { type: 'number', minimum: 0 } as const;
const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const lobBasis = { type: 'string', enum: ['none', 'statistics', 'sample', 'scan'] } as const;
const referential = { type: 'string', enum: ['cascade', 'set-null', 'set-default'] } as const;

const audit: SchemaOf<AuditFacts> = {
  type: 'object',
  properties: { at: text, by: text, seconds: amount, oneSnapshot: flag, lobSizes: lobBasis, notes: texts },
  required: ['at', 'by', 'seconds', 'oneSnapshot', 'lobSizes', 'notes'],
  additionalProperties: false,
};

const database: SchemaOf<DatabaseFacts> = {
  type: 'object',
  properties: {
    engine: { type: 'string', enum: AUDITED_ENGINES },
    version: text,
    name: text,
    hosting: { type: 'string', enum: ['self-managed', 'rds', 'aurora', 'azure', 'google-cloud', 'unknown'] },
    edition: text,
    readOnly: flag,
    bytes: count,
    characterSet: text,
  },
  required: ['engine', 'version', 'name', 'hosting'],
  additionalProperties: false,
};

const lob: SchemaOf<LobFacts> = {
  type: 'object',
  properties: {
    content: { type: 'string', enum: ['character', 'binary', 'json', 'xml', 'spatial', 'other'] },
    basis: lobBasis,
    rowsRead: count,
    nullShare: share,
    averageBytes: amount,
    p99Bytes: amount,
    maxBytes: count,
  },
  required: ['content', 'basis'],
  additionalProperties: false,
};

const column: SchemaOf<ColumnFacts> = {
  type: 'object',
  properties: {
    name: text,
    type: text,
    typeKind: { type: 'string', enum: ['array', 'composite', 'domain', 'enum', 'range', 'extension'] },
    baseType: text,
    nullable: flag,
    generated: { type: 'string', enum: ['stored', 'virtual'] },
    identity: flag,
    invisible: flag,
    protection: { type: 'string', enum: ['encrypted', 'masked'] },
    sparse: flag,
    lob,
  },
  required: ['name', 'type', 'nullable'],
  additionalProperties: false,
};

const key: SchemaOf<KeyFacts> = {
  type: 'object',
  properties: { name: text, columns: texts, partial: flag, expression: flag, valid: flag },
  required: ['name', 'columns'],
  additionalProperties: false,
};

const foreignKey: SchemaOf<ForeignKeyFacts> = {
  type: 'object',
  properties: { name: text, columns: texts, references: text, onDelete: referential, onUpdate: referential },
  required: ['name', 'columns', 'references'],
  additionalProperties: false,
};

const trigger: SchemaOf<TriggerFacts> = {
  type: 'object', properties: { name: text, enabled: flag }, required: ['name', 'enabled'], additionalProperties: false,
};

const partition: SchemaOf<PartitionFacts> = {
  type: 'object', properties: { name: text, rows: count, bytes: count }, required: ['name'], additionalProperties: false,
};

const partitioning: SchemaOf<PartitioningFacts> = {
  type: 'object',
  properties: {
    method: { type: 'string', enum: ['range', 'list', 'hash', 'other'] },
    columns: texts,
    partitions: { type: 'array', items: partition },
    subpartitions: flag,
  },
  required: ['method', 'columns', 'partitions'],
  additionalProperties: false,
};

const ranges: SchemaOf<RangeFacts> = {
  type: 'object', properties: { column: text, bounds: texts }, required: ['column', 'bounds'], additionalProperties: false,
};

const tableChanges: SchemaOf<TableChangeFacts> = {
  type: 'object',
  properties: { insertsPerSecond: amount, updatesPerSecond: amount, deletesPerSecond: amount },
  required: ['insertsPerSecond', 'updatesPerSecond', 'deletesPerSecond'],
  additionalProperties: false,
};

const table: SchemaOf<TableFacts> = {
  type: 'object',
  properties: {
    schema: text,
    name: text,
    kind: {
      type: 'string',
      enum: [
        'table', 'partitioned', 'unlogged', 'temporary', 'foreign', 'inherited', 'materialized-view', 'memory-optimized', 'temporal', 'columnstore',
        'index-organized', 'nested', 'collection', 'capped-collection', 'time-series-collection',
      ],
    },
    rows: count,
    rowsExact: flag,
    bytes: count,
    columnCount: count,
    columns: { type: 'array', items: column },
    primaryKey: key,
    uniqueKeys: { type: 'array', items: key },
    secondaryIndexes: count,
    foreignKeys: { type: 'array', items: foreignKey },
    triggers: { type: 'array', items: trigger },
    partitioning,
    ranges,
    storageEngine: text,
    replicaIdentity: { type: 'string', enum: ['default', 'full', 'index', 'nothing'] },
    traits: texts,
    changes: tableChanges,
  },
  required: ['schema', 'name', 'kind', 'columnCount', 'columns', 'uniqueKeys', 'foreignKeys', 'triggers', 'traits'],
  additionalProperties: false,
};

const object: SchemaOf<ObjectFacts> = {
  type: 'object', properties: { kind: text, count, examples: texts }, required: ['kind', 'count', 'examples'], additionalProperties: false,
};

const changes: SchemaOf<ChangeFacts> = {
  type: 'object',
  properties: { seconds: amount, logBytesPerSecond: amount, transactionsPerSecond: amount },
  required: ['seconds', 'logBytesPerSecond'],
  additionalProperties: false,
};

const slot: SchemaOf<ReplicationFacts['slots'][number]> = {
  type: 'object',
  properties: { name: text, plugin: text, active: flag, retainedBytes: count },
  required: ['name', 'active'],
  additionalProperties: false,
};

const replication: SchemaOf<ReplicationFacts> = {
  type: 'object', properties: { slots: { type: 'array', items: slot }, streams: count }, required: ['slots'], additionalProperties: false,
};

const transactions: SchemaOf<TransactionFacts> = {
  type: 'object', properties: { oldestSeconds: amount, prepared: count }, required: [], additionalProperties: false,
};

/** The shape of a profile, as JSON Schema. What is left out is not known. */
export const PROFILE_SCHEMA: SchemaOf<Profile> = {
  type: 'object',
  description: 'A workload profile: what an audit has read in a database. Absent never means zero, off or none.',
  properties: {
    version: { type: 'integer', enum: [1] },
    audit,
    database,
    settings: { type: 'object', additionalProperties: text },
    grants: { type: 'object', additionalProperties: flag },
    tables: { type: 'array', items: table },
    objects: { type: 'array', items: object },
    changes,
    replication,
    transactions,
    writtenTogether: { type: 'array', items: texts },
  },
  required: ['version', 'audit', 'database', 'settings', 'grants', 'tables', 'objects'],
  additionalProperties: false,
};
