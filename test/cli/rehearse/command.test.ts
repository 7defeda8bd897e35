import { Command } from 'commander';
import { ExitCode, UserError, type Io } from '../../../lib/cli/io';
import { rehearseCommand } from '../../../lib/cli/rehearse/command';
import type { RehearsalResult } from '../../../lib/rehearsal';
import { newDirectory, synthesizeSample } from '../../rehearsal/assemblies';

let directory: string;

beforeAll(() => {
  directory = synthesizeSample();
}, 60_000);

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

interface RunOptions extends Partial<Pick<Io, 'terminal' | 'interrupted'>> {
  readonly files?: Readonly<Record<string, string>>;
}

async function run(argv: readonly string[], { files = {}, terminal, interrupted = new Promise(() => undefined) }: RunOptions = {}): Promise<Ran> {
  let [out, err, code] = ['', '', 0];
  const io: Io = {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readFile: (file) => {
      if (!(file in files)) throw new Error(`ENOENT: no such file or directory, open '${file}'`);
      return files[file];
    },
    ...terminal && { terminal },
    interrupted,
  };
  try {
    await new Command().addCommand(rehearseCommand(io)).parseAsync(['rehearse', ...argv], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof ExitCode) && !(thrown instanceof UserError)) throw thrown;
    code = thrown instanceof ExitCode ? thrown.exitCode : 1;
    if (thrown instanceof UserError) err += thrown.message;
  }
  return { out, err, code };
}

test('tells on a pipe in lines, without colours', async () => {
  const { out, err, code } = await run([directory, '--days', '1.2']);
  expect(code).toBe(0);
  expect(err).toBe('1 day played\n');
  expect(out).not.toContain('\u001b');
  expect(out).toMatch(/^Rehearsal of .*: 2 stacks, 1 instance, 2 tasks\n1 d 6 h of virtual time in \d/);
  expect(out).toMatch(/\nProblems\n {2}none\n$/);
}, 30_000);

test('shows on a terminal how far it is, and leaves only the report', async () => {
  const { out, code } = await run([directory, '--days', '0.01', '--speed', '10000'], { terminal: { colours: true, columns: 100 } });
  expect(code).toBe(0);
  expect(out).toContain('\u001b[1mRehearsal, 00:');
  expect(out).toMatch(/ordersmigration-sales-[0-9a-f]{8} {4}\[#+\.+\] +\d+ %, \d of 3 tables\n/);
  expect(out.slice(0, out.indexOf('Rehearsal of ')).split('\u001b').slice(-3).join(' ')).toMatch(/^\[\d+A \[0J \[1m$/);
}, 30_000);

test('writes all of it as JSON', async () => {
  const { out, code } = await run([directory, '--days', '0.01', '--format', 'json']);
  const result = JSON.parse(out) as RehearsalResult;
  expect(code).toBe(0);
  expect(result).toMatchObject({ succeeded: true, problems: [], tasks: [{ stage: 'cdc' }, { stage: 'cdc' }] });
}, 30_000);

test('ends with 1 if there is a problem, and with prices tells costs', async () => {
  const files = { 'scenario.json': '{"days":0.01,"expect":{"tasks":{"sales":"stopped"}}}', 'prices.json': '{"dms.c6i.2xlarge":1,"dms.r6i.large":0.5}' };
  const { out, code } = await run([directory, '--scenario', 'scenario.json', '--prices', 'prices.json'], { files });
  expect(code).toBe(1);
  expect(out).toMatch(/EXPECTATION_NOT_MET at \S+: status of ordersmigration-sales-\S+ is running at the end; stopped was expected/);
  expect(out).toMatch(/\n {4}by the prices given: [\d.]+, and [\d.]+ without a change of class\n/);
}, 30_000);

test.each([
  ['that is not there', [], {}, 'scenario.json cannot be read: ENOENT: no such file or directory, open \'scenario.json\''],
  ['that is not JSON', [], { 'scenario.json': '{' }, /^scenario\.json is not JSON: /],
  ['that is no object', [], { 'scenario.json': '[]' }, 'scenario.json must have a JSON object'],
  ['with a mistake', [], { 'scenario.json': '{"happen":[]}' }, /^scenario\.json: the scenario has a problem:\n {2}happen: is not known; known here: /],
])('fails for a scenario %s', async (_, argv, files, message) => {
  const { err, out, code } = await run([directory, '--scenario', 'scenario.json', ...argv], { files });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(message);
});

test('ends when it is interrupted', async () => {
  const { out, code } = await run([directory], { interrupted: new Promise((resolve) => setTimeout(resolve, 200)) });
  expect({ out, code }).toEqual({ out: '', code: 130 });
}, 30_000);

test('fails for a directory that nobody has synthesized to', async () => {
  const empty = newDirectory();
  expect(await run([empty])).toEqual({ code: 1, out: '', err: `${empty} is not the output of 'cdk synth': it has no manifest.json` });
});
