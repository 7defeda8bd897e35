import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { onPremisesPostgreSql } from '../../bin/samples/on-premises-postgresql';
import { readRehearsalScenario, rehearse } from '../../lib/rehearsal';
import { newDirectory } from './assemblies';

const ROOT = path.join(__dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs/rehearsal.md'), 'utf8');
const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const { context } = JSON.parse(readFileSync(path.join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block]) => block);
}

/** Runs the body of the only test in an example. */
async function run(example: string, names: Readonly<Record<string, unknown>>): Promise<void> {
  const body = /async \(\) => \{\n([\s\S]*)\n\}\);\n$/.exec(example)?.[1] ?? '';
  expect(body).toContain('await rehearse(');
  type Example = (...values: readonly unknown[]) => Promise<void>;
  const prototype = Object.getPrototypeOf(async () => undefined) as { readonly constructor: new (...given: string[]) => Example };
  const { constructor: AsyncFunction } = prototype;
  await new AsyncFunction(...Object.keys(names), body)(...Object.values(names));
}

class SampleApp extends App {
  constructor() {
    super({ context, outdir: newDirectory() });
  }
}

test('the example of a test passes', async () => {
  expect.assertions(4);
  await run(blocks(page, 'ts')[0], { App: SampleApp, defineMigration: onPremisesPostgreSql, rehearse, expect });
}, 60_000);

test('the example of the README passes', async () => {
  const app = new SampleApp();
  onPremisesPostgreSql(app);
  expect.assertions(3);
  await run(blocks(readme, 'js').find((block) => block.includes('cdk-dms-migrations/rehearsal')) ?? '', { app, rehearse, expect });
}, 60_000);

test('the example of a test compiles, with the package as it is installed', () => {
  const files = new Map([
    [path.join(ROOT, 'example/test/migration.test.ts'), blocks(page, 'ts')[0]],
    [path.join(ROOT, 'example/lib/migration.ts'), "import type { App } from 'aws-cdk-lib';\nexport declare function defineMigration(app: App): void;\n"],
  ]);
  const options: ts.CompilerOptions = {
    strict: true, noEmit: true, skipLibCheck: true, types: ['jest'], target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16,
  };
  const real = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...real,
    directoryExists: () => true, // those of the example, too
    fileExists: (file: string) => files.has(path.resolve(file)) || real.fileExists(file),
    readFile: (file: string) => files.get(path.resolve(file)) ?? real.readFile(file),
    getSourceFile: (file, target) => {
      const text = files.get(path.resolve(file));
      return text === undefined ? real.getSourceFile(file, target) : ts.createSourceFile(file, text, target);
    },
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const problems = [...files.keys()].flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
}, 120_000);

test('the example of a scenario can be read', () => {
  expect(readRehearsalScenario(JSON.parse(blocks(page, 'json')[0])).happenings).toHaveLength(2);
});

test('all happenings and all codes of problems are told', () => {
  const source = (file: string): string => readFileSync(path.join(ROOT, 'lib/rehearsal', file), 'utf8');
  const happenings = [.../ happeningFields = \{([\s\S]*?)\n\};/.exec(source('scenario.ts'))![1].matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  const codes = [...source('problem.ts').matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
  expect(happenings.length).toBeGreaterThan(10);
  expect(codes.length).toBeGreaterThan(8);
  for (const name of happenings) if (name !== 'at') expect(page).toContain(`"${name}":`);
  for (const code of codes) expect(page).toContain(`\`${code}\``);
});
