import type { IConstruct } from 'constructs';

/** `Validations.ACKNOWLEDGED_RULES_METADATA_KEY`, which versions of aws-cdk-lib before 2.257 do not have. */
const METADATA_KEY = 'aws:cdk:acknowledged-rules';

/**
 * Answers findings of cdk-nag at the one construct that they are about: the reason by the id of the finding.
 *
 * `Validations.acknowledge` would not take ids with an ARN in them.
 */
export function acknowledge(construct: IConstruct, findings: Record<string, string>): void {
  construct.node.addMetadata(METADATA_KEY, findings);
}
