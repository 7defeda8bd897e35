import type { Outcome } from '../../control/outcome';

/** The service has not even looked at the call; it is tried again in the next run. */
const THROTTLED = ['ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'TooManyRequestsException'];

/** What a call came to that was sent once, without a retry of the SDK's. */
export async function outcomeOf(sent: Promise<unknown>): Promise<Outcome> {
  try {
    await sent;
    return { kind: 'done' };
  } catch (thrown) {
    const fault = thrown as Partial<Error> & { readonly $fault?: string; readonly $metadata?: { readonly httpStatusCode?: number } };
    const { name = 'Error', message = '' } = fault;
    if (THROTTLED.includes(name)) return { kind: 'skipped' };
    // Only an answer with a status of the 400s is a no; a server's fault, or none at all, leaves open whether it happened.
    const status = fault.$metadata?.httpStatusCode ?? 0;
    return fault.$fault === 'client' && status >= 400 && status < 500 ? { kind: 'refused', fault: name, message } : { kind: 'unknown' };
  }
}
