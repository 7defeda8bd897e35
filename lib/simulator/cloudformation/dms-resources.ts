import { callDms, callDmsIfThere, modifyDms, until, type DmsRecord } from './dms-call';
import { changed, inputOf, tagsOf, without } from './dms-input';
import { ResourceFailure } from './faults';
import { generatedName } from './names';
import type { DeployedResource, Engine, Outcome, ResourceContext, ResourceProvider } from './resource';
import { RESOURCE_FACTS } from './resource-facts';
import { isList, type Properties, type Value } from './template';
import { asWork, type Steps } from './work';

/** How a type of resource is made of calls to DMS. */
export interface DmsType {
  /** `ReplicationInstance`: the member of an answer, and the end of the names of its operations. */
  readonly noun: string;
  readonly create: string;
  readonly describe: string;
  /** The filter of `describe` by the physical id. */
  readonly filter: string;
  /** The member of records and inputs that is the physical id, which `Ref` gives [CloudFormation, AWS::DMS::*, Return values]. */
  readonly key: string;
  /** The property with its name. */
  readonly nameProperty: string;
  /** Properties that only a creation takes, beside those that replace the resource. */
  readonly notModified?: readonly string[];
  /** Whether it has come to rest after a creation or a change. */
  readonly isSettled: (record: DmsRecord, engine: Engine) => boolean;
  /** What the input of a modification has beside the properties. */
  readonly modification?: (engine: Engine, properties: Properties) => Properties;
  /** What has to be done before it is deleted. */
  readonly beforeRemoval?: (engine: Engine, physicalId: string) => Steps<void>;
  readonly attribute: (record: DmsRecord, name: string) => unknown;
}

/** A type of DMS that the simulator knows; what DMS refuses is the reason of the failure. */
export function dmsProvider(kind: DmsType): ResourceProvider {
  return {
    create: (context, properties) => asWork(create(kind, context, properties)),
    update: (context, before, properties) => asWork(update(kind, context, before, properties)),
    remove: (context, resource) => asWork(remove(kind, context, resource)),
    attribute: (engine, resource, name) => attribute(kind, engine, resource, name),
  };
}

function* create(kind: DmsType, context: ResourceContext, properties: Properties): Steps<Outcome> {
  const { engine: { dms }, engine, stackName, logicalId } = context;
  const generated = generatedName(stackName, logicalId, engine.count(`${stackName}/${logicalId}`));
  // Two hyphens in a row are not allowed in it, and upper case is not kept [API, CreateReplicationInstance].
  const name = generated.toLowerCase().replace(/-+/g, '-');
  const answer = callDms(dms, kind.create, inputOf({ [kind.nameProperty]: name, ...without(properties, 'AllowMajorVersionUpgrade') }));
  const physicalId = String((answer[kind.noun] as DmsRecord)[kind.key]);
  context.made(physicalId);
  yield* settle(kind, context, physicalId);
  return { physicalId, attributes: {} };
}

function* update(kind: DmsType, context: ResourceContext, before: DeployedResource, properties: Properties): Steps<Outcome> {
  const { engine: { dms, behaviour }, engine } = context;
  const { physicalId = '', attributes } = before;
  const fixed = ['Tags', ...RESOURCE_FACTS[context.type]?.createOnly ?? [], ...kind.notModified ?? []];
  const difference = without(changed(before.properties, properties), ...fixed);
  if (Object.keys(difference).length > 0) {
    const sent = behaviour.propertiesSent === 'all' ? without(properties, ...fixed) : difference;
    modifyDms(dms, `Modify${kind.noun}`, { ...inputOf({ ...sent, ...kind.modification?.(engine, properties) }), [kind.key]: physicalId });
    yield* settle(kind, context, physicalId);
  }
  retag(context, physicalId, before.properties, properties);
  return { physicalId, attributes };
}

function* settle(kind: DmsType, { engine, logicalId }: ResourceContext, physicalId: string): Steps<void> {
  yield* until(engine.dms, `Resource ${logicalId}`, () => {
    const record = describe(kind, engine, physicalId);
    if (record === undefined) throw new ResourceFailure(`Resource of type '${kind.noun}' with identifier '${physicalId}' was not found.`);
    return kind.isSettled(record, engine);
  });
}

function* remove(kind: DmsType, { engine, logicalId }: ResourceContext, { physicalId = '' }: DeployedResource): Steps<void> {
  if (kind.beforeRemoval !== undefined && describe(kind, engine, physicalId) !== undefined) yield* kind.beforeRemoval(engine, physicalId);
  // What somebody else has deleted is gone [CloudFormation User Guide, Delete a stack].
  if (callDmsIfThere(engine.dms, `Delete${kind.noun}`, { [kind.key]: physicalId }) === undefined) return;
  yield* until(engine.dms, `Resource ${logicalId}`, () => describe(kind, engine, physicalId) === undefined);
}

/** Tags of what has an ARN; the answers about a subnet group do not tell any. */
function retag({ engine: { dms } }: ResourceContext, arn: string, before: Properties, after: Properties): void {
  if (!arn.startsWith('arn:')) return;
  const [old, now] = [tagsOf(before), tagsOf(after)];
  const gone = [...old.keys()].filter((key) => !now.has(key));
  const added = [...now].filter(([key, value]) => old.get(key) !== value);
  if (gone.length > 0) callDms(dms, 'RemoveTagsFromResource', { ResourceArn: arn, TagKeys: gone });
  if (added.length > 0) callDms(dms, 'AddTagsToResource', { ResourceArn: arn, Tags: added.map(([Key, value]) => ({ Key, Value: value })) });
}

export function describe(kind: DmsType, { dms }: Engine, physicalId: string): DmsRecord | undefined {
  const answer = callDmsIfThere(dms, kind.describe, { Filters: [{ Name: kind.filter, Values: [physicalId] }] });
  return (answer?.[`${kind.noun}s`] as readonly DmsRecord[] | undefined)?.[0];
}

function attribute(kind: DmsType, engine: Engine, resource: DeployedResource, name: string): Value {
  const { type, logicalId, physicalId = '' } = resource;
  if (RESOURCE_FACTS[type]?.attributes?.includes(name) !== true) {
    throw new ResourceFailure(`Template error: resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
  }
  const record = describe(kind, engine, physicalId);
  const value = record === undefined ? undefined : kind.attribute(record, name);
  return isList(value as Value) ? (value as readonly unknown[]).map(String) : String(value ?? '');
}
