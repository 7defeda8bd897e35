/**
 * Prints `audit.vs_catalog`: the time of an audit of 10,000 tables, over that of one query which lists their columns with types, as any tool has
 * to. Both over the same connection, one after the other; the median of the ratios. The audit without its second look at the log, which is a wait.
 */
import { audit } from '../../lib/cli/audit/audit';
import { driver } from '../../lib/cli/audit/open-postgresql';
import { POSTGRESQL_AUDIT } from '../../lib/cli/audit/postgresql/audit';
import { schemaFilter } from '../../lib/cli/audit/schemas';
import { startPostgreSql } from '../../test/cli/audit/postgresql-server';
import { createTables } from './tables';

const TABLES = 10_000;
const PLAIN_QUERY = `select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname = 'app' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`;

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begun) / 1e9;
}

async function main(runs: number): Promise<void> {
  const server = await startPostgreSql();
  try {
    const client = await server.client('postgres');
    await createTables(client, TABLES);
    await client.end();
    const source = { engine: 'postgresql', host: '127.0.0.1', port: server.port, database: 'postgres' } as const;
    const session = await driver.open({
      source, login: { user: 'postgres', password: server.password }, tls: 'off', connectSeconds: 10, statementSeconds: 300,
    });
    const scope = { ...schemaFilter('app'), lobSizes: 'statistics', rangesFromRows: 1_000_000, statementSeconds: 300 } as const;
    const clock = { now: Date.now, sleep: async () => Promise.resolve() };
    const once = async (): Promise<number> => seconds(async () => {
      const { tables, audit: { notes } } = await audit(session, POSTGRESQL_AUDIT, { scope, changeSeconds: 0, by: 'bench' }, clock, () => undefined);
      if (tables.length !== TABLES || notes.length > 0) throw new Error(`${tables.length} tables, ${notes.join(' ')}`);
    });
    const plain = async (): Promise<number> => seconds(async () => {
      const rows = await session.query(PLAIN_QUERY);
      if (rows.length !== TABLES * 10) throw new Error(`${rows.length} columns`);
    });
    await once();
    await plain();
    const measured: { audit: number; plain: number }[] = [];
    for (let run = 0; run < runs; run++) measured.push({ plain: await plain(), audit: await once() });
    await session.close();
    console.log(`audit.vs_catalog ${median(measured.map((each) => each.audit / each.plain)).toFixed(2)}`);
    console.log(`audit.10k.seconds ${median(measured.map((each) => each.audit)).toFixed(2)}`);
  } finally {
    await server.stop();
  }
}

void main(Number(process.argv[2] ?? 9));
