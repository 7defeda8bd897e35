import type { AuditedEngine, TableFacts } from '../../profile/profile';

/** An identifier as the engine reads it back, whatever characters it has. */
export function quote(engine: AuditedEngine, name: string): string {
  switch (engine) {
    case 'mysql':
    case 'mariadb':
      return `\`${name.replaceAll('`', '``')}\``;
    case 'sqlserver':
      return `[${name.replaceAll(']', ']]')}]`;
    // Oracle knows no way to write a double quote in a name; its catalogue has none then.
    case 'postgresql':
    case 'oracle':
    case 'mongodb':
      return `"${name.replaceAll('"', '""')}"`;
  }
}

/** A table, with its schema. */
export function quoteTable(engine: AuditedEngine, { schema, name }: Pick<TableFacts, 'schema' | 'name'>): string {
  return `${quote(engine, schema)}.${quote(engine, name)}`;
}

export function quoteColumns(engine: AuditedEngine, columns: readonly string[]): string {
  return columns.map((column) => quote(engine, column)).join(', ');
}

/** A string literal of SQL. MySQL also reads backslashes in it, unless told not to. */
export function literal(engine: AuditedEngine, text: string): string {
  const escaped = engine === 'mysql' || engine === 'mariadb' ? text.replaceAll('\\', '\\\\') : text;
  const quoted = `'${escaped.replaceAll("'", "''")}'`;
  return engine === 'sqlserver' ? `N${quoted}` : quoted;
}
