import { main } from '../../../lib/cli/main';
import { lobColumn, profileOf, references, tableOf } from '../../support/plan/profiles';

const PROFILE = JSON.stringify(profileOf([
  tableOf('sales.orders', 300), tableOf('sales.lines', 40, references('sales.orders')),
  tableOf('docs.files', 60, { columns: [lobColumn('content', { content: 'binary', p99Bytes: 20_000, maxBytes: 50_000_000 })] }),
]));

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly written: Readonly<Record<string, string>>;
}

async function plan(argv: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Ran> {
  let [out, err] = ['', ''];
  const written: Record<string, string> = {};
  const known: Readonly<Record<string, string>> = { 'profile.json': PROFILE, ...files };
  const exitCode = await main(['plan', ...argv], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readFile: (file) => {
      if (!Object.hasOwn(known, file)) throw new Error(`ENOENT: no such file or directory, open '${file}'`);
      return known[file];
    },
    writeFile: (file, text) => {
      written[file] = text;
    },
    interrupted: new Promise(() => undefined),
  });
  return { exitCode, out, err, written };
}

test('tells each decision, with the numbers, the rule and its source', async () => {
  const { exitCode, out, err } = await plan(['profile.json', '--target', 'aurora-postgresql']);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out.split('\n').slice(0, 2)).toEqual(['Migration plan of shop', 'postgresql to aurora-postgresql, full-load-and-cdc: 3 tables, 400 GiB, 2 tasks, 1 instance']);
  expect(out.split('\n').filter((line) => /^\S/.test(line)).slice(2)).toEqual([
    'Instance main, Multi-AZ', 'Tasks', 'Tables, largest first', 'LOBs and parallel load of these tables', 'Full load', 'Cost', 'Why',
  ]);
  const decisions = out.slice(out.indexOf('\nWhy\n')).split('\n').filter((line) => /^ {2}\S/.test(line));
  for (const part of ['from', 'rule', 'source']) expect(out.match(new RegExp(`^ {4}${part}: \\S`, 'gm'))).toHaveLength(decisions.length);
});

test('writes a plan that the next one starts from', async () => {
  const first = await plan(['profile.json', '-o', 'plan.json']);
  const again = await plan(['profile.json', '--previous', 'plan.json', '--format', 'json'], first.written);
  expect(again.exitCode).toBe(0);
  const tasks = (text: string): unknown => (JSON.parse(text) as { tasks: { id: string; tables: { schema: string; name: string }[] }[] }).tasks
    .map(({ id, tables }) => [id, tables.map(({ schema, name }) => `${schema}.${name}`)]);
  expect(tasks(again.out)).toEqual(tasks(first.written['plan.json']));
});

test('Markdown has tables', async () => {
  const { out } = await plan(['profile.json', '--format', 'markdown']);
  expect(out).toMatch(/^# Migration plan of shop$/m);
  expect(out).toMatch(/^\| sales\.orders \| main \| 300 GiB /m);
});

test('prices and a measured load are taken in', async () => {
  const prices = {
    products: { A: { attributes: { usagetype: 'InstanceUsg:dms.r6i.large', regionCode: 'us-east-1' } } },
    terms: { OnDemand: { A: { offer: { priceDimensions: { dimension: { unit: 'Hrs', pricePerUnit: { USD: '0.2' } } } } } } },
  };
  const measured = { TableStatistics: [{
    SchemaName: 'sales', TableName: 'orders', FullLoadRows: 4_194_304, FullLoadStartTime: '2026-03-01T10:00:00Z', FullLoadEndTime: '2026-03-01T10:06:00Z',
  }] };
  const { exitCode, out } = await plan(['profile.json', '--prices', 'prices.json', '--measured', 'measured.json'], {
    'prices.json': JSON.stringify(prices), 'measured.json': JSON.stringify(measured),
  });
  expect(exitCode).toBe(0);
  expect(out).toContain('USD an hour in us-east-1');
  expect(out).not.toContain('nothing was measured');
});

test.each([
  [['no.json'], "error: no.json cannot be read: ENOENT: no such file or directory, open 'no.json'\n"],
  [['profile.json', '--prices', 'profile.json'], 'error: profile.json: it has no hourly price of a DMS replication instance (usage type InstanceUsg:dms.…)\n'],
  [['profile.json', '--measured', 'profile.json'], 'error: profile.json: it must have a list TableStatistics, as aws dms describe-table-statistics prints it\n'],
  [['profile.json', '--window', 'soon'], "error: option '--window <hours>' argument 'soon' is invalid. It must be a number above 0.\n"],
  [['profile.json', '--include', 'hr.*'], 'error: profile.json: none of the 3 tables of the profile is left to migrate\n'],
])('%j is told', async (argv, message) => {
  const { exitCode, out, err } = await plan(argv);
  expect([exitCode, out, err]).toEqual([1, '', message]);
});
