/**
 * Deployments of two tasks in which one call to DMS fails: each call, with each fault that the SDK's model knows of it, and those that any call
 * may meet.
 *
 * A deployment survives if it comes to a clean end, done or taken back, with every task in the state that it then has to have.
 */
import { readFileSync } from 'node:fs';
import { InstanceClass } from '../../lib/constructs/instance-class';
import { TaskSettings } from '../../lib/constructs/task-settings';
import type { PlannedFault } from '../../lib/simulator';
import type { DeploymentBehaviour, StackTemplate } from '../../lib/simulator/cloudformation';
import { Cloud } from '../../test/support/lifecycle/cloud';
import { RUNNING, STACK, twoTasks } from '../../test/support/lifecycle/two-tasks';

/** The other of each pair of possibilities. */
export const OTHERWISE: Partial<DeploymentBehaviour> = {
  propertiesSent: 'all', deletionOfRunningTask: 'stopsIt', rollbackOfFailedUpdate: 'update', rollbackOrder: 'ofWhatWasTouched',
};

/** A deployment, with one call that failed. */
export interface Fate {
  readonly deployment: string;
  readonly operation: string;
  readonly fault: string;
  readonly status: string;
  readonly tasks: Readonly<Record<string, string>>;
  readonly survived: boolean;
}

type Statuses = Readonly<Record<string, string>>;

interface Deployment {
  readonly behaviour?: Partial<DeploymentBehaviour>;
  /** What is there before; nothing if it is absent. */
  readonly from?: StackTemplate;
  readonly to: StackTemplate;
  /** How tasks have to be when it is done. */
  readonly done: Statuses;
}

const FIRST = twoTasks();
const DEPLOYMENTS: Readonly<Record<string, Deployment>> = {
  'of a new stack': { to: FIRST, done: RUNNING },
  'of other settings of a task': { from: FIRST, to: twoTasks({ sales: { taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: 4 } }) } }), done: RUNNING },
  'of another endpoint': { from: FIRST, to: twoTasks({ change: ({ target }) => target.addPropertyOverride('ExtraConnectionAttributes', 'maxFileSize=512') }), done: RUNNING },
  'of another class': { from: FIRST, to: twoTasks({ instanceClass: InstanceClass.R6I_XLARGE }), done: RUNNING },
  'without a task': { from: FIRST, to: twoTasks({ withStock: false }), done: { 'test-sales': 'running' } },
};

/** Tasks are resumed by a schedule when a deployment has failed. */
const MINUTES_AFTER = 60;
/** Reads are made again and again; these calls of each kind are enough. */
const isChange = (operation: string): boolean => !/^(Describe|List)/.test(operation);

/** All of them, by one of the ways that CloudFormation may go where that is not known; the same in every run. */
export async function playFaults(behaviour: Partial<DeploymentBehaviour> = {}): Promise<Fate[]> {
  const fates: Fate[] = [];
  for (const [name, each] of Object.entries(DEPLOYMENTS)) {
    const deployment = { ...each, behaviour };
    for (const { operation, after } of await callsOf(deployment)) {
      for (const [fault, planned] of Object.entries(faultsOf(operation))) {
        fates.push({ deployment: name, operation: `${operation} ${after + 1}`, fault, ...await play(deployment, { ...planned, operation, after }) });
      }
    }
  }
  return fates;
}

/** Calls of a deployment in which none fails: all that change something, and the first and the last of each read. */
async function callsOf(deployment: Deployment): Promise<{ readonly operation: string; readonly after: number }[]> {
  const cloud = await before(deployment);
  const { length } = cloud.dms.calls;
  await cloud.deploy(STACK, deployment.to);
  const counts = new Map<string, number>();
  for (const { operation } of cloud.dms.calls.slice(length)) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return [...counts].flatMap(([operation, count]) => {
    const all = Array.from({ length: count }, (_, after) => ({ operation, after }));
    return isChange(operation) ? all : all.filter(({ after }) => after === 0 || after === count - 1);
  });
}

async function before({ from, behaviour }: Deployment): Promise<Cloud> {
  const cloud = new Cloud({ deployment: behaviour });
  if (from !== undefined) await cloud.deploy(STACK, from);
  return cloud;
}

async function play(deployment: Deployment, planned: PlannedFault): Promise<Pick<Fate, 'status' | 'tasks' | 'survived'>> {
  const cloud = await before(deployment);
  cloud.dms.faults.add(planned);
  const { status } = await cloud.deploy(STACK, deployment.to);
  await cloud.pass(MINUTES_AFTER);
  const tasks = cloud.statuses();
  return { status, tasks, survived: isClean(deployment, status, tasks, cloud) };
}

function isClean({ from, done }: Deployment, status: string, tasks: Statuses, cloud: Cloud): boolean {
  const { instances, endpoints } = cloud.dms.snapshot();
  switch (status) {
    // A task that could not be deleted is left over, and runs on as it did [CloudFormation goes on with its clean-up].
    case 'CREATE_COMPLETE': case 'UPDATE_COMPLETE': return same(tasks, done) || (status === 'UPDATE_COMPLETE' && !same(done, RUNNING) && same(tasks, RUNNING));
    case 'UPDATE_ROLLBACK_COMPLETE': return same(tasks, RUNNING);
    case 'ROLLBACK_COMPLETE': return from === undefined && same(tasks, {}) && instances.length + endpoints.length === 0;
    default: return false;
  }
}

function same(tasks: Statuses, others: Statuses): boolean {
  const text = (statuses: Statuses): string => JSON.stringify(Object.entries(statuses).sort());
  return text(tasks) === text(others);
}

const ANY: Readonly<Record<string, Omit<PlannedFault, 'operation'>>> = {
  throttled: { fault: { code: 'ThrottlingException', statusCode: 400 } },
  failing: { fault: { code: 'InternalFailure', statusCode: 500 } },
  unanswered: { when: 'after' },
};

function faultsOf(operation: string): Readonly<Record<string, Omit<PlannedFault, 'operation'>>> {
  const { unanswered, ...others } = ANY;
  // What CloudFormation does about a creation of which it never hears is between it and DMS; nothing of this project comes near it.
  return { ...others, ...(!operation.startsWith('Create') && { unanswered }), ...Object.fromEntries(documented(operation).map((code) => [code, { fault: { code, statusCode: 400 } }])) };
}

const known = new Map<string, string[]>();

/** Faults of an operation, as the SDK's declaration of its command has them. */
function documented(operation: string): string[] {
  const present = known.get(operation);
  if (present !== undefined) return present;
  const text = readFileSync(require.resolve(`@aws-sdk/client-database-migration-service/dist-types/commands/${operation}Command.d.ts`), 'utf8');
  const found = [...text.matchAll(/@throws \{@link (\w+Fault)\}/g)].map(([, code]) => code);
  known.set(operation, found);
  return found;
}
