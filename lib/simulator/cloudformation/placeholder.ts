import { ResourceFailure } from './faults';
import { generatedName } from './names';
import { attributeOfPlaceholder, physicalIdOf } from './placeholder-attributes';
import type { Outcome, ResourceContext, ResourceProvider } from './resource';
import type { Properties } from './template';
import { atOnce } from './work';

/** A resource that nothing here is simulated of: it is made, changed and deleted at once, and has a name and attributes. */
export const PLACEHOLDER: ResourceProvider = {
  create: (context, properties) => atOnce(() => make(context, properties)),
  update: (_context, { physicalId = '', attributes }) => atOnce(() => ({ physicalId, attributes })),
  remove: () => atOnce(() => undefined),
  attribute: attributeOfPlaceholder,
};

function make(context: ResourceContext, properties: Properties): Outcome {
  const { engine, stackName, logicalId, type } = context;
  const generated = generatedName(stackName, logicalId, engine.count(`${stackName}/${logicalId}`));
  const physicalId = physicalIdOf(engine, type, properties, generated);
  // [CloudFormation User Guide, Troubleshooting, "custom-named resource requires replacing"]
  if (engine.stacks.get(stackName)?.leaving.some((each) => each.logicalId === logicalId && each.physicalId === physicalId) === true) {
    throw new ResourceFailure(`CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${physicalId} and update the stack again.`);
  }
  context.made(physicalId);
  return { physicalId, attributes: {} };
}
