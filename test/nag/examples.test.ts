import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { SynthesisMessageLevel, type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { acknowledged, findings, PACKS } from './packs';

const FOLDER = path.resolve(__dirname, '../../examples');
const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
const EXAMPLES = readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).sort();

/** Each file exports one function, which defines the stacks of an app. */
function defined(file: string): App {
  const [define, ...others] = Object.values(jest.requireActual<Record<string, (app: App) => unknown>>(path.join(FOLDER, file)));
  expect(others).toEqual([]);
  const app = new App({ context });
  define(app);
  return app;
}

function typesIn({ stacks }: CloudAssembly): string[] {
  const resources = stacks.flatMap(({ template }) => Object.values((template as { Resources?: Record<string, { Type: string }> }).Resources ?? {}));
  return resources.map(({ Type }) => Type);
}

/** Functions, roles for services, and the bucket of a schema conversion. */
const OF_CONSTRUCTS = /\/(PhaseScaling|Monitor|DmsDeployment|Schema)\/|\/ServiceAccessRole(Data)?Policy: /;

/** What migrates: every example has one of them at least. */
const MIGRATIONS = ['AWS::DMS::ReplicationTask', 'AWS::DMS::ReplicationConfig', 'AWS::DMS::DataMigration'];

test('there are examples, none of which is long', () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(25);
  expect(EXAMPLES.filter((file) => readFileSync(path.join(FOLDER, file), 'utf8').split('\n').length > 70)).toEqual([]);
});

test('their page is as the script writes it', () => {
  const page = execFileSync(process.execPath, ['scripts/examples-page.mjs', '--print'], { encoding: 'utf8' });
  expect(readFileSync(path.join(FOLDER, 'README.md'), 'utf8')).toBe(page);
});

describe.each(EXAMPLES)('the example %s', (file) => {
  const app = defined(file);

  test.each(PACKS)('passes %s', (_, pack) => {
    expect(findings(pack, app)).toEqual([]);
  });

  test('is synthesized without an error or a warning, and migrates something', () => {
    const assembly = app.synth();
    expect(assembly.stacks.flatMap(({ messages }) => messages).filter(({ level }) => level !== SynthesisMessageLevel.INFO)).toEqual([]);
    expect(typesIn(assembly).filter((type) => MIGRATIONS.includes(type)).length).toBeGreaterThan(0);
  });

  test('has nothing acknowledged but what the constructs themselves do, as the tests of constructs and engines have it', () => {
    expect(acknowledged(app).filter((finding) => !OF_CONSTRUCTS.test(finding))).toEqual([]);
  });
});
