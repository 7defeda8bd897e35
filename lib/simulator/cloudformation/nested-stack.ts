import { tagsOf } from './dms-input';
import { ResourceFailure } from './faults';
import { generatedName } from './names';
import type { DeployedResource, Engine, ResourceContext, ResourceProvider, StackPlan } from './resource';
import { isObject, type Properties, type Value } from './template';

/** A stack within a stack. What an update of it would delete waits for the update of the outer one [CloudFormation User Guide, Nested stacks]. */
export const NESTED_STACK: ResourceProvider = {
  async* create(context, properties) {
    const { engine, stackName, logicalId } = context;
    const name = generatedName(stackName, logicalId, engine.count(`${stackName}/${logicalId}`));
    const change = engine.change(name, planOf(context, properties));
    context.made(change.stackId);
    if (!(yield* change.forward())) {
      const reason = engine.stacks.get(name)?.statusReason ?? '';
      yield* change.takeBack();
      throw new ResourceFailure(`Embedded stack ${change.stackId} was not successfully created: ${reason}`);
    }
    yield* change.finish();
    return { physicalId: change.stackId, attributes: {} };
  },

  async* update(context, { physicalId = '', attributes }, properties) {
    const { engine } = context;
    const name = nameOf(physicalId);
    const change = engine.change(name, planOf(context, properties));
    if (!(yield* change.forward())) {
      const reason = engine.stacks.get(name)?.statusReason ?? '';
      yield* change.takeBack();
      throw new ResourceFailure(`Embedded stack ${physicalId} was not successfully updated: ${reason}`);
    }
    return { physicalId, attributes, open: { finish: () => change.finish(), takeBack: () => change.takeBack() } };
  },

  async* remove({ engine }, { physicalId = '' }) {
    if (!(yield* engine.removeStack(nameOf(physicalId)))) throw new ResourceFailure(`Embedded stack ${physicalId} was not successfully deleted`);
  },

  attribute(engine: Engine, { logicalId, physicalId = '' }: DeployedResource, attribute: string): Value {
    const output = engine.stacks.get(nameOf(physicalId))?.outputs[attribute.replace(/^Outputs\./, '')];
    if (output === undefined) throw new ResourceFailure(`Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
    return output.value;
  },
};

/** `arn:aws:cloudformation:us-east-1:123456789012:stack/<name>/<uuid>` */
function nameOf(stackId: string): string {
  return stackId.split('/')[1];
}

function planOf({ engine, stackTags }: ResourceContext, properties: Properties): StackPlan {
  const { TemplateURL: url, Parameters: parameters = {} } = properties;
  const template = engine.templateAt(String(url));
  if (template === undefined) throw new ResourceFailure(`TemplateURL ${String(url)} is not known; give its template to the deployer`);
  return { template, parameters: isObject(parameters) ? parameters : {}, tags: { ...stackTags, ...Object.fromEntries(tagsOf(properties)) } };
}
