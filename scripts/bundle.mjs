// Bundles what does not run as part of a CDK app: every handler in lib/handlers/<name>/index.ts to assets/<name>, the command
// to assets/cli, and the simulator and the rehearsal, which are libraries of their own with declarations, to assets/simulator and assets/rehearsal.
//
// The compiler options are given here, not read from a tsconfig.json, so that the bytes (and with them the
// asset hashes in users' snapshots) depend on the sources alone.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** What the command loads only when it needs it: drivers of databases are larger than all the rest. */
const LAZY_IN_COMMAND = ['open-mysql', 'open-oracle', 'open-postgresql', 'open-sqlserver', 'sdk-secret'];

rmSync(path.join(root, 'assets'), { recursive: true, force: true });
for (const name of names) {
  const lazy = LAZY[name] ?? [];
  const options = { target: 'node22', external: ['@aws-sdk/client-iam', ...lazy.map((file) => `./${file}.js`)], minify: true };
  for (const file of ['index', ...lazy]) await bundle(`lib/handlers/${name}/${file}.ts`, `${name}/${file}.js`, options);
}
// These run where the package is installed, on any Node that it supports.
const commandParts = [await bundle('lib/cli/main.ts', 'cli/index.js', { target: 'node20', external: LAZY_IN_COMMAND.map((file) => `./${file}.js`) })];
for (const file of LAZY_IN_COMMAND) {
  commandParts.push(await bundle(`lib/cli/audit/${file}.ts`, `cli/${file}.js`, { target: 'node20', external: ['pg-native'], minify: true }));
}
writeFileSync(path.join(root, 'assets/cli/profile.schema.json'), await profileSchema());
writeFileSync(path.join(root, 'assets/cli/LICENSES.txt'), licences(commandParts));
for (const library of ['simulator', 'rehearsal']) {
  await bundle(`lib/${library}/index.ts`, `${library}/index.js`, { target: 'node20' });
  declare(`lib/${library}/index.ts`);
}

async function bundle(entry, file, options) {
  const { warnings, metafile } = await build({
    metafile: true,
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
  return metafile;
}

/** The schema of a profile's file, for editors and for programs that write one. */
async function profileSchema() {
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [path.join(root, 'lib/profile/profile-schema.ts')], bundle: true, platform: 'node', format: 'cjs', write: false,
    tsconfigRaw: { compilerOptions: { target: 'es2022', strict: true } },
  });
  const module = { exports: {} };
  new Function('module', 'exports', text)(module, module.exports);
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Workload profile', ...module.exports.PROFILE_SCHEMA };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The licences of all packages that are in bundles. */
function licences(metafiles) {
  const files = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = files.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const own = readdirSync(path.join(root, folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
    const texts = own.map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim());
    return `${name} ${version} (${typeof license === 'string' ? license : 'see below'})\n\n${texts.join('\n\n')}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}

/** Writes the declarations of a library that is bundled: those which lead from its entry, without what is internal. */
function declare(entry) {
  const program = ts.createProgram([path.join(root, entry)], {
    declaration: true, emitDeclarationOnly: true, stripInternal: true, strict: true, skipLibCheck: true, isolatedModules: true,
    rootDir: path.join(root, 'lib'), outDir: path.join(root, 'assets'), types: ['node'], esModuleInterop: true,
    target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16,
  });
  const written = new Map();
  const { diagnostics } = program.emit(undefined, (file, text) => written.set(path.resolve(file), text));
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  if (problems.length > 0) throw new Error(`declaring ${entry}: ${problems.join('\n')}`);

  const reachable = new Set([path.join(root, entry.replace(/^lib/, 'assets').replace(/\.ts$/, '.d.ts'))]);
  for (const file of reachable) {
    for (const [, to] of written.get(file).matchAll(/ from '(\.[^']+)'/g)) {
      const target = path.resolve(path.dirname(file), to);
      reachable.add(written.has(`${target}.d.ts`) ? `${target}.d.ts` : path.join(target, 'index.d.ts'));
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, written.get(file));
  }
}
