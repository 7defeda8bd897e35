// Prints one `name value` a line: what this library costs against raw L1 classes, as ratios of medians of interleaved runs of whole
// processes. 1.00 means the same. The CDK's built-in template validator is off on both sides; it takes seconds whatever is synthesized.
//
//   npm run bench               all
//   npm run bench -- --runs 15  more runs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const programs = path.join(path.dirname(fileURLToPath(import.meta.url)), 'programs');
const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
const runs = Math.max(7, Number(values.runs));

const report = (name, value) => console.log(`${name} ${value.toFixed(3)}`);

for (const tasks of [1, 10, 100, 400]) {
  const [library, l1] = compare([['library.cjs', tasks], ['l1.cjs', tasks]]);
  if (library.types !== l1.types) throw new Error(`the programs make different resources:\n${library.types}\n${l1.types}`);
  report(`synth.vs_l1.${tasks}`, library.milliseconds / l1.milliseconds);
  if (tasks === 400) report('rss.vs_l1.400', library.maxRssKiB / l1.maxRssKiB);
}
const [library, cdk] = compare([['import-library.cjs'], ['import-cdk.cjs']]);
report('import.vs_cdk', library.milliseconds / cdk.milliseconds);

/** Medians of each command's runs, which take turns; one run of each is not counted. */
function compare(commands) {
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
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  rmSync(outdir, { recursive: true, force: true });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  const { maxRssKiB = 0, types = '' } = stdout === '' ? {} : JSON.parse(stdout);
  return { milliseconds, maxRssKiB, types };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
