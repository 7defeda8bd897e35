import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { LobHandling } from '../../lib/constructs/lob-handling';
import { MigrationPlan } from '../../lib/constructs/migration-plan';
import { PlannedParallelLoad, type MigrationPlanOptions } from '../../lib/constructs/migration-plan-props';
import { MigrationType } from '../../lib/constructs/migration-type';
import { ReplicationStack, type ReplicationStackProps } from '../../lib/constructs/replication-stack';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { WorkloadProfile } from '../../lib/constructs/workload-profile';
import type { Profile } from '../../lib/profile/profile';
import { lobColumn, profileOf, references, tableOf } from '../support/plan/profiles';
import { synthesisErrors } from '../support/stacks';
import { TASK, testSource, testTarget } from '../support/tasks';

const INSTANCE = 'AWS::DMS::ReplicationInstance';
const ORDERS = 'sales.orders';
const LINES = 'sales.lines';

/** What an audit of a database finds that DMS has nothing against. */
const shop = profileOf([
  tableOf(ORDERS, 300, { ranges: { column: 'id', bounds: Array.from({ length: 15 }, (_, index) => String((index + 1) * 1000)) } }),
  tableOf(LINES, 40, { ...references(ORDERS) }),
  tableOf('sales.notes', 1, { columns: [lobColumn('body', { maxBytes: 2000, p99Bytes: 900 })] }),
  tableOf('docs.files', 60, { columns: [lobColumn('content', { content: 'binary', p99Bytes: 20_000, maxBytes: 50_000_000 })] }),
]);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plan-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const at = path.join(folder, name);
  writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
  return at;
}

const given = (profile: Profile = shop): WorkloadProfile => WorkloadProfile.fromJson(JSON.stringify(profile));

function stackOf(props: Partial<ReplicationStackProps>, app = new App()): ReplicationStack {
  const databases = new Stack(app, 'Databases', { env: { account: '123456789012', region: 'eu-west-1' } });
  return new ReplicationStack(app, 'Migration', {
    env: { account: '123456789012', region: 'eu-west-1' },
    source: testSource(databases, { settings: { failTasksOnLobTruncation: true } }),
    target: testTarget(databases),
    ...props,
  });
}

function planned(options: MigrationPlanOptions = {}, profile = shop): ReplicationStack {
  return stackOf({ plan: MigrationPlan.fromProfile(given(profile), options) });
}

interface TaskProperties {
  readonly MigrationType: string;
  readonly TableMappings: string;
  readonly ReplicationTaskSettings: string;
}

/** The tasks of a stack by their ids. */
function tasksOf(stack: ReplicationStack): Record<string, TaskProperties> {
  const found = Object.values(Template.fromStack(stack).findResources(TASK));
  return Object.fromEntries(stack.tasks.map(({ node }, index) => [node.id, (found[index] as { Properties: TaskProperties }).Properties]));
}

test('a stack is built from a profile\'s file: its tasks, their settings, and the instance', () => {
  const stack = stackOf({ plan: MigrationPlan.fromProfile(WorkloadProfile.fromFile(file('profile.json', shop))) });
  const { lobs, main } = tasksOf(stack);
  expect(stack.tasks.map(({ node }) => node.id)).toEqual(['lobs', 'main']);
  expect(JSON.parse(main.TableMappings)).toEqual({
    rules: [
      selection('1', 'lines', '31'), selection('2', 'notes', '20'), selection('3', 'orders', '28'),
      {
        'rule-type': 'table-settings', 'rule-id': '4', 'rule-name': '4', 'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
        'parallel-load': { type: 'ranges', columns: ['id'], boundaries: Array.from({ length: 15 }, (_, index) => [String((index + 1) * 1000)]) },
      },
    ],
  });
  expect(JSON.parse(main.ReplicationTaskSettings)).toMatchObject({
    TargetMetadata: { LimitedSizeLobMode: true, LobMaxSize: 32 }, FullLoadSettings: { CommitRate: 10_000, StopTaskCachedChangesApplied: true },
  });
  expect(JSON.parse(lobs.ReplicationTaskSettings)).toMatchObject({
    TargetMetadata: { FullLobMode: true, LimitedSizeLobMode: false, InlineLobMaxSize: 63, LobChunkSize: 64 }, FullLoadSettings: { CommitRate: 1000 },
  });
  Template.fromStack(stack).hasResourceProperties(INSTANCE, { MultiAZ: true, AllocatedStorage: 100 });
});

function selection(id: string, table: string, order: string): unknown {
  return {
    'rule-type': 'selection', 'rule-id': id, 'rule-name': id, 'object-locator': { 'schema-name': 'sales', 'table-name': table },
    'rule-action': 'explicit', 'load-order': order,
  };
}

test('nothing about the tasks of a plan is warned of', () => {
  const stack = planned();
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).filter(({ id }) => /\/(main|lobs|Instance)$/.test(id));
  expect(warnings.map(({ entry }) => entry.data)).toEqual([]);
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
});

test('a plan in a file builds the same as the profile that it was made from', () => {
  const plan = MigrationPlan.fromProfile(given(), { targetEngine: 'aurora-postgresql' });
  const fromFile = MigrationPlan.fromFile(file('plan.json', plan.toJson()));
  expect(tasksOf(stackOf({ plan: fromFile }))).toEqual(tasksOf(planned()));
  expect(tasksOf(stackOf({ plan: MigrationPlan.fromJson(plan.toJson()) }))).toEqual(tasksOf(planned()));
});

test('each decision can be taken by hand', () => {
  const stack = planned({
    migrationType: MigrationType.FULL_LOAD,
    exclude: ['sales.notes'],
    fullLoadClass: InstanceClass.R6I_4XLARGE,
    storage: Size.gibibytes(500),
    multiAz: true,
    acknowledgedFindings: ['lob-truncated'],
    parallelTables: 4,
    loadWindow: Duration.hours(4),
    tables: {
      [ORDERS]: { task: 'orders', parallelLoad: PlannedParallelLoad.NONE },
      'docs.files': { lobHandling: LobHandling.limited(Size.kibibytes(512)) },
    },
  });
  expect(Object.values(tasksOf(stack)).map((task) => task.MigrationType)).toEqual(['full-load', 'full-load']);
  Template.fromStack(stack).hasResourceProperties(INSTANCE, { ReplicationInstanceClass: 'dms.r6i.4xlarge', AllocatedStorage: 500, MultiAZ: true });
  const { main, orders } = tasksOf(stack);
  expect(JSON.parse(orders.TableMappings)).toEqual({ rules: [selection('1', 'orders', '36')] });
  expect(JSON.parse(main.TableMappings)).toMatchObject({
    rules: [{}, {}, { 'object-locator': { 'schema-name': 'docs', 'table-name': 'files' }, 'lob-settings': { 'mode': 'limited', 'bulk-max-size': '512' } }],
  });
});

test('tasks given by hand come beside those of the plan, or in their place', () => {
  const tableMappings = TableMappings.includeSchema('audit');
  const stack = stackOf({ plan: MigrationPlan.fromProfile(given()), tasks: { lobs: { tableMappings }, more: { tableMappings } } });
  expect(stack.tasks.map(({ node }) => node.id)).toEqual(['lobs', 'main', 'more']);
  expect(tasksOf(stack).lobs.TableMappings).toBe(tasksOf(stack).more.TableMappings);
});

test('an instance class given beside the plan is taken', () => {
  const stack = stackOf({ plan: MigrationPlan.fromProfile(given()), replicationInstance: { instanceClass: InstanceClass.R5_LARGE, multiAz: false } });
  Template.fromStack(stack).hasResourceProperties(INSTANCE, { ReplicationInstanceClass: 'dms.r5.large', MultiAZ: false });
});

test('a plan for two instances is built by two stacks', () => {
  const plan = MigrationPlan.fromProfile(given(), { instances: 2 });
  const ids = ['main', 'instance-2'].map((id) => stackOf({ plan: plan.forInstance(id) }).tasks.map(({ node }) => node.id));
  expect(ids.flat().sort()).toEqual(['lobs', 'main']);
  expect(ids.every((each) => each.length === 1)).toBe(true);
});

test('tables stay in the tasks of the plan before', () => {
  const before = MigrationPlan.fromProfile(given(), { tables: { 'sales.notes': { task: 'notes' } } });
  expect(planned({ previous: before }).tasks.map(({ node }) => node.id)).toEqual(['lobs', 'main', 'notes']);
});

test('what the constructs alone need can be had of a plan', () => {
  const plan = MigrationPlan.fromProfile(given());
  expect(Object.keys(plan.taskOptions())).toEqual(['lobs', 'main']);
  expect(plan.instanceOptions().multiAz).toBe(true);
});

describe('at synthesis', () => {
  const errorsOf = (props: Partial<ReplicationStackProps>): string => synthesisErrors(stackOf(props)).join('\n');

  test('fails for a profile that cannot be read', () => {
    expect(errorsOf({ plan: MigrationPlan.fromProfile(WorkloadProfile.fromFile('/no/profile.json')) })).toContain(
      '\'plan\' is made from a profile that cannot be read: /no/profile.json cannot be read: ENOENT. Without it, there is nothing to plan from. '
      + 'Correct the path, which is taken from the directory in which the app is run, or write the profile anew with "npx dms-migrations audit". '
      + '[profileUnusable]');
  });

  test('fails for options with which there is no plan', () => {
    expect(errorsOf({ plan: MigrationPlan.fromProfile(given(), { instances: 3, maxTasks: 2 }) })).toContain(
      '\'plan\' cannot be made: maxTasks must be at least the number of instances, 3, got 2. Without it, it is not known what the tasks are. '
      + 'Correct the options, or the plan\'s file; "npx dms-migrations plan" writes one. [planUnusable]');
    expect(errorsOf({ plan: MigrationPlan.fromJson('{}') })).toContain('version is missing');
  });

  test('fails for all that is no object of its type at once, and for a previous plan that cannot be read', () => {
    const plan = MigrationPlan.fromProfile('profile.json' as unknown as WorkloadProfile, {
      loadWindow: 4 as unknown as Duration,
      tables: { [ORDERS]: { lobHandling: 'full' as unknown as LobHandling } },
      previous: MigrationPlan.fromFile('/no/plan.json'),
    });
    const errors = errorsOf({ plan });
    expect(errors).toContain('\'plan.profile\' must be of the type WorkloadProfile, got "profile.json". ');
    expect(errors).toContain('\'plan.loadWindow\' must be of the type Duration, got 4. ');
    expect(errors).toContain('\'plan.tables.sales.orders.lobHandling\' must be of the type LobHandling, got "full". ');
    expect(errors).toContain('\'plan\' cannot be made: /no/plan.json cannot be read: ENOENT. ');
  });

  test('fails for tables, types and ways to load that there are not', () => {
    expect(errorsOf({ plan: MigrationPlan.fromProfile(given(), {
      migrationType: 'all' as MigrationType, include: [7 as unknown as string], tables: { [ORDERS]: { parallelLoad: 'hash' as PlannedParallelLoad } },
    }) })).toContain(
      'cannot be made: the migration type must be one of full-load, full-load-and-cdc, cdc, got "all"; '
      + 'tables to include and exclude must be given as "schema.table", got 7; '
      + 'the parallel load of sales.orders must be one of none, partitions, ranges, got "hash". ');
  });

  test('fails for a plan of several instances in one stack', () => {
    expect(errorsOf({ plan: MigrationPlan.fromProfile(given(), { instances: 2 }) })).toContain(
      '\'plan\' is for 2 replication instances, instance-2 and main. A replication stack has one, and the tasks of the others would be missing. '
      + 'Make a stack for each, with plan.forInstance(id). [planInstances]');
  });

  test('fails for a plan for another target', () => {
    expect(errorsOf({ plan: MigrationPlan.fromProfile(given(), { targetEngine: 'redshift' }) })).toContain(
      '\'plan\' is for the target engine redshift, and the target is aurora-postgresql. How LOBs are carried and tables are split differs by target. '
      + 'Plan anew for this target. [planTarget]');
  });

  test('fails without tasks and without a plan', () => {
    expect(errorsOf({})).toContain('\'tasks\' must be given, or else a plan. A stack without tasks migrates nothing. '
      + 'Give tasks, or plan: MigrationPlan.fromProfile(...). [tasksMissing]');
  });

  test('fails for what the profile says that DMS cannot do, unless it is known of', () => {
    const withoutLog = profileOf(shop.tables, { settings: { wal_level: 'replica' } });
    const plan = (acknowledgedFindings: string[]): MigrationPlan => MigrationPlan.fromProfile(given(withoutLog), { acknowledgedFindings });
    const [, code] = /\[(postgresql-[a-z-]*wal-level[a-z-]*)\]/.exec(errorsOf({ plan: plan([]) })) ?? [];
    expect(code).toBeDefined();
    const app = new App();
    stackOf({ plan: plan([code]) }, app);
    expect(() => app.synth()).not.toThrow();
  });

  test('warns of LOBs that may be cut off', () => {
    const unknown = profileOf([tableOf(LINES, 1, { primaryKey: undefined, columns: [lobColumn('body', { basis: 'none' })] })]);
    const stack = planned({ acknowledgedFindings: ['lob-without-key'] }, unknown);
    Annotations.fromStack(stack).hasWarning('/Migration', Match.stringLikeRegexp('\'plan\' warns of sales.lines. .* \\[planLobsMayBeCut\\]'));
  });
});
