import type { Client } from 'pg';

/** Tables like those of an application: ten columns, a primary key, an index, every tenth with a foreign key, every second with a LOB. */
export async function createTables(client: Client, count: number): Promise<void> {
  const AT_ONCE = 500;
  await client.query('create schema app');
  for (let from = 0; from < count; from += AT_ONCE) {
    await client.query(`do $$ begin for i in ${from}..${Math.min(count, from + AT_ONCE) - 1} loop
      execute format('create table app.t%s (id bigint primary key, a int, b varchar(40), c timestamptz, d numeric(12, 2), e boolean, f date,
        g bigint %s, h uuid, v %s)', i, case when i % 10 = 9 then format('references app.t%s', i - 1) else '' end,
        case when i % 2 = 0 then 'jsonb' else 'varchar(200)' end);
      execute format('create index on app.t%s (a, c)', i);
    end loop; end $$`);
  }
  await client.query(`do $$ begin for i in 0..${Math.min(count, 1000) - 1} loop
    execute format('insert into app.t%s (id, a, b) select n, n, ''b'' from generate_series(1, 20) n', i); end loop; end $$`);
  await client.query('analyze');
}
