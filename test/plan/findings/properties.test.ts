import * as fc from 'fast-check';
import type { FindingContext } from '../../../lib/plan/findings/context';
import { FINDING_SEVERITIES } from '../../../lib/plan/findings/finding';
import { findingsOf } from '../../../lib/plan/findings/findings';
import { RULES } from '../../../lib/plan/findings/rules';
import { TARGET_ENGINES } from '../../../lib/plan/findings/targets';
import { AUDITED_ENGINES, type AuditedEngine, type ColumnFacts, type KeyFacts, type LobFacts, type Profile, type TableFacts } from '../../../lib/profile/profile';
import { OBJECT_KINDS, TRAITS, VOCABULARY } from '../../../lib/profile/vocabulary';
import { profileOf } from './cases/support';

/** Names as databases may have them, also those that quoting is for. */
const name = fc.oneof(
  fc.constantFrom('orders', 'Orders', 'a.b', 'a"b', "it's", 'x`y', 'z]', '$cmd', 'with space', 'ü', '日本', '\u001b[31m', '', '__proto__', 'constructor'),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const count = fc.oneof(fc.constantFrom(0, 1, 1001, 100_000), fc.nat());
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const lob: fc.Arbitrary<LobFacts> = fc.record({
  content: fc.constantFrom('character', 'binary', 'json', 'xml', 'spatial', 'other'),
  basis: fc.constantFrom('none', 'statistics', 'sample', 'scan'),
  p99Bytes: count,
  maxBytes: count,
}, { requiredKeys: ['content', 'basis'] });

const column: fc.Arbitrary<ColumnFacts> = fc.record({
  name,
  type: fc.oneof(fc.constantFrom('numeric', 'NUMBER', 'text', 'integer[]', 'geometry', 'sql_variant', 'LONG', 'SYS.XMLTYPE', 'timestamp', 'varchar(2000)', 'numeric(40)'), fc.string()),
  nullable: fc.boolean(),
  generated: fc.constantFrom('stored', 'virtual'),
  identity: fc.boolean(),
  invisible: fc.boolean(),
  protection: fc.constantFrom('encrypted', 'masked'),
  sparse: fc.boolean(),
  lob,
}, { requiredKeys: ['name', 'type', 'nullable'] });

const key: fc.Arbitrary<KeyFacts> = fc.record({
  name, columns: fc.array(name, { maxLength: 3 }), partial: fc.boolean(), expression: fc.boolean(), valid: fc.boolean(),
}, { requiredKeys: ['name', 'columns'] });

const action = fc.constantFrom('cascade', 'set-null', 'set-default');

const table: fc.Arbitrary<TableFacts> = fc.record({
  schema: name,
  name,
  kind: fc.constantFrom('table', 'partitioned', 'unlogged', 'temporary', 'foreign', 'inherited', 'materialized-view', 'temporal', 'columnstore', 'nested', 'capped-collection'),
  columnCount: count,
  columns: fc.array(column, { maxLength: 4 }),
  uniqueKeys: fc.array(key, { maxLength: 2 }),
  foreignKeys: fc.array(fc.record({ name, columns: fc.array(name), references: name, onDelete: action, onUpdate: action }, { requiredKeys: ['name', 'columns', 'references'] }), { maxLength: 2 }),
  triggers: fc.array(fc.record({ name, enabled: fc.boolean() }), { maxLength: 2 }),
  traits: fc.uniqueArray(fc.constantFrom(...TRAITS), { maxLength: 4 }),
  primaryKey: key,
  secondaryIndexes: count,
  partitioning: fc.record({ method: fc.constantFrom('range', 'list', 'hash', 'other'), columns: fc.array(name), partitions: fc.array(fc.record({ name })) }),
  storageEngine: fc.constantFrom('InnoDB', 'MyISAM'),
  replicaIdentity: fc.constantFrom('default', 'full', 'index', 'nothing'),
}, { requiredKeys: ['schema', 'name', 'kind', 'columnCount', 'columns', 'uniqueKeys', 'foreignKeys', 'triggers', 'traits'] });

const value = fc.oneof(
  fc.constantFrom('on', 'off', 'ON', 'OFF', '0', '1', '-1', '5', '30s', '1min', '64MB', 'replica', 'logical', 'MIXED', 'NULL', 'none', 'SIMPLE', 'STANDBY', 'standalone', 'UNLIMITED', ''),
  fc.string(),
);

function profileIn(engine: AuditedEngine): fc.Arbitrary<Profile> {
  const { settings, grants } = VOCABULARY[engine];
  return fc.record({
    database: fc.record({
      version: fc.oneof(fc.constantFrom('16.4', '9.3', '8.0.36', '19.0.0.0.0', '12.0.1', ''), fc.string()),
      hosting: fc.constantFrom('self-managed', 'rds', 'aurora', 'azure', 'google-cloud', 'unknown'),
      edition: fc.constantFrom('Express Edition', 'Enterprise Edition', 'Standard Edition'),
      readOnly: fc.boolean(),
    }, { requiredKeys: ['version', 'hosting'] }),
    settings: fc.dictionary(fc.constantFrom(...settings), value),
    grants: fc.dictionary(fc.constantFrom(...grants), fc.boolean()),
    tables: fc.array(table, { maxLength: 6 }),
    objects: fc.array(fc.record({ kind: fc.constantFrom(...OBJECT_KINDS), count, examples: fc.array(name, { maxLength: 3 }) }), { maxLength: 4 }),
    replication: maybe(fc.record({
      slots: fc.array(fc.record({ name, active: fc.boolean(), retainedBytes: count }, { requiredKeys: ['name', 'active'] }), { maxLength: 3 }),
      streams: count,
    }, { requiredKeys: ['slots'] })),
    transactions: maybe(fc.record({ oldestSeconds: count, prepared: count }, { requiredKeys: [] })),
  }).map((members) => profileOf(engine, members));
}

const profile = fc.constantFrom(...AUDITED_ENGINES).chain(profileIn);

const lobMode = fc.record({ mode: fc.constantFrom('limited', 'full', 'inline', 'none'), maxKiB: count }, { requiredKeys: ['mode'] });
const context: fc.Arbitrary<FindingContext> = fc.record({
  fullLoad: fc.boolean(), cdc: fc.boolean(), targetEngine: fc.constantFrom(...TARGET_ENGINES), tasks: count, lobs: lobMode, batchApply: fc.boolean(),
  validation: fc.boolean(), logReader: fc.constantFrom('LOG_MINER', 'BINARY_READER'),
}, { requiredKeys: ['fullLoad', 'cdc'] });

/** All names and values that a profile has, as evidence may have them. */
function wordsOf({ database, settings, grants, tables, objects, replication }: Profile): string[] {
  return [
    database.name, database.version, ...Object.keys(settings), ...Object.keys(grants),
    ...tables.map((each) => `${each.schema}.${each.name}`), ...objects.map(({ kind }) => kind), ...(replication?.slots ?? []).map((slot) => slot.name),
    'prepared transactions', 'open for',
  ];
}

test('every rule that applies has exactly one answer, whatever the profile', () => {
  fc.assert(fc.property(profile, context, (of, around) => {
    const { findings, unjudged, passed } = findingsOf(of, around);
    const codes = [...findings, ...unjudged].map(({ code }) => code).concat(passed);
    const applicable = RULES.filter(({ engines, phase }) => engines.includes(of.database.engine) && (phase === undefined || (phase === 'cdc' ? around.cdc : around.fullLoad)));
    expect([...codes].sort()).toEqual(applicable.map(({ code }) => code).sort());
  }), { numRuns: 500 });
});

test('the same profile gives the same findings, and is left as it was', () => {
  fc.assert(fc.property(profile, context, (of, around) => {
    const before = JSON.stringify(of);
    const first = JSON.stringify(findingsOf(of, around));
    expect(JSON.stringify(findingsOf(JSON.parse(before) as Profile, around))).toBe(first);
    expect(JSON.stringify(of)).toBe(before);
  }));
});

test('the order of tables and objects in the profile does not matter to what is found', () => {
  const without = (text: string): unknown => JSON.parse(text, (member, each: unknown) => (member === 'statements' ? undefined : each));
  fc.assert(fc.property(profile, context, (of, around) => {
    const turned = { ...of, tables: [...of.tables].reverse(), objects: [...of.objects].reverse() };
    expect(without(JSON.stringify(findingsOf(turned, around)))).toEqual(without(JSON.stringify(findingsOf(of, around))));
  }));
});

test('findings are sorted by severity and code, their evidence by name, with nothing twice', () => {
  fc.assert(fc.property(profile, context, (of, around) => {
    const { findings } = findingsOf(of, around);
    const order = findings.map(({ severity, code }) => `${FINDING_SEVERITIES.indexOf(severity)} ${code}`);
    expect(order).toEqual([...order].sort());
    for (const { evidence } of findings) {
      expect(evidence.length).toBeGreaterThan(0);
      expect(evidence).toEqual([...new Set(evidence)].sort((a, b) => (a < b ? -1 : 1)));
    }
  }));
});

test('evidence names only what is in the profile', () => {
  fc.assert(fc.property(profile, context, (of, around) => {
    const words = wordsOf(of);
    const strays = findingsOf(of, around).findings.flatMap(({ evidence }) => evidence).filter((each) => !words.some((word) => each.includes(word))
      && !/^(edition|version) /.test(each) && !each.startsWith(of.database.engine));
    expect(strays).toEqual([]);
  }));
});

test('a profile of which nothing is known has no finding at all', () => {
  fc.assert(fc.property(fc.constantFrom(...AUDITED_ENGINES), context.map((each) => ({ ...each, targetEngine: undefined })), (engine, around) => {
    expect(findingsOf(profileOf(engine), around).findings).toEqual([]);
  }));
});

test('what is left out of a profile brings no finding that was not there', () => {
  fc.assert(fc.property(profile, context, (of, around) => {
    const codes = new Set(findingsOf(of, around).findings.map(({ code }) => code));
    const poorer = { ...of, settings: {}, grants: {}, replication: undefined, transactions: undefined };
    // A parameter of RDS is told by a rule of its own where the setting behind it says nothing.
    const added = findingsOf(poorer, around).findings.map(({ code }) => code).filter((code) => !codes.has(code));
    expect(added).toEqual([]);
  }));
});
