import type { ResourceProps } from 'aws-cdk-lib';

/** The environment of what is imported by its ARN. The CDK reads it from text alone. */
export function importedFrom(arn: string): ResourceProps {
  return typeof arn === 'string' ? { environmentFromArn: arn } : {};
}
