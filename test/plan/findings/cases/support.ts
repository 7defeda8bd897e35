import type { FindingContext } from '../../../../lib/plan/findings/context';
import type { AuditedEngine, ColumnFacts, DatabaseFacts, KeyFacts, LobFacts, Profile, TableFacts } from '../../../../lib/profile/profile';

/** One rule: a profile in which it finds something, with what it finds there, and one that is alike and in which it finds nothing. */
export interface FindingCase {
  /** Written as `code: '...'`. */
  readonly code: string;
  readonly bad: Profile;
  readonly fine: Profile;
  /** Of both, unless `fineContext`: by default a full load and CDC. */
  readonly context?: Partial<FindingContext>;
  readonly fineContext?: Partial<FindingContext>;
  readonly evidence: readonly string[];
  readonly statements?: readonly string[];
}

/** Recent versions, as the servers say them. */
const VERSIONS: Readonly<Record<AuditedEngine, string>> = {
  postgresql: '16.4 (Debian 16.4-1.pgdg120+1)',
  mysql: '8.0.36',
  mariadb: '10.11.6-MariaDB-0+deb12u1-log',
  sqlserver: '15.0.4198.2',
  oracle: '19.0.0.0.0',
  mongodb: '7.0.5',
};

export function profileOf(
  engine: AuditedEngine,
  { database, ...members }: Partial<Omit<Profile, 'database'>> & { readonly database?: Partial<DatabaseFacts> } = {},
): Profile {
  return {
    version: 1,
    audit: { at: '2026-11-25T10:00:00Z', by: 'dms-migrations 0.1.0', seconds: 1, oneSnapshot: true, lobSizes: 'scan', notes: [] },
    database: { engine, version: VERSIONS[engine], name: 'shop', hosting: 'self-managed', ...database },
    settings: {},
    grants: {},
    tables: [],
    objects: [],
    ...members,
  };
}

export const KEY: KeyFacts = { name: 'pk', columns: ['id'], valid: true };

/** A table `shop.orders` with a primary key, and nothing to be said of it. */
export function tableOf(members: Partial<TableFacts> = {}): TableFacts {
  return {
    schema: 'shop', name: 'orders', kind: 'table', columnCount: 2, columns: [columnOf({ name: 'id', type: 'bigint', nullable: false })],
    primaryKey: KEY, uniqueKeys: [], foreignKeys: [], triggers: [], traits: [], ...members,
  };
}

export function columnOf(members: Partial<ColumnFacts> = {}): ColumnFacts {
  return { name: 'value', type: 'varchar(20)', nullable: true, ...members };
}

export function lobOf(members: Partial<LobFacts> = {}): LobFacts {
  return { content: 'binary', basis: 'scan', ...members };
}

/** A table that has these columns besides its key. */
export function withColumns(...columns: readonly Partial<ColumnFacts>[]): TableFacts {
  return tableOf({ columns: [columnOf({ name: 'id', type: 'bigint', nullable: false }), ...columns.map(columnOf)] });
}

/** What of a case does not follow from what is wrong; `around` is the rest of both profiles. */
type Found = Omit<FindingCase, 'code' | 'bad' | 'fine' | 'evidence'> & { readonly around?: Parameters<typeof profileOf>[1] };

/** A rule about one table: what is wrong with it, and what the same rule has nothing to say of. */
export function tableCase(
  code: string,
  engine: AuditedEngine,
  bad: TableFacts,
  fine: TableFacts,
  found: Found & { readonly evidence?: readonly string[] } = {},
): FindingCase {
  const { evidence = [`${bad.schema}.${bad.name}`], around, ...others } = found;
  return { code, bad: profileOf(engine, { ...around, tables: [bad] }), fine: profileOf(engine, { ...around, tables: [fine] }), evidence, ...others };
}

/** A rule about one setting. */
export function settingCase(
  code: string,
  engine: AuditedEngine,
  setting: string,
  [bad, fine]: readonly [string, string],
  found: Found & { readonly evidence?: readonly string[] } = {},
): FindingCase {
  const { evidence = [`${setting} = ${bad}`], around, ...others } = found;
  const profile = (value: string): Profile => profileOf(engine, { ...around, settings: { ...around?.settings, [setting]: value } });
  return { code, bad: profile(bad), fine: profile(fine), evidence, ...others };
}

/** A rule about grants: those that are missing, and those that are enough. */
export function grantCase(
  code: string,
  engine: AuditedEngine,
  missing: readonly string[],
  found: Found = {},
): FindingCase {
  const { around, ...others } = found;
  const grants = (granted: boolean): Profile['grants'] => Object.fromEntries(missing.map((grant) => [grant, granted]));
  const profile = (granted: boolean): Profile => profileOf(engine, { ...around, grants: grants(granted) });
  return { code, bad: profile(false), fine: profile(true), evidence: missing.map((grant) => `grant ${grant}`).sort(), ...others };
}
