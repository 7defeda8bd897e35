import { error, list, listSome, warning, type Problem } from '../problem';
import type { MigrationPlanData, PlanWarning } from './data';

/** A profile or a plan that cannot be used, with what is wrong with it in one or several lines. */
export function unusable(kind: 'profile' | 'plan', reason: string): Problem {
  return kind === 'profile' ? error({
    code: 'profileUnusable',
    where: 'plan',
    what: `is made from a profile that cannot be read: ${reason}`,
    why: 'Without it, there is nothing to plan from',
    mend: 'Correct the path, which is taken from the directory in which the app is run, or write the profile anew with "npx dms-migrations audit"',
  }) : error({
    code: 'planUnusable',
    where: 'plan',
    what: `cannot be made: ${reason}`,
    why: 'Without it, it is not known what the tasks are',
    mend: 'Correct the options, or the plan\'s file; "npx dms-migrations plan" writes one',
  });
}

/** What the plan itself warns of. */
export function planWarnings({ warnings }: MigrationPlanData): Problem[] {
  return warnings.map(({ code, what, mend, at }: PlanWarning) => warning({
    code: `plan-${code}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
    where: 'plan',
    what: `warns of ${listSome(at)}`,
    why: what.replace(/\.$/, ''),
    mend: mend.replace(/\.$/, ''),
  }));
}

/** A stack has one instance. */
export function checkOneInstance({ instances }: MigrationPlanData): Problem[] {
  return instances.length < 2 ? [] : [error({
    code: 'planInstances',
    where: 'plan',
    what: `is for ${instances.length} replication instances, ${list(instances.map(({ id }) => id))}`,
    why: 'A replication stack has one, and the tasks of the others would be missing',
    mend: 'Make a stack for each, with plan.forInstance(id)',
  })];
}

/** What was planned for another target may not work with this one. */
export function checkTarget({ targetEngine }: MigrationPlanData, actual: string | undefined): Problem[] {
  return targetEngine === undefined || actual === undefined || targetEngine === actual ? [] : [error({
    code: 'planTarget',
    where: 'plan',
    what: `is for the target engine ${targetEngine}, and the target is ${actual}`,
    why: 'How LOBs are carried and tables are split differs by target',
    mend: 'Plan anew for this target',
  })];
}

/** Tasks come from a plan, or by hand, or both. */
export function checkTasksGiven(hasPlan: boolean, hasTasks: boolean): Problem[] {
  return hasPlan || hasTasks ? [] : [error({
    code: 'tasksMissing',
    where: 'tasks',
    what: 'must be given, or else a plan',
    why: 'A stack without tasks migrates nothing',
    mend: 'Give tasks, or plan: MigrationPlan.fromProfile(...)',
  })];
}
