import { Validations, type Acknowledgment } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Answers findings of policy checks at the one construct that they are about. */
export function acknowledge(construct: IConstruct, findings: Acknowledgment[]): void {
  for (const finding of findings) Validations.of(construct).acknowledge(finding);
}
