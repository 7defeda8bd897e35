import { findEngine } from './engines';
import { checkGraphMapping, parseJson } from './graph-mapping-rules';
import { checkIdentifier, checkResourceIdentifier, MAX_TASK_IDENTIFIER } from './identifiers';
import { error, list, show, warning, within, type Problem } from './problem';
import { checkTwoAnswers } from './two-answers';
import { isKnown } from './unknown';

/** What is rendered of a migration task, as far as there are rules for it beside those for its mappings and settings. */
export interface MigrationTaskInput {
  readonly identifier?: unknown;
  readonly resourceIdentifier?: unknown;
  readonly migrationType?: unknown;
  readonly cdcStartPosition?: unknown;
  readonly cdcStartTime?: unknown;
  readonly cdcStopPosition?: unknown;
  readonly taskData?: unknown;
  /** Whatever maps rows to a graph, if it is not given as task data. */
  readonly graphMapping?: unknown;
  readonly restartName?: unknown;
  /** `reload-target` or `start-replication`. */
  readonly restartType?: unknown;
  /** `EngineName` of each endpoint, if known. */
  readonly sourceEngine?: unknown;
  readonly targetEngine?: unknown;
  /** Whether the source endpoint names a replication slot made beforehand. */
  readonly sourceHasSlotName?: boolean;
  /** Table mappings and settings together, as text in the template. */
  readonly documentBytes?: unknown;
}

const MIGRATION_TYPES: readonly string[] = ['full-load', 'full-load-and-cdc', 'cdc'];
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/;
/** A template may have 1 MB in all [CloudFormation quotas]; this leaves room for the rest of it. */
const MAX_DOCUMENT_BYTES = 900_000;

/** Checks a migration task. */
export function checkMigrationTask(input: MigrationTaskInput): Problem[] {
  return [
    ...checkIdentifier('migrationTaskIdentifier', input.identifier, MAX_TASK_IDENTIFIER),
    ...checkResourceIdentifier(input.resourceIdentifier),
    ...checkType(input),
    ...checkStart(input),
    ...checkStop(input),
    ...checkTaskData(input),
    ...checkRestart(input),
    ...checkSize(input),
  ];
}

function checkType({ migrationType }: MigrationTaskInput): Problem[] {
  if (!isKnown(migrationType) || MIGRATION_TYPES.includes(String(migrationType))) return [];
  return [error({
    code: 'migrationType',
    where: 'migrationType',
    what: `must be ${list(MIGRATION_TYPES, 'or')}, got ${show(migrationType)}`,
    why: 'DMS knows no other',
    mend: 'Take one of MigrationType',
  })];
}

function checkStart(input: MigrationTaskInput): Problem[] {
  const { migrationType, cdcStartPosition, cdcStartTime } = input;
  const given = cdcStartPosition !== undefined || cdcStartTime !== undefined;
  if (!given) return migrationType === 'cdc' ? [startMissing()] : [];
  if (migrationType === 'full-load') return [startWithoutCdc()];
  return [
    ...(migrationType === 'full-load-and-cdc' ? [startAfterLoad()] : []),
    ...checkStartTime(input),
    ...checkStartPosition(input),
  ];
}

function startMissing(): Problem {
  return warning({
    code: 'cdcStartMissing',
    where: 'cdcStart',
    what: 'is missing on a task that captures changes alone',
    why: 'DMS then begins at the moment the task is started, and what changed between the load by other means and that moment is lost',
    mend: 'Give the position at which the load was taken: CdcStart.atPosition() or CdcStart.atTime()',
  });
}

function startWithoutCdc(): Problem {
  return error({
    code: 'cdcStartWithoutCdc',
    where: 'cdcStart',
    what: 'is given on a task of type full-load',
    why: 'Such a task captures no changes, so there is nothing to start',
    mend: 'Leave it out, or choose MigrationType.CDC',
  });
}

function startAfterLoad(): Problem {
  return warning({
    code: 'cdcStartAfterLoad',
    where: 'cdcStart',
    what: 'is given on a task of type full-load-and-cdc',
    why: 'Such a task captures each table\'s changes from the start of that table\'s load by itself; a start of your own is meant for MigrationType.CDC',
    mend: 'Leave it out, or load the tables by other means and choose MigrationType.CDC',
  });
}

function checkStartTime({ cdcStartTime, cdcStartPosition, sourceEngine }: MigrationTaskInput): Problem[] {
  const problems: Problem[] = [];
  const engine = findEngine(sourceEngine);
  const isDate = isKnown(cdcStartPosition) && DATE.test(String(cdcStartPosition));
  if (isKnown(cdcStartTime) && !(Number.isFinite(cdcStartTime) && Number(cdcStartTime) > 0)) {
    problems.push(error({
      code: 'cdcStartTime',
      where: 'cdcStart',
      what: `must be a time after 1970, got ${show(cdcStartTime)}`,
      why: 'CloudFormation would render null, and changes would be captured from the wrong moment on',
      mend: 'Check how the time is parsed: CdcStart.atTime(new Date(\'2026-01-31T12:00:00Z\'))',
    }));
  }
  if (engine?.cdcStart?.time === false && (isDate || cdcStartTime !== undefined)) {
    problems.push(error({
      code: 'cdcStartTimeUnsupported',
      where: 'cdcStart',
      what: `is a time, but the source is ${engine.displayName}`,
      why: `${engine.displayName} cannot map a time to a position in its log, so DMS refuses a start time for it`,
      mend: `Make a replication slot, name it in the source's settings (slotName), and give its ${engine.cdcStart.positionName}: `
        + `CdcStart.atPosition('${engine.cdcStart.positionExample}')`,
    }));
  }
  return problems;
}

function checkStartPosition({ cdcStartPosition, sourceEngine, sourceHasSlotName }: MigrationTaskInput): Problem[] {
  if (!isKnown(cdcStartPosition)) return [];
  const position = String(cdcStartPosition);
  if (position === 'Invalid Date') {
    return [error({
      code: 'cdcStartDate',
      where: 'cdcStart',
      what: 'is not a date',
      why: 'DMS could not read it, and changes would be captured from the wrong moment on',
      mend: 'Check how the time is parsed: CdcStart.atTime(new Date(\'2026-01-31T12:00:00Z\'))',
    })];
  }
  const engine = findEngine(sourceEngine);
  if (engine?.cdcStart === undefined || DATE.test(position)) return [];
  const problems: Problem[] = [];
  const { positionForm, positionName, positionExample, needsSlot } = engine.cdcStart;
  if (!position.startsWith('checkpoint:') && !positionForm.test(position)) {
    problems.push(error({
      code: 'cdcStartPosition',
      where: 'cdcStart',
      what: `must be a position in the log of ${engine.displayName} (${positionName}, such as ${positionExample}) or a checkpoint of DMS's, got ${show(position)}`,
      why: 'DMS could not find it in the source\'s log',
      mend: 'Copy it from the source, or from RecoveryCheckpoint of an earlier task',
    }));
  }
  if (needsSlot && sourceHasSlotName === false) {
    problems.push(error({
      code: 'cdcStartWithoutSlot',
      where: 'cdcStart',
      what: `is a position in the log of ${engine.displayName}, but the source endpoint names no replication slot`,
      why: 'Only a slot made at that position keeps the log from there on, so DMS refuses the start',
      mend: 'Make the slot with pg_create_logical_replication_slot and give its name as slotName in the source\'s settings',
    }));
  }
  return problems;
}

function checkStop({ migrationType, cdcStopPosition, cdcStartPosition }: MigrationTaskInput): Problem[] {
  if (cdcStopPosition === undefined) return [];
  if (migrationType === 'full-load') {
    return [error({
      code: 'cdcStopWithoutCdc',
      where: 'cdcStop',
      what: 'is given on a task of type full-load',
      why: 'Such a task captures no changes, and stops by itself after the load',
      mend: 'Leave it out, or choose MigrationType.FULL_LOAD_AND_CDC',
    })];
  }
  if (!isKnown(cdcStopPosition)) return [];
  const match = /^(?:server_time|commit_time): ?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$/.exec(String(cdcStopPosition));
  if (match === null) {
    return [error({
      code: 'cdcStopPosition',
      where: 'cdcStop',
      what: `must look like server_time:2026-01-31T12:00:00 or commit_time:2026-01-31T12:00:00, got ${show(cdcStopPosition)}`,
      why: 'DMS knows no other stops',
      mend: 'Use CdcStop.atServerTime() or CdcStop.atCommitTime()',
    })];
  }
  const start = String(isKnown(cdcStartPosition) ? cdcStartPosition : '');
  if (!DATE.test(start) || start.slice(0, 19) < match[1]) return [];
  return [error({
    code: 'cdcStopBeforeStart',
    where: 'cdcStop',
    what: `is ${match[1]}, not after the start, ${start}`,
    why: 'The task would stop before it has captured anything',
    mend: 'Let it stop later, or leave it out',
  })];
}

function checkTaskData({ taskData, graphMapping, targetEngine }: MigrationTaskInput): Problem[] {
  const where = graphMapping === undefined ? 'taskData' : 'graphMapping';
  if (taskData === undefined && graphMapping === undefined) {
    return targetEngine !== 'neptune' ? [] : [error({
      code: 'graphMappingMissing',
      where: 'graphMapping',
      what: 'is not given, and the target is Neptune',
      why: 'DMS makes vertices and edges of rows by it (DMS User Guide, Specifying supplemental data for task settings)',
      mend: 'Give GraphMapping.gremlin(...) or GraphMapping.r2rml(...)',
    })];
  }
  return [
    ...checkTwoAnswers('graphMapping', graphMapping, 'taskData', taskData),
    ...(isKnown(targetEngine) && targetEngine !== 'neptune' ? [warning({
      code: 'taskDataWithoutNeptune',
      where,
      what: `is given, but the target is ${String(targetEngine)}`,
      why: 'DMS reads it for Neptune alone, where it maps rows to a graph',
      mend: 'Leave it out',
    })] : []),
    // What the JSON may be for other engines, now or later, is not documented.
    ...(isKnown(taskData) && (targetEngine === 'neptune' || parseJson(String(taskData)) === undefined)
      ? within('taskData', checkGraphMapping(taskData)) : []),
  ];
}

function checkRestart({ restartName, restartType, migrationType, cdcStartPosition }: MigrationTaskInput): Problem[] {
  if (restartType === undefined) return [];
  const problems: Problem[] = [];
  if (isKnown(restartName) && String(restartName).trim() === '') {
    problems.push(error({
      code: 'restartName',
      where: 'restart',
      what: 'has no name',
      why: 'A deployment restarts the task when the name is a new one',
      mend: 'Give it one, such as a date: TaskRestart.reload(\'2026-03-01\')',
    }));
  }
  if (restartType === 'reload-target' && migrationType === 'cdc') {
    problems.push(error({
      code: 'restartReloadsNothing',
      where: 'restart',
      what: 'is to load tables again, on a task of type cdc',
      why: 'Such a task loads none',
      mend: 'Take TaskRestart.fromCdcStart(), or choose MigrationType.FULL_LOAD_AND_CDC',
    }));
  }
  if (restartType === 'start-replication' && ((isKnown(migrationType) && migrationType !== 'cdc') || cdcStartPosition === undefined)) {
    problems.push(error({
      code: 'restartFromNowhere',
      where: 'restart',
      what: `is from the start of change data capture, on a task ${migrationType === 'cdc' ? 'without a position to start at' : `of type ${show(migrationType)}`}`,
      why: 'DMS starts only tasks of type cdc at a position once they have run',
      mend: 'Choose MigrationType.CDC with CdcStart.atPosition() or CdcStart.atTime(), or take TaskRestart.reload()',
    }));
  }
  return problems;
}

function checkSize({ documentBytes }: MigrationTaskInput): Problem[] {
  if (!isKnown(documentBytes) || Number(documentBytes) <= MAX_DOCUMENT_BYTES) return [];
  return [error({
    code: 'taskDocumentSize',
    where: 'tableMappings',
    what: `and settings take ${Number(documentBytes)} bytes of the template`,
    why: 'CloudFormation refuses templates over 1 MB',
    mend: 'Select tables by wildcards instead of one by one, or spread them over several tasks',
  })];
}
