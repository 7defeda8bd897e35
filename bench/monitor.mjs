// How good the monitor's bounds of the time left are: see bench/monitor.
import { spawnSync } from 'node:child_process';

export function monitor() {
  const { status } = spawnSync('npx', ['tsx', 'bench/monitor/main.ts'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`the measure of the monitor ended with ${status}`);
}
