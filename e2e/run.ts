/**
 * `npm run e2e`: the samples, deployed by the CDK's own command line to an engine that knows nothing of this project, and a migration played on
 * them. See README.md for what takes part and what cannot be tested so.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { countsOf, type Change } from './changes';
import { Unexpected } from './checking';
import { Emulator } from './emulator';
import { Migration } from './migration';
import { World } from './world';

async function main(): Promise<void> {
  const directory = path.join(__dirname, 'out');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  const world = new World(path.join(directory, 'leap'));
  await world.start();
  const recorded: { readonly step: string; readonly changes: readonly Change[] }[] = [];
  let emulator: Emulator | undefined;
  try {
    console.log('== start the simulator and ministack');
    emulator = await Emulator.start({ directory, simulatorUrl: world.url, timeUrl: world.timeUrl, leapFile: world.leapFile });
    world.deliverTo(emulator);
    for (const [step, play] of Object.entries(new Migration(world, emulator, directory).steps)) {
      console.log(`== ${step}`);
      const began = performance.now();
      try {
        await play();
      } finally {
        const changes = world.takeChanges();
        recorded.push({ step, changes });
        console.log(`   (${Math.round((performance.now() - began) / 1000)} s) changes in DMS: ${countsOf(changes)}`);
      }
    }
    console.log('== all as it has to be');
  } catch (fault) {
    if (!(fault instanceof Unexpected)) throw fault;
    console.log(`FAILED: ${fault.message}\n  see e2e/out/ministack.log`);
    process.exitCode = 1;
  } finally {
    writeFileSync(path.join(directory, 'changes.json'), `${JSON.stringify(recorded, undefined, 2)}\n`);
    await emulator?.stop();
    await world.stop();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
main().catch((fault: unknown) => {
  console.error(fault);
  process.exitCode = 1;
}).finally(() => process.exit());
