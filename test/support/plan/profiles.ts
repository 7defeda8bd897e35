import type { AuditedEngine, ColumnFacts, LobFacts, Profile, TableFacts } from '../../../lib/profile/profile';

const GIB = 2 ** 30;

/** A profile of tables about which nothing special is known. */
export function profileOf(tables: readonly TableFacts[], more: Partial<Profile> = {}): Profile {
  return {
    version: 1,
    audit: { at: '2026-01-01T00:00:00.000Z', by: 'test', seconds: 1, oneSnapshot: true, lobSizes: 'scan', notes: [] },
    database: { engine: 'postgresql', version: '16.4', name: 'shop', hosting: 'rds' },
    settings: {},
    grants: {},
    tables,
    objects: [],
    ...more,
  };
}

export function engineOf(engine: AuditedEngine): Pick<Profile, 'database'> {
  return { database: { engine, version: '8', name: 'shop', hosting: 'self-managed' } };
}

/** A table with a primary key `id`: `sales.orders`. */
export function tableOf(key: string, gib: number, more: Partial<TableFacts> = {}): TableFacts {
  const [schema, name] = key.split('.');
  const id: ColumnFacts = { name: 'id', type: 'bigint', nullable: false };
  const { columns = [], ...rest } = more;
  return {
    schema, name,
    kind: 'table',
    rows: Math.round(gib * 4 * 2 ** 20),
    bytes: Math.round(gib * GIB),
    columnCount: 8,
    columns: [id, ...columns],
    primaryKey: { name: `${name}_pkey`, columns: ['id'] },
    uniqueKeys: [],
    foreignKeys: [],
    triggers: [],
    traits: [],
    ...rest,
  };
}

export function lobColumn(name: string, lob: Partial<LobFacts> = {}): ColumnFacts {
  return { name, type: 'text', nullable: true, lob: { content: 'character', basis: 'scan', ...lob } };
}

export function references(...keys: readonly string[]): Pick<TableFacts, 'foreignKeys'> {
  return { foreignKeys: keys.map((key, index) => ({ name: `fk${index}`, columns: ['other'], references: key })) };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface GeneratedOptions {
  readonly tables: number;
  /** All together; drawn if left out. */
  readonly gib?: number;
  readonly engine?: AuditedEngine;
}

/** A profile as databases are: sizes with a heavy tail, tables joined by foreign keys, some with LOBs, large ones with partitions or ranges. */
export function generateProfile(seed: number, { tables: count, gib, engine = 'postgresql' }: GeneratedOptions): Profile {
  const random = chance(seed);
  const weights = Array.from({ length: count }, () => Math.exp(gaussian(random) * 2.5));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const whole = gib ?? Math.exp(Math.log(20) + random() * Math.log(500));
  const schemas = Math.max(1, Math.round(count / (20 + random() * 400)));
  const joined = random() * 0.6;
  const keys = weights.map((_, index) => `s${Math.floor(random() * schemas)}.t${index}`);
  const tables = keys.map((key, index) => {
    const size = (weights[index] / all) * whole;
    const partner = random() < joined && index > 0 ? keys[Math.max(0, index - 1 - Math.floor(random() ** 3 * Math.min(index, 40)))] : undefined;
    const lob = random();
    return tableOf(key, size, {
      ...partner !== undefined && references(partner),
      ...lob < 0.2 && { columns: [lobColumn('note', lob < 0.1 ? { maxBytes: 4000 } : lob < 0.15 ? { basis: 'statistics', averageBytes: 900 } : { p99Bytes: 90_000, maxBytes: 9_000_000 })] },
      ...size > 2 && random() < 0.5 && { ranges: { column: 'id', bounds: Array.from({ length: 63 }, (_, at) => String((at + 1) * 1000)) } },
      ...random() < 0.03 && { primaryKey: undefined },
    });
  });
  return profileOf(tables, { ...engineOf(engine), changes: { seconds: 600, logBytesPerSecond: Math.round(random() * 5 * 2 ** 20) } });
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
