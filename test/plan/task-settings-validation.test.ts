import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { checkSection, checkSections, codesOf } from '../support/task-settings';

const VALIDATED = { EnableValidation: true, ValidationPartialLobSize: 32 };
const ONLY = { ...VALIDATED, ValidationOnly: true };
const RESYNC = { EnableResync: true, ResyncSchedule: '0 0 * * 6', MaxResyncTime: 60 };
const CDC = { migrationType: 'cdc' };

function checkResync(resync: unknown, context = {}) {
  return checkSections({ ValidationSettings: VALIDATED, ResyncSettings: resync }, context);
}

testRules([
  {
    code: 'validationOnlyDisabled',
    bad: checkSection('ValidationSettings', { ValidationOnly: true }),
    message: '\'ValidationSettings.ValidationOnly\' is true, and EnableValidation is not. The task would neither migrate nor validate. '
      + 'Set EnableValidation to true. [validationOnlyDisabled]',
    unknown: checkSection('ValidationSettings', { ValidationOnly: true, EnableValidation: UNKNOWN }),
  },
  {
    code: 'validationOnlyPrepMode',
    bad: checkSections({ ValidationSettings: ONLY, FullLoadSettings: { TargetTablePrepMode: 'DROP_AND_CREATE' } }),
    message: '\'ValidationSettings.ValidationOnly\' is true with FullLoadSettings.TargetTablePrepMode "DROP_AND_CREATE". '
      + 'A task that only validates must leave the target\'s tables alone. Set TargetTablePrepMode to DO_NOTHING. [validationOnlyPrepMode]',
    unknown: checkSections({ ValidationSettings: ONLY, FullLoadSettings: { TargetTablePrepMode: UNKNOWN } }),
  },
  {
    code: 'validationOnlyMigrationType',
    bad: checkSection('ValidationSettings', ONLY, { migrationType: 'full-load-and-cdc' }),
    message: '\'ValidationSettings.ValidationOnly\' is true on a task of type full-load-and-cdc. '
      + 'DMS has tasks that only validate of the types full-load and cdc. '
      + 'Choose full-load to compare once, or cdc to compare all the time. [validationOnlyMigrationType]',
    unknown: checkSection('ValidationSettings', ONLY, { migrationType: UNKNOWN }),
  },
  {
    code: 'validationCharacters',
    bad: checkSections({ ValidationSettings: VALIDATED, CharacterSetSettings: { CharacterSetSupport: { CharacterSet: 'UTF-8' } } }),
    message: '\'ValidationSettings.EnableValidation\' is true together with CharacterSetSettings. '
      + 'DMS does not support validation where characters are substituted: each substitution would be a mismatch. '
      + 'Set EnableValidation to false, or leave CharacterSetSettings out. [validationCharacters]',
    unknown: checkSections({ ValidationSettings: VALIDATED, CharacterSetSettings: UNKNOWN }),
  },
  {
    code: 'validationEngine',
    bad: checkSection('ValidationSettings', VALIDATED, { targetEngine: 'kinesis' }),
    message: '\'ValidationSettings.EnableValidation\' is true with the target engine "kinesis". '
      + 'DMS documents validation for Oracle, PostgreSQL, MySQL, SQL Server, Db2, Redshift and S3 as target. '
      + 'Set it to false, or try it on a small table first. [validationEngine]',
    unknown: checkSection('ValidationSettings', VALIDATED, { targetEngine: UNKNOWN }),
  },
  {
    code: 'validationPartialLob',
    bad: checkSections({ ValidationSettings: { EnableValidation: true }, TargetMetadata: { LobMaxSize: 48 } }),
    message: '\'ValidationSettings.ValidationPartialLobSize\' is 0 KB, and TargetMetadata.LobMaxSize is 48 KB. '
      + 'In limited LOB mode LOBs that were cut off are told as mismatches unless both are the same. Set it to 48, or SkipLobColumns to true. '
      + '[validationPartialLob]',
    unknown: checkSections({ ValidationSettings: { EnableValidation: true }, TargetMetadata: { LobMaxSize: UNKNOWN } }),
  },
  {
    code: 'validationCounts',
    bad: checkSection('ValidationSettings', { ...VALIDATED, FailureMaxCount: 1000, TableFailureMaxCount: 10_000 }),
    message: '\'ValidationSettings.TableFailureMaxCount\' is 10000, above FailureMaxCount, which is 1000. '
      + 'The first is for one table and the second for the whole task, which so ends the validation first; the guide\'s example has them swapped. '
      + 'Swap them. [validationCounts]',
    unknown: checkSection('ValidationSettings', { ...VALIDATED, FailureMaxCount: UNKNOWN, TableFailureMaxCount: 10_000 }),
  },
  {
    code: 'resyncEnable',
    bad: checkSection('ResyncSettings', { MaxResyncTime: 60 }),
    message: '\'ResyncSettings.EnableResync\' must be true or false, got nothing. DMS wants it wherever there are ResyncSettings. '
      + 'Set it, or leave ResyncSettings out. [resyncEnable]',
    unknown: checkSection('ResyncSettings', { EnableResync: UNKNOWN, MaxResyncTime: 60 }),
  },
  {
    code: 'resyncTimeMissing',
    variant: 'schedule',
    bad: checkResync({ EnableResync: true, MaxResyncTime: 60 }, CDC),
    message: '\'ResyncSettings.ResyncSchedule\' is missing on a task that captures changes. '
      + 'DMS pauses such a task to resync it, and wants to know when and for how long. '
      + 'Set it, such as "0 0 * * 6" for Saturdays at midnight. [resyncTimeMissing]',
    unknown: checkResync({ EnableResync: true, ResyncSchedule: UNKNOWN, MaxResyncTime: 60 }, CDC),
  },
  {
    code: 'resyncTimeMissing',
    variant: 'time',
    bad: checkResync({ EnableResync: true, ResyncSchedule: '0 0 * * *' }, CDC),
    message: '\'ResyncSettings.MaxResyncTime\' is missing on a task that captures changes. '
      + 'DMS pauses such a task to resync it, and wants to know when and for how long. Set it, from 5 to 14400 minutes. [resyncTimeMissing]',
    unknown: checkResync({ EnableResync: true, ResyncSchedule: '0 0 * * *', MaxResyncTime: UNKNOWN }, CDC),
  },
  {
    code: 'resyncTimeUnwanted',
    bad: checkResync({ EnableResync: true, MaxResyncTime: 60 }, { migrationType: 'full-load' }),
    message: '\'ResyncSettings.MaxResyncTime\' is given on a task of type full-load. '
      + 'Such a task is resynced once, after its tables are validated, and DMS refuses a schedule for it. Leave it out. [resyncTimeUnwanted]',
    unknown: checkResync({ EnableResync: true, MaxResyncTime: 60 }, { migrationType: UNKNOWN }),
  },
  {
    code: 'resyncEngine',
    bad: checkResync(RESYNC, { sourceEngine: 'mysql' }),
    message: '\'ResyncSettings.EnableResync\' is true with the source engine "mysql". DMS documents data resync for Oracle and SQL Server as source. '
      + 'Set it to false, or leave ResyncSettings out. [resyncEngine]',
    unknown: checkResync(RESYNC, { sourceEngine: UNKNOWN }),
  },
  {
    code: 'resyncValidationOnly',
    bad: checkSections({ ValidationSettings: ONLY, ResyncSettings: RESYNC }),
    message: '\'ResyncSettings.EnableResync\' is true on a task that only validates. Such a task writes nothing to the target, so it can mend nothing. '
      + 'Set it on the task that replicates, with the id of this one as its ValidationTaskId. [resyncValidationOnly]',
    unknown: checkSections({ ValidationSettings: { ...ONLY, ValidationOnly: UNKNOWN }, ResyncSettings: RESYNC }),
  },
  {
    code: 'resyncValidation',
    bad: checkSection('ResyncSettings', RESYNC),
    message: '\'ResyncSettings.EnableResync\' is true, and the task neither validates nor names a task that does. DMS mends what validation found. '
      + 'Set ValidationSettings.EnableValidation to true, or ValidationTaskId to the end of the ARN of a task that only validates. [resyncValidation]',
    unknown: checkSection('ResyncSettings', { ...RESYNC, ValidationTaskId: UNKNOWN }),
  },
  {
    code: 'resyncCron',
    bad: checkResync({ ...RESYNC, ResyncSchedule: '30 9 ? * MON-FRI' }),
    message: '\'ResyncSettings.ResyncSchedule\' is not five fields of numbers, got "30 9 ? * MON-FRI". '
      + 'DMS reads minutes, hours, days, months and days of the week (0 to 6, no names). Write it such as "0 0 * * 6" for Saturdays at midnight. '
      + '[resyncCron]',
    unknown: checkResync({ ...RESYNC, ResyncSchedule: UNKNOWN }),
  },
]);

test.each(['0 0 * * *', '0 0,12 * * *', '0 0,2,4,6, * * *', '*/15 2-7/2 L 1-6 0'])('the schedule %s is right', (schedule) => {
  expect(codesOf(checkResync({ ...RESYNC, ResyncSchedule: schedule }, CDC)())).toEqual([]);
});

test('a task that does not load nor resync validates without more ado', () => {
  expect(codesOf(checkSection('ValidationSettings', ONLY, CDC)())).toEqual([]);
});

test('a full load is resynced without a schedule', () => {
  expect(codesOf(checkResync({ EnableResync: true }, { migrationType: 'full-load' })())).toEqual([]);
});
