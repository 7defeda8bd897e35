import type { Phase } from './memory';
import { isAtRest, isInMotion, isLoadingNow, isMoving, type Situation, type StagedTask } from './situation';
import { erroredTables, hasTablesLoading } from './task-stage';
import { FRESH_SECONDS } from './timing';

/** What stands against a change of class. */
export interface Blocker {
  /** Names the reason, so that it is told once. */
  readonly code: string;
  /** Whether it goes away by itself; then nobody has to be told. */
  readonly passes: boolean;
  /** What it is, as a clause. */
  readonly what: string;
  /** What to do about it, as a sentence. */
  readonly mend: string;
}

/** Everything that stands against bringing the instance to a phase, as far as it has been looked at. */
export function blockers(situation: Situation, phase: Phase): Blocker[] {
  return [
    ...instanceBlockers(situation),
    ...situation.tasks.flatMap((task) => [...taskBlockers(situation, task), ...tableBlockers(situation, task, phase)]),
    ...(phase === 'cdc' ? shrinkBlockers(situation) : []),
  ];
}

function instanceBlockers(situation: Situation): Blocker[] {
  const { instance, memory: { deployingUntil } } = situation;
  const passing = (code: string, what: string): Blocker => ({ code, passes: true, what, mend: '' });
  return [
    ...(isAtRest(situation) ? [] : [passing('instanceBusy', `the instance is ${instance.pendingClass === undefined ? instance.status : 'about to be changed'}`)]),
    ...(deployingUntil === undefined ? [] : [passing('deployment', 'a deployment may be changing the instance')]),
    // "Apply immediately" would apply them, too [DMS User Guide, Modifying a replication instance].
    ...(instance.otherPending.length === 0 ? [] : [{
      code: 'otherModifications',
      passes: false,
      what: `${instance.otherPending.join(', ')} of the instance is waiting for the maintenance window, and a change of class would apply it at once`,
      mend: 'Apply it at a time that suits, or take it back.',
    }]),
  ];
}

function taskBlockers({ memory, now }: Situation, task: StagedTask): Blocker[] {
  const { identifier, status, progress: { started, tablesLoading, tablesQueued } } = task;
  if (isLoadingNow(task)) {
    return [{
      code: `loading ${identifier}`,
      passes: false,
      what: tablesLoading + tablesQueued > 0
        ? `task ${identifier} is loading tables (${tablesLoading} at the moment, ${tablesQueued} waiting)`
        : `task ${identifier} is applying what was changed during its load`,
      mend: 'It goes on when that is done.',
    }];
  }
  if (memory.denied[task.arn] && status === 'running') {
    return [{
      code: `denied ${identifier}`,
      passes: false,
      what: `task ${identifier} runs on the instance, and the controller may not stop it`,
      mend: 'Give it to PhaseScaling in `tasks`, or stop it while the class changes.',
    }];
  }
  const isFresh = status === 'running' && started !== undefined && now - started < FRESH_SECONDS * 1000;
  return !isFresh && !isMoving(task) ? [] : [{
    code: `moving ${identifier}`, passes: true, what: `task ${identifier} is ${isFresh ? 'newly started' : status}`, mend: '',
  }];
}

/**
 * Tables that are not loaded though the task's figures do not say so, as may be while single tables are loaded again. A larger instance does a
 * load good that an operator has stopped in its middle.
 */
function tableBlockers({ memory, tables = {} }: Situation, task: StagedTask, phase: Phase): Blocker[] {
  const { arn, identifier } = task;
  const seen = tables[arn];
  const counts = phase === 'cdc' || isInMotion(task) || memory.stops[arn] !== undefined;
  return seen === undefined || !counts || !hasTablesLoading(seen) ? [] : [{
    code: `reloading ${identifier}`, passes: false, what: `task ${identifier} has tables that are not loaded`, mend: 'It goes on when they are.',
  }];
}

/** What stands only against making the instance smaller. */
function shrinkBlockers({ memory: { starved, stops }, policy, tasks, tables = {} }: Situation): Blocker[] {
  const found: Blocker[] = [];
  if (starved !== undefined) {
    found.push({
      code: `starved ${starved.task}`,
      passes: false,
      what: `task ${starved.task} stopped with ${starved.reason}, so the instance is not made smaller`,
      mend: 'Choose larger classes or more storage, and deploy.',
    });
  }
  for (const task of tasks) {
    const { arn, identifier, stage, progress } = task;
    if (stage === 'failed' && stops[arn] === undefined) {
      found.push({
        code: `failed ${identifier}`, passes: false, what: `task ${identifier} has failed`, mend: 'Find the cause in its log, and resume or delete it.',
      });
    }
    const seen = tables[arn];
    const errored = Math.max(progress.tablesErrored, seen === undefined ? 0 : erroredTables(seen));
    if (errored > 0 && policy.erroredTables === 'block') {
      const names = seen === undefined || seen.errored.length === 0 ? '' : `: ${seen.errored.join(', ')}${errored > seen.errored.length ? ' ...' : ''}`;
      found.push({
        code: `errored ${identifier}`,
        passes: false,
        what: `task ${identifier} could not load ${errored} ${errored === 1 ? 'table' : 'tables'}${names}`,
        mend: 'Mend the cause and reload them, or let them be left behind (`erroredTables`).',
      });
    }
  }
  return found;
}
