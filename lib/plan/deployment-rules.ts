import { error, show, type Problem } from './problem';
import { isKnown } from './unknown';

/** Longer than that CloudFormation does not wait for all of a step. */
const MAX_PATIENCE_SECONDS = 3000;

/** Checks how long connections are tested. */
export function checkConnectionPatience(seconds: unknown): Problem[] {
  if (!isKnown(seconds) || (Number.isInteger(seconds) && Number(seconds) >= 0 && Number(seconds) <= MAX_PATIENCE_SECONDS)) return [];
  return [error({
    code: 'connectionPatience',
    where: 'connectionPatience',
    what: `must be at most ${MAX_PATIENCE_SECONDS / 60} minutes, in whole seconds, got ${show(seconds)} seconds`,
    why: 'CloudFormation waits for an hour at most, and the last tests take their time',
    mend: 'Set it in that range, or leave it out for 10 minutes',
  })];
}
