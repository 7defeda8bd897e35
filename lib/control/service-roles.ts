/**
 * How one role of the account comes to be there and to work, whoever else wants the same at the same time.
 *
 * Life of a role that this library creates: created with a mark ("incomplete"), given its policy, the mark taken off,
 * waited for. Any handler may carry on where another one stopped or died, because what is left to do is read off the role
 * itself. A role without the mark belongs to somebody else, or is done, and is never changed: it works or it does not.
 *
 * IAM is eventually consistent [IAM User Guide, troubleshoot_general]: a read may show what was true some seconds ago, and
 * the next one something older. So no single read proves that a new role is there, and a missing one is created only if
 * nobody was told before that it exists.
 */
import type { TrustVerdict } from './trust';

/** A role as one read shows it. */
export interface SeenRole {
  /** What stands against each service that has to assume it; a service that may is left out. */
  readonly refused: Readonly<Record<string, Exclude<TrustVerdict, 'trusted'>>>;
  /** Whether it carries the mark of a role that this library has begun to create. */
  readonly incomplete: boolean;
  /** Its policies, managed and inline. */
  readonly policies: readonly string[];
  readonly ageSeconds: number;
}

/** What earlier steps with the same role left behind. */
export interface Memory {
  /** IAM said that the role exists: it was created here, or somebody was faster. */
  readonly exists: boolean;
  /** Its policy was attached here. */
  readonly attached: boolean;
  /** It was seen when it did not work yet, or not seen at all. */
  readonly watchedFromTheStart: boolean;
  /** Since when every read has shown it working, if the last one did. */
  readonly goodSince?: number;
}

/** Before the first read. */
export const NOTHING_KNOWN: Memory = { exists: false, attached: false, watchedFromTheStart: false };

/** Why a role cannot be used. */
export type Failure =
  | { readonly reason: 'missing' }
  | { readonly reason: 'noPolicy' }
  | { readonly reason: 'trust'; readonly refused: SeenRole['refused'] };

/** The next step. */
export type Decision =
  | { readonly kind: 'create' }
  | { readonly kind: 'attach' }
  | { readonly kind: 'unmark' }
  | { readonly kind: 'wait'; readonly until: 'visible' | 'policyAttached' | 'settled' }
  | { readonly kind: 'ready'; readonly found: 'existing' | 'new' }
  | { readonly kind: 'fail'; readonly failure: Failure };

/** What the next step depends on, besides the role. */
export interface Rules {
  /** Whether this handler creates roles, or only waits for those which CloudFormation creates. */
  readonly mayCreate: boolean;
  /** When to give up, in milliseconds of the same clock as `now`. */
  readonly deadline: number;
}

/**
 * How long every read must have shown a new role working before DMS is let at it.
 *
 * Reads come from where IAM writes, DMS assumes the role in its own Region, and how long the way between takes is not
 * documented. Terraform modules wait 10 to 120 seconds, and a report says that 30 do
 * [github.com/hashicorp/terraform-provider-aws, issue 11025; derived].
 */
const SETTLE_SECONDS = 30;
/** A role younger than this may be new to the Region, though others have created it. */
const YOUNG_SECONDS = 2 * SETTLE_SECONDS;
/** A role older than this without a policy is nobody's work in progress. */
const ABANDONED_SECONDS = 600;

/** What is known after a read. */
export function remember(memory: Memory, seen: SeenRole | undefined, now: number): Memory {
  if (seen !== undefined && works(seen)) return { ...memory, exists: true, goodSince: memory.goodSince ?? now };
  return { ...memory, exists: memory.exists || seen !== undefined, watchedFromTheStart: true, goodSince: undefined };
}

/** The next step with one role. `memory` has the read of `seen` in it. */
export function decide(seen: SeenRole | undefined, memory: Memory, { mayCreate, deadline }: Rules, now: number): Decision {
  const late = now >= deadline;
  if (seen === undefined) {
    if (mayCreate && !memory.exists && !late) return { kind: 'create' };
    return late ? { kind: 'fail', failure: { reason: 'missing' } } : { kind: 'wait', until: 'visible' };
  }
  if (Object.keys(seen.refused).length > 0) return { kind: 'fail', failure: { reason: 'trust', refused: seen.refused } };
  if (seen.policies.length === 0) {
    if (mayCreate && seen.incomplete && !memory.attached && !late) return { kind: 'attach' };
    const abandoned = !seen.incomplete && seen.ageSeconds > ABANDONED_SECONDS;
    return late || abandoned ? { kind: 'fail', failure: { reason: 'noPolicy' } } : { kind: 'wait', until: 'policyAttached' };
  }
  if (mayCreate && seen.incomplete && !late) return { kind: 'unmark' };

  const isNew = memory.watchedFromTheStart || seen.ageSeconds < YOUNG_SECONDS;
  const settled = memory.goodSince !== undefined && now - memory.goodSince >= SETTLE_SECONDS * 1000;
  if (isNew && !settled && !late) return { kind: 'wait', until: 'settled' };
  return { kind: 'ready', found: isNew ? 'new' : 'existing' };
}

function works({ refused, policies }: SeenRole): boolean {
  return Object.keys(refused).length === 0 && policies.length > 0;
}
