// How benchmarks measure: medians of programs that take turns.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const programs = path.join(path.dirname(fileURLToPath(import.meta.url)), 'programs');

export const report = (name, value) => console.log(`${name} ${Number.isInteger(value) ? value : value.toFixed(3)}`);

/** Medians of each command's runs, which take turns; one run of each is not counted. A program may measure its own time. */
export function compare(commands, runs) {
  const samples = commands.map(() => []);
  for (let run = -1; run < runs; run++) {
    commands.forEach((command, index) => {
      const sample = measure(command);
      if (run >= 0) samples[index].push(sample);
    });
  }
  return samples.map((each) => ({
    milliseconds: median(each.map(({ milliseconds }) => milliseconds)),
    maxRssKiB: median(each.map(({ maxRssKiB }) => maxRssKiB)),
    types: each[0].types,
  }));
}

function measure([program, ...args]) {
  const outdir = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(programs, program), ...args.map(String), outdir], {
    env: { ...process.env, CDK_VALIDATION: 'false' },
    encoding: 'utf8',
  });
  const whole = Number(process.hrtime.bigint() - start) / 1e6;
  rmSync(outdir, { recursive: true, force: true });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  const { milliseconds = whole, maxRssKiB = 0, types = '' } = stdout === '' ? {} : JSON.parse(stdout);
  return { milliseconds, maxRssKiB, types };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
