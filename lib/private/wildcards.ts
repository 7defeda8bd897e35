import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledgeRule } from './acknowledge-rule';

/** Acknowledges that a policy allows something on resources that only a wildcard can name, with the reason. */
export function acknowledgeWildcard(policy: IConstruct, resource: string, reason: string): void {
  acknowledgeRule(policy, `AwsSolutions-IAM5[Resource::${spelled(Stack.of(policy).resolve(resource))}]`, reason);
}

/** An ARN as cdk-nag spells it: `arn:<AWS::Partition>:states:...`. */
function spelled(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, argument]] = Object.entries(value) as [string, unknown][];
  switch (name) {
    case 'Ref': return `<${String(argument)}>`;
    case 'Fn::GetAtt': return `<${(argument as string[]).join('.')}>`;
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return parts.map(spelled).join(delimiter);
    }
    default: return JSON.stringify(value);
  }
}
