import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Size, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import {
  DatabaseNetwork, InstanceSizing, LobHandling, MigrationType, ReplicationStack, SelectionRule, SourceDatabase, TableMappings, TargetDatabase,
  TaskSettings, TransformationRule, Validation, type MigrationTaskOptions,
} from '../lib';
import { testSecret } from './support/endpoints';

/** All templates that a process of its own synthesizes from a sample, by file name, byte for byte. */
function synthesizeInProcess(sample: string): Record<string, string> {
  const outdir = mkdtempSync(path.join(tmpdir(), 'synth-'));
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: unknown };
  try {
    execFileSync('node_modules/.bin/tsx', [sample], {
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    });
    const files = readdirSync(outdir).filter((file) => file.endsWith('.template.json')).sort();
    return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(outdir, file), 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test.each(['bin/sample.ts', 'bin/sample-existing-vpc.ts'])('%s gives the same templates in every process, byte for byte', (sample) => {
  const first = synthesizeInProcess(sample);
  expect(Object.keys(first).length).toBeGreaterThan(0);
  expect(synthesizeInProcess(sample)).toEqual(first);
}, 60_000);

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/);

const mappings = fc.record({
  schema: name, table: name, excluded: fc.array(name, { maxLength: 3 }), renamed: fc.option(name, { nil: undefined }),
});

const task = fc.record({
  mappings,
  migrationType: fc.constantFrom(MigrationType.FULL_LOAD, MigrationType.FULL_LOAD_AND_CDC),
  lobKiB: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
  subTasks: fc.option(fc.integer({ min: 1, max: 49 }), { nil: undefined }),
  validation: fc.boolean(),
});

const stack = fc.record({
  tasks: fc.dictionary(fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,15}$/), task, { minKeys: 1, maxKeys: 5 }),
  dataGiB: fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }),
  multiAz: fc.option(fc.boolean(), { nil: undefined }),
});

type Generated<A> = A extends fc.Arbitrary<infer T> ? T : never;

function optionsOf({ mappings: { schema, table, excluded, renamed }, ...generated }: Generated<typeof task>): MigrationTaskOptions {
  const { lobKiB, subTasks, validation, migrationType } = generated;
  return {
    migrationType,
    tableMappings: TableMappings.of(
      SelectionRule.include({ schema, table: '%' }),
      ...excluded.map((each) => SelectionRule.exclude({ schema, table: each })),
      ...(renamed === undefined ? [] : [TransformationRule.table(schema, table).rename(renamed)]),
    ),
    ...(lobKiB !== undefined && { lobHandling: LobHandling.limited(Size.kibibytes(lobKiB)) }),
    ...(subTasks !== undefined && { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: subTasks } }) }),
    ...(validation && { validation: Validation.enabled() }),
  };
}

function synthesize({ tasks, dataGiB, multiAz }: Generated<typeof stack>): string {
  const app = new App();
  const secrets = new Stack(app, 'Secrets');
  const made = new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.postgreSql({ secret: testSecret(secrets, 'A'), databaseName: 'app', network: DatabaseNetwork.cidr('10.20.0.0/16') }),
    target: TargetDatabase.auroraPostgreSql({ secret: testSecret(secrets, 'B'), databaseName: 'app', network: DatabaseNetwork.cidr('10.30.0.0/16') }),
    replicationInstance: { multiAz, ...(dataGiB !== undefined && { sizing: InstanceSizing.forWorkload({ dataSize: Size.gibibytes(dataGiB) }) }) },
    tasks: Object.fromEntries(Object.entries(tasks).map(([id, each]) => [id, optionsOf(each)])),
  });
  return JSON.stringify(app.synth().getStackArtifact(made.artifactId).template);
}

test('the same stack gives the same template, whatever it is', () => {
  fc.assert(fc.property(stack, (described) => {
    expect(synthesize(described)).toBe(synthesize(described));
  }), { numRuns: 15 });
}, 120_000);
