import type { IConstruct } from 'constructs';

/** `Validations.ACKNOWLEDGED_RULES_METADATA_KEY`, which older versions of aws-cdk-lib do not have. */
const METADATA_KEY = 'aws:cdk:acknowledged-rules';

/**
 * Acknowledges a finding of cdk-nag 3 on one resource, with the reason.
 *
 * Written as metadata because `Validations.acknowledge` came with aws-cdk-lib 2.257 and refuses ids with more than one
 * `::`, which those of ARNs have.
 */
export function acknowledgeRule(resource: IConstruct, id: string, reason: string): void {
  resource.node.addMetadata(METADATA_KEY, { [id]: reason });
}
