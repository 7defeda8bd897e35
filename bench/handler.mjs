// What a cold start of the phase controller's function has to load, against the DMS client of the SDK alone: as it is in node_modules, and
// bundled as the handler is. Each program measures the time that the loading takes, without that of Node.js itself; both make a client.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compare, report } from './measure.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bundled = path.join(root, 'assets/phase-scaling/index.js');

export async function handler(runs) {
  report('handler.bytes', statSync(bundled).size);
  const outdir = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const client = path.join(outdir, 'client.js');
  // The options of scripts/bundle.mjs.
  await build({
    absWorkingDir: root,
    stdin: { contents: `import { SdkDms } from './lib/handlers/phase-scaling/sdk-dms'; export const dms = new SdkDms();`, resolveDir: root, loader: 'ts' },
    outfile: client, bundle: true, platform: 'node', target: 'node22', format: 'cjs', mainFields: ['module', 'main'], external: ['@aws-sdk/client-iam'],
    legalComments: 'none', minify: true, tsconfigRaw: { compilerOptions: { target: 'es2022', strict: true } },
  });
  const [own, sdk, alone] = compare([['load.cjs', bundled], ['load-client.cjs'], ['load.cjs', client]], 3 * runs);
  rmSync(outdir, { recursive: true, force: true });
  report('handler.cold.vs_sdk', own.milliseconds / sdk.milliseconds);
  report('handler.cold.vs_bundled_sdk', own.milliseconds / alone.milliseconds);
}
