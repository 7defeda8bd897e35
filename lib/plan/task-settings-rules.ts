import { error, show, within, type Problem } from './problem';
import { asObject } from './table-mapping-reading';
import { checkLoadAndApply } from './task-settings-load-rules';
import { checkLobs } from './task-settings-lob-rules';
import { checkLogging } from './task-settings-logging-rules';
import { checkOthers } from './task-settings-other-rules';
import { TaskSettingsReader, type TaskSettingsContext } from './task-settings-reading';
import { checkShape } from './task-settings-shape';
import { checkTarget } from './task-settings-target-rules';
import { checkValidation } from './task-settings-validation-rules';
import { isKnown, UNKNOWN } from './unknown';

export type { TaskSettingsContext } from './task-settings-reading';

/**
 * Checks a task settings document: every setting by itself, and those that depend on each other or on the task.
 *
 * @param settings any JSON; undefined if the task has no settings, and so DMS's defaults, of which only those about LOBs are told then.
 */
export function checkTaskSettings(settings: unknown, context: TaskSettingsContext = {}): Problem[] {
  const reader = new TaskSettingsReader(asObject(settings) ?? {}, context);
  if (settings === undefined) return checkLobs(reader);
  const shape = checkShape(settings);
  if (asObject(settings) === undefined) return shape;
  return [
    ...shape,
    ...checkLobs(reader),
    ...checkLoadAndApply(reader),
    ...checkLogging(reader),
    ...checkTarget(reader),
    ...checkValidation(reader),
    ...checkOthers(reader),
  ];
}

/** Settings that are read from text, or `UNKNOWN` and why they cannot be read; those known only in part before deployment may be no JSON yet. */
export function readTaskSettings(text: string, isPartlyUnknown: boolean): { readonly settings: unknown; readonly problems: Problem[] } {
  try {
    return { settings: JSON.parse(text) as unknown, problems: [] };
  } catch (cause) {
    if (isPartlyUnknown) return { settings: UNKNOWN, problems: [] };
    return {
      settings: UNKNOWN,
      problems: [error({
        code: 'taskSettingsJson',
        where: '',
        what: `must be JSON, got ${show(text)}`,
        why: `It cannot be read: ${cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : String(cause)}`,
        mend: 'Mend the JSON; comments and commas at the end of lists are not allowed in it',
      })],
    };
  }
}

/** Tells that a file of settings cannot be read. */
export function unreadableFile(path: string, reason: string): Problem {
  return error({
    code: 'taskSettingsFile',
    where: '',
    what: `cannot be read from the file ${show(path)}`,
    why: reason,
    mend: 'Give the path of a JSON file, from the directory that the app runs in',
  });
}

/** Settings that come from another prop than `taskSettings`. */
export interface OtherSettings {
  /** The prop: `lobHandling`. */
  readonly prop: string;
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Checks that what is said in task settings and in another prop is the same. */
export function checkAgreement(taskSettings: unknown, other: OtherSettings): Problem[] {
  if (taskSettings === UNKNOWN) return Object.keys(other.settings).length === 0 ? [] : [opaque(other.prop)];
  return Object.entries(other.settings).flatMap(([section, members]) => {
    const given = member(taskSettings, section);
    if (given === UNKNOWN) return within(section, [opaque(other.prop)]);
    return Object.entries(members).flatMap(([name, value]) => {
      const said = member(given, name);
      return !isKnown(said) || !isKnown(value) || said === value ? [] : [contradiction(`${section}.${name}`, said, value, other.prop)];
    });
  });
}

/** Checks settings that are to be put over others. */
export function checkAdditionalSettings(settings: unknown): Problem[] {
  if (settings === UNKNOWN) return [opaque('the other settings')];
  return asObject(settings) === undefined ? checkShape(settings) : [];
}

function member(value: unknown, name: string): unknown {
  const object = asObject(value);
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

function contradiction(where: string, said: unknown, value: unknown, prop: string): Problem {
  return error({
    code: 'taskSettingsContradiction',
    where,
    what: `is ${show(said)}, and ${prop} asks for ${show(value)}`,
    why: 'A task has one value for it',
    mend: `Take it out of the task settings, or leave ${prop} out`,
  });
}

function opaque(prop: string): Problem {
  return error({
    code: 'taskSettingsOpaque',
    where: '',
    what: `must be known before deployment together with ${prop}`,
    why: `What ${prop} asks for has to be written into them, and text that is known only at deployment cannot be changed`,
    mend: `Write what ${prop} says into these settings, or give them as TaskSettings.of()`,
  });
}
