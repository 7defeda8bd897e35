import { error, list, show, warning, type Problem } from './problem';
import { probablyMeant } from './table-mapping-reading';
import type { Setting, Settings } from './task-settings-schema';
import { TASK_SETTINGS } from './task-settings-sections';
import { isKnown, UNKNOWN } from './unknown';

/** Names that are written by those who remember DMS's by their sense: bare name as typed, then DMS's. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  // The SSL page of the guide calls it so.
  ['minimumtransactionsize', 'MinTransactionSize'],
  ['loggingsettings', 'Logging'],
  ['errorbehaviour', 'ErrorBehavior'],
  ['errorhandlingsettings', 'ErrorBehavior'],
  ['ddlhandlingpolicy', 'ChangeProcessingDdlHandlingPolicy'],
  ['timetravelsettings', 'TTSettings'],
  ['charactersetsubstitution', 'CharacterSetSettings'],
]);

/** Checks names, types, ranges and values of all settings of a document. */
export function checkShape(settings: unknown): Problem[] {
  if (settings === UNKNOWN) return [];
  if (!isObject(settings)) {
    return [error({
      code: 'taskSettingsShape',
      where: '',
      what: `must be a JSON object, got ${show(settings)}`,
      why: 'DMS reads task settings from an object that has a member for each section',
      mend: 'Write {"TargetMetadata": {...}, "FullLoadSettings": {...}}, or leave the settings out',
    })];
  }
  return checkMembers('', settings, TASK_SETTINGS);
}

function checkMembers(where: string, object: Record<string, unknown>, known: Settings): Problem[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const path = where === '' ? name : `${where}.${name}`;
    if (!Object.hasOwn(known, name)) return checkName({ where, path, name, known });
    const setting = known[name];
    return setting.readOnly === undefined ? checkSetting(path, value, setting) : checkReadOnly(path, value, setting);
  });
}

function checkSetting(path: string, value: unknown, setting: Setting): Problem[] {
  // DMS itself writes null for what is not set.
  if (!isKnown(value)) return [];
  if (!hasType(value, setting)) return [wrongType(path, value, setting)];
  switch (setting.type) {
    case 'group': return checkMembers(path, value, setting.members ?? {});
    case 'list': return (value as unknown[]).flatMap((each, index) => checkSetting(`${path}[${index}]`, each, setting.entry ?? setting));
    case 'whole': return checkRange(path, value as number, setting);
    case 'text': return checkValue(path, value as string, setting);
    case 'flag': case 'codePoint': case 'anything': return [];
  }
}

function hasType(value: unknown, { type }: Setting): boolean {
  switch (type) {
    case 'flag': return typeof value === 'boolean';
    case 'whole': return Number.isInteger(value);
    case 'text': return typeof value === 'string';
    // The guide has numbers in its settings page, and texts such as "00B8" in the page on Db2 for z/OS.
    case 'codePoint': return (Number.isInteger(value) && (value as number) >= 0) || (typeof value === 'string' && /^[0-9A-Fa-f]{1,6}$/.test(value));
    case 'group': return isObject(value);
    case 'list': return Array.isArray(value);
    case 'anything': return true;
  }
}

function wrongType(path: string, value: unknown, setting: Setting): Problem {
  const unquoted = typeof value === 'string' ? value.trim() : '';
  const meant = (setting.type === 'whole' && /^-?\d+$/.test(unquoted)) || (setting.type === 'flag' && /^(true|false)$/i.test(unquoted));
  return error({
    code: 'taskSettingType',
    where: path,
    what: `must be ${expected(setting)}, got ${show(value)}`,
    why: `So the DMS User Guide has it (${setting.page})`,
    mend: meant ? `Write ${unquoted.toLowerCase()} without quotes` : `Give ${expected(setting)}, or leave it out`,
  });
}

function expected(setting: Setting): string {
  switch (setting.type) {
    case 'flag': return 'true or false';
    case 'whole': return `a whole number${setting.unit === undefined ? '' : ` of ${setting.unit}`} ${range(setting)}`;
    case 'text': return setting.values === undefined ? 'a text' : list(setting.values, 'or');
    case 'codePoint': return 'a code point in hexadecimal digits';
    case 'group': return 'an object';
    case 'list': return 'a list';
    case 'anything': return 'anything';
  }
}

function range({ min, max }: Setting): string {
  return max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
}

function checkRange(path: string, value: number, setting: Setting): Problem[] {
  const { min = -Infinity, max = Infinity, byDefault } = setting;
  if (value >= min && value <= max) return [];
  return [error({
    code: 'taskSettingRange',
    where: path,
    what: `must be ${expected(setting)}, got ${value}`,
    why: value > max ? `The DMS User Guide has this range (${setting.page})` : 'A smaller number has no meaning to DMS',
    mend: byDefault === undefined ? 'Set it in that range, or leave it out' : `Set it in that range, or leave it out: DMS takes ${byDefault}`,
  })];
}

function checkValue(path: string, value: string, setting: Setting): Problem[] {
  const { values, undocumented = [], page } = setting;
  if (values === undefined || values.includes(value)) return [];
  if (undocumented.includes(value)) {
    return [warning({
      code: 'taskSettingUndocumentedValue',
      where: path,
      what: `is ${show(value)}, which is not documented`,
      why: `The DMS User Guide has ${list(values, 'or')} only (${page})`,
      mend: `Write ${list(values, 'or')}, or try it on a test task first`,
    })];
  }
  const meant = probablyMeant(value, values);
  return [error({
    code: 'taskSettingValue',
    where: path,
    what: `must be ${list(values, 'or')}, got ${show(value)}`,
    why: `The DMS User Guide has no other value (${page})`,
    mend: meant === undefined ? 'Take one of these, or leave it out' : `Write ${show(meant)}`,
  })];
}

function checkReadOnly(path: string, value: unknown, { readOnly }: Setting): Problem[] {
  if (!isKnown(value)) return [];
  if (readOnly === 'echoed') {
    return [warning({
      code: 'taskSettingEchoed',
      where: path,
      what: 'is written by DMS and means nothing when it is sent',
      why: 'DMS adds this twin of HistoryTimeslotInMinutes to the settings that it shows',
      mend: 'Leave it out, and set HistoryTimeslotInMinutes',
    })];
  }
  return [error({
    code: 'taskSettingReadOnly',
    where: path,
    what: `must be absent or null, got ${show(value)}`,
    why: 'DMS fills it in, and refuses a task that is created with it: "Task Settings CloudWatchLogGroup or CloudWatchLogStream cannot be set on create"',
    mend: 'Leave it out; settings that are copied from another task have it',
  })];
}

/** A name that stands where no such setting is. */
function checkName({ where, path, name, known }: { where: string; path: string; name: string; known: Settings }): Problem[] {
  if (PLACES.has(name)) return [wrongPlace(path, PLACES.get(name)!)];
  const here = probablyMeant(name, Object.keys(known), ALIASES);
  if (here !== undefined && Object.hasOwn(known, here)) return [misspelt(path, here)];
  const elsewhere = PLACES.get(probablyMeant(name, [...PLACES.keys()], ALIASES) ?? '');
  if (elsewhere !== undefined) return [wrongPlace(path, elsewhere)];
  return [warning({
    code: 'taskSettingUnknown',
    where: path,
    what: 'is not known to this library, and is passed on as it is',
    why: NO_EFFECT,
    mend: `Check its spelling against the settings of ${where === '' ? 'a task' : where}; if DMS has it by now, acknowledge this warning`,
  })];
}

const NO_EFFECT = 'DMS ignores or refuses what it does not know in a place, so the setting would have no effect';

function misspelt(path: string, meant: string): Problem {
  return error({
    code: 'taskSettingMisspelt',
    where: path,
    what: `is not a setting of DMS; ${meant} is`,
    why: NO_EFFECT,
    mend: `Write ${show(meant)}`,
  });
}

function wrongPlace(path: string, right: readonly string[]): Problem {
  const place = right.map((each) => (each.includes('.') ? each : `${each}, a section of its own`));
  return error({
    code: 'taskSettingWrongSection',
    where: path,
    what: `is in the wrong place: DMS has ${list(place, 'or')}`,
    why: NO_EFFECT,
    mend: `Move it to ${list(right, 'or')}`,
  });
}

/** The full paths of each setting by its name. */
const PLACES: ReadonlyMap<string, readonly string[]> = placesOf('', TASK_SETTINGS, new Map());

function placesOf(where: string, settings: Settings, found: Map<string, string[]>): Map<string, string[]> {
  for (const [name, { readOnly, members = {} }] of Object.entries(settings)) {
    const path = where === '' ? name : `${where}.${name}`;
    if (readOnly === undefined) found.set(name, [...found.get(name) ?? [], path]);
    placesOf(path, members, found);
  }
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
