import { Duration, Lazy, Token } from 'aws-cdk-lib';
import * as library from '../lib';
import {
  ApplyErrorInsertPolicy, ColumnDataType, ColumnFilter, DataErrorPolicy, FilterCondition, LobHandling, LogComponent, LogSeverity,
  MappingExpression, ParallelLoad, SelectionRule, SourceDatabase, TableErrorPolicy, TableMappings, TableSettingsRule, TargetDatabase,
  TaskSettings, Tls, TransformationRule, type MigrationTaskOptions, type TaskSettingsProps,
} from '../lib';
import { reachable } from './support/endpoints';
import { failures, only, testStack } from './support/stacks';
import { TASK, testPair, testTask } from './support/tasks';

// Mistakes that other libraries, modules and samples for DMS make with table mappings and task settings, each with what holds here instead.

/** The settings document of a task. */
function settingsOf(taskSettings: TaskSettings, options: Partial<MigrationTaskOptions> = {}): Record<string, Record<string, unknown> | undefined> {
  const stack = testStack();
  testTask(stack, { taskSettings, ...options });
  return JSON.parse(String(only(stack, TASK).ReplicationTaskSettings)) as Record<string, Record<string, unknown>>;
}

function typedSettings(props: TaskSettingsProps): Record<string, Record<string, unknown> | undefined> {
  return settingsOf(TaskSettings.of(props));
}

interface Rule {
  readonly [member: string]: unknown;
}

function rulesOf(tableMappings: TableMappings): Rule[] {
  const stack = testStack();
  testTask(stack, { tableMappings });
  return (JSON.parse(String(only(stack, TASK).TableMappings)) as { rules: Rule[] }).rules;
}

describe('task settings', () => {
  test('batch apply is written to TargetMetadata, where it has an effect', () => {
    expect(typedSettings({ targetMetadata: { batchApplyEnabled: true } }).TargetMetadata).toEqual({ BatchApplyEnabled: true });
  });

  test('full LOB mode has a chunk size that is not 0', () => {
    const { TargetMetadata } = settingsOf(TaskSettings.of(), { lobHandling: LobHandling.full() });
    expect(TargetMetadata).toMatchObject({ FullLobMode: true, LobChunkSize: 64 });
  });

  test('the policies for errors are those that DMS has', () => {
    expect(Object.values(DataErrorPolicy)).toEqual(['IGNORE_RECORD', 'LOG_ERROR', 'SUSPEND_TABLE', 'STOP_TASK']);
    expect(Object.values(ApplyErrorInsertPolicy)).toContain('INSERT_RECORD');
  });

  test('the policy for data errors does not become that for their escalation', () => {
    expect(typedSettings({ errorBehavior: { dataErrorPolicy: DataErrorPolicy.IGNORE_RECORD } }).ErrorBehavior).toEqual({ DataErrorPolicy: 'IGNORE_RECORD' });
    expect(Object.values(TableErrorPolicy)).toEqual(['SUSPEND_TABLE', 'STOP_TASK']);
  });

  test('failed inserts and updates are treated as DMS does, not dropped', () => {
    expect(typedSettings({}).ErrorBehavior).toBeUndefined();
  });

  test('settings are DMS\'s own where nothing is said, and can be left out altogether', () => {
    expect(Object.keys(typedSettings({}))).toEqual(['Logging']);
    const stack = testStack();
    testTask(stack, { taskSettings: TaskSettings.none() });
    expect(only(stack, TASK).ReplicationTaskSettings).toBeUndefined();
  });

  test('control tables are spelled as DMS spells them', () => {
    expect(typedSettings({ controlTables: { controlSchema: 'dms', historyTableEnabled: true, statusTableEnabled: true } }).ControlTablesSettings)
      .toEqual({ ControlSchema: 'dms', HistoryTableEnabled: true, StatusTableEnabled: true });
  });

  test('every group of settings that is exported is rendered', () => {
    const { FullLoadSettings } = typedSettings({ fullLoad: { transactionConsistencyTimeout: Duration.minutes(5), commitRate: 20_000 } });
    expect(FullLoadSettings).toEqual({ TransactionConsistencyTimeout: 300, CommitRate: 20_000 });
  });

  test('logs can have the severity INFO', () => {
    const { Logging } = typedSettings({ logging: { components: [{ component: LogComponent.SORTER, severity: LogSeverity.INFO }] } });
    expect(Logging?.LogComponents).toContainEqual({ Id: 'SORTER', Severity: 'LOGGER_SEVERITY_INFO' });
  });

  test('numbers out of range and words that DMS does not know are refused', () => {
    expect(failures((stack) => testTask(stack, { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: -5, commitRate: 0 } }) })))
      .toEqual(['taskSettingRange', 'taskSettingRange']);
    const json = '{"FullLoadSettings":{"TargetTablePrepMode":"BANANA"}}';
    expect(failures((stack) => testTask(stack, { taskSettings: TaskSettings.fromJsonString(json) }))).toEqual(['taskSettingValue']);
  });

  test('read-only members, which a described task has, are refused with a reason instead of by DMS', () => {
    const json = '{"Logging":{"EnableLogging":true,"CloudWatchLogGroup":"dms-tasks-app"}}';
    expect(failures((stack) => testTask(stack, { taskSettings: TaskSettings.fromJsonString(json) }))).toHaveLength(1);
  });
});

describe('table mappings', () => {
  test('data types are those of DMS, written as objects', () => {
    const [, rule] = rulesOf(TableMappings.of(
      SelectionRule.include({ schema: 'sales' }),
      TransformationRule.column('sales', 'orders', 'total').changeDataType(ColumnDataType.REAL8),
    ));
    expect(rule['data-type']).toEqual({ type: 'real8' });
    for (const type of ['BOOLEAN', 'DATE', 'INT1', 'UINT1', 'CLOB', 'NCLOB'] as const) expect(ColumnDataType[type].type).toBe(type.toLowerCase());
  });

  test('expressions have the headers that DMS has, and no $timestamp', () => {
    expect(JSON.stringify(MappingExpression.TIMESTAMP)).toContain('$AR_H_TIMESTAMP');
  });

  test('a rule for a schema names no table', () => {
    const [, rule] = rulesOf(TableMappings.of(SelectionRule.include({ schema: 'sales' }), TransformationRule.schema('sales').rename('shop')));
    expect(rule['object-locator']).toEqual({ 'schema-name': 'sales' });
  });

  test('no rules, and transformations that contradict each other, are refused', () => {
    const orders = TransformationRule.table('sales', 'orders');
    expect(failures((stack) => testTask(stack, { tableMappings: TableMappings.of() }))).toEqual(['nothingIncluded']);
    expect(failures((stack) => testTask(stack, {
      tableMappings: TableMappings.of(SelectionRule.include({ schema: 'sales' }), orders.addPrefix('a_'), orders.addSuffix('_b')),
    }))).toEqual(['transformedTwice']);
  });

  test('tablespaces are spelled as DMS spells them', () => {
    const stack = testStack();
    const pair = testPair(stack, {
      source: SourceDatabase.oracle({ ...reachable(stack, 'From'), databaseName: 'OLD', tls: Tls.none() }),
      target: TargetDatabase.oracle({ ...reachable(stack, 'To'), databaseName: 'NEW', tls: Tls.none() }),
    });
    const rename = TransformationRule.indexTablespace('sales', 'orders', 'old').rename('new');
    testTask(stack, { tableMappings: TableMappings.of(SelectionRule.include({ schema: 'sales' }), rename) }, pair);
    const locator = '"rule-target":"index-tablespace","object-locator":{"schema-name":"sales","table-name":"orders","index-tablespace-name":"old"}';
    expect(only(stack, TASK).TableMappings).toContain(locator);
  });

  test('no table is migrated that nobody asked for: there is no default mapping', () => {
    expect(() => new library.MigrationTask(testStack(), 'Task', {} as library.MigrationTaskProps)).toThrow('tableMappings');
  });

  test('filters, views, load order and parallel load reach the document', () => {
    const [selection, settings] = rulesOf(TableMappings.of(
      SelectionRule.include({ schema: 'sales', table: 'orders', loadOrder: 2, filters: [ColumnFilter.on('id', FilterCondition.equalTo('1'))] }),
      TableSettingsRule.of({ schema: 'sales', table: 'orders', parallelLoad: ParallelLoad.ranges({ columns: ['id'], boundaries: [['9']] }) }),
    ));
    expect(selection).toMatchObject({ 'load-order': '2', 'filters': [{ 'filter-type': 'source', 'column-name': 'id' }] });
    expect(settings).toMatchObject({ 'rule-name': expect.not.stringContaining('undefined') as string, 'parallel-load': { type: 'ranges' } });
  });

  test('ids are never given twice, also where some are given and some are not', () => {
    const ids = rulesOf(TableMappings.of(
      SelectionRule.include({ schema: 'a' }), SelectionRule.include({ schema: 'b', ruleId: 1 }), SelectionRule.include({ schema: 'c' }),
    )).map((rule) => rule['rule-id']);
    expect(new Set(ids).size).toBe(3);
  });

  test('tokens in mappings and settings survive, as text and as numbers', () => {
    const stack = testStack();
    testTask(stack, {
      tableMappings: TableMappings.includeSchema(Lazy.string({ produce: () => 'late' })),
      taskSettings: TaskSettings.of({ fullLoad: { commitRate: Token.asNumber({ Ref: 'Rate' }) } }),
    });
    const { TableMappings: mappings, ReplicationTaskSettings: settings } = only(stack, TASK);
    expect(mappings).toContain('"schema-name":"late"');
    expect(settings).toEqual({ 'Fn::Join': ['', [expect.stringContaining('"CommitRate":'), { Ref: 'Rate' }, expect.any(String)]] });
  });
});
