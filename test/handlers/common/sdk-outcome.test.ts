import { outcomeOf } from '../../../lib/handlers/common/sdk-outcome';

/** A fault as the SDK throws it. */
function fault(name: string, status?: number, side?: 'client' | 'server'): Error {
  return Object.assign(new Error('as the service says'), { name, $fault: side, $metadata: { httpStatusCode: status } });
}

test('a call that was answered is done', async () => {
  expect(await outcomeOf(Promise.resolve({}))).toEqual({ kind: 'done' });
});

test.each(['ThrottlingException', 'Throttling', 'RequestLimitExceeded', 'TooManyRequestsException'])('a call that met %s was not tried', async (name) => {
  expect(await outcomeOf(Promise.reject(fault(name, 400, 'client')))).toEqual({ kind: 'skipped' });
});

test.each([
  ['InvalidResourceStateFault', 400], ['AccessDeniedException', 400], ['ResourceNotFoundFault', 404], ['InsufficientResourceCapacityFault', 400], ['Anything', 499],
])('%s with %i is a no', async (name, status) => {
  expect(await outcomeOf(Promise.reject(fault(name, status, 'client')))).toEqual({ kind: 'refused', fault: name, message: 'as the service says' });
});

test.each([
  ['a fault of the server', fault('InternalFailure', 500, 'server')],
  ['a fault of the server that says it is the client\'s', fault('InternalFailure', 500, 'client')],
  ['an answer that could not be read', fault('SyntaxError', 200)],
  ['a connection that was cut', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  ['a time that ran out', fault('TimeoutError')],
])('%s leaves open whether it happened', async (_, thrown) => {
  expect(await outcomeOf(Promise.reject(thrown))).toEqual({ kind: 'unknown' });
});
