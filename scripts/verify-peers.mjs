// Builds and tests the library against other versions of its peers than those in the lock file, in a copy.
//
//   node scripts/verify-peers.mjs lowest
//   node scripts/verify-peers.mjs latest <aws-cdk-lib> <constructs>
//
// lowest: what package.json promises, in the versions it names. Without cdk-nag and the samples, which need a newer
// aws-cdk-lib than the library does.
// latest: everything, and CDK's own validator over the samples, with all that it finds as errors.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const lowest = ['aws-cdk-lib', 'constructs'].map((name) => peerDependencies[name].replace('^', ''));
const [end, cdk = lowest[0], constructs = lowest[1]] = process.argv.slice(2);
if (!['lowest', 'latest'].includes(end)) throw new Error('usage: verify-peers.mjs lowest | latest <aws-cdk-lib> <constructs>');

/** Tests that load no CDK, or none but for a template to play: its version makes no difference to them. */
const WITHOUT_CDK = ['/phase-scaling/', '/simulator/', '/rehearsal/', '/cli/', '/bench/', '/control/', '/test/plan/'];
const root = mkdtempSync(path.join(tmpdir(), 'dms-peers-'));
const copy = path.join(root, 'copy');
try {
  makeCopy();
  console.log(`aws-cdk-lib ${cdk}, constructs ${constructs}`);
  run('types', 'node', ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.peers.json']);
  run('bundles and jsii', 'npm', ['run', 'build', '--silent']);
  compareBundles();
  run('tests', 'npx', ['jest', '--ci', '--silent', '--testPathIgnorePatterns', ...WITHOUT_CDK, ...(end === 'lowest' ? ['/nag/'] : [])]);
  if (end === 'latest') validateSamples();
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** The files that git knows, with node_modules as they are but for the peers. */
function makeCopy() {
  const peers = path.join(root, 'peers');
  mkdirSync(peers);
  writeFileSync(path.join(peers, 'package.json'), '{}');
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--silent', `aws-cdk-lib@${cdk}`, `constructs@${constructs}`], { cwd: peers });

  for (const file of execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter((name) => name !== '')) {
    cpSync(file, path.join(copy, file), { recursive: true });
  }
  // Hard links: the whole folder in a second, and no second gigabyte.
  execFileSync('cp', ['-al', 'node_modules', path.join(copy, 'node_modules')]);
  const packages = ['aws-cdk-lib', 'constructs', ...readdirSync(path.join(peers, 'node_modules/@aws-cdk')).map((name) => `@aws-cdk/${name}`)];
  for (const name of packages) {
    const target = path.join(copy, 'node_modules', name);
    rmSync(target, { recursive: true, force: true });
    cpSync(path.join(peers, 'node_modules', name), target, { recursive: true });
  }
  const exclude = end === 'lowest' ? ['bin', 'test/nag'] : [];
  writeFileSync(path.join(copy, 'tsconfig.peers.json'), JSON.stringify({
    extends: './test/tsconfig.json', include: ['lib/**/*.ts', 'test/**/*.ts', 'bin/**/*.ts'], exclude: ['node_modules', ...exclude],
    compilerOptions: { rootDir: '.' },
  }));
}

/** Bundles must be the same byte for byte wherever they are built: their hashes are in users' snapshots. */
function compareBundles() {
  for (const file of readdirSync('assets', { recursive: true }).filter((name) => name.endsWith('.js'))) {
    if (readFileSync(path.join('assets', file)).equals(readFileSync(path.join(copy, 'assets', file)))) continue;
    console.log(`  assets/${file} differs from what is built here`);
    process.exitCode = 1;
  }
}

/** Synthesizes the samples with CDK's validator, which the tests leave out because it takes seconds. */
function validateSamples() {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const env = {
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, '@aws-cdk/core:validateAgainstDefaultRules': true }),
    CDK_OUTDIR: path.join(root, 'cdk.out'),
    CDK_VALIDATION: 'true',
  };
  for (const sample of ['bin/sample.ts', 'bin/sample-existing-vpc.ts']) run(`CDK's validator: ${sample}`, 'npx', ['tsx', sample], env);
}

function run(what, command, parameters, env = {}) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd: copy, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...env } });
  console.log(`  ${what}: ${status === 0 ? 'passed' : 'failed'} in ${Math.round((Date.now() - started) / 1000)} s`);
  if (status === 0) return;
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.slice(0, 300));
  console.log(lines.slice(-80).join('\n'));
  process.exitCode = 1;
}
