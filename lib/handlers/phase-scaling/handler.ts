import { readEvent } from './read-event';
import { reconcile } from './reconcile';
import type { Surroundings } from './surroundings';

/** The part of Lambda's context that matters here. */
export interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

const PAUSE_MILLISECONDS = 15_000;
/** What one more look may take. */
const LOOK_MILLISECONDS = 30_000;

/** The handler, in given surroundings. */
export function makeHandler(around: Surroundings, ownIdentifier: string) {
  return async (event: unknown, context: LambdaContext): Promise<void> => {
    const { clock } = around;
    const now = clock.now();
    const call = readEvent(event, ownIdentifier, now);
    const run = { owner: context.awsRequestId, ends: now + context.getRemainingTimeInMillis() };
    let isOwed = await reconcile(around, call, run);
    // The schedule calls for the function's own instance. One that was replaced is seen to its end here, and by Lambda's next try.
    while (isOwed && call.id !== ownIdentifier) {
      if (run.ends - clock.now() < PAUSE_MILLISECONDS + LOOK_MILLISECONDS) throw new Error(`${call.id}: CloudFormation is still to be answered`);
      await clock.sleep(PAUSE_MILLISECONDS);
      isOwed = await reconcile(around, { id: call.id, name: `${call.name}, again` }, run);
    }
  };
}
