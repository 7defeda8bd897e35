/**
 * The custom resource of `DmsServiceRoles`: the account's DMS roles are there, work and have spread when it is complete.
 *
 * CDK's entrypoint calls `handler` and answers CloudFormation. Create and update do the same; delete does nothing, because
 * other stacks and Regions use the same roles.
 */
import { IAMClient } from '@aws-sdk/client-iam';
import { ensureRoles, type Surroundings } from './ensure-roles';
import { readRequest, type ServiceRolesProperties } from './request';
import { SdkIam } from './sdk-iam';

/** The part of CloudFormation's request that matters here. */
export interface ServiceRolesEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResourceProperties: ServiceRolesProperties;
}

/** The part of Lambda's context that matters here. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** The same for every stack, so that an update never looks like a replacement. */
const PHYSICAL_RESOURCE_ID = 'dms-service-roles';
/** Left for the answer to CloudFormation. */
const RESERVE_MILLISECONDS = 15_000;

/** The handler, in given surroundings. */
export function makeHandler(around: Surroundings) {
  return async (event: ServiceRolesEvent, context: LambdaContext): Promise<{ PhysicalResourceId: string }> => {
    if (event.RequestType !== 'Delete') {
      const request = readRequest(event.ResourceProperties);
      const patience = Math.min(request.timeoutSeconds * 1000, context.getRemainingTimeInMillis() - RESERVE_MILLISECONDS);
      await ensureRoles(around, request, around.clock.now() + patience);
    }
    return { PhysicalResourceId: PHYSICAL_RESOURCE_ID };
  };
}

export const handler = makeHandler({
  // Many stacks deployed at once share IAM's request rate, which is low.
  api: new SdkIam(new IAMClient({ maxAttempts: 10 })),
  clock: { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  log: (entry) => console.log(JSON.stringify(entry)),
});
