import type { Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, type NagPack } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** The rule packs that everything has to pass. */
export const PACKS: readonly (readonly [string, new () => NagPack])[] = [
  ['AWS Solutions', AwsSolutionsChecks],
  ['HIPAA Security', HIPAASecurityChecks],
  ['NIST 800-53 rev 5', NIST80053R5Checks],
  ['PCI DSS 3.2.1', PCIDSS321Checks],
];

/** What a pack finds, one line for each resource and rule. */
export function findings(pack: new () => NagPack, scope: Stack | IConstruct): string[] {
  return new pack().validateScope(scope).violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${constructPath}: ${ruleName}`));
}

/** What is acknowledged of these packs in a scope. The CDK itself acknowledges what its own validator finds in its constructs. */
export function acknowledged(scope: IConstruct): string[] {
  return scope.node.findAll().flatMap(({ node }) => node.metadata
    .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
    .flatMap(({ data }) => Object.keys(data as object).filter((rule) => !rule.includes('CloudFormation-Validate')).map((rule) => `${node.path}: ${rule}`)));
}
