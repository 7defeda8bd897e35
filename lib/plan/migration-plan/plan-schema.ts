import type { SchemaOf } from '../../profile/json-schema';
import {
  LOB_MODES, PARALLEL_LOAD_TYPES, PLANNED_MIGRATION_TYPES, TASK_LOB_MODES, type CostEstimate, type Decision, type InstancePlan,
  type LeftOutTable, type LoadEstimate, type LobPlan, type MigrationPlanData, type ParallelLoadPlan, type PhasePlan, type PlannedSource,
  type PlanWarning, type TableName, type TablePlan, type TaskPlan,
} from './data';

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const flag = { type: 'boolean' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const amount = { type: 'number', minimum: 0 } as const;

const source: SchemaOf<PlannedSource> = {
  type: 'object',
  properties: { engine: text, database: text, tables: count, bytes: amount },
  required: ['engine', 'database', 'tables', 'bytes'],
  additionalProperties: false,
};

const phase: SchemaOf<PhasePlan> = {
  type: 'object',
  properties: { instanceClass: text, vcpu: amount, memoryGiB: amount, reasons: texts },
  required: ['instanceClass', 'vcpu', 'memoryGiB', 'reasons'],
  additionalProperties: false,
};

const instance: SchemaOf<InstancePlan> = {
  type: 'object',
  properties: { id: text, fullLoad: phase, cdc: phase, multiAz: flag, storageGiB: { type: 'integer', minimum: 1 }, storageReasons: texts },
  required: ['id', 'multiAz', 'storageGiB', 'storageReasons'],
  additionalProperties: false,
};

const lobs: SchemaOf<LobPlan> = {
  type: 'object',
  properties: { mode: { type: 'string', enum: LOB_MODES }, kib: count, columns: count, largestKiB: count, whole: flag, why: text },
  required: ['mode', 'columns', 'whole', 'why'],
  additionalProperties: false,
};

const parallelLoad: SchemaOf<ParallelLoadPlan> = {
  type: 'object',
  properties: { type: { type: 'string', enum: PARALLEL_LOAD_TYPES }, segments: count, column: text, boundaries: texts, largestBytes: amount, why: text },
  required: ['type', 'segments', 'largestBytes', 'why'],
  additionalProperties: false,
};

const table: SchemaOf<TablePlan> = {
  type: 'object',
  properties: {
    schema: text, name: text, bytes: amount, bytesAssumed: flag, group: text, loadOrder: count, keyless: flag, lobs, parallelLoad, partitions: texts,
  },
  required: ['schema', 'name', 'bytes'],
  additionalProperties: false,
};

const tableName: SchemaOf<TableName> = {
  type: 'object', properties: { schema: text, name: text }, required: ['schema', 'name'], additionalProperties: false,
};

const task: SchemaOf<TaskPlan> = {
  type: 'object',
  properties: {
    id: text,
    instance: text,
    parallelTables: { type: 'integer', minimum: 1, maximum: 49 },
    commitRate: { type: 'integer', minimum: 1, maximum: 50_000 },
    lobMode: { type: 'string', enum: TASK_LOB_MODES },
    lobKiB: { type: 'integer', minimum: 1, maximum: 102_400 },
    selection: { type: 'string', enum: ['names', 'schemas'] },
    bytes: amount,
    tables: { type: 'array', items: table },
    excluded: { type: 'array', items: tableName },
  },
  required: ['id', 'instance', 'parallelTables', 'commitRate', 'lobMode', 'lobKiB', 'selection', 'bytes', 'tables'],
  additionalProperties: false,
};

const leftOut: SchemaOf<LeftOutTable> = {
  type: 'object', properties: { schema: text, name: text, why: text }, required: ['schema', 'name', 'why'], additionalProperties: false,
};

const load: SchemaOf<LoadEstimate> = {
  type: 'object',
  properties: {
    parallelTables: count, bytes: amount, fastestHours: amount, likelyHours: amount, slowestHours: amount, bottleneck: text, assumptions: texts,
  },
  required: ['parallelTables', 'bytes', 'fastestHours', 'likelyHours', 'slowestHours', 'bottleneck', 'assumptions'],
  additionalProperties: false,
};

const cost: SchemaOf<CostEstimate> = {
  type: 'object',
  properties: { cdcToFullLoad: amount, fullLoadPerHour: amount, cdcPerHour: amount, notes: texts },
  required: ['notes'],
  additionalProperties: false,
};

const decision: SchemaOf<Decision> = {
  type: 'object',
  properties: { about: text, choice: text, inputs: texts, rule: text, source: text },
  required: ['about', 'choice', 'inputs', 'rule', 'source'],
  additionalProperties: false,
};

const warning: SchemaOf<PlanWarning> = {
  type: 'object', properties: { code: text, what: text, mend: text, at: texts }, required: ['code', 'what', 'mend', 'at'], additionalProperties: false,
};

/** The shape of a plan, as JSON Schema. */
export const PLAN_SCHEMA: SchemaOf<MigrationPlanData> = {
  type: 'object',
  description: 'A migration plan of cdk-dms-migrations.',
  properties: {
    version: { type: 'integer', enum: [1] },
    source,
    targetEngine: text,
    migrationType: { type: 'string', enum: PLANNED_MIGRATION_TYPES },
    instances: { type: 'array', items: instance },
    tasks: { type: 'array', items: task },
    leftOut: { type: 'array', items: leftOut },
    load,
    cost,
    decisions: { type: 'array', items: decision },
    warnings: { type: 'array', items: warning },
  },
  required: ['version', 'source', 'migrationType', 'instances', 'tasks', 'leftOut', 'cost', 'decisions', 'warnings'],
  additionalProperties: false,
};
