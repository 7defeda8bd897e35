import { error, list, show, type Problem } from './problem';
import type { TaskSettingsReader } from './task-settings-reading';

/** The ways to prepare tables that a target has, if not all [DMS User Guide, Using Babelfish, Amazon DocumentDB as a target: Limitations]. */
const PREPARATIONS: Readonly<Record<string, readonly string[]>> = {
  Babelfish: ['DO_NOTHING'],
  DocumentDB: ['DO_NOTHING', 'DROP_AND_CREATE'],
};

/** Checks what a target does not do of what a task may ask for. */
export function checkTarget(settings: TaskSettingsReader): Problem[] {
  return [...checkPreparation(settings), ...checkPrimaryKeys(settings)];
}

function checkPreparation(settings: TaskSettingsReader): Problem[] {
  const { targetKind = '', context } = settings;
  const known = PREPARATIONS[targetKind];
  const where = 'FullLoadSettings.TargetTablePrepMode';
  const mode = settings.given(where);
  if (known === undefined || typeof mode !== 'string' || known.includes(mode.toUpperCase())) return [];
  return [error({
    code: 'prepModeTarget',
    where,
    what: `is ${show(mode)} with the target engine ${show(context.targetEngine)}`,
    why: `DMS has ${list(known)} alone for ${targetKind}`,
    mend: `Write ${list(known, 'or')}, and prepare the tables yourself where that is not enough`,
  })];
}

/** [DMS User Guide, Using Babelfish as a target: Limitations]. */
function checkPrimaryKeys(settings: TaskSettingsReader): Problem[] {
  if (settings.targetKind !== 'Babelfish' || !settings.isOn('FullLoadSettings.CreatePkAfterFullLoad')) return [];
  return [error({
    code: 'primaryKeysTarget',
    where: 'FullLoadSettings.CreatePkAfterFullLoad',
    what: 'is true with the target engine "babelfish"',
    why: 'DMS makes no tables and keys in Babelfish that are there already, and asks for false',
    mend: 'Set it to false, or leave it out',
  })];
}
