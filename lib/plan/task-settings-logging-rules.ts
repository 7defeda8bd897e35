import { error, list, show, warning, type Problem, type ProblemText } from './problem';
import { probablyMeant } from './table-mapping-reading';
import type { TaskSettingsReader } from './task-settings-reading';
import { LOG_COMPONENTS } from './task-settings-sections';
import { isKnown, UNKNOWN } from './unknown';

/** The severities with which the Security Hub controls DMS.7 and DMS.8 pass [AWS Security Hub User Guide, AWS DMS controls]. */
export const ENOUGH_SEVERITIES: readonly string[] = ['LOGGER_SEVERITY_DEFAULT', 'LOGGER_SEVERITY_DEBUG', 'LOGGER_SEVERITY_DETAILED_DEBUG'];

interface LogControl {
  readonly id: string;
  readonly components: readonly string[];
}

/** What DMS.7 and DMS.8 look for [AWS Security Hub User Guide, AWS DMS controls]. */
const TARGET_CONTROL: LogControl = { id: 'DMS.7', components: ['TARGET_LOAD', 'TARGET_APPLY'] };
const SOURCE_CONTROL: LogControl = { id: 'DMS.8', components: ['SOURCE_UNLOAD', 'SOURCE_CAPTURE'] };

/** The components that must be logged for DMS.7 and DMS.8, in the order in which DMS writes them. */
export const CONTROLLED_COMPONENTS: readonly string[] = LOG_COMPONENTS.filter(
  (id) => TARGET_CONTROL.components.includes(id) || SOURCE_CONTROL.components.includes(id),
);

/** Components that fill the log in detailed debug [DMS User Guide, Logging task settings]. */
const TALKATIVE = ['COMMON', 'ADDONS', 'DATA_STRUCTURE', 'COMMUNICATION', 'FILE_TRANSFER', 'FILE_FACTORY'];
const COMPONENTS = 'Logging.LogComponents';

interface LogComponent {
  readonly where: string;
  readonly id: unknown;
  readonly severity: unknown;
}

/** Checks what goes to the task log. */
export function checkLogging(settings: TaskSettingsReader): Problem[] {
  const components = componentsOf(settings);
  return [
    ...components.flatMap(checkComponentId),
    ...components.flatMap(checkTalkative),
    ...checkDuplicates(components),
    ...checkOrder(components),
    ...checkDeletion(settings),
    ...checkTarget(settings, components),
    ...checkSource(settings, components),
  ];
}

function componentsOf(settings: TaskSettingsReader): LogComponent[] {
  const given = settings.given(COMPONENTS);
  if (!Array.isArray(given)) return [];
  return given.map((each: unknown, index) => ({
    where: `${COMPONENTS}[${index}]`,
    id: each === UNKNOWN ? UNKNOWN : member(each, 'Id'),
    severity: each === UNKNOWN ? UNKNOWN : member(each, 'Severity'),
  }));
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function checkComponentId({ where, id, severity }: LogComponent): Problem[] {
  if (id === UNKNOWN || severity === UNKNOWN) return [];
  if (id === undefined || id === null || severity === undefined || severity === null) {
    return [error({
      code: 'logComponentIncomplete',
      where,
      what: `must have an Id and a Severity, got ${show({ Id: id, Severity: severity })}`,
      why: 'DMS sets the detail of one component with each entry',
      mend: 'Write {"Id": "SOURCE_CAPTURE", "Severity": "LOGGER_SEVERITY_DEFAULT"}, or take the entry out',
    })];
  }
  if (typeof id !== 'string' || LOG_COMPONENTS.includes(id)) return [];
  const meant = probablyMeant(id, LOG_COMPONENTS);
  if (meant !== undefined) {
    return [error({
      code: 'logComponentMisspelt',
      where: `${where}.Id`,
      what: `is no component of DMS's log, ${show(id)}; ${meant} is`,
      why: 'The component would be logged in the detail that DMS chooses',
      mend: `Write ${show(meant)}`,
    })];
  }
  return [warning({
    code: 'logComponentUnknown',
    where: `${where}.Id`,
    what: `is a component that this library does not know, ${show(id)}`,
    why: 'The DMS User Guide does not list it (Logging task settings)',
    mend: 'Check its spelling; if DMS has it by now, acknowledge this warning',
  })];
}

function checkTalkative({ where, id, severity }: LogComponent): Problem[] {
  if (typeof id !== 'string' || !TALKATIVE.includes(id) || severity !== 'LOGGER_SEVERITY_DETAILED_DEBUG') return [];
  return [warning({
    code: 'logComponentTalkative',
    where: `${where}.Severity`,
    what: `is LOGGER_SEVERITY_DETAILED_DEBUG for ${id}`,
    why: 'This component then fills the log, and with it the storage of the instance',
    mend: 'Leave it at LOGGER_SEVERITY_DEFAULT unless AWS Support asks for more',
  })];
}

function checkDuplicates(components: LogComponent[]): Problem[] {
  return components.flatMap(({ where, id }, index) => {
    const before = components.slice(0, index).find((each) => isKnown(id) && each.id === id);
    return before === undefined ? [] : [error({
      code: 'logComponentDuplicate',
      where,
      what: `names ${show(id)} again, after ${before.where}`,
      why: 'Each component is logged in one detail',
      mend: 'Keep one of the two',
    })];
  });
}

function checkOrder(components: LogComponent[]): Problem[] {
  const places = components.map(({ id }) => (typeof id === 'string' ? LOG_COMPONENTS.indexOf(id) : -1)).filter((place) => place >= 0);
  const sorted = [...new Set(places)].sort((a, b) => a - b);
  const given = [...new Set(places)];
  if (given.every((place, index) => place === sorted[index])) return [];
  return [warning({
    code: 'logComponentOrder',
    where: COMPONENTS,
    what: 'are not in the order in which DMS keeps them',
    why: 'CloudFormation compares the text, and so would report drift for ever',
    mend: `Write them in this order: ${sorted.map((place) => LOG_COMPONENTS[place]).join(', ')}`,
  })];
}

function checkDeletion(settings: TaskSettingsReader): Problem[] {
  return !settings.isOn('Logging.DeleteTaskLogs') ? [] : [warning({
    code: 'logDeletion',
    where: 'Logging.DeleteTaskLogs',
    what: 'is true in a template',
    why: 'It is an order to delete the logs on the instance, which DMS would follow again with each change of the settings',
    mend: 'Leave it out, and modify the task once by the CLI when the logs have to go',
  })];
}

function checkTarget(settings: TaskSettingsReader, components: LogComponent[]): Problem[] {
  const lack = lacking(settings, components, TARGET_CONTROL);
  return lack === undefined ? [] : [warning({ code: 'targetLogging', ...failsControl(TARGET_CONTROL, lack) })];
}

function checkSource(settings: TaskSettingsReader, components: LogComponent[]): Problem[] {
  const lack = lacking(settings, components, SOURCE_CONTROL);
  return lack === undefined ? [] : [warning({ code: 'sourceLogging', ...failsControl(SOURCE_CONTROL, lack) })];
}

interface Lack {
  readonly where: string;
  readonly what: string;
}

function failsControl({ id, components }: LogControl, lack: Lack): Omit<ProblemText, 'code'> {
  return {
    ...lack,
    why: `The Security Hub control ${id} asks for ${list(components)} at LOGGER_SEVERITY_DEFAULT or more`,
    mend: 'Set EnableLogging to true and both components to LOGGER_SEVERITY_DEFAULT, or acknowledge this',
  };
}

/** What a control would not find; undefined if nothing, or if it is not known. */
function lacking(settings: TaskSettingsReader, components: LogComponent[], { components: wanted }: LogControl): Lack | undefined {
  if (settings.isOff('Logging.EnableLogging')) return { where: 'Logging.EnableLogging', what: 'is not true' };
  if (settings.given('Logging') === UNKNOWN || settings.given('Logging.EnableLogging') === UNKNOWN) return undefined;
  if (settings.given(COMPONENTS) === UNKNOWN || components.some(({ id }) => id === UNKNOWN)) return undefined;
  const tooLow = components.filter(({ id }) => wanted.includes(String(id)))
    .find(({ severity }) => isKnown(severity) && !ENOUGH_SEVERITIES.includes(String(severity)));
  if (tooLow !== undefined) return { where: `${tooLow.where}.Severity`, what: `is ${show(tooLow.severity)} for ${show(tooLow.id)}` };
  const missing = wanted.filter((id) => !components.some((each) => each.id === id));
  return missing.length === 0 ? undefined : { where: COMPONENTS, what: `do not name ${list(missing)}` };
}
