import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { FULL_LOAD_AND_CDC } from '../../../lib/plan/findings/context';
import type { Findings } from '../../../lib/plan/findings/finding';
import { findingsOf } from '../../../lib/plan/findings/findings';
import { RULES } from '../../../lib/plan/findings/rules';
import { AUDITED_ENGINES } from '../../../lib/profile/profile';
import { OBJECT_KINDS, VOCABULARY } from '../../../lib/profile/vocabulary';
import { GENERAL_CASES } from './cases/general';
import { MONGODB_CASES } from './cases/mongodb';
import { MYSQL_CASES } from './cases/mysql';
import { ORACLE_CASES } from './cases/oracle';
import { POSTGRESQL_CASES } from './cases/postgresql';
import { SQL_SERVER_CASES } from './cases/sqlserver';
import { profileOf, type FindingCase } from './cases/support';

const CASES: readonly FindingCase[] = [
  ...GENERAL_CASES, ...POSTGRESQL_CASES, ...MYSQL_CASES, ...SQL_SERVER_CASES, ...ORACLE_CASES, ...MONGODB_CASES,
];

const numbered = CASES.map((each, index) => {
  const variant = CASES.slice(0, index + 1).filter(({ code }) => code === each.code).length;
  return [`${each.code} (${variant})`, each] as const;
});

const bad = ({ bad: profile, context }: FindingCase): Findings => findingsOf(profile, { ...FULL_LOAD_AND_CDC, ...context });
const fine = ({ fine: profile, context, fineContext = context }: FindingCase): Findings =>
  findingsOf(profile, { ...FULL_LOAD_AND_CDC, ...fineContext });

describe.each(numbered)('%s', (_, each) => {
  test('is found, and told in full', () => {
    const finding = bad(each).findings.find(({ code }) => code === each.code);
    expect(finding).toBeDefined();
    expect(finding?.evidence).toEqual([...each.evidence].sort());
    expect(finding?.statements).toEqual(each.statements ?? []);
    expect(finding).toMatchSnapshot();
  });

  test('is not found where all is well', () => {
    expect(fine(each).passed).toContain(each.code);
  });
});

test('there are rules for every engine', () => {
  const counts = Object.fromEntries(AUDITED_ENGINES.map((engine) => [engine, RULES.filter(({ engines }) => engines.includes(engine)).length]));
  expect(RULES.length).toBeGreaterThanOrEqual(200);
  expect(Math.min(...Object.values(counts))).toBeGreaterThanOrEqual(15);
});

test('every rule has a case', () => {
  expect(RULES.map(({ code }) => code).filter((code) => !CASES.some((each) => each.code === code))).toEqual([]);
});

test('every case is of a rule', () => {
  expect(CASES.map(({ code }) => code).filter((code) => !RULES.some((rule) => rule.code === code))).toEqual([]);
});

test('no code means two things, and all are in kebab-case', () => {
  const codes = RULES.map(({ code }) => code);
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect(codes.filter((code) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(code))).toEqual([]);
});

test('a rule of one engine begins with its name', () => {
  const strays = RULES.filter(({ engines, code }) => engines.length === 1 && !code.startsWith(`${engines[0]}-`));
  expect(strays.map(({ code }) => code)).toEqual([]);
});

test('texts are whole sentences, and titles have no full stop', () => {
  const wrong = RULES.filter(({ title, effect, mend }) => !/^[A-Z].*[^.:]$/.test(title) || !effect.endsWith('.') || !/[.)]$/.test(mend));
  expect(wrong.map(({ code }) => code)).toEqual([]);
});

test('names of assessments are of the form that AWS has', () => {
  const general = new Set(['full-lob-not-nullable-at-target', 'unsupported-data-types-in-source', 'table-with-no-primary-key-or-unique-constraint',
    'table-with-lob-but-without-primary-key-or-unique-constraint']);
  const strays = RULES.filter(({ assessment = 'unsupported-data-types-in-source' }) => !general.has(assessment)
    && !/^(postgres|mysql|sqlserver|oracle)-[a-z0-9-]+$/.test(assessment));
  expect(strays.map(({ code }) => code)).toEqual([]);
});

test('rules about changes say nothing of a full load alone, and the other way round', () => {
  const cdc = new Set(RULES.filter(({ phase }) => phase === 'cdc').map(({ code }) => code));
  const load = new Set(RULES.filter(({ phase }) => phase === 'full-load').map(({ code }) => code));
  for (const { bad: profile, context } of CASES) {
    const codes = (found: Findings): string[] => [...found.findings, ...found.unjudged].map(({ code }) => code).concat(found.passed);
    expect(codes(findingsOf(profile, { ...context, cdc: false, fullLoad: true })).filter((code) => cdc.has(code))).toEqual([]);
    expect(codes(findingsOf(profile, { ...context, cdc: true, fullLoad: false })).filter((code) => load.has(code))).toEqual([]);
  }
});

test('what a profile of nothing lacks is said to be unjudged, by names that audits know', () => {
  for (const engine of AUDITED_ENGINES) {
    const { findings, unjudged } = findingsOf(profileOf(engine));
    expect(findings).toEqual([]);
    const { settings, grants } = VOCABULARY[engine];
    const known = [...settings.map((name) => `setting ${name}`), ...grants.map((name) => `grant ${name}`),
      'database edition', 'database version', 'replication', 'transactions oldestSeconds', 'transactions prepared'];
    expect(unjudged.flatMap(({ missing }) => missing).filter((each) => !known.includes(each))).toEqual([]);
  }
});

test('cases have only settings, grants and objects that audits know', () => {
  const unknown = CASES.flatMap(({ bad: { database, settings, grants, objects } }) => [
    ...Object.keys(settings).filter((name) => !(VOCABULARY[database.engine].settings as readonly string[]).includes(name)),
    ...Object.keys(grants).filter((name) => !(VOCABULARY[database.engine].grants as readonly string[]).includes(name)),
    ...objects.map(({ kind }) => kind).filter((kind) => !(OBJECT_KINDS as readonly string[]).includes(kind)),
  ]);
  expect(unknown).toEqual([]);
});

test('a setting that a server is too old for is not asked for', () => {
  const { passed, unjudged } = findingsOf(profileOf('postgresql', { database: { version: '12.4' } }));
  expect(passed).toEqual(expect.arrayContaining(['postgresql-slot-wal-limit', 'postgresql-transaction-timeout', 'postgresql-idle-slot-timeout']));
  expect(unjudged.map(({ code }) => code)).toContain('postgresql-wal-level');
});

test('props that are shown exist', () => {
  const folder = path.resolve(__dirname, '../../../lib/constructs');
  const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const outside = new Set(['Size', 'Duration', 'SecretValue', 'kibibytes', 'hours', 'secretsManager']);
  const words = /\b[A-Za-z_]\w+(?=[:(,.]|\s*[})])|(?<=\.)\w+/g;
  const shown = RULES.flatMap(({ prop = '' }) => [...prop.replace(/'[^']*'|"[^"]*"/g, '').matchAll(words)].map(([word]) => word));
  expect(shown).toEqual(expect.arrayContaining(['lobHandling', 'LobHandling', 'limited', 'captureDdls']));
  const unknown = [...new Set(shown)].filter((word) => !outside.has(word) && !new RegExp(`\\b${word}\\b`).test(sources));
  expect(unknown.sort()).toEqual([]);
});
