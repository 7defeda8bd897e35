// Bundles what does not run as part of a CDK app: every handler in lib/handlers/<name>/index.ts to assets/<name>, the command
// to assets/cli, and the simulator, which is a library of its own with declarations, to assets/simulator.
//
// The compiler options are given here, not read from a tsconfig.json, so that the bytes (and with them the
// asset hashes in users' snapshots) depend on the sources alone.
import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const handlers = path.join(root, 'lib/handlers');
const names = readdirSync(handlers).filter((name) => existsSync(path.join(handlers, name, 'index.ts'))).sort();

/**
 * What a handler imports only when it needs it, as files of their own beside its bundle. In the same file it would have to be read at every
 * cold start, and everything that both parts use would be wrapped: loading took 1.3 times as long.
 */
const LAZY = { 'lifecycle': ['sdk-others'], 'phase-scaling': ['sdk-others', 'sdk-hooks'] };

rmSync(path.join(root, 'assets'), { recursive: true, force: true });
for (const name of names) {
  const lazy = LAZY[name] ?? [];
  const options = { target: 'node22', external: ['@aws-sdk/client-iam', ...lazy.map((file) => `./${file}.js`)], minify: true };
  for (const file of ['index', ...lazy]) await bundle(`lib/handlers/${name}/${file}.ts`, `${name}/${file}.js`, options);
}
// These two run where the package is installed, on any Node that it supports.
await bundle('lib/cli/main.ts', 'cli/index.js', { target: 'node20' });
copyFileSync(path.join(root, 'node_modules/commander/LICENSE'), path.join(root, 'assets/cli/LICENSE-commander'));
await bundle('lib/simulator/index.ts', 'simulator/index.js', { target: 'node20' });
declare('lib/simulator/index.ts', 'assets/simulator');

async function bundle(entry, file, options) {
  const { warnings } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `assets/${file}`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    tsconfigRaw: { compilerOptions: { target: 'es2022', strict: true } },
    ...options,
  });
  if (warnings.length > 0) throw new Error(`bundling ${file} gave ${warnings.length} warnings`);
}

/** Writes the declarations of a library that is bundled: those which lead from its entry, without what is internal. */
function declare(entry, directory) {
  const program = ts.createProgram([path.join(root, entry)], {
    declaration: true, emitDeclarationOnly: true, stripInternal: true, strict: true, skipLibCheck: true, isolatedModules: true,
    rootDir: path.join(root, path.dirname(entry)), outDir: path.join(root, directory), types: ['node'], esModuleInterop: true,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16,
  });
  const written = new Map();
  const { diagnostics } = program.emit(undefined, (file, text) => written.set(path.resolve(file), text));
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  if (problems.length > 0) throw new Error(`declaring ${entry}: ${problems.join('\n')}`);

  const reachable = new Set([path.join(root, directory, 'index.d.ts')]);
  for (const file of reachable) {
    for (const [, to] of written.get(file).matchAll(/ from '(\.[^']+)'/g)) reachable.add(path.resolve(path.dirname(file), `${to}.d.ts`));
    writeFileSync(file, written.get(file));
  }
}
