import type { Problem } from '../../lib/plan/problem';
import { checkTaskSettings, type TaskSettingsContext } from '../../lib/plan/task-settings-rules';

/** A task log with which the Security Hub controls pass. */
export const LOGGED = {
  EnableLogging: true,
  LogComponents: ['SOURCE_UNLOAD', 'TARGET_LOAD', 'SOURCE_CAPTURE', 'TARGET_APPLY'].map((Id) => ({ Id, Severity: 'LOGGER_SEVERITY_DEFAULT' })),
};

/** Checks one section, which says nothing else that could be a problem. */
export function checkSection(name: string, section: unknown, context: TaskSettingsContext = {}): () => Problem[] {
  return () => checkTaskSettings({ Logging: LOGGED, [name]: section }, { largestLobKiB: 1, ...context });
}

/** Checks several sections, which say nothing else that could be a problem. */
export function checkSections(sections: Record<string, unknown>, context: TaskSettingsContext = {}): () => Problem[] {
  return () => checkTaskSettings({ Logging: LOGGED, ...sections }, { largestLobKiB: 1, ...context });
}

export function codesOf(problems: Problem[]): string[] {
  return problems.map(({ code }) => code);
}
