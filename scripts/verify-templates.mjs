// Has cfn-lint and Checkov look at templates: those of the samples, strictly, and those that tests have written to
// DMS_TEMPLATES_DIR, less strictly, because tests make up ids and loosen things on purpose.
//
// Both tools are Python; they are installed to .ci/venv as .ci/requirements.txt says.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const EXAMPLES = readdirSync('examples').filter((file) => file.endsWith('.ts')).map((file) => `examples/${file}`);
const SAMPLES = ['bin/sample.ts', 'bin/sample-existing-vpc.ts', ...EXAMPLES];

const CFN_LINT_EVERYWHERE = [
  'W3005', // CDK's custom resource provider has a DependsOn that a GetAtt implies
  'W3010', // a stack of an environment names its zones, as the CDK has it
];
const CFN_LINT_IN_TESTS = [
  'E1150', 'E1151', 'E1154', // ids of security groups, VPCs and subnets are made up
  'E3691', // as are versions of RDS engines
  'W', // and what is odd is looked at in the samples
];
/** Members that tests pass on although nobody knows them: they must arrive. */
const UNKNOWN_ON_PURPOSE = /'(SettingOfTomorrow|EngineOfTomorrowSettings)' was unexpected/;

const CHECKOV_SKIPPED = [
  'CKV_AWS_18', // access logs of buckets that DMS alone writes to; whoever wants them gives a bucket that has them
  'CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_117', // concurrency, DLQ and VPC of CDK's custom resource providers, which run at deployment only
];

let failed = false;

const bin = installTools();
const samples = synthesizeSamples();
lint('samples', samples, CFN_LINT_EVERYWHERE);
check('samples', samples);
const tests = process.env.DMS_TEMPLATES_DIR;
if (tests !== undefined && existsSync(tests)) {
  lint('tests', tests, [...CFN_LINT_EVERYWHERE, ...CFN_LINT_IN_TESTS]);
  check('constructs of their own', tests, /^nag-/);
}
rmSync(samples, { recursive: true });
process.exitCode = failed ? 1 : 0;

function installTools() {
  const venv = path.resolve('.ci/venv');
  const requirements = readFileSync('.ci/requirements.txt', 'utf8');
  const installed = path.join(venv, 'bin/pip');
  if (!existsSync(installed)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'inherit' });
  const have = execFileSync(installed, ['freeze'], { encoding: 'utf8' });
  if (!requirements.trim().split('\n').every((line) => have.includes(line))) {
    execFileSync(installed, ['install', '--quiet', '--disable-pip-version-check', '-r', '.ci/requirements.txt'], { stdio: 'inherit' });
  }
  return path.join(venv, 'bin');
}

function synthesizeSamples() {
  const directory = mkdtempSync(path.join(tmpdir(), 'dms-samples-'));
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  execFileSync('npx', ['tsx', 'scripts/synthesize-apps.mjs', directory, ...SAMPLES], {
    stdio: 'inherit', env: { ...process.env, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  return directory;
}

function templatesIn(directory, pattern = /./) {
  return readdirSync(directory, { recursive: true })
    .filter((file) => file.endsWith('.template.json') && pattern.test(path.basename(file)))
    .map((file) => path.join(directory, file))
    .filter((file) => JSON.parse(readFileSync(file, 'utf8')).Resources !== undefined); // what has nothing in it is not deployed
}

function lint(what, directory, ignored) {
  const templates = templatesIn(directory);
  const { stdout, stderr } = spawnSync(
    path.join(bin, 'cfn-lint'), ['--format', 'parseable', '--ignore-checks', ...ignored, '--', ...templates], { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  report(`cfn-lint: ${templates.length} templates of ${what}`, `${stdout}${stderr}`.split('\n').filter((line) => line !== '' && !UNKNOWN_ON_PURPOSE.test(line)));
}

function check(what, directory, pattern) {
  const templates = templatesIn(directory, pattern);
  const { stdout } = spawnSync(path.join(bin, 'checkov'), [
    '--framework', 'cloudformation', '--quiet', '--compact', '--output', 'json', '--skip-check', CHECKOV_SKIPPED.join(','), '--file', ...templates,
  ], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const { results, summary } = JSON.parse(stdout);
  const findings = (results?.failed_checks ?? []).map(({ check_id, check_name, resource, file_path }) => `${file_path}: ${resource}: ${check_id} ${check_name}`);
  if (summary === undefined || summary.parsing_errors > 0 || summary.passed === 0) findings.push(`Checkov did not work: ${stdout.slice(0, 500)}`);
  report(`Checkov: ${templates.length} templates of ${what}, ${summary?.passed} checks passed`, findings);
}

function report(title, findings) {
  console.log(`${title}: ${findings.length === 0 ? 'nothing found' : `${findings.length} findings`}`);
  for (const finding of findings) console.log(`  ${finding}`);
  failed ||= findings.length > 0;
}
