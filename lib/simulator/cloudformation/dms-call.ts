import type { Dms } from '../dms';
import { DmsFault } from '../fault';
import { ResourceFailure } from './faults';
import type { Steps } from './work';

/** A record as DMS tells it. */
export type DmsRecord = Readonly<Record<string, unknown>>;

/** After this long, CloudFormation gives up on a resource that does not become what it should [unverified]. */
const PATIENCE_SECONDS = 12 * 3600;

/** Calls DMS; a fault becomes the reason of a failed resource, in CloudFormation's words [cloudformation-coverage-roadmap#753]. */
export function callDms(dms: Dms, operation: string, input: object): DmsRecord {
  try {
    return dms.call(operation, input) as DmsRecord;
  } catch (fault) {
    throw fault instanceof DmsFault ? failureOf(fault) : fault;
  }
}

/** The same for a modification: that everything is so already fails nothing [derived: a rollback repeats updates that have not come about]. */
export function modifyDms(dms: Dms, operation: string, input: object): void {
  try {
    dms.call(operation, input);
  } catch (fault) {
    if (!(fault instanceof DmsFault)) throw fault;
    if (!fault.message.startsWith('No modifications were requested')) throw failureOf(fault);
  }
}

/** The same for something that may be gone: then there is no answer. */
export function callDmsIfThere(dms: Dms, operation: string, input: object): DmsRecord | undefined {
  try {
    return dms.call(operation, input) as DmsRecord;
  } catch (fault) {
    if (!(fault instanceof DmsFault)) throw fault;
    if (fault.code === 'ResourceNotFoundFault') return undefined;
    throw failureOf(fault);
  }
}

function failureOf({ message, statusCode, code }: DmsFault): ResourceFailure {
  return new ResourceFailure(`${message} (Service: AWSDatabaseMigrationService; Status Code: ${statusCode}; Error Code: ${code})`);
}

/** Lets time pass until something is as it should be. */
export function* until(dms: Dms, what: string, isSo: () => boolean): Steps<void> {
  const deadline = dms.now + PATIENCE_SECONDS * 1000;
  while (!isSo()) {
    if (dms.now >= deadline) throw new ResourceFailure(`${what} did not stabilize.`);
    yield;
  }
}
