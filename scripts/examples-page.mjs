// Writes examples/README.md, the tables of the examples, from the comment that each of them begins with.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const INTRODUCTION = `# Examples

Each is an app of its own, \`npx cdk synth --app 'npx tsx examples/consolidation.ts'\`. All of them are synthesized, without a warning, and looked at by
cdk-nag in the tests, and by cfn-lint and Checkov in CI. \`node scripts/examples-page.mjs\` writes this page.

Accounts, addresses and names are made up. Secrets, certificates, keys and VPCs are references to what is there already; what an app of your own defines can
be given in their place.
`;

/** The examples by what they are about; one that is in none of the tables, or in two, is an error. */
const KINDS = {
  'To a database of the same kind': ['mysql-to-aurora-mysql', 'sql-server-to-rds', 'mongodb-to-documentdb'],
  'To a database of another kind': [
    'oracle-to-aurora-postgresql', 'sql-server-to-babelfish', 'db2-to-postgresql', 'sap-ase-to-aurora-postgresql',
  ],
  'From another cloud': ['azure-sql-to-rds', 'cloud-sql-to-aurora'],
  'Files, warehouses and streams': ['postgresql-to-s3', 's3-to-aurora', 'mysql-to-redshift', 'postgresql-to-kinesis', 'mysql-to-kafka'],
  'Documents, search, graphs and caches': ['mysql-to-dynamodb', 'postgresql-to-opensearch', 'oracle-to-neptune', 'postgresql-to-redis'],
  'Ways to run a migration': ['planned', 'serverless', 'consolidation', 'fan-out', 'disaster-recovery', 'cross-account', 'existing-endpoints'],
};

const files = readdirSync('examples').filter((file) => file.endsWith('.ts')).map((file) => file.replace(/\.ts$/, ''));
const listed = Object.values(KINDS).flat();
for (const name of new Set([...files, ...listed])) {
  const times = listed.filter((each) => each === name).length;
  if (!files.includes(name)) throw new Error(`examples/${name}.ts does not exist`);
  if (times !== 1) throw new Error(`examples/${name}.ts is in ${times} tables of scripts/examples-page.mjs`);
}

const tables = Object.entries(KINDS).map(([kind, names]) => `
## ${kind}

| example | what it shows |
|---|---|
${names.map(row).join('')}`);
const page = INTRODUCTION + tables.join('');
if (process.argv.includes('--print')) process.stdout.write(page);
else writeFileSync('examples/README.md', page);

function row(name) {
  const [, comment] = /\/\*\*([\s\S]*?)\*\//.exec(readFileSync(`examples/${name}.ts`, 'utf8')) ?? [];
  if (comment === undefined) throw new Error(`examples/${name}.ts has no comment that says what it shows`);
  return `| [${name}](${name}.ts) | ${comment.replace(/^\s*\* ?/gm, ' ').replace(/\s+/g, ' ').trim()} |\n`;
}
