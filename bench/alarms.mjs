// Which alarms go off in scenarios, whether they should, and how soon: see bench/alarms.
import { spawnSync } from 'node:child_process';

export function alarms() {
  const { status } = spawnSync('npx', ['tsx', 'bench/alarms/main.ts'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`the scenarios of alarms ended with ${status}`);
}
