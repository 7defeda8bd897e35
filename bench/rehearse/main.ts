import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib';
import { onPremisesPostgreSql } from '../../bin/samples/on-premises-postgresql';
import type * as rehearsal from '../../lib/rehearsal';
import { synthesizeTasks } from './many-tasks';

const RUNS = 3;

interface Measured {
  readonly seconds: number;
  /** Of the processor, which a machine that others use does not change. */
  readonly cpuSeconds: number;
  readonly result: rehearsal.RehearsalResult;
}

async function main(): Promise<void> {
  // As it is shipped: bundled, by a path that the bundler of this program does not follow.
  const { rehearse } = await import(path.resolve('assets/rehearsal/index.js')) as typeof rehearsal;
  const measure = async (directory: string, scenario: rehearsal.RehearsalDocument): Promise<Measured> => {
    const [began, cpuBegan] = [performance.now(), process.cpuUsage()];
    const result = await rehearse(directory, scenario);
    if (!result.succeeded) throw new Error(`the rehearsal finds what should not be: ${JSON.stringify(result.problems.slice(0, 3))}`);
    const { user, system } = process.cpuUsage(cpuBegan);
    return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6, result };
  };
  const directory = mkdtempSync(path.join(tmpdir(), 'rehearse-'));
  try {
    const sample = synthesizeSample(path.join(directory, 'sample'));
    const runs: Measured[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await measure(sample, {}));
    print('rehearse.seconds', median(runs.map(({ seconds }) => seconds)));
    print('rehearse.cpu.seconds', median(runs.map(({ cpuSeconds }) => cpuSeconds)));

    const { seconds, cpuSeconds } = await measure(synthesizeTasks(400, path.join(directory, 'many')), { days: 0.1 });
    print('rehearse.tasks.400.seconds', seconds);
    print('rehearse.tasks.400.cpu.seconds', cpuSeconds);

    const again = (await measure(sample, { days: 0.1, happenings: [{ at: 'cdc+1h', deploy: sample }] })).result.deployments.filter(({ number }) => number === 2);
    print('deploy.calls', again.reduce((sum, { calls }) => sum + calls, 0), 0);
    print('deploy.changes', again.reduce((sum, { changes }) => sum + changes, 0), 0);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function synthesizeSample(outdir: string): string {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  const app = new App({ context, outdir });
  onPremisesPostgreSql(app);
  return app.synth().directory;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) / 2];
}

function print(name: string, value: number, digits = 2): void {
  console.log(`${name} ${value.toFixed(digits)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
