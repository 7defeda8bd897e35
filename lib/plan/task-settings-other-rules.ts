import { error, list, show, warning, type Problem } from './problem';
import type { TaskSettingsReader } from './task-settings-reading';
import { isKnown } from './unknown';

/** [DMS User Guide, Time Travel task settings]: the name that the role must have. */
const TIME_TRAVEL_ROLE = 'dms-tt-s3-access-role';
/** The copy of 2023 has PostgreSQL alone as source; newer ones have all three. */
const TIME_TRAVEL_SOURCES = ['Oracle', 'SQL Server', 'PostgreSQL'];
const TIME_TRAVEL_TARGETS = ['PostgreSQL', 'MySQL'];
const OPERATIONS = ['INSERT', 'UPDATE', 'DELETE', 'COMMIT', 'ROLLBACK', 'ALL'];
/** [DMS User Guide, Character substitution task settings]; MariaDB is in newer copies only, and is a MySQL here. */
const SUBSTITUTION_SOURCES = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'SAP ASE', 'Db2'];
const SUBSTITUTION_TARGETS = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL', 'SAP ASE', 'Redshift'];
/** [DMS User Guide, Performing bidirectional replication]. */
const LOOPBACK_ENGINES = ['Oracle', 'SQL Server', 'MySQL', 'PostgreSQL'];

/** Checks error handling, before images, Time Travel, loopback prevention and character substitution. */
export function checkOthers(settings: TaskSettingsReader): Problem[] {
  return [
    ...checkErrorBehavior(settings),
    ...checkBeforeImage(settings),
    ...checkTimeTravel(settings),
    ...checkLoopback(settings),
    ...checkSubstitution(settings),
  ];
}

function checkErrorBehavior(settings: TaskSettingsReader): Problem[] {
  const problems: Problem[] = [];
  if (settings.text('ErrorBehavior.ApplyErrorUpdatePolicy') === 'UPDATE_RECORD' && settings.isOn('TargetMetadata.SupportLobs') && !settings.hasNoLobs) {
    problems.push(warning({
      code: 'updateRecordLobs',
      where: 'ErrorBehavior.ApplyErrorUpdatePolicy',
      what: 'is UPDATE_RECORD while TargetMetadata.SupportLobs is true',
      why: 'With it DMS disables LOB columns for the whole task, whatever the LOB settings say',
      mend: 'Choose another policy, or set SupportLobs to false if the tables have no LOBs',
    }));
  }
  if (settings.text('ErrorBehavior.DataMaskingErrorPolicy') === 'LOG_ERROR') {
    problems.push(warning({
      code: 'unmaskedData',
      where: 'ErrorBehavior.DataMaskingErrorPolicy',
      what: 'is LOG_ERROR',
      why: 'DMS then loads the data that it could not mask as it is',
      mend: 'Choose STOP_TASK, SUSPEND_TABLE or IGNORE_RECORD',
    }));
  }
  // IGNORE_RECORD for deletes is DMS's own default: a row that is not there needs no deleting.
  const dropped = ['ApplyErrorInsertPolicy', 'ApplyErrorUpdatePolicy'].filter((policy) => settings.text(`ErrorBehavior.${policy}`) === 'IGNORE_RECORD');
  return [...problems, ...dropped.map((policy) => warning({
    code: 'applyErrorsIgnored',
    where: `ErrorBehavior.${policy}`,
    what: 'is IGNORE_RECORD',
    why: 'Changes that fail are then dropped, and the target differs from the source with nothing in the log',
    mend: 'Choose LOG_ERROR, which is the default, SUSPEND_TABLE or STOP_TASK',
  }))];
}

function checkBeforeImage(settings: TaskSettingsReader): Problem[] {
  if (!settings.isOn('BeforeImageSettings.EnableBeforeImage')) return [];
  const problems: Problem[] = [];
  if (settings.isMissing('BeforeImageSettings.FieldName')) {
    problems.push(error({
      code: 'beforeImageField',
      where: 'BeforeImageSettings.FieldName',
      what: 'must be set with EnableBeforeImage',
      why: 'DMS puts the values from before an update into an attribute of this name',
      mend: 'Set it, such as "before-image"',
    }));
  }
  if (settings.targetKind === 'S3') {
    problems.push(error({
      code: 'beforeImageTarget',
      where: 'BeforeImageSettings.EnableBeforeImage',
      what: 'is true with the target engine "s3"',
      why: 'S3 targets have no BeforeImageSettings (DMS User Guide, Using Amazon S3 as a target)',
      mend: 'Take TransformationRule.table(...).addBeforeImageColumns() in the table mappings',
    }));
  }
  if (settings.capturesChanges === false) {
    problems.push(error({
      code: 'beforeImageMigrationType',
      where: 'BeforeImageSettings.EnableBeforeImage',
      what: 'is true on a task of type full-load',
      why: 'Only updates have a before image, and such a task captures none',
      mend: 'Leave BeforeImageSettings out, or choose a type that captures changes',
    }));
  }
  return problems;
}

function checkTimeTravel(settings: TaskSettingsReader): Problem[] {
  if (!settings.isOn('TTSettings.EnableTT')) return [];
  return [
    ...checkTimeTravelNeeds(settings),
    ...checkTimeTravelRole(settings),
    ...checkTimeTravelType(settings),
    ...checkOperations(settings),
    ...settings.unlistedEnds(TIME_TRAVEL_SOURCES, TIME_TRAVEL_TARGETS).map(({ end, engine, kinds }) => warning({
      code: 'timeTravelEngine',
      where: 'TTSettings.EnableTT',
      what: `is true with the ${end} engine ${show(engine)}`,
      why: `DMS documents Time Travel for ${list(kinds)} as ${end}`,
      mend: 'Leave TTSettings out, or try it on a test task first',
    })),
  ];
}

function checkTimeTravelNeeds(settings: TaskSettingsReader): Problem[] {
  const encrypted = settings.text('TTSettings.TTS3Settings.EncryptionMode') === 'SSE_KMS';
  const needed = ['ServiceAccessRoleArn', 'BucketName', ...(encrypted ? ['ServerSideEncryptionKmsKeyId'] : [])];
  return needed.filter((name) => settings.isMissing(`TTSettings.TTS3Settings.${name}`)).map((name) => error({
    code: 'timeTravelNeeds',
    where: `TTSettings.TTS3Settings.${name}`,
    what: `must be set with ${name === 'ServerSideEncryptionKmsKeyId' ? 'EncryptionMode SSE_KMS' : 'EnableTT'}`,
    why: 'DMS writes the Time Travel logs to this bucket, by this role, with this key',
    mend: 'Set it, or leave TTSettings out',
  }));
}

function checkTimeTravelRole(settings: TaskSettingsReader): Problem[] {
  const arn = settings.text('TTSettings.TTS3Settings.ServiceAccessRoleArn');
  return !arn || arn.endsWith(`/${TIME_TRAVEL_ROLE}`) ? [] : [error({
    code: 'timeTravelRole',
    where: 'TTSettings.TTS3Settings.ServiceAccessRoleArn',
    what: `must be the ARN of a role named ${TIME_TRAVEL_ROLE}, got ${show(arn)}`,
    why: 'DMS takes no other role for Time Travel',
    mend: `Name the role ${TIME_TRAVEL_ROLE}`,
  })];
}

function checkTimeTravelType({ capturesChanges }: TaskSettingsReader): Problem[] {
  return capturesChanges !== false ? [] : [error({
    code: 'timeTravelMigrationType',
    where: 'TTSettings.EnableTT',
    what: 'is true on a task of type full-load',
    why: 'Time Travel records changes, and such a task captures none',
    mend: 'Leave TTSettings out, or choose a type that captures changes',
  })];
}

function checkOperations(settings: TaskSettingsReader): Problem[] {
  const where = 'TTSettings.TTRecordSettings.OperationsToLog';
  const given = settings.text(where) ?? 'ALL';
  const wrong = given.split(',').map((each) => each.trim()).filter((each) => !OPERATIONS.includes(each));
  return wrong.length === 0 ? [] : [error({
    code: 'timeTravelOperations',
    where,
    what: `must be ${list(OPERATIONS, 'or')}, or several of them with commas between, got ${show(given)}`,
    why: 'The DMS User Guide has no other operation (Time Travel task settings)',
    mend: 'Write it such as "DELETE,UPDATE", or leave it out: DMS takes ALL',
  })];
}

function checkLoopback(settings: TaskSettingsReader): Problem[] {
  if (!settings.isOn('LoopbackPreventionSettings.EnableLoopbackPrevention')) return [];
  const where = 'LoopbackPreventionSettings.EnableLoopbackPrevention';
  return [
    ...['SourceSchema', 'TargetSchema'].filter((name) => settings.isMissing(`LoopbackPreventionSettings.${name}`)).map((name) => error({
      code: 'loopbackSchemas',
      where: `LoopbackPreventionSettings.${name}`,
      what: 'must be set with EnableLoopbackPrevention',
      why: 'DMS keeps its table awsdms_loopback_prevention in this schema, and finds its own changes by it',
      mend: 'Set both schemas, swapped in the task of the other direction',
    })),
    ...(settings.capturesChanges !== false ? [] : [error({
      code: 'loopbackMigrationType',
      where,
      what: 'is true on a task of type full-load',
      why: 'Only changes can come back, and such a task captures none',
      mend: 'Leave LoopbackPreventionSettings out, or choose a type that captures changes',
    })]),
    ...settings.unlistedEnds(LOOPBACK_ENGINES, LOOPBACK_ENGINES).map(({ end, engine, kinds }) => warning({
      code: 'loopbackEngine',
      where,
      what: `is true with the ${end} engine ${show(engine)}`,
      why: `DMS documents bidirectional replication for ${list(kinds)} as ${end}`,
      mend: 'Leave LoopbackPreventionSettings out, or try it on a test task first',
    })),
  ];
}

function checkSubstitution(settings: TaskSettingsReader): Problem[] {
  if (!isKnown(settings.given('CharacterSetSettings'))) return [];
  return settings.unlistedEnds(SUBSTITUTION_SOURCES, SUBSTITUTION_TARGETS).map(({ end, engine, kinds }) => warning({
    code: 'substitutionEngine',
    where: 'CharacterSetSettings',
    what: `is given with the ${end} engine ${show(engine)}`,
    why: `DMS documents character substitution for ${list(kinds)} as ${end}`,
    mend: 'Leave it out, or try it on a test task first',
  }));
}
