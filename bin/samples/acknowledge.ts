import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Answers findings of cdk-nag at the one construct that they are about: the reason by the id of the finding. */
export function acknowledge(construct: IConstruct, findings: Record<string, string>): void {
  // Validations.acknowledge() would not take ids with an ARN in them.
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, findings);
}
