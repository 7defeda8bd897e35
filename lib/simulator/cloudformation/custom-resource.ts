import type { CustomResourceAnswer, CustomResourceRequest } from './custom-resource-calls';
import { ResourceFailure } from './faults';
import { generatedName, uuidOf } from './names';
import { attributeOfPlaceholder } from './placeholder-attributes';
import type { DeployedResource, Engine, ResourceContext, ResourceProvider } from './resource';
import { isList, isObject, type Properties, type Value } from './template';
import type { Work } from './work';

/** "The value must be an integer from 1 to 3600. The default value is 3600 seconds" [CloudFormation User Guide, Custom resource request objects]. */
const SERVICE_TIMEOUT = 3600;
/** "The total size of the response body can't exceed 4096 bytes" [CloudFormation User Guide, Custom resource response objects]. */
const MAX_ANSWER_BYTES = 4096;

export function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

interface Sent {
  readonly requestId: string;
  readonly answer: CustomResourceAnswer;
}

/** A resource that a function of the user's makes: it is told by a request, and answers to a URL at any later time. */
export const CUSTOM_RESOURCE: ResourceProvider = {
  async* create(context, properties) {
    const { engine, stackName, logicalId } = context;
    // Whatever fails from now on, CloudFormation sends a Delete, with an id of its own if the function gave none [remind101/empire#918].
    context.made(generatedName(stackName, logicalId, engine.count(`${stackName}/${logicalId}`)));
    const { answer, requestId } = yield* send(context, { RequestType: 'Create' }, properties);
    if (hasId(answer)) context.made(answer.PhysicalResourceId);
    return accepted(answer, requestId);
  },

  async* update(context, before, properties) {
    const { answer, requestId } = yield* send(context, {
      RequestType: 'Update', PhysicalResourceId: before.physicalId ?? '', OldResourceProperties: asStrings(before.properties),
    }, properties);
    // An id that comes with a failure counts, too [aws-cdk#13527].
    if (hasId(answer)) context.made(answer.PhysicalResourceId);
    return accepted(answer, requestId);
  },

  async* remove(context, { physicalId = '', properties }) {
    const { answer, requestId } = yield* send(context, { RequestType: 'Delete', PhysicalResourceId: physicalId }, properties);
    accepted(answer, requestId);
  },

  attribute(_engine: Engine, { attributes, physicalId = '', logicalId }: DeployedResource, name: string): Value {
    if (Object.hasOwn(attributes, name)) return attributes[name];
    throw new ResourceFailure(`CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object ${physicalId}|${logicalId}`);
  },
};

type Told = Pick<CustomResourceRequest, 'RequestType' | 'PhysicalResourceId' | 'OldResourceProperties'>;

async function* send(context: ResourceContext, told: Told, properties: Properties): Work<Sent> {
  const { engine, stackName, stackId, logicalId, type } = context;
  const requestId = uuidOf(`${stackId}/${logicalId}/${told.RequestType}/${engine.count(`request/${stackId}`)}`);
  const url = `https://cloudformation-custom-resource-response-${engine.region.replaceAll('-', '')}.s3.amazonaws.com/${requestId}?X-Amz-Signature=simulated`;
  const request: CustomResourceRequest = {
    ...told,
    ServiceToken: String(properties.ServiceToken),
    ResponseURL: url,
    StackId: stackId,
    RequestId: requestId,
    ResourceType: type,
    LogicalResourceId: logicalId,
    ResourceProperties: asStrings(properties),
  };
  engine.answers.set(url, undefined);
  const deadline = engine.dms.now + timeoutOf(properties) * 1000;
  const atOnce = await engine.invoke({ request, stackName, ...functionOf(engine, request.ServiceToken) });
  while (engine.dms.now < deadline) {
    const answer = engine.answers.get(url) ?? atOnce;
    if (answer !== undefined) {
      engine.answers.delete(url);
      return { answer, requestId };
    }
    yield;
  }
  engine.answers.delete(url);
  throw new ResourceFailure(`CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}].`);
}

function timeoutOf({ ServiceTimeout: given = SERVICE_TIMEOUT }: Properties): number {
  const seconds = Number(given);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > SERVICE_TIMEOUT) {
    throw new ResourceFailure(`ServiceTimeout must be an integer from 1 to ${SERVICE_TIMEOUT}, got ${JSON.stringify(given)}`);
  }
  return seconds;
}

function hasId(answer: CustomResourceAnswer): answer is CustomResourceAnswer & { readonly PhysicalResourceId: string } {
  return typeof answer.PhysicalResourceId === 'string' && answer.PhysicalResourceId !== '';
}

function accepted(answer: CustomResourceAnswer, requestId: string): { readonly physicalId: string; readonly attributes: Properties } {
  // An answer without an id is a failure, and its own reason is lost [remind101/empire#918].
  if (!hasId(answer)) throw new ResourceFailure('Invalid PhysicalResourceId');
  if (Buffer.byteLength(JSON.stringify(answer)) > MAX_ANSWER_BYTES) throw new ResourceFailure('Response object is too long.');
  if (answer.Status !== 'SUCCESS') {
    throw new ResourceFailure(`Received response status [${answer.Status}] from custom resource. Message returned: ${answer.Reason ?? ''} (RequestId: ${requestId})`);
  }
  return { physicalId: answer.PhysicalResourceId, attributes: answer.Data ?? {} };
}

/** Numbers and booleans become strings on their way to the function [aws-cdk, docs/CLOUDFORMATION.md]. */
function asStrings(properties: Properties): Properties {
  const text = (value: Value): Value => {
    if (isList(value)) return value.map(text);
    if (isObject(value)) return asStrings(value);
    return value === null ? value : String(value);
  };
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, text(value)]));
}

/** Which function of a stack here has that ARN. */
function functionOf(engine: Engine, serviceToken: string): { readonly functionLogicalId?: string } {
  for (const { resources } of engine.stacks.values()) {
    for (const resource of Object.values(resources)) {
      if (resource.type === 'AWS::Lambda::Function' && resource.physicalId !== undefined && attributeOfPlaceholder(engine, resource, 'Arn') === serviceToken) {
        return { functionLogicalId: resource.logicalId };
      }
    }
  }
  return {};
}
