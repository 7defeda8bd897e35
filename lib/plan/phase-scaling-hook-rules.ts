import { error, list, show, type Problem } from './problem';
import { isKnown } from './unknown';

/** What is said of a hook, as far as there are rules for it. */
export interface BoundaryHookInput {
  readonly timeoutSeconds?: unknown;
  readonly onFailure?: unknown;
  /** `STANDARD` or `EXPRESS`, of a state machine that this app defines. */
  readonly stateMachineType?: unknown;
}

const FAILURES: readonly string[] = ['resume', 'hold'];
const MIN_TIMEOUT_SECONDS = 60;

/** Checks the hook that runs at the boundary of a task. */
export function checkBoundaryHook({ timeoutSeconds: timeout, onFailure, stateMachineType }: BoundaryHookInput, deadline: unknown): Problem[] {
  const problems: Problem[] = [];
  if (isKnown(timeout) && !(Number.isInteger(timeout) && Number(timeout) >= MIN_TIMEOUT_SECONDS)) {
    problems.push(error({
      code: 'boundaryHookTimeout',
      where: 'timeout',
      what: `must be at least ${MIN_TIMEOUT_SECONDS} seconds, and whole ones, got ${show(timeout)}`,
      why: 'The controller looks once a minute how the hook is',
      mend: 'Set it higher, or leave it out',
    }));
  } else if (isKnown(timeout) && isKnown(deadline) && Number(timeout) > Number(deadline)) {
    problems.push(error({
      code: 'boundaryHookOutlastsPause',
      where: 'timeout',
      what: `is ${Number(timeout)} seconds, longer than pauseDeadline, which is ${Number(deadline)} seconds`,
      why: 'At the deadline the task runs again, whether the hook has finished or not',
      mend: 'Lower it, or raise pauseDeadline as far as the source keeps its log',
    }));
  }
  if (isKnown(onFailure) && !FAILURES.includes(String(onFailure))) {
    problems.push(error({
      code: 'boundaryHookFailure',
      where: 'onFailure',
      what: `must be ${list(FAILURES, 'or')}, got ${show(onFailure)}`,
      why: 'The controller knows nothing else to do',
      mend: 'Take one of BoundaryHookFailure',
    }));
  }
  if (stateMachineType === 'EXPRESS') {
    problems.push(error({
      code: 'boundaryHookExpress',
      where: 'stateMachine',
      what: 'is an express one',
      why: 'Step Functions does not tell how an execution of such a state machine is, and it ends after five minutes',
      mend: 'Give it the type STANDARD',
    }));
  }
  return problems;
}
