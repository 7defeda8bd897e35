import type { InspectedTask } from '../simulator';
import type { Account } from './account';
import { textOf } from './cloud/resources';

/** The class for change data capture of instances that are scaled, by their names. */
export function cdcClasses({ resources }: Account): ReadonlyMap<string, string> {
  return resources.once('classes', () => new Map(resources.ofType('Custom::DmsPhaseScaling')
    .filter(({ properties }) => properties.Part === 'Class')
    .map(({ properties: { InstanceIdentifier, CdcClass } }) => [textOf(InstanceIdentifier).toLowerCase(), textOf(CdcClass)])));
}

/** Whether a task has done all that it has to, or is at what never ends. */
export function restsTask({ type, stage, status, works, stopReason = '' }: InspectedTask): boolean {
  if (type === 'full-load') return status === 'stopped' && stopReason.includes('FULL_LOAD_ONLY_FINISHED');
  return works && stage === 'cdc';
}

/** Whether the loads of all tasks are over. */
export function isLoaded(account: Account): boolean {
  const { tasks } = account.inspect();
  return tasks.length > 0 && tasks.every((task) => task.stage === 'cdc' || (task.type === 'full-load' && restsTask(task)));
}

/** Whether all tasks capture changes, on the class that is meant for it. */
export function isAtRest(account: Account): boolean {
  const { tasks, instances } = account.inspect();
  const classes = cdcClasses(account);
  return tasks.every(restsTask) && instances.every(({ identifier, status, class: instanceClass }) => (
    status === 'available' && (!classes.has(identifier) || classes.get(identifier) === instanceClass)
  ));
}
