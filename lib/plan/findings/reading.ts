import type { ColumnFacts, KeyFacts, Profile, TableFacts } from '../../profile/profile';
import type { SettingName, Trait } from '../../profile/vocabulary';
import type { FindingContext, LobMode } from './context';

/** `schema.table`, as evidence names it. */
export function tableName({ schema, name }: TableFacts): string {
  return `${schema}.${name}`;
}

export function columnName(table: TableFacts, { name }: Pick<ColumnFacts, 'name'>): string {
  return `${tableName(table)}.${name}`;
}

/** A key, constraint or trigger of a table: `schema.table: name`. */
export function partName(table: TableFacts, { name }: { readonly name: string }): string {
  return `${tableName(table)}: ${name}`;
}

/** A setting, by a name that audits know. */
export function settingOf({ settings }: Pick<Profile, 'settings'>, name: SettingName): string | undefined {
  return settings[name];
}

export function hasTrait({ traits }: TableFacts, trait: Trait): boolean {
  return traits.includes(trait);
}

/** Whether no single table is known to be unreadable: those that are have a rule of their own. */
export function isUnknownWhich({ tables }: Profile): boolean {
  return !tables.some((table) => hasTrait(table, 'not-selectable'));
}

/** How a table's LOBs are migrated, if that is decided. */
export function lobModeOf(table: TableFacts, { lobs, tableLobs }: FindingContext): LobMode | undefined {
  return tableLobs?.[tableName(table)] ?? lobs;
}

/** What DMS loads as tables: it leaves temporary and foreign ones where they are, and views, unless they are asked for. */
export function isLoaded({ kind }: TableFacts): boolean {
  return kind !== 'temporary' && kind !== 'foreign' && kind !== 'materialized-view';
}

/** Keys that tell one row from all others: whole columns, all rows. */
export function rowKeys({ primaryKey, uniqueKeys }: TableFacts): KeyFacts[] {
  return [...primaryKey === undefined ? [] : [primaryKey], ...uniqueKeys]
    .filter(({ partial, expression, valid }) => partial !== true && expression !== true && valid !== false);
}

export function lobColumns({ columns }: TableFacts): ColumnFacts[] {
  return columns.filter(({ lob }) => lob !== undefined);
}

/** A column's type in lower case and without what is in parentheses: `numeric`, `timestamp with time zone`. */
export function baseType({ type }: ColumnFacts): string {
  return type.toLowerCase().replace(/\([^)]*\)/g, '').replace(/\s+/g, ' ').trim();
}

/** Whether a setting is on, as any of the engines prints it; undefined if it is neither on nor off. */
export function isOn(value: string): boolean | undefined {
  switch (value.trim().toLowerCase()) {
    case 'on': case '1': case 'true': case 'yes': case 'y': case 'enabled': return true;
    case 'off': case '0': case 'false': case 'no': case 'n': case 'disabled': case '': return false;
    default: return undefined;
  }
}

/** A whole number, or undefined. */
export function numberOf(value: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : undefined;
}

const MILLISECONDS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time as PostgreSQL prints it: `1min`, `90s`, or a number in the setting's own unit, which is milliseconds here. */
export function millisecondsOf(value: string): number | undefined {
  const [, number, unit = 'ms'] = /^(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?$/.exec(value.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * MILLISECONDS[unit];
}

const BYTES: Readonly<Record<string, number>> = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/** A size as PostgreSQL prints it: `64MB`, or a number in the setting's own unit. */
export function bytesOf(value: string, unitBytes: number): number | undefined {
  const [, number, unit] = /^(-?\d+)\s*(B|kB|MB|GB|TB)?$/.exec(value.trim()) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * (unit === undefined ? unitBytes : BYTES[unit]);
}

/** The version's numbers: `8.0.36-log` is `[8, 0, 36]`. Empty if the text has none. */
export function versionOf({ database }: Profile): number[] {
  const [, numbers] = /(\d+(?:\.\d+)*)/.exec(database.version) ?? [];
  return numbers === undefined ? [] : numbers.split('.').map(Number);
}

/** Whether the version is lower than another; undefined if the profile's cannot be read. */
export function isOlder(profile: Profile, than: readonly number[]): boolean | undefined {
  const version = versionOf(profile);
  if (version.length === 0) return undefined;
  for (const [index, part] of than.entries()) {
    if ((version[index] ?? 0) !== part) return (version[index] ?? 0) < part;
  }
  return false;
}

/** Names in the order of their code points: the same on every machine. */
export function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
