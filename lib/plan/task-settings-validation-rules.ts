import { error, list, show, warning, type Problem } from './problem';
import type { TaskSettingsReader } from './task-settings-reading';
import { isKnown } from './unknown';

/** [DMS User Guide, AWS DMS data validation]; Redshift is in newer copies only. */
const VALIDATED_SOURCES = ['Oracle', 'PostgreSQL', 'MySQL', 'SQL Server', 'Db2'];
const VALIDATED_TARGETS = [...VALIDATED_SOURCES, 'Redshift', 'S3'];
/** [DMS User Guide, AWS DMS data resync, Limitations]. */
const RESYNC_SOURCES = ['Oracle', 'SQL Server'];
const RESYNC_TARGETS = ['PostgreSQL'];
/** Minutes, hours, days, months, days of the week, in numbers [DMS User Guide, AWS DMS data resync, Cron expression rules]. */
const CRON_FIELD = String.raw`[\d*][\d*,/-]*`;
const CRON = new RegExp(`^${CRON_FIELD} +${CRON_FIELD} +(?:L|${CRON_FIELD}) +${CRON_FIELD} +${CRON_FIELD}$`);

/** Checks the comparison of source and target, and the mending that follows from it. */
export function checkValidation(settings: TaskSettingsReader): Problem[] {
  return [
    ...checkValidationOnly(settings),
    ...checkCharacters(settings),
    ...checkEngines(settings),
    ...checkPartialLobs(settings),
    ...checkCounts(settings),
    ...checkResync(settings),
  ];
}

function checkValidationOnly(settings: TaskSettingsReader): Problem[] {
  if (!settings.isOn('ValidationSettings.ValidationOnly')) return [];
  const where = 'ValidationSettings.ValidationOnly';
  const prepMode = settings.text('FullLoadSettings.TargetTablePrepMode');
  const problems: Problem[] = [];
  if (settings.isOff('ValidationSettings.EnableValidation')) {
    problems.push(error({
      code: 'validationOnlyDisabled',
      where,
      what: 'is true, and EnableValidation is not',
      why: 'The task would neither migrate nor validate',
      mend: 'Set EnableValidation to true',
    }));
  }
  if (prepMode !== undefined && prepMode !== 'DO_NOTHING') {
    problems.push(error({
      code: 'validationOnlyPrepMode',
      where,
      what: `is true with FullLoadSettings.TargetTablePrepMode ${show(prepMode)}`,
      why: 'A task that only validates must leave the target\'s tables alone',
      mend: 'Set TargetTablePrepMode to DO_NOTHING',
    }));
  }
  if (settings.context.migrationType === 'full-load-and-cdc') {
    problems.push(error({
      code: 'validationOnlyMigrationType',
      where,
      what: 'is true on a task of type full-load-and-cdc',
      why: 'DMS has tasks that only validate of the types full-load and cdc',
      mend: 'Choose full-load to compare once, or cdc to compare all the time',
    }));
  }
  return problems;
}

function checkCharacters(settings: TaskSettingsReader): Problem[] {
  const substitutes = isKnown(settings.given('CharacterSetSettings.CharacterReplacements'))
    || isKnown(settings.given('CharacterSetSettings.CharacterSetSupport'));
  return !settings.isOn('ValidationSettings.EnableValidation') || !substitutes ? [] : [error({
    code: 'validationCharacters',
    where: 'ValidationSettings.EnableValidation',
    what: 'is true together with CharacterSetSettings',
    why: 'DMS does not support validation where characters are substituted: each substitution would be a mismatch',
    mend: 'Set EnableValidation to false, or leave CharacterSetSettings out',
  })];
}

function checkEngines(settings: TaskSettingsReader): Problem[] {
  if (!settings.isOn('ValidationSettings.EnableValidation')) return [];
  return settings.unlistedEnds(VALIDATED_SOURCES, VALIDATED_TARGETS).map(({ end, engine, kinds }) => warning({
    code: 'validationEngine',
    where: 'ValidationSettings.EnableValidation',
    what: `is true with the ${end} engine ${show(engine)}`,
    why: `DMS documents validation for ${list(kinds)} as ${end}`,
    mend: 'Set it to false, or try it on a small table first',
  }));
}

function checkPartialLobs(settings: TaskSettingsReader): Problem[] {
  if (!settings.isOn('ValidationSettings.EnableValidation') || settings.lobMode !== 'limited') return [];
  if (!settings.isOff('ValidationSettings.SkipLobColumns') || settings.context.lobColumns === 0) return [];
  const limit = settings.whole('TargetMetadata.LobMaxSize');
  const compared = settings.whole('ValidationSettings.ValidationPartialLobSize');
  return limit === undefined || compared === undefined || limit === compared ? [] : [warning({
    code: 'validationPartialLob',
    where: 'ValidationSettings.ValidationPartialLobSize',
    what: `is ${compared} KB, and TargetMetadata.LobMaxSize is ${limit} KB`,
    why: 'In limited LOB mode LOBs that were cut off are told as mismatches unless both are the same',
    mend: `Set it to ${limit}, or SkipLobColumns to true`,
  })];
}

function checkCounts(settings: TaskSettingsReader): Problem[] {
  const task = settings.whole('ValidationSettings.FailureMaxCount');
  const table = settings.whole('ValidationSettings.TableFailureMaxCount');
  if (!settings.isOn('ValidationSettings.EnableValidation') || task === undefined || table === undefined || table <= task) return [];
  return [warning({
    code: 'validationCounts',
    where: 'ValidationSettings.TableFailureMaxCount',
    what: `is ${table}, above FailureMaxCount, which is ${task}`,
    why: 'The first is for one table and the second for the whole task, which so ends the validation first; the guide\'s example has them swapped',
    mend: 'Swap them',
  })];
}

function checkResync(settings: TaskSettingsReader): Problem[] {
  if (!isKnown(settings.given('ResyncSettings'))) return [];
  return [
    ...checkResyncFlag(settings),
    ...(settings.isOn('ResyncSettings.EnableResync') ? [...checkResyncTimes(settings), ...checkResyncValidation(settings)] : []),
    ...checkResyncCron(settings),
  ];
}

function checkResyncFlag(settings: TaskSettingsReader): Problem[] {
  return settings.given('ResyncSettings.EnableResync') !== undefined ? [] : [error({
    code: 'resyncEnable',
    where: 'ResyncSettings.EnableResync',
    what: 'must be true or false, got nothing',
    why: 'DMS wants it wherever there are ResyncSettings',
    mend: 'Set it, or leave ResyncSettings out',
  })];
}

function checkResyncTimes(settings: TaskSettingsReader): Problem[] {
  const { capturesChanges } = settings;
  const names = ['ResyncSchedule', 'MaxResyncTime'];
  if (capturesChanges === true) {
    return names.filter((name) => settings.isMissing(`ResyncSettings.${name}`)).map((name) => error({
      code: 'resyncTimeMissing',
      where: `ResyncSettings.${name}`,
      what: 'is missing on a task that captures changes',
      why: 'DMS pauses such a task to resync it, and wants to know when and for how long',
      mend: name === 'ResyncSchedule' ? 'Set it, such as "0 0 * * 6" for Saturdays at midnight' : 'Set it, from 5 to 14400 minutes',
    }));
  }
  return capturesChanges === undefined ? [] : names.filter((name) => isKnown(settings.given(`ResyncSettings.${name}`))).map((name) => error({
    code: 'resyncTimeUnwanted',
    where: `ResyncSettings.${name}`,
    what: 'is given on a task of type full-load',
    why: 'Such a task is resynced once, after its tables are validated, and DMS refuses a schedule for it',
    mend: 'Leave it out',
  }));
}

function checkResyncValidation(settings: TaskSettingsReader): Problem[] {
  const problems: Problem[] = settings.unlistedEnds(RESYNC_SOURCES, RESYNC_TARGETS).map(({ end, engine, kinds }) => warning({
    code: 'resyncEngine',
    where: 'ResyncSettings.EnableResync',
    what: `is true with the ${end} engine ${show(engine)}`,
    why: `DMS documents data resync for ${list(kinds)} as ${end}`,
    mend: 'Set it to false, or leave ResyncSettings out',
  }));
  if (settings.isOn('ValidationSettings.ValidationOnly')) {
    problems.push(error({
      code: 'resyncValidationOnly',
      where: 'ResyncSettings.EnableResync',
      what: 'is true on a task that only validates',
      why: 'Such a task writes nothing to the target, so it can mend nothing',
      mend: 'Set it on the task that replicates, with the id of this one as its ValidationTaskId',
    }));
  }
  if (settings.isOff('ValidationSettings.EnableValidation') && settings.isMissing('ResyncSettings.ValidationTaskId')) {
    problems.push(error({
      code: 'resyncValidation',
      where: 'ResyncSettings.EnableResync',
      what: 'is true, and the task neither validates nor names a task that does',
      why: 'DMS mends what validation found',
      mend: 'Set ValidationSettings.EnableValidation to true, or ValidationTaskId to the end of the ARN of a task that only validates',
    }));
  }
  return problems;
}

function checkResyncCron(settings: TaskSettingsReader): Problem[] {
  const schedule = settings.text('ResyncSettings.ResyncSchedule');
  // One page of the guide has an example with ? and MON-FRI [Data resync settings], against the rules of the other: hence no error.
  return !schedule || CRON.test(schedule.trim()) ? [] : [warning({
    code: 'resyncCron',
    where: 'ResyncSettings.ResyncSchedule',
    what: `is not five fields of numbers, got ${show(schedule)}`,
    why: 'DMS reads minutes, hours, days, months and days of the week (0 to 6, no names)',
    mend: 'Write it such as "0 0 * * 6" for Saturdays at midnight',
  })];
}
