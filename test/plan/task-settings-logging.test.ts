import { checkTaskSettings } from '../../lib/plan/task-settings-rules';
import { LOG_COMPONENTS } from '../../lib/plan/task-settings-sections';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { codesOf, LOGGED } from '../support/task-settings';

const SECURITY_HUB_MEND = 'Set EnableLogging to true and both components to LOGGER_SEVERITY_DEFAULT, or acknowledge this';

function checkLogging(logging: unknown) {
  return () => checkTaskSettings({ Logging: logging }, { largestLobKiB: 1 });
}

/** The log with one component more, or with another severity. */
function withComponent(component: unknown) {
  return { ...LOGGED, LogComponents: [...LOGGED.LogComponents, component] };
}

function withSeverity(id: string, Severity: unknown) {
  return { ...LOGGED, LogComponents: LOGGED.LogComponents.map((each) => (each.Id === id ? { ...each, Severity } : each)) };
}

testRules([
  {
    code: 'logComponentIncomplete',
    bad: checkLogging(withComponent({ Id: 'TASK_MANAGER' })),
    message: '\'Logging.LogComponents[4]\' must have an Id and a Severity, got {"Id":"TASK_MANAGER"}. '
      + 'DMS sets the detail of one component with each entry. '
      + 'Write {"Id": "SOURCE_CAPTURE", "Severity": "LOGGER_SEVERITY_DEFAULT"}, or take the entry out. [logComponentIncomplete]',
    unknown: checkLogging(withComponent({ Id: 'TASK_MANAGER', Severity: UNKNOWN })),
  },
  {
    code: 'logComponentMisspelt',
    bad: checkLogging(withComponent({ Id: 'TASK-MANAGER', Severity: 'LOGGER_SEVERITY_INFO' })),
    message: '\'Logging.LogComponents[4].Id\' is no component of DMS\'s log, "TASK-MANAGER"; TASK_MANAGER is. '
      + 'The component would be logged in the detail that DMS chooses. Write "TASK_MANAGER". [logComponentMisspelt]',
    unknown: checkLogging(withComponent({ Id: UNKNOWN, Severity: 'LOGGER_SEVERITY_INFO' })),
  },
  {
    code: 'logComponentUnknown',
    bad: checkLogging(withComponent({ Id: 'DATA_RESYNC', Severity: 'LOGGER_SEVERITY_INFO' })),
    message: '\'Logging.LogComponents[4].Id\' is a component that this library does not know, "DATA_RESYNC". '
      + 'The DMS User Guide does not list it (Logging task settings). '
      + 'Check its spelling; if DMS has it by now, acknowledge this warning. [logComponentUnknown]',
    unknown: checkLogging(withComponent(UNKNOWN)),
  },
  {
    code: 'logComponentTalkative',
    bad: checkLogging(withComponent({ Id: 'COMMON', Severity: 'LOGGER_SEVERITY_DETAILED_DEBUG' })),
    message: '\'Logging.LogComponents[4].Severity\' is LOGGER_SEVERITY_DETAILED_DEBUG for COMMON. '
      + 'This component then fills the log, and with it the storage of the instance. '
      + 'Leave it at LOGGER_SEVERITY_DEFAULT unless AWS Support asks for more. [logComponentTalkative]',
    unknown: checkLogging(withComponent({ Id: 'COMMON', Severity: UNKNOWN })),
  },
  {
    code: 'logComponentDuplicate',
    bad: checkLogging(withComponent({ Id: 'TARGET_APPLY', Severity: 'LOGGER_SEVERITY_DEBUG' })),
    message: '\'Logging.LogComponents[4]\' names "TARGET_APPLY" again, after Logging.LogComponents[3]. '
      + 'Each component is logged in one detail. Keep one of the two. [logComponentDuplicate]',
    unknown: checkLogging(withComponent({ Id: UNKNOWN, Severity: 'LOGGER_SEVERITY_DEBUG' })),
  },
  {
    code: 'logComponentOrder',
    bad: checkLogging(withComponent({ Id: 'TRANSFORMATION', Severity: 'LOGGER_SEVERITY_DEFAULT' })),
    message: '\'Logging.LogComponents\' are not in the order in which DMS keeps them. CloudFormation compares the text, and so would report drift for ever. '
      + 'Write them in this order: TRANSFORMATION, SOURCE_UNLOAD, TARGET_LOAD, SOURCE_CAPTURE, TARGET_APPLY. [logComponentOrder]',
    unknown: checkLogging(withComponent({ Id: UNKNOWN, Severity: 'LOGGER_SEVERITY_DEFAULT' })),
  },
  {
    code: 'logDeletion',
    bad: checkLogging({ ...LOGGED, DeleteTaskLogs: true }),
    message: '\'Logging.DeleteTaskLogs\' is true in a template. '
      + 'It is an order to delete the logs on the instance, which DMS would follow again with each change of the settings. '
      + 'Leave it out, and modify the task once by the CLI when the logs have to go. [logDeletion]',
    unknown: checkLogging({ ...LOGGED, DeleteTaskLogs: UNKNOWN }),
  },
  {
    code: 'targetLogging',
    variant: 'no log',
    bad: () => checkTaskSettings({}),
    message: '\'Logging.EnableLogging\' is not true. '
      + `The Security Hub control DMS.7 asks for TARGET_LOAD and TARGET_APPLY at LOGGER_SEVERITY_DEFAULT or more. ${SECURITY_HUB_MEND}. [targetLogging]`,
    unknown: () => checkTaskSettings({ Logging: UNKNOWN }),
  },
  {
    code: 'targetLogging',
    variant: 'too low',
    bad: checkLogging(withSeverity('TARGET_APPLY', 'LOGGER_SEVERITY_INFO')),
    message: '\'Logging.LogComponents[3].Severity\' is "LOGGER_SEVERITY_INFO" for "TARGET_APPLY". '
      + `The Security Hub control DMS.7 asks for TARGET_LOAD and TARGET_APPLY at LOGGER_SEVERITY_DEFAULT or more. ${SECURITY_HUB_MEND}. [targetLogging]`,
    unknown: checkLogging(withSeverity('TARGET_APPLY', UNKNOWN)),
  },
  {
    code: 'sourceLogging',
    variant: 'not named',
    bad: checkLogging({ EnableLogging: true }),
    message: '\'Logging.LogComponents\' do not name SOURCE_UNLOAD and SOURCE_CAPTURE. '
      + 'The Security Hub control DMS.8 asks for SOURCE_UNLOAD and SOURCE_CAPTURE at LOGGER_SEVERITY_DEFAULT or more. '
      + `${SECURITY_HUB_MEND}. [sourceLogging]`,
    unknown: checkLogging({ EnableLogging: UNKNOWN }),
  },
  {
    code: 'sourceLogging',
    variant: 'one not named',
    bad: checkLogging({ ...LOGGED, LogComponents: LOGGED.LogComponents.slice(1) }),
    message: '\'Logging.LogComponents\' do not name SOURCE_UNLOAD. '
      + 'The Security Hub control DMS.8 asks for SOURCE_UNLOAD and SOURCE_CAPTURE at LOGGER_SEVERITY_DEFAULT or more. '
      + `${SECURITY_HUB_MEND}. [sourceLogging]`,
    unknown: checkLogging({ ...LOGGED, LogComponents: UNKNOWN }),
  },
]);

test.each(['LOGGER_SEVERITY_DEFAULT', 'LOGGER_SEVERITY_DEBUG', 'LOGGER_SEVERITY_DETAILED_DEBUG'])('Security Hub is content with %s', (severity) => {
  expect(codesOf(checkLogging(withSeverity('SOURCE_CAPTURE', severity))())).toEqual([]);
});

test('all components in the order of DMS are right', () => {
  const all = LOG_COMPONENTS.map((Id) => ({ Id, Severity: 'LOGGER_SEVERITY_DEFAULT' }));
  expect(codesOf(checkLogging({ EnableLogging: true, LogComponents: all })())).toEqual([]);
});
