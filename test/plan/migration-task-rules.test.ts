import { checkMigrationTask, type MigrationTaskInput } from '../../lib/plan/migration-task-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules, type RuleCase } from '../support/rule-cases';

const cdc: MigrationTaskInput = { migrationType: 'cdc', sourceEngine: 'mysql', targetEngine: 'aurora', cdcStartPosition: 'mysql-bin-changelog.000024:373' };

test.each<[string, MigrationTaskInput]>([
  ['a full load', { migrationType: 'full-load' }],
  ['a full load with CDC', { migrationType: 'full-load-and-cdc', sourceEngine: 'postgres' }],
  ['CDC from a binlog position', cdc],
  ['CDC from a date', { ...cdc, cdcStartPosition: '2026-01-31T12:00:00' }],
  ['CDC from a checkpoint', { ...cdc, cdcStartPosition: 'checkpoint:V1#27#mysql-bin-changelog.157832:1975:-1' }],
  ['CDC from an SCN', { ...cdc, sourceEngine: 'oracle', cdcStartPosition: '49872319' }],
  ['CDC from an LSN of PostgreSQL', { ...cdc, sourceEngine: 'postgres', cdcStartPosition: '4AF/B00000D0', sourceHasSlotName: true }],
  ['CDC from an LSN of SQL Server', { ...cdc, sourceEngine: 'sqlserver', cdcStartPosition: '00000033:000005e8:0003' }],
  ['a stop', { ...cdc, cdcStopPosition: 'server_time:2026-01-31T12:00:00' }],
  ['a stop as the API reference spells it', { ...cdc, cdcStopPosition: 'commit_time: 2018-02-09T12:12:12' }],
])('has nothing to say of %s', (_, input) => {
  expect(checkMigrationTask(input)).toEqual([]);
});

function taskCase(input: MigrationTaskInput, property: keyof MigrationTaskInput, value: unknown, message: string): Omit<RuleCase, 'code'> {
  return {
    bad: () => checkMigrationTask({ ...input, [property]: value }),
    message,
    unknown: () => checkMigrationTask({ ...input, [property]: UNKNOWN }),
  };
}

testRules([
  { code: 'migrationType', ...taskCase({}, 'migrationType', 'full-load-then-cdc',
    "'migrationType' must be full-load, full-load-and-cdc or cdc, got \"full-load-then-cdc\". DMS knows no other. Take one of MigrationType. [migrationType]") },
  { code: 'cdcStartMissing', ...taskCase({ ...cdc, migrationType: 'cdc' }, 'cdcStartPosition', undefined,
    "'cdcStart' is missing on a task that captures changes alone. DMS then begins at the moment the task is started, and what changed between the load by other means and "
    + 'that moment is lost. Give the position at which the load was taken: CdcStart.atPosition() or CdcStart.atTime(). [cdcStartMissing]') },
  { code: 'cdcStartWithoutCdc', ...taskCase({ ...cdc }, 'migrationType', 'full-load',
    "'cdcStart' is given on a task of type full-load. Such a task captures no changes, so there is nothing to start. Leave it out, or choose MigrationType.CDC. "
    + '[cdcStartWithoutCdc]') },
  { code: 'cdcStartAfterLoad', ...taskCase({ ...cdc }, 'migrationType', 'full-load-and-cdc',
    "'cdcStart' is given on a task of type full-load-and-cdc. Such a task captures each table's changes from the start of that table's load by itself; a start of your own "
    + 'is meant for MigrationType.CDC. Leave it out, or load the tables by other means and choose MigrationType.CDC. [cdcStartAfterLoad]') },
  { code: 'cdcStartTime', ...taskCase({ ...cdc, cdcStartPosition: undefined }, 'cdcStartTime', Number.NaN,
    "'cdcStart' must be a time after 1970, got NaN. CloudFormation would render null, and changes would be captured from the wrong moment on. "
    + "Check how the time is parsed: CdcStart.atTime(new Date('2026-01-31T12:00:00Z')). [cdcStartTime]") },
  { code: 'cdcStartTimeUnsupported', ...taskCase({ ...cdc, sourceEngine: 'aurora-postgresql' }, 'cdcStartPosition', '2026-01-31T12:00:00',
    "'cdcStart' is a time, but the source is Aurora PostgreSQL. Aurora PostgreSQL cannot map a time to a position in its log, so DMS refuses a start time for it. Make a "
    + "replication slot, name it in the source's settings (slotName), and give its LSN: CdcStart.atPosition('4AF/B00000D0'). [cdcStartTimeUnsupported]") },
  { code: 'cdcStartDate', ...taskCase({ ...cdc }, 'cdcStartPosition', 'Invalid Date',
    "'cdcStart' is not a date. DMS could not read it, and changes would be captured from the wrong moment on. "
    + "Check how the time is parsed: CdcStart.atTime(new Date('2026-01-31T12:00:00Z')). [cdcStartDate]") },
  { code: 'cdcStartPosition', ...taskCase({ ...cdc }, 'cdcStartPosition', '4AF/B00000D0',
    "'cdcStart' must be a position in the log of MySQL (binlog file and position, such as mysql-bin-changelog.000024:373) or a checkpoint of DMS's, got \"4AF/B00000D0\". DMS could not find it in the source's "
    + 'log. Copy it from the source, or from RecoveryCheckpoint of an earlier task. [cdcStartPosition]') },
  { code: 'cdcStartWithoutSlot', ...taskCase({ ...cdc, sourceEngine: 'postgres', sourceHasSlotName: false }, 'cdcStartPosition', '4AF/B00000D0',
    "'cdcStart' is a position in the log of PostgreSQL, but the source endpoint names no replication slot. Only a slot made at that position keeps the log from there on, so DMS "
    + "refuses the start. Make the slot with pg_create_logical_replication_slot and give its name as slotName in the source's settings. [cdcStartWithoutSlot]") },
  { code: 'cdcStopWithoutCdc', ...taskCase({ cdcStopPosition: 'server_time:2026-01-31T12:00:00' }, 'migrationType', 'full-load',
    "'cdcStop' is given on a task of type full-load. Such a task captures no changes, and stops by itself after the load. Leave it out, or choose "
    + 'MigrationType.FULL_LOAD_AND_CDC. [cdcStopWithoutCdc]') },
  { code: 'cdcStopPosition', ...taskCase({ ...cdc }, 'cdcStopPosition', '2026-01-31T12:00:00',
    "'cdcStop' must look like server_time:2026-01-31T12:00:00 or commit_time:2026-01-31T12:00:00, got \"2026-01-31T12:00:00\". DMS knows no other stops. "
    + 'Use CdcStop.atServerTime() or CdcStop.atCommitTime(). [cdcStopPosition]') },
  { code: 'cdcStopBeforeStart', ...taskCase({ ...cdc, cdcStartPosition: '2026-02-01T00:00:00' }, 'cdcStopPosition', 'server_time:2026-01-31T12:00:00',
    "'cdcStop' is 2026-01-31T12:00:00, not after the start, 2026-02-01T00:00:00. The task would stop before it has captured anything. Let it stop later, or leave it out. "
    + '[cdcStopBeforeStart]') },
  { code: 'taskDataWithoutNeptune', ...taskCase({ ...cdc, taskData: '{}' }, 'targetEngine', 'aurora',
    "'taskData' is given, but the target is aurora. DMS reads it for Neptune alone, where it maps rows to a graph. Leave it out. [taskDataWithoutNeptune]") },
  { code: 'graphMappingForm', ...taskCase({ ...cdc, targetEngine: 'neptune' }, 'taskData', '{',
    "'taskData' must be Gremlin's JSON or R2RML, got \"{\". DMS reads how rows become a graph in these two forms. Build it with GraphMapping, or write it as {\"rules\": [...]}. [graphMappingForm]") },
  { code: 'restartName', ...taskCase({ ...cdc, restartType: 'start-replication' }, 'restartName', ' ',
    "'restart' has no name. A deployment restarts the task when the name is a new one. Give it one, such as a date: TaskRestart.reload('2026-03-01'). [restartName]") },
  { code: 'restartReloadsNothing', ...taskCase({ ...cdc, restartName: '1', restartType: 'reload-target' }, 'migrationType', 'cdc',
    "'restart' is to load tables again, on a task of type cdc. Such a task loads none. Take TaskRestart.fromCdcStart(), or choose MigrationType.FULL_LOAD_AND_CDC. "
    + '[restartReloadsNothing]') },
  { code: 'restartFromNowhere', ...taskCase({ restartName: '1', restartType: 'start-replication', cdcStartPosition: UNKNOWN }, 'migrationType', 'full-load',
    "'restart' is from the start of change data capture, on a task of type \"full-load\". DMS starts only tasks of type cdc at a position once they have run. Choose "
    + 'MigrationType.CDC with CdcStart.atPosition() or CdcStart.atTime(), or take TaskRestart.reload(). [restartFromNowhere]') },
  { code: 'taskDocumentSize', ...taskCase({ ...cdc }, 'documentBytes', 1_000_000,
    "'tableMappings' and settings take 1000000 bytes of the template. CloudFormation refuses templates over 1 MB. Select tables by wildcards instead of one by one, or "
    + 'spread them over several tasks. [taskDocumentSize]') },
]);
