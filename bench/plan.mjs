// How good plans are, and how long planning takes: see bench/plan.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export async function plan() {
  const outdir = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const outfile = path.join(outdir, 'main.cjs');
  await build({ absWorkingDir: root, entryPoints: ['bench/plan/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs' });
  const { status } = spawnSync(process.execPath, [outfile], { stdio: ['ignore', 'inherit', 'inherit'] });
  rmSync(outdir, { recursive: true, force: true });
  if (status !== 0) throw new Error(`the benchmark of plans ended with ${status}`);
}
