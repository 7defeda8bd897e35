import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { rehearse, type RehearsalDocument } from '../../lib/rehearsal';
import { synthesizeSample } from './assemblies';

const SCENARIOS = path.join(__dirname, '../../bin/scenarios');
const files = readdirSync(SCENARIOS).filter((file) => file.endsWith('.json')).sort();

let directory: string;

beforeAll(() => {
  directory = synthesizeSample();
}, 60_000);

test('there are scenarios of what goes wrong', () => {
  expect(files.length).toBeGreaterThanOrEqual(7);
});

test.each(files)('%s ends as it says', async (file) => {
  const scenario = JSON.parse(readFileSync(path.join(SCENARIOS, file), 'utf8')) as RehearsalDocument;
  expect(scenario.expect).toBeDefined();
  const { problems, succeeded } = await rehearse(directory, scenario);
  expect(problems.map(({ code }) => code)).toEqual(scenario.expect?.problems ?? []);
  expect(succeeded).toBe(true);
}, 60_000);
