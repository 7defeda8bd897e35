import { SimulatorError } from '../simulator';
import type { Account } from './account';
import { meantBy, type Names } from './names';
import type { Operator } from './operator';
import type { Happening } from './scenario';

export interface HappeningSurroundings {
  readonly account: Account;
  readonly operator: Operator;
  readonly names: Names;
  /** Has the app deployed as it is in a directory, or as it was at first. */
  readonly deploy: (directory: string | undefined) => void;
}

const MINUTE = 60_000;

/** Does to the migration what a scenario says. */
export function carryOut(happening: Happening, around: HappeningSurroundings): void {
  const { account: { chronicle } } = around;
  try {
    chronicle.note('scenario', 'scenario', act(happening, around));
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error;
    chronicle.note('scenario', 'scenario', `cannot be done now: ${error.message}`);
  }
}

/** Gives what was done, in words. */
function act(happening: Happening, { account, operator, names, deploy }: HappeningSurroundings): string {
  const { dms, agenda, router } = account;
  const task = (given: string): string => meantBy(given, names.tasks) ?? given;
  const endpoint = (given: string): string => meantBy(given, names.endpoints) ?? given;
  if (happening.deploy !== undefined) {
    deploy(happening.deploy);
    return `${happening.deploy} is deployed`;
  }
  if (happening.deployBack === true) {
    deploy(undefined);
    return 'the app is deployed as it was at first';
  }
  if (happening.failConnection !== undefined) {
    const { endpoint: given, message = '' } = happening.failConnection;
    dms.setEndpointFailure(endpoint(given), message);
    return `connections to ${endpoint(given)} fail`;
  }
  if (happening.mendConnection !== undefined) {
    dms.setEndpointFailure(endpoint(happening.mendConnection.endpoint));
    return `connections to ${endpoint(happening.mendConnection.endpoint)} succeed again`;
  }
  if (happening.failTask !== undefined) {
    const { task: given, reason, retryAfterSeconds } = happening.failTask;
    dms.failTask(task(given), reason, { ...retryAfterSeconds !== undefined && { retryAfterSeconds } });
    return `task ${task(given)} fails`;
  }
  if (happening.stopTask !== undefined) {
    operator.stop(task(happening.stopTask.task));
    return `an operator stops task ${task(happening.stopTask.task)}`;
  }
  if (happening.startTask !== undefined) {
    operator.start(task(happening.startTask.task));
    return `an operator starts task ${task(happening.startTask.task)}`;
  }
  if (happening.failTable !== undefined) {
    const { task: given, schema, table } = happening.failTable;
    dms.errorTable(task(given), schema, table);
    return `table ${schema}.${table} of task ${task(given)} fails to be loaded`;
  }
  if (happening.fillStorage !== undefined) {
    const instance = meantBy(happening.fillStorage.instance, names.instances) ?? happening.fillStorage.instance;
    dms.fillStorage(instance);
    return `the storage of instance ${instance} is full`;
  }
  if (happening.fault !== undefined) {
    const { operation, times = 1, when = 'before' } = happening.fault;
    (operation.includes(':') ? router.faults : dms.faults).add(happening.fault);
    return `${times === 1 ? 'a call' : `${times} calls`} of ${operation} ${when === 'before' ? 'will be refused' : 'will lose the answer'}`;
  }
  if (happening.noCapacity !== undefined) {
    dms.setNoCapacity(happening.noCapacity);
    return happening.noCapacity.length === 0 ? 'there is capacity again' : `there is no capacity for ${happening.noCapacity.join(', ')}`;
  }
  if (happening.loseEvents !== undefined) {
    account.eventsLostUntil = agenda.now + happening.loseEvents.minutes * MINUTE;
    return `events of DMS are lost for ${happening.loseEvents.minutes} minutes`;
  }
  if (happening.workload !== undefined) {
    dms.setWorkload(task(happening.workload.task), happening.workload.workload);
    return `task ${task(happening.workload.task)} has another workload`;
  }
  return 'nothing is done';
}
