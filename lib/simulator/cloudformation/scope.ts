import { ResourceFailure } from './faults';
import type { Scope } from './intrinsics';
import { parameterValue } from './parameters';
import { providerOf } from './providers';
import type { Engine, StackPlan } from './resource';
import type { StackState } from './stack-state';
import type { Value } from './template';

/** What the functions of a stack's template mean while it is deployed; what is imported is told. */
export function scopeOf(engine: Engine, state: StackState, plan: StackPlan & { readonly stackId: string }, imported: (name: string) => void): Scope {
  const { template, parameters, stackId } = plan;
  const { account, region, partition } = engine;
  // [CloudFormation User Guide, Pseudo parameters reference]
  const pseudo = (name: string): Value | undefined => {
    switch (name) {
      case 'AWS::AccountId': return account;
      case 'AWS::Region': return region;
      case 'AWS::Partition': return partition;
      case 'AWS::URLSuffix': return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::StackName': return state.name;
      case 'AWS::StackId': return stackId;
      case 'AWS::NotificationARNs': return [];
      default: return undefined;
    }
  };
  return {
    template,
    region,
    ref: (name) => {
      if (name.startsWith('AWS::')) return pseudo(name);
      const definition = template.Parameters?.[name];
      if (definition !== undefined) return parameterValue(definition, parameters[name], engine.ssmParameters);
      return state.stack?.resources[name]?.physicalId;
    },
    attribute: (logicalId, attribute) => {
      const resource = state.resource(logicalId);
      if (resource === undefined) throw new ResourceFailure(`Template error: instance of Fn::GetAtt references undefined resource ${logicalId}`);
      return providerOf(resource.type).attribute(engine, resource, attribute);
    },
    importValue: (name) => {
      const found = [...engine.stacks.values()].filter((stack) => stack.name !== state.name)
        .flatMap(({ outputs }) => Object.values(outputs)).find(({ exportName }) => exportName === name);
      if (found === undefined) throw new ResourceFailure(`No export named ${name} found.`);
      imported(name);
      return found.value;
    },
  };
}
