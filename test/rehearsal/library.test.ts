import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import * as ts from 'typescript';
import * as rehearsal from '../../lib/rehearsal';

// The package as others see it: what `npm run bundle` has made.

const ROOT = path.resolve(__dirname, '../..');
const names = Object.keys(rehearsal).sort();

function run(code: string, type: 'commonjs' | 'module'): string {
  return execFileSync(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: ROOT, encoding: 'utf8' });
}

test('can be required, and imported name by name', () => {
  expect(JSON.parse(run("console.log(JSON.stringify(Object.keys(require('cdk-dms-migrations/rehearsal')).sort()))", 'commonjs'))).toEqual(names);
  expect(run(`import { ${names.join(', ')} } from 'cdk-dms-migrations/rehearsal'; console.log([${names.join(', ')}].every(Boolean));`, 'module')).toBe('true\n');
});

test('has declarations that need no others', () => {
  const program = ts.createProgram([path.join(ROOT, 'assets/rehearsal/index.d.ts')], {
    strict: true, types: [], lib: ['lib.es2022.d.ts'], module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, noEmit: true,
  });
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([]);
});
