import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import * as simulator from '../../lib/simulator';
import { BEHAVIOUR_VALUES, readScenario } from '../../lib/simulator';
import { DEFAULT_BEHAVIOUR } from '../../lib/simulator/behaviour';
import { CONTROL_CALLS } from '../../lib/simulator/control-calls';

// The package as others see it, and what is written about it. Looks at what `npm run bundle` has made.

const ROOT = path.resolve(__dirname, '../..');
const DOCUMENT = readFileSync(path.join(ROOT, 'docs/simulator.md'), 'utf8');

function run(code: string, type: 'commonjs' | 'module'): string {
  return execFileSync(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: ROOT, encoding: 'utf8' });
}

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(DOCUMENT)?.[1] ?? '';
}

describe('cdk-dms-migrations/simulator', () => {
  const names = Object.keys(simulator).sort();

  test('can be required', () => {
    expect(JSON.parse(run("console.log(JSON.stringify(Object.keys(require('cdk-dms-migrations/simulator')).sort()))", 'commonjs'))).toEqual(names);
  });

  test('can be imported, name by name', () => {
    expect(run(`import { ${names.join(', ')} } from 'cdk-dms-migrations/simulator'; console.log([${names.join(', ')}].every(Boolean));`, 'module')).toBe('true\n');
  });

  test('has declarations that need no others', () => {
    const program = ts.createProgram([path.join(ROOT, 'assets/simulator/index.d.ts')], {
      strict: true, types: [], lib: ['lib.es2022.d.ts'], module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, noEmit: true,
    });
    expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([]);
  });

  test('leaves the rest of the package within reach', () => {
    expect(run("console.log(require('cdk-dms-migrations/package.json').name)", 'commonjs')).toBe('cdk-dms-migrations\n');
    const { exports, bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, unknown>; bin: Record<string, string> };
    expect(Object.keys(exports)).toEqual(['.', './rehearsal', './simulator', './.jsii', './package.json']);
    expect(Object.values(bin).every((file) => existsSync(path.join(ROOT, file)))).toBe(true);
  });
});

describe('docs/simulator.md', () => {
  test('has an example that runs', () => {
    const { outputText } = ts.transpileModule(block('ts'), { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    expect(run(outputText, 'commonjs')).toMatch(/^DMS-EVENT-0067 .*\nDMS-EVENT-0005 .*\n[\s\S]*ReplicationInstanceStatus: 'available'/);
  });

  test('has a scenario that can be played', () => {
    const { tasks } = simulator.playScenario(readScenario(JSON.parse(block('json')))).snapshot();
    expect(tasks).toMatchObject([{ identifier: 'orders', status: 'starting' }]);
  });

  test('has every switch with its values, the default first', () => {
    for (const [name, values] of Object.entries(BEHAVIOUR_VALUES)) {
      expect(DOCUMENT).toContain(`| \`${name}\` | ${values.map((value) => `\`${value}\``).join(', ')} |`);
      expect(DEFAULT_BEHAVIOUR[name as keyof typeof BEHAVIOUR_VALUES]).toBe(values[0]);
    }
  });

  test('has every call to the simulator itself', () => {
    expect(Object.keys(CONTROL_CALLS).filter((name) => !DOCUMENT.includes(`/_simulator/${name}\``) && !DOCUMENT.includes(`\`/${name}\``))).toEqual([]);
  });
});
