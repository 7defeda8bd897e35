import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
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

test('there are examples', () => {
  expect(EXAMPLES.length).toBeGreaterThanOrEqual(3);
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

  test('is synthesized without an error, and with tasks', () => {
    const { stacks } = app.synth();
    const resources = stacks.flatMap(({ template }) => Object.values((template as { Resources?: Record<string, { Type: string }> }).Resources ?? {}));
    expect(resources.filter(({ Type }) => Type === 'AWS::DMS::ReplicationTask').length).toBeGreaterThan(0);
  });

  test('has nothing acknowledged but in functions of this library', () => {
    expect(acknowledged(app).filter((finding) => !/\/(PhaseScaling|Monitor|DmsDeployment)\//.test(finding))).toEqual([]);
  });
});
