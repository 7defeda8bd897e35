/**
 * Prints what the phase controller saves, how soon it acts and how much it calls, in a simulated account in virtual time.
 *
 *   main.js <migrations>           all, with as many processes as there are processors
 *   main.js <migrations> --verbose and each migration that is out of the ordinary
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { BoundaryStrategy } from '../../lib/control/phase-scaling/policy';
import { callLines } from './calls';
import { sampleMigration } from './migration';
import { play, playFree, type Played } from './play';
import { reactionLines } from './reaction';
import { isHarmed, STRATEGIES, summarizeSavings, type Line } from './summary';

/** What one process has played, by strategy. */
type Share = Readonly<Record<BoundaryStrategy, readonly Played[]>>;

async function playShare(first: number, step: number, migrations: number): Promise<Share> {
  const share: Record<BoundaryStrategy, Played[]> = { stopAtBoundary: [], hold: [], keepRunning: [] };
  for (let seed = first; seed <= migrations; seed += step) {
    const migration = sampleMigration(seed);
    const free = await playFree(migration);
    for (const strategy of STRATEGIES) share[strategy].push(await play(migration, strategy, free));
  }
  return share;
}

function shareOf(index: number, processes: number, migrations: number): Promise<Share> {
  return new Promise((resolve, reject) => {
    let share: Share | undefined;
    const child = fork(__filename, ['--share', String(index + 1), String(processes), String(migrations)]);
    child.on('message', (message) => { share = message as Share; });
    child.on('exit', (code) => (share === undefined ? reject(new Error(`a share ended with ${code} and no result`)) : resolve(share)));
  });
}

function print([name, value]: Line): void {
  console.log(`${name} ${Number.isInteger(value) ? value : value.toFixed(4)}`);
}

function describe(strategy: BoundaryStrategy, { seed, saved, possible, reactionSeconds, broken, standing }: Played): void {
  const share = possible === 0 ? 'nothing to save' : (saved / possible).toFixed(4);
  console.log(`# ${strategy} seed ${seed}: ${share}, asked ${reactionSeconds ?? 'never'} s after the boundary ${[...broken, ...standing].slice(0, 2).join('; ')}`);
}

async function main(migrations: number, isVerbose: boolean): Promise<void> {
  const processes = availableParallelism();
  const shares = await Promise.all(Array.from({ length: processes }, (_, index) => shareOf(index, processes, migrations)));
  const harmed = new Set<number>();
  for (const strategy of STRATEGIES) {
    const played = shares.flatMap((share) => share[strategy]);
    for (const each of played) {
      if (isHarmed(each)) harmed.add(each.seed);
      if (isVerbose && (isHarmed(each) || each.saved > each.possible + 1e-6 || each.saved < 0.95 * each.possible)) describe(strategy, each);
    }
    summarizeSavings(strategy, played).forEach(print);
  }
  print(['phase.harm', harmed.size]);
  (await reactionLines()).forEach(print);
  (await callLines()).forEach(print);
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--share') {
  const [from, step, migrations] = rest.map(Number);
  void playShare(from, step, migrations).then((share) => process.send?.(share));
} else {
  void main(Number(first), rest.includes('--verbose'));
}
