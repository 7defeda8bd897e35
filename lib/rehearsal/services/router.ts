import { FaultPlan } from '../../simulator';
import type { Chronicle } from '../chronicle';
import type { LambdaFunction } from '../cloud/functions';
import type { Permissions } from '../cloud/permissions';
import type { IncomingAnswer, OutgoingRequest } from '../lambda/globals';
import { REALM } from '../lambda/realm';
import type { ServiceCall } from '../records';
import { DYNAMODB } from './dynamodb';
import { IAM } from './iam';
import { CLOUDFORMATION, CLOUDWATCH, DMS, EVENTS, LAMBDA, SNS } from './others';
import { decode, encodeAnswer, encodeFault } from './protocol';
import { ServiceFault, type Cloud, type Input, type Operation } from './service';
import { STEP_FUNCTIONS } from './step-functions';

/** Services by the prefix of their actions in IAM. */
const SERVICES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  cloudformation: CLOUDFORMATION, cloudwatch: CLOUDWATCH, dynamodb: DYNAMODB, events: EVENTS, iam: IAM, lambda: LAMBDA, sns: SNS,
  states: STEP_FUNCTIONS,
};

export interface RouterSurroundings {
  readonly cloud: Cloud;
  readonly permissions: Permissions;
  readonly chronicle: Chronicle;
  /** Puts the answer of a custom resource. */
  readonly reply: (url: string, body: string) => void;
}

/** Answers the requests of functions: by the simulated services, as far as the function's role allows. */
export class Router {
  public readonly calls: ServiceCall[] = [];
  /** How many of them went to DMS. */
  public dmsCalls = 0;
  /** Faults on demand, by actions of IAM: `dynamodb:PutItem`. */
  public readonly faults = new FaultPlan();

  constructor(private readonly around: RouterSurroundings) {}

  public send(fn: LambdaFunction, request: OutgoingRequest): IncomingAnswer {
    if (request.method === 'PUT' && request.host.startsWith('cloudformation-custom-resource-response-')) {
      this.around.reply(`https://${request.host}${request.path}`, request.body);
      return { status: 200, headers: {}, body: '' };
    }
    const decoded = decode(request);
    if (decoded === undefined) {
      this.notSimulated(fn, `a call to ${request.host}`);
      return 'lost';
    }
    const { service, operation, input, protocol } = decoded;
    try {
      return encodeAnswer(protocol, operation, this.call(fn, service, operation, input));
    } catch (fault) {
      if (!(fault instanceof ServiceFault)) throw fault;
      return fault.answerLost ? 'lost' : encodeFault(protocol, fault);
    }
  }

  /** A call by the SDK that Lambda's runtime brings along. */
  public callSdk(fn: LambdaFunction, service: string, operation: string, input: object): object {
    try {
      return this.call(fn, service, operation, input as Input);
    } catch (fault) {
      if (!(fault instanceof ServiceFault)) throw fault;
      throw Object.assign(new REALM.Error(fault.message), { name: fault.code, $fault: 'client', $metadata: { httpStatusCode: fault.statusCode } });
    }
  }

  private call(fn: LambdaFunction, service: string, name: string, input: Input): object {
    const { cloud } = this.around;
    const action = `${service}:${name}`;
    const isDms = service === 'dms';
    if (isDms) this.dmsCalls += 1;
    const operation = isDms ? DMS : SERVICES[service]?.[name];
    const record = (outcome: string): void => void this.calls.push({ at: cloud.agenda.now, caller: fn.logicalId, action, outcome });
    try {
      if (operation === undefined) {
        this.notSimulated(fn, action);
        throw new ServiceFault('UnknownOperationException', `${action} is not simulated`);
      }
      this.requirePermission(fn, action, operation.resources(input, cloud));
      const planned = this.faults._next(action);
      if (planned?.when === 'before') throw planned.fault;
      const answer = operation.run(isDms ? { operation: name, input } : input, cloud);
      if (planned !== undefined) throw planned.fault;
      record('ok');
      return answer;
    } catch (thrown) {
      const { code = '', message, statusCode, answerLost } = thrown as Partial<ServiceFault>;
      if (code === '') throw thrown;
      record(code);
      throw thrown instanceof ServiceFault ? thrown : new ServiceFault(code, String(message), statusCode, answerLost);
    }
  }

  private requirePermission(fn: LambdaFunction, action: string, resources: readonly string[]): void {
    if (this.around.permissions.allows(fn.roleArn, action, resources)) return;
    const denied = resources.filter((resource) => !this.around.permissions.allows(fn.roleArn, action, [resource]));
    const role = fn.roleArn.split('/').at(-1) ?? fn.roleArn;
    const what = `function ${fn.logicalId} may not ${action} on ${denied.join(', ')}: no statement of the policies of role ${role} allows it at this moment`;
    this.around.chronicle.problem('PERMISSION_MISSING', fn.logicalId, what, `allow ${action} in a policy of the role, and have the policy there before the function needs it`);
    throw new ServiceFault('AccessDeniedException', `User: ${fn.roleArn} is not authorized to perform: ${action} on resource: ${denied[0]} because no identity-based policy allows the ${action} action`);
  }

  private notSimulated(fn: LambdaFunction, what: string): void {
    this.around.chronicle.problem('CALL_NOT_SIMULATED', fn.logicalId, `${what} of function ${fn.logicalId} is not simulated, and has failed`, 'this is a gap of the rehearsal: please report it');
  }
}
