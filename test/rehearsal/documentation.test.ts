import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { onPremisesPostgreSql } from '../../bin/samples/on-premises-postgresql';
import { readRehearsalScenario, rehearse } from '../../lib/rehearsal';
import { newDirectory } from './assemblies';

const page = readFileSync(path.join(__dirname, '../../docs/rehearsal.md'), 'utf8');
const { context } = JSON.parse(readFileSync(path.join(__dirname, '../../cdk.json'), 'utf8')) as { context: Record<string, unknown> };

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
}

test('the example of a test passes', async () => {
  const body = /async \(\) => \{\n([\s\S]*)\n\}\);\n$/.exec(block('ts'))?.[1] ?? '';
  expect(body).toContain('await rehearse(');
  const statements = body.replace('new App()', 'new App(appProps)');
  type Example = (...names: readonly unknown[]) => Promise<void>;
  const prototype = Object.getPrototypeOf(async () => undefined) as { readonly constructor: new (...given: string[]) => Example };
  const { constructor: AsyncFunction } = prototype;
  expect.assertions(4);
  await new AsyncFunction('App', 'appProps', 'defineMigration', 'rehearse', 'expect', statements)(
    App, { context, outdir: newDirectory() }, onPremisesPostgreSql, rehearse, expect,
  );
}, 60_000);

test('the example of a scenario can be read', () => {
  expect(readRehearsalScenario(JSON.parse(block('json'))).happenings).toHaveLength(2);
});

test('all happenings and all codes of problems are told', () => {
  const source = (file: string): string => readFileSync(path.join(__dirname, '../../lib/rehearsal', file), 'utf8');
  const happenings = [.../ happeningFields = \{([\s\S]*?)\n\};/.exec(source('scenario.ts'))![1].matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  const codes = [...source('problem.ts').matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
  expect(happenings.length).toBeGreaterThan(10);
  expect(codes.length).toBeGreaterThan(8);
  for (const name of happenings) if (name !== 'at') expect(page).toContain(`"${name}":`);
  for (const code of codes) expect(page).toContain(`\`${code}\``);
});
