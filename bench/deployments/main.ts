/** Prints how many deployments survive the failure of one of their calls to DMS. */
import { OTHERWISE, playFaults, type Fate } from './faults';

async function main(): Promise<void> {
  const fates: Fate[] = [...await playFaults(), ...await playFaults(OTHERWISE)];
  const lost = fates.filter(({ survived }) => !survived);
  console.log(`deploy.faults ${fates.length}`);
  console.log(`deploy.faults.survived ${fates.length - lost.length}`);
  for (const { deployment, operation, fault, status, tasks } of lost) {
    console.error(`  a deployment ${deployment}, ${operation} ${fault}: ${status}, ${JSON.stringify(tasks)}`);
  }
}

void main();
