import { tell, type Decision } from './decision';
import type { HookNote, Memory } from './memory';
import * as messages from './messages';
import type { HookPolicy } from './policy';
import type { Situation, StagedTask } from './situation';
import { GRACE_SECONDS } from './timing';
import { without } from './without';

/** Longest name of an execution [Step Functions API, StartExecution]. */
const MAX_NAME = 80;

/** Starts the hooks of tasks that are at their boundary, and takes note of those which have ended. */
export function stepHooks(situation: Situation, otherwise: (situation: Situation) => Decision): Decision {
  const { hooks, memory, now, policy: { hook }, tasks } = situation;
  if (hook === undefined) return otherwise(situation);
  const missing = tasks.filter(({ arn, stage }) => stage === 'boundary' && memory.hooks[arn] === undefined);
  if (missing.length > 0 && !memory.retiring) {
    const notes = Object.fromEntries(missing.map((task) => [task.arn, begin(task, now)]));
    return { kind: 'startHooks', tasks: missing.map(({ arn }) => arn), why: 'the load is over', memory: { ...memory, hooks: { ...memory.hooks, ...notes } } };
  }
  const running = Object.entries(memory.hooks).filter(([, { state }]) => state === 'running');
  if (running.length === 0) return otherwise(situation);
  if (hooks === undefined) return { kind: 'look', at: 'hooks', tasks: running.map(([arn]) => arn), memory };
  return otherwise({ ...situation, memory: running.reduce((sum, [arn, note]) => end(situation, sum, arn, note, hook), memory) });
}

/** An execution that is not there was never started, for its start was written down before. */
function isLost({ hooks = {}, now }: Situation, { executionName, started }: HookNote): boolean {
  return hooks[executionName] === undefined && now - started >= GRACE_SECONDS * 1000;
}

/** The name says which load it is for, so that starting it twice is one execution. */
function begin({ arn, progress: { freshStart } }: StagedTask, now: number): HookNote {
  const id = arn.split(':').pop() ?? '';
  const executionName = `${id}-${freshStart ?? now}`.replace(/[^A-Za-z0-9-]/g, '-').slice(-MAX_NAME);
  return { ...(freshStart !== undefined && { load: freshStart }), executionName, started: now, state: 'running' };
}

function end(situation: Situation, memory: Memory, arn: string, note: HookNote, { timeoutSeconds, onFailure }: HookPolicy): Memory {
  const { hooks = {}, now, tasks } = situation;
  if (isLost(situation, note)) return { ...memory, hooks: without(memory.hooks, arn) };
  const seen = hooks[note.executionName] ?? 'running';
  const state = seen === 'running' && now - note.started >= timeoutSeconds * 1000 ? 'timedOut' : seen;
  if (state === 'running') return memory;
  const next: Memory = { ...memory, hooks: { ...memory.hooks, [arn]: { ...note, state } } };
  const identifier = tasks.find((task) => task.arn === arn)?.identifier ?? arn;
  return state === 'succeeded' ? next : tell(next, messages.hookFailed(identifier, state, onFailure === 'hold'));
}
