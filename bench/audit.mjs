// How long the audit takes, as a multiple of one plain query of the catalogue: see bench/audit.
import { spawnSync } from 'node:child_process';

export function audit(runs) {
  const { status } = spawnSync('npx', ['tsx', 'bench/audit/main.ts', String(runs)], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`the measure of the audit ended with ${status}`);
}
