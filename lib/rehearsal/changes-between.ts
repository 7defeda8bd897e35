import type { Change } from './records';
import type { RehearsalResult } from './result';

/**
 * What changed DMS from one time to another, without the times: to be compared with what the same deployment does elsewhere.
 *
 * Names are in place of ARNs, which differ from account to account.
 */
export function changesBetween({ changes }: Pick<RehearsalResult, 'changes'>, from: number, to: number): Change[] {
  return changes.filter(({ at }) => at >= from && at <= to).map(({ operation, input, outcome }) => ({ operation, input, outcome }));
}
