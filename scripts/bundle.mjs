// Bundles every handler in lib/handlers/<name>/index.ts to assets/<name>/index.js.
//
// The compiler options are given here, not read from a tsconfig.json, so that the bytes (and with them the
// asset hashes in users' snapshots) depend on the sources alone.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const handlers = path.join(root, 'lib/handlers');
const names = readdirSync(handlers).filter((name) => existsSync(path.join(handlers, name, 'index.ts'))).sort();

/** Clients that a handler takes from Lambda's runtime; all others are bundled with what of them is used, which loads in half the time. */
const LAMBDA_HAS = { 'service-roles': ['@aws-sdk/client-iam'] };

rmSync(path.join(root, 'assets'), { recursive: true, force: true });
for (const name of names) {
  const { warnings } = await build({
    absWorkingDir: root,
    entryPoints: [`lib/handlers/${name}/index.ts`],
    outfile: `assets/${name}/index.js`,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: LAMBDA_HAS[name] ?? [],
    legalComments: 'none',
    minify: true,
    tsconfigRaw: { compilerOptions: { target: 'es2022', strict: true } },
  });
  if (warnings.length > 0) throw new Error(`bundling ${name} gave ${warnings.length} warnings`);
}
