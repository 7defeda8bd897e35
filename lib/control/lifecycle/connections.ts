import { describeFailure, diagnose } from '../connection/diagnose';
import type { Notes, Tries } from './notes';
import type { StackFate } from './request';
import type { SeenConnection } from './task';
import { decideTests, type WantedTest } from './tests';
import type { Verdict } from './verdict';

/** A connection that a deployment has to prove. */
export interface ProvenConnection extends WantedTest {
  readonly role: 'source' | 'target';
  readonly engineName?: string;
  readonly endpointIdentifier?: string;
}

/** What is to be proven. */
export interface ConnectionsInput {
  readonly wanted: readonly ProvenConnection[];
  readonly connections: readonly SeenConnection[];
  readonly notes: Notes;
  readonly fate: StackFate;
  /** How long a failed test is tried again: rules, routes and roles may still be on their way. */
  readonly patienceMilliseconds: number;
}

/** Databases lock accounts after some failed logins. */
const MOST_LOGINS = 2;

/** Proves that the instance reaches its databases, and says what is wrong if it does not. A rollback does not fail for it. */
export function decideConnections({ patienceMilliseconds, fate, ...input }: ConnectionsInput, at: number): Verdict {
  const { wanted, notes } = input;
  const aboutOf = new Map(wanted.map((each) => [each.endpointArn, each]));
  const again = (failure: string, { since, tries }: Tries): boolean => {
    const isLogin = [...aboutOf.values()].some((about) => diagnose(failure, about).cause === 'login');
    return isLogin ? tries < MOST_LOGINS : at - since < patienceMilliseconds;
  };
  const tested = decideTests({ ...input, anew: true, again }, at);
  if (tested === undefined) return { kind: 'done', notes: { ...notes, tests: {} }, because: `${wanted.length} connections are good` };
  if (tested.kind !== 'broken') return tested;
  const failures = tested.broken.map(({ test: { role, engineName, endpointIdentifier }, failure: message }) =>
    ({ role, engineName, endpointIdentifier, message }));
  const reason = describeFailure(failures);
  if (fate === 'goesBack') return { kind: 'done', notes: { ...notes, tests: {} }, because: `the deployment goes back: ${reason}` };
  return { kind: 'failed', reason, notes: { ...notes, tests: {} } };
}
