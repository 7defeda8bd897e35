import { readEvent } from './read-event';
import { reconcile } from './reconcile';
import type { Surroundings } from './surroundings';

/** The part of Lambda's context that matters here. */
export interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** The handler, in given surroundings. */
export function makeHandler(around: Surroundings, ownIdentifier: string) {
  return async (event: unknown, context: LambdaContext): Promise<void> => {
    const now = around.clock.now();
    await reconcile(around, readEvent(event, ownIdentifier, now), { owner: context.awsRequestId, ends: now + context.getRemainingTimeInMillis() });
  };
}
