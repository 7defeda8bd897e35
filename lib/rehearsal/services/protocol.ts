import type { IncomingAnswer, OutgoingRequest } from '../lambda/globals';
import type { Input, ServiceFault } from './service';

export type Protocol = 'json' | 'query' | 'lambda';

/** A request as a service understands it. */
export interface DecodedCall {
  /** The prefix of the service's actions in IAM. */
  readonly service: string;
  readonly operation: string;
  readonly input: Input;
  readonly protocol: Protocol;
}

/** Services by their target prefix in AWS's JSON protocol. */
const TARGETS: Readonly<Record<string, string>> = {
  AmazonDMSv20160101: 'dms', AWSEvents: 'events', AWSStepFunctions: 'states', DynamoDB_20120810: 'dynamodb', GraniteServiceVersion20100801: 'cloudwatch',
};
/** Services by the first part of their host, of those with AWS's query protocol. */
const QUERIED = ['cloudformation', 'sns'];
const INVOCATION = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;

/** What a request asks for; nothing if that is none of the services known here. */
export function decode({ host, path, headers, body }: OutgoingRequest): DecodedCall | undefined {
  const [target, operation] = (headers['x-amz-target'] ?? '').split('.');
  if (target in TARGETS) return { service: TARGETS[target], operation, input: JSON.parse(body) as Input, protocol: 'json' };
  const [name] = host.split('.');
  if (QUERIED.includes(name)) {
    const input = Object.fromEntries(new URLSearchParams(body));
    return { service: name, operation: input.Action, input, protocol: 'query' };
  }
  const [, functionName] = name === 'lambda' ? INVOCATION.exec(path) ?? [] : [];
  if (functionName === undefined) return undefined;
  const input = { FunctionName: decodeURIComponent(functionName), InvocationType: headers['x-amz-invocation-type'], Payload: JSON.parse(body) as unknown };
  return { service: 'lambda', operation: 'InvokeFunction', input, protocol: 'lambda' };
}

export function encodeAnswer(protocol: Protocol, operation: string, answer: object): IncomingAnswer {
  switch (protocol) {
    case 'query': return xml(200, `<${operation}Response><${operation}Result>${elements(answer)}</${operation}Result></${operation}Response>`);
    case 'lambda': return { status: 202, headers: {}, body: '' };
    default: return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(answer) };
  }
}

export function encodeFault(protocol: Protocol, { code, message, statusCode: status }: ServiceFault): IncomingAnswer {
  if (protocol === 'query') {
    return xml(status, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error></ErrorResponse>`);
  }
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': code }, body: JSON.stringify({ __type: code, message }) };
}

function xml(status: number, body: string): IncomingAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function elements(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${elements(each)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value).map(([name, each]) => `<${name}>${elements(each)}</${name}>`).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
