import type { Outcome } from '../outcome';
import { isFinal } from './assessment';
import type { Act } from './verdict';

/** Why an act cannot succeed, however often it is tried; undefined if the next look is to show what became of it. */
export function finalRefusal(act: Act, outcome: Outcome): string | undefined {
  if (outcome.kind !== 'refused') return undefined;
  const { fault, message } = outcome;
  if (fault.startsWith('AccessDenied')) return `DMS does not allow it: ${message}`;
  return act.kind === 'assess' && isFinal(fault) ? `DMS does not assess ${act.identifier}: ${message}` : undefined;
}
