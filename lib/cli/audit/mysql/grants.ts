import { MYSQL_GRANTS } from '../../../profile/vocabulary';

/** What the lines of `SHOW GRANTS` allow. */
export interface Privileges {
  readonly global: ReadonlySet<string>;
  readonly maySelect: (schema: string, table: string) => boolean;
}

interface Grant {
  readonly privileges: ReadonlySet<string>;
  readonly schema: string;
  readonly table: string;
}

/** REPLICATION CLIENT is called BINLOG MONITOR since MariaDB 10.5 [MariaDB Knowledge Base, GRANT]. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'BINLOG MONITOR': 'REPLICATION CLIENT' };

/** `GRANT SELECT, INSERT ON `app`.* TO …`; lines that grant roles have no ON. */
export function privilegesOf(lines: readonly string[]): Privileges {
  const grants = lines.map(grantOf).filter((grant) => grant !== undefined);
  const selecting = grants.filter(({ privileges }) => privileges.has('SELECT') || privileges.has('ALL PRIVILEGES'));
  return {
    global: new Set(grants.filter(({ schema, table }) => schema === '*' && table === '*').flatMap(({ privileges }) => [...privileges])),
    maySelect: (schema, table) => selecting.some((grant) => (grant.table === '*' ? grant.schema === '*' || fits(grant.schema, schema)
      : grant.schema === schema && grant.table === table)),
  };
}

function grantOf(line: string): Grant | undefined {
  // Columns in parentheses, as in SELECT (id), allow a part of a table only.
  const match = /^GRANT (.+?) ON (?:TABLE )?(\*|`(?:[^`]|``)+`)\.(\*|`(?:[^`]|``)+`) TO /i.exec(line);
  if (match === null) return undefined;
  const [, privileges, schema, table] = match;
  return {
    privileges: new Set(privileges.split(/,(?![^(]*\))/).map((each) => each.trim().toUpperCase()).map((each) => OTHER_NAMES[each] ?? each)),
    schema: unquoted(schema),
    table: unquoted(table),
  };
}

function unquoted(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1).replaceAll('``', '`') : name;
}

/** Names of databases in grants are patterns of LIKE. */
function fits(pattern: string, schema: string): boolean {
  const expression = pattern.replace(/\\(.)|[%_]|[.*+?^${}()|[\]\\]/gs, (whole, escaped: string | undefined) => (
    escaped !== undefined ? escaped.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : whole === '%' ? '.*' : whole === '_' ? '.' : `\\${whole}`));
  return new RegExp(`^${expression}$`, 's').test(schema);
}

export function grantsOf({ global }: Privileges, selectAll: boolean): Record<string, boolean> {
  const all = global.has('ALL PRIVILEGES');
  return Object.fromEntries(MYSQL_GRANTS.map((name) => [name, name === 'SELECT' ? selectAll : all || global.has(name)]));
}
