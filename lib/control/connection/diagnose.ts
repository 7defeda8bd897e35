/** What is wrong with a connection whose test failed, told from DMS's message: rules.ts has the knowledge, this file the words around it. */
import type { Cause, Diagnosis, TestedEndpoint } from './diagnosis';
import { findRule } from './rules';
import { cut, oneLine, shown } from './shown-text';

/** A connection test that failed. */
export interface FailedTest extends TestedEndpoint {
  /** `LastFailureMessage` as DMS has it. */
  readonly message?: string;
}

/**
 * CloudFormation takes 4,096 bytes for the whole answer of a custom resource [CloudFormation User Guide, Custom resource response objects];
 * names and ARNs in it, and what the CDK's provider framework writes around a reason, take the rest.
 */
export const MAX_REASON_BYTES = 3000;

/** What is read first, and is all that is shown at some places: cause and first check of each endpoint. */
export const HEAD_BYTES = 500;

const SAID_BYTES = 200;

const LABELS: Readonly<Record<Cause, string>> = {
  network: 'no answer from its host',
  refused: 'connection refused',
  dns: 'host name not found',
  secret: 'secret not readable',
  kms: 'key of the secret not usable',
  tls: 'TLS does not fit',
  login: 'login refused',
  database: 'database not found',
  grants: 'privileges missing',
  prerequisite: 'not set up for DMS',
  busy: 'not available at the moment',
  unknown: 'cause unknown',
};

/** What a message of DMS means. Any text gets an answer; one that nobody knows is `unknown`. */
export function diagnose(failure: string | undefined, about: TestedEndpoint): Diagnosis {
  const message = failure ?? '';
  const { cause, certainty, words, checks } = findRule(oneLine(message), about);
  const subject = { role: about.role, said: shown(message, SAID_BYTES) };
  return { cause, certainty, words: words(subject), checks: checks(subject) };
}

/** The text with which a deployment fails. */
export function describeFailure(failures: readonly FailedTest[]): string {
  if (failures.length === 0) return 'No connection test has failed.';
  const diagnosed = failures.map((failure) => ({ failure, diagnosis: diagnose(failure.message, failure) }));
  // The line breaks count, too.
  const opening = failures.length === 1 ? 'The connection test failed.' : 'The connection tests failed.';
  const each = Math.floor((HEAD_BYTES - opening.length) / failures.length) - 1;
  const heads = diagnosed.map(({ failure, diagnosis }) => cut(headOf(failure, diagnosis), each));
  const head = [opening, ...heads].join('\n');
  const room = Math.floor((MAX_REASON_BYTES - head.length) / failures.length) - 2;
  const details = diagnosed.map(({ failure, diagnosis }) => cut(detailsOf(failure, diagnosis, room), room));
  return cut([head, ...details].join('\n\n'), MAX_REASON_BYTES);
}

function nameOf({ role, endpointIdentifier, engineName }: TestedEndpoint, maxBytes: number): string {
  const known = [endpointIdentifier, engineName].filter((each) => each !== undefined && each !== '').join(', ');
  return known === '' ? role : `${role} (${shown(known, maxBytes)})`;
}

function headOf(failure: FailedTest, { cause, certainty, checks: [first] }: Diagnosis): string {
  return `${capitalize(nameOf(failure, 50))}: ${certainty === 'likely' ? 'probably ' : ''}${LABELS[cause]}. First: ${first}.`;
}

/** Checks are kept whole, and DMS's words get the room that they leave. */
function detailsOf(failure: FailedTest, { words, checks }: Diagnosis, room: number): string {
  const advice = [`Check at the ${failure.role}, in this order:`, ...checks.map((check, index) => `${index + 1}. ${check}.`)].join('\n');
  const opening = `${words}\nDMS says: `;
  const left = Math.max(SAID_BYTES, room - opening.length - advice.length - 1);
  return `${opening}${shown(failure.message ?? '', left) || 'nothing'}\n${advice}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
