import { error, show, warning, type Problem } from './problem';
import { asObject } from './table-mapping-reading';
import { isKnown, UNKNOWN } from './unknown';

const MEND = 'Take it out of the settings, choose BoundaryStrategy.KEEP_RUNNING, or leave phase scaling out (phaseScaling: { enabled: false })';

/**
 * Checks the settings of a task that phase scaling has stop at the end of its load (`StopTaskCachedChangesApplied`).
 *
 * @param settings as the user gave them, without the flag.
 */
export function checkStopFlag(settings: unknown): Problem[] {
  if (settings === UNKNOWN) {
    return [warning({
      code: 'stopFlagOpaque',
      where: '',
      what: 'are known only at deployment, so FullLoadSettings.StopTaskCachedChangesApplied cannot be written into them',
      why: 'Unless it is true in them, the task does not stop at the end of its load, as phase scaling wants it to',
      mend: 'See to it that it is true in them, give them as TaskSettings.of(), or choose BoundaryStrategy.KEEP_RUNNING',
    })];
  }
  const { StopTaskCachedChangesApplied: applied, StopTaskCachedChangesNotApplied: notApplied } = asObject(asObject(settings)?.FullLoadSettings) ?? {};
  const problems: Problem[] = [];
  if (isKnown(applied) && applied !== true) {
    problems.push(error({
      code: 'stopFlagOff',
      where: 'FullLoadSettings.StopTaskCachedChangesApplied',
      what: `is ${show(applied)}, and phase scaling asks for true`,
      why: 'By that stop it knows that the load is over and the cached changes are applied',
      mend: MEND,
    }));
  }
  if (notApplied === true) {
    problems.push(error({
      code: 'stopFlagEarly',
      where: 'FullLoadSettings.StopTaskCachedChangesNotApplied',
      what: 'is true together with phase scaling',
      why: 'The task would stop once before its cached changes are applied, and wait for somebody to resume it, while all others wait for it',
      mend: MEND,
    }));
  }
  return problems;
}
