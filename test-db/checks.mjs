// What the servers' own clients count, against what the audit has written.

/** Gives `[what, counted by the server, found in the profile]`. */
export function postgreSqlChecks(server, database, { tables, database: { bytes } }) {
  const one = (sql) => Number(server.rows(database, sql)[0][0]);
  const inPublic = "table_schema = 'public'";
  return [
    ['tables', one(`select count(*) from information_schema.tables where ${inPublic} and table_type = 'BASE TABLE'`), tables.length],
    ['columns', one(`select count(*) from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where ${inPublic} and table_type = 'BASE TABLE'`), sum(tables, ({ columnCount }) => columnCount)],
    ['columns of primary keys', one(`select count(*) from information_schema.table_constraints c
      join information_schema.key_column_usage k using (constraint_schema, constraint_name, table_name)
      where c.table_schema = 'public' and constraint_type = 'PRIMARY KEY'`), sum(tables, ({ primaryKey }) => primaryKey?.columns.length ?? 0)],
    ['foreign keys', one(`select count(*) from information_schema.table_constraints where ${inPublic} and constraint_type = 'FOREIGN KEY'`),
      sum(tables, ({ foreignKeys }) => foreignKeys.length)],
    ['indexes', one("select count(*) from pg_indexes where schemaname = 'public'"),
      sum(tables, ({ primaryKey, uniqueKeys, secondaryIndexes }) => (primaryKey ? 1 : 0) + uniqueKeys.length + secondaryIndexes)],
    ['triggers', one('select count(*) from pg_trigger where not tgisinternal'), sum(tables, ({ triggers }) => triggers.length)],
    ['LOB columns', one(`select count(*) from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where ${inPublic} and table_type = 'BASE TABLE' and (data_type in ('text', 'bytea', 'json', 'jsonb', 'xml', 'tsvector', 'ARRAY') or udt_name = 'citext')`),
    sum(tables, (table) => lobs(table).length)],
    ['bytes', one(`select sum((pg_stat_file(pg_relation_filepath(c.oid))).size + coalesce((pg_stat_file(pg_relation_filepath(nullif(c.reltoastrelid, 0)))).size, 0))
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`), bytes],
    ...tables.map(({ name, rows }) => [`rows of ${name}`, one(`select count(*) from "${name}"`), rows]),
    ...tables.flatMap((table) => lobs(table).filter(({ lob }) => lob.content === 'character' || lob.content === 'binary').map(({ name, lob, type }) => [
      `largest ${type} of ${table.name}.${name}`, one(`select coalesce(max(octet_length("${name}")), 0) from "${table.name}"`), lob.maxBytes ?? 0,
    ])),
  ];
}

export function mariaDbChecks(server, database, { tables }) {
  const one = (sql) => Number(server.rows(database, sql)[0][0]);
  const inDatabase = `table_schema = '${database}'`;
  return [
    ['tables', one(`select count(*) from information_schema.tables where ${inDatabase}`), tables.length],
    ['columns', one(`select count(*) from information_schema.columns where ${inDatabase}`), sum(tables, ({ columnCount }) => columnCount)],
    ['columns of primary keys', one(`select count(*) from information_schema.key_column_usage where ${inDatabase} and constraint_name = 'PRIMARY'`),
      sum(tables, ({ primaryKey }) => primaryKey?.columns.length ?? 0)],
    ['foreign keys', one(`select count(*) from information_schema.table_constraints where ${inDatabase} and constraint_type = 'FOREIGN KEY'`),
      sum(tables, ({ foreignKeys }) => foreignKeys.length)],
    ['keys', one(`select count(*) from information_schema.table_constraints where ${inDatabase} and constraint_type in ('PRIMARY KEY', 'UNIQUE')`),
      sum(tables, ({ primaryKey, uniqueKeys }) => (primaryKey ? 1 : 0) + uniqueKeys.length)],
    ['columns that count themselves', one(`select count(*) from information_schema.columns where ${inDatabase} and extra = 'auto_increment'`),
      sum(tables, ({ columns }) => columns.filter(({ identity }) => identity).length)],
    ['LOB columns', one(`select count(*) from information_schema.columns
      where ${inDatabase} and data_type in ('mediumtext', 'longtext', 'mediumblob', 'longblob')`), sum(tables, (table) => lobs(table).length)],
    ['bytes of InnoDB', one(`select coalesce(sum(clustered_index_size), 0) * @@innodb_page_size from mysql.innodb_table_stats where database_name = '${database}'`),
      sum(tables.filter(({ storageEngine }) => storageEngine === 'InnoDB'), ({ bytes }) => bytes)],
    ['tables of another engine', one(`select count(*) from information_schema.tables where ${inDatabase} and engine <> 'InnoDB'`),
      tables.filter(({ storageEngine }) => storageEngine !== 'InnoDB').length],
    ...tables.map(({ name, rows, rowsExact }) => {
      const counted = one(`select count(*) from \`${name}\``);
      // InnoDB counts rows of some pages only: of a table with rows of all lengths that is half too few or too many.
      const isNear = !rowsExact && rows > counted / 2 && rows < counted * 2;
      return [`rows of ${name}`, counted, isNear ? counted : rows];
    }),
    ...tables.flatMap((table) => lobs(table).map(({ name, lob, type }) => [
      `largest ${type} of ${table.name}.${name}`, one(`select coalesce(max(octet_length(\`${name}\`)), 0) from \`${table.name}\``), lob.maxBytes ?? 0,
    ])),
  ];
}

function lobs({ columns }) {
  return columns.filter(({ lob }) => lob !== undefined);
}

function sum(tables, of) {
  return tables.reduce((total, table) => total + of(table), 0);
}
