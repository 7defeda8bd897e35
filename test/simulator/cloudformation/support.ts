import { Dms, type DmsOptions } from '../../../lib/simulator';
import {
  Deployer, type CustomResourceAnswer, type CustomResourceCall, type CustomResourceRequest, type DeployerOptions, type Properties,
  type ResourceDefinition, type StackEvent, type StackTemplate,
} from '../../../lib/simulator/cloudformation';
import { TEN_SECONDS } from '../support';

export const TOKEN = 'arn:aws:lambda:us-east-1:123456789012:function:Provider';

/** What a function answers, or undefined if it will do so later. */
export type Answering = (request: CustomResourceRequest, call: CustomResourceCall) => CustomResourceAnswer | undefined;

/** An account in which every call of a custom resource, every event and every call to DMS that changes something is written down. */
export class Account {
  public readonly dms: Dms;
  public readonly deployer: Deployer;
  public readonly requests: CustomResourceRequest[] = [];
  public readonly calls: CustomResourceCall[] = [];
  /** How custom resources answer from now on. */
  public answering: Answering = succeed;
  private readonly late: { readonly at: number; readonly url: string; readonly answer: CustomResourceAnswer | undefined }[] = [];

  constructor(options: Partial<DeployerOptions> & { readonly dmsOptions?: DmsOptions } = {}) {
    this.dms = new Dms({ behaviour: { durations: TEN_SECONDS }, ...options.dmsOptions });
    this.deployer = new Deployer({
      dms: this.dms,
      invoke: async (call) => {
        this.requests.push(call.request);
        this.calls.push(call);
        return this.answering(call.request, call);
      },
      advanceTo: (time) => {
        this.dms.advanceTo(Math.min(time, ...this.late.map(({ at }) => at).filter((at) => at > this.dms.now)));
        for (const { at, url, answer } of this.late) {
          if (at === this.dms.now && answer !== undefined) this.deployer.answer(url, answer);
        }
      },
      ...options,
    });
  }

  /** Requests as `Create A`, `Update A`. */
  public get told(): string[] {
    return this.requests.map(({ RequestType, LogicalResourceId }) => `${RequestType} ${LogicalResourceId}`);
  }

  /** Calls to DMS that change something. */
  public get changes(): string[] {
    return this.dms.calls.filter(({ operation }) => !/^(Describe|List)/.test(operation)).map(({ operation }) => operation);
  }

  /** A provider that answers after a while of virtual time. */
  public answersAfter(seconds: number, answering: Answering = succeed): Answering {
    return (request, call) => {
      this.late.push({ at: this.dms.now + seconds * 1000, url: request.ResponseURL, answer: answering(request, call) });
      return undefined;
    };
  }

  /** Seconds since the beginning. */
  public get seconds(): number {
    return (this.dms.now - Date.UTC(2026, 0, 5)) / 1000;
  }

  /** Forgets the requests so far. */
  public forget(): void {
    this.requests.length = 0;
    this.calls.length = 0;
  }
}

/** A provider that keeps the physical id, which is named after the resource, and gives its properties back. */
export function succeed({ LogicalResourceId, PhysicalResourceId, ResourceProperties }: CustomResourceRequest): CustomResourceAnswer {
  return { Status: 'SUCCESS', PhysicalResourceId: PhysicalResourceId ?? `id-of-${LogicalResourceId}`, Data: { Echo: String(ResourceProperties.Value ?? '') } };
}

/** Fails whatever a predicate says, and succeeds otherwise. */
export function failing(fails: (request: CustomResourceRequest) => boolean, others: Answering = succeed): Answering {
  return (request, call) => (fails(request)
    ? { Status: 'FAILED', PhysicalResourceId: request.PhysicalResourceId ?? 'never-made', Reason: `no ${request.RequestType} of ${request.LogicalResourceId}` }
    : others(request, call));
}

export function custom(properties: Properties = {}, rest: Partial<ResourceDefinition> = {}): ResourceDefinition {
  return { Type: 'Custom::Thing', Properties: { ServiceToken: TOKEN, ...properties }, ...rest };
}

export function template(Resources: StackTemplate['Resources'], rest: Partial<StackTemplate> = {}): StackTemplate {
  return { Resources, ...rest };
}

export function ref(name: string): Properties {
  return { Ref: name };
}

export function getAtt(logicalId: string, attribute: string): Properties {
  return { 'Fn::GetAtt': [logicalId, attribute] };
}

/** Events as `UPDATE_FAILED A`. */
export function statuses(events: readonly StackEvent[]): string[] {
  return events.map(({ status, logicalId }) => `${status} ${logicalId}`);
}

/** Logical ids in the order in which they came to a status. */
export function inOrder(events: readonly StackEvent[], status: string): string[] {
  return events.filter((event) => event.status === status && event.type !== 'AWS::CloudFormation::Stack').map(({ logicalId }) => logicalId);
}
