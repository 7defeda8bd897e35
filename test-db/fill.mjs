// Rows of every type, made by the server itself. Constraints are not asked: what is audited is the catalogue and the sizes, not what rows mean.
const ROWS = 150;

/** By the name of a type; `i` counts the rows, `n` is the length. Without an expression, the default holds. */
const POSTGRESQL_VALUES = {
  'bigint': () => 'i',
  'boolean': () => 'i % 2 = 0',
  'bytea': () => "decode(repeat(md5(i::text), 1 + i % 200), 'hex')",
  'character': (n) => `left(md5(i::text), ${n})`,
  'character varying': (n) => `left(md5(i::text), ${n ?? 40})`,
  'date': () => "date '2024-01-01' + i",
  'double precision': () => 'i',
  'integer': () => 'i',
  'json': () => "json_build_object('n', i)",
  'numeric': () => 'i',
  'real': () => 'i',
  'smallint': () => 'i',
  'text': () => 'repeat(md5(i::text), 1 + i % 40)',
  'timestamp with time zone': () => "timestamptz '2024-01-01' + i * interval '1 hour'",
  'timestamp without time zone': () => "timestamp '2024-01-01' + i * interval '1 hour'",
};

const MARIADB_VALUES = {
  bigint: () => 'i', bit: () => 'i % 2', blob: () => 'repeat(md5(i), 1 + i % 40)', char: (n) => `left(md5(i), ${n})`, date: () => "'2024-01-01' + interval i day",
  datetime: () => "'2024-01-01' + interval i hour", decimal: () => 'i', double: () => 'i', enum: () => '1', float: () => 'i', int: () => 'i',
  longblob: () => 'repeat(md5(i), 1 + i % 900)', longtext: () => 'repeat(md5(i), 1 + i % 500)', mediumblob: () => 'repeat(md5(i), 1 + i % 300)',
  mediumint: () => 'i', mediumtext: () => 'repeat(md5(i), 1 + i % 200)', smallint: () => 'i', text: () => 'repeat(md5(i), 1 + i % 20)',
  timestamp: () => "'2024-01-01' + interval i hour", tinyblob: () => 'left(md5(i), 30)', tinyint: () => 'i % 100', tinytext: () => 'left(md5(i), 30)',
  varbinary: (n) => `left(md5(i), ${n})`, varchar: (n) => `left(md5(i), ${n})`,
};

export function fillPostgreSql(server, database) {
  const columns = server.rows(database, `select table_name, column_name, data_type, coalesce(character_maximum_length, 0) from information_schema.columns
    join information_schema.tables using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE' order by 1, ordinal_position`);
  const statements = [...byTable(columns)].map(([table, parts]) => {
    const known = parts.filter(({ type }) => POSTGRESQL_VALUES[type] !== undefined);
    const quote = (name) => `"${name}"`;
    return `do $$ begin insert into ${quote(table)} (${known.map(({ name }) => quote(name)).join(', ')})
      select ${known.map(({ type, length }) => POSTGRESQL_VALUES[type](length || undefined)).join(', ')} from generate_series(1, ${ROWS}) i on conflict do nothing;
      exception when others then raise notice '%', sqlerrm; end $$;`;
  });
  server.load(database, `set session_replication_role = replica;\n${statements.join('\n')}\nanalyze;`);
}

export function fillMariaDb(server, database) {
  const columns = server.rows(database, `select table_name, column_name, data_type, coalesce(character_maximum_length, 0) from information_schema.columns
    where table_schema = '${database}' and extra not like '%GENERATED%' order by 1, ordinal_position`);
  const tables = [...byTable(columns)];
  const statements = tables.map(([table, parts]) => {
    const known = parts.filter(({ type }) => MARIADB_VALUES[type] !== undefined);
    return `insert ignore into \`${table}\` (${known.map(({ name }) => `\`${name}\``).join(', ')})
      select ${known.map(({ type, length }) => MARIADB_VALUES[type](length)).join(', ')} from (select seq as i from seq_1_to_${ROWS}) numbers;`;
  });
  const analyze = tables.map(([table]) => `analyze table \`${table}\`;`);
  server.load(database, `set foreign_key_checks = 0, unique_checks = 0, sql_mode = '';\n${statements.join('\n')}\n${analyze.join('\n')}`);
}

function byTable(rows) {
  const tables = new Map();
  for (const [table, name, type, length] of rows) {
    if (!tables.has(table)) tables.set(table, []);
    tables.get(table).push({ name, type, length: Number(length) });
  }
  return tables;
}
