// How long rehearsals take, and what a deployment that changes nothing does: see bench/rehearse.
import { spawnSync } from 'node:child_process';

export function rehearse() {
  const { status } = spawnSync('npx', ['tsx', 'bench/rehearse/main.ts'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`the measure of rehearsals ended with ${status}`);
}
