// Whether deployments survive the failure of any one of their calls: see bench/deployments.
import { spawnSync } from 'node:child_process';

export function deployments() {
  const { status } = spawnSync('npx', ['tsx', 'bench/deployments/main.ts'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`the measure of deployments ended with ${status}`);
}
