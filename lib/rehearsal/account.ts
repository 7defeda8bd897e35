import { Dms, type DmsEvent, type Inspection } from '../simulator';
import { Deployer, type CustomResourceAnswer, type CustomResourceCall, type StackEvent } from '../simulator/cloudformation';
import type { Transition } from '../simulator/cloudwatch/alarms';
import { MetricStore } from '../simulator/cloudwatch/metric-store';
import { Agenda } from './agenda';
import type { Assembly } from './assembly';
import { Chronicle } from './chronicle';
import { AlarmBoard } from './cloud/alarm-board';
import { Arns } from './cloud/arns';
import { publishDmsMetrics } from './cloud/dms-metrics';
import { publishEmbeddedMetrics } from './cloud/embedded-metrics';
import { EventBus } from './cloud/event-bus';
import { Functions, type LambdaFunction } from './cloud/functions';
import { Lambda } from './cloud/lambda';
import { Permissions } from './cloud/permissions';
import { Resources } from './cloud/resources';
import type { AlarmChange, LogLine, Moment, Notification } from './records';
import type { RehearsalScenario } from './scenario';
import { Router } from './services/router';
import type { Cloud } from './services/service';
import { Executions } from './services/step-functions';

export interface AccountOptions {
  readonly region?: string;
  readonly account?: string;
  /** Is told what happens, when it does. */
  readonly tell?: (moment: Moment) => void;
  /** Called whenever time has passed; may take its own time. */
  readonly pace?: (now: number) => Promise<void> | undefined;
}

const MINUTE = 60_000;

/**
 * An AWS account in virtual time, as far as a migration needs it: stacks are deployed, functions run as they are shipped, events and schedules call
 * them, alarms judge metrics. The same assembly and scenario give the same, byte for byte.
 */
export class Account {
  public readonly dms: Dms;
  public readonly agenda: Agenda;
  public readonly chronicle: Chronicle;
  public readonly deployer: Deployer;
  public readonly resources: Resources;
  public readonly router: Router;
  public readonly executions: Executions;
  public readonly notifications: Notification[] = [];
  public readonly alarmChanges: AlarmChange[] = [];
  public readonly logs: LogLine[] = [];
  /** Until when events of DMS are lost. */
  public eventsLostUntil = 0;
  public assembly: Assembly;
  private readonly arns: Arns;
  private readonly functions: Functions;
  private readonly lambda: Lambda;
  private readonly bus: EventBus;
  private readonly alarms: AlarmBoard;
  private readonly metrics = new MetricStore();
  private readonly deadLetters = new Map<string, number>();
  private isAnswered = false;
  private inspected: { readonly key: string; readonly inspection: Inspection } | undefined;

  constructor(assembly: Assembly, scenario: RehearsalScenario, { region = 'us-east-1', account = '123456789012', tell, pace }: AccountOptions = {}) {
    const { seed, behaviour, startTime, hooks = {} } = scenario;
    const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
    this.assembly = assembly;
    const chosen = { ...seed !== undefined && { seed }, ...behaviour && { behaviour }, ...startTime !== undefined && { startTime } };
    this.dms = new Dms({ region, account, partition, ...chosen });
    this.agenda = new Agenda(this.dms, pace);
    const { agenda, dms } = this;
    this.chronicle = new Chronicle(() => agenda.now, tell);
    this.deployer = new Deployer({
      dms, account, partition,
      invoke: (call) => this.callCustomResource(call),
      onEvent: (event) => this.onStackEvent(event),
      advanceTo: (time) => this.deployOn(time),
      templateAt: (url) => this.assembly.nestedTemplate(url),
    });
    this.arns = new Arns(partition, region, account);
    this.resources = new Resources(() => this.deployer.stacks);
    const { resources, chronicle, arns } = this;
    this.functions = new Functions(resources, () => this.assembly, arns);
    this.bus = new EventBus({
      agenda, resources, arns, chronicle,
      invoke: (arn, event) => this.lambda.invoke(arn, event),
      publish: (topic, text) => this.publish(topic, text, ''),
    });
    this.alarms = new AlarmBoard(resources, this.metrics, chronicle);
    this.executions = new Executions({
      plan: { seconds: hooks.seconds ?? 300, ends: hooks.ends ?? 'SUCCEEDED' },
      note: ({ name, status }) => chronicle.note('hook', name, status === 'RUNNING' ? 'starts' : `ends: ${status}`),
    });
    const cloud: Cloud = {
      agenda, dms, arns, resources, bus: this.bus, alarms: this.alarms, executions: this.executions, tables: new Map(), roles: new Map(),
      stackStatus: (nameOrId) => this.stackOf(nameOrId)?.status,
      invoke: (name, event) => this.lambda.invoke(name, event),
      publish: (topic, text, subject) => this.publish(topic, text, subject),
    };
    this.router = new Router({ cloud, chronicle, permissions: new Permissions(resources), reply: (url, body) => this.reply(url, body) });
    this.lambda = new Lambda({
      agenda, chronicle, region, account,
      functions: this.functions,
      send: (fn, request) => this.router.send(fn, request),
      callSdk: (fn, service, operation, input) => this.router.callSdk(fn, service, operation, input),
      log: (fn, line) => this.log(fn, line),
      ran: ({ name }, failed) => this.putMetric('AWS/Lambda', 'Errors', { FunctionName: name }, failed ? 1 : 0),
      died: ({ deadLetterArn: arn }) => arn !== undefined && this.deadLetters.set(arn, (this.deadLetters.get(arn) ?? 0) + 1),
    });
    dms.onEvent((event) => this.onDmsEvent(event));
    this.everyMinute();
  }

  /** A look at everything in DMS, which is the same until time passes or something is called. */
  public inspect(): Inspection {
    const { now, calls, timeline } = this.dms;
    const key = `${now} ${calls.length} ${timeline.length}`;
    if (this.inspected?.key !== key) this.inspected = { key, inspection: this.dms.inspect() };
    return this.inspected.inspection;
  }

  public get invocations(): number {
    return this.lambda.invocations;
  }

  private stackOf(nameOrId: string): { readonly status: string } | undefined {
    return this.deployer.stacks.find(({ name, id }) => name === nameOrId || id === nameOrId);
  }

  /** A function that is not run is taken to do what it should: it succeeds, and has the attributes that the template asks it for. */
  private callCustomResource({ request, stackName }: CustomResourceCall): Promise<CustomResourceAnswer | undefined> {
    const { ServiceToken, ResourceType, LogicalResourceId, PhysicalResourceId } = request;
    if (ResourceType.startsWith('Custom::Dms')) this.functions.serves(ServiceToken);
    const fn = this.functions.find(ServiceToken);
    if (fn !== undefined && this.functions.isRun(fn)) {
      this.lambda.invoke(ServiceToken, request);
      return Promise.resolve(undefined);
    }
    if (request.RequestType === 'Create') this.chronicle.note('deployment', `${stackName}/${LogicalResourceId}`, `${ResourceType} is not run; it is taken to succeed`);
    const template = JSON.stringify(this.deployer.stack(stackName)?.template ?? {});
    const attributes = [...template.matchAll(new RegExp(`"Fn::GetAtt":\\["${LogicalResourceId}","([^"]+)"\\]`, 'g'))].map(([, name]) => name);
    const Data = Object.fromEntries(attributes.map((name) => [name, `${LogicalResourceId}-${name}`]));
    return Promise.resolve({ Status: 'SUCCESS', PhysicalResourceId: PhysicalResourceId ?? `${stackName}-${LogicalResourceId}`, Data });
  }

  /** Lets time pass for CloudFormation, which looks again when it has come to that, or when it has been answered. */
  private async deployOn(time: number): Promise<void> {
    this.isAnswered = false;
    do await this.agenda.advance(time); while (this.agenda.now < time && !this.isAnswered);
  }

  private reply(url: string, body: string): void {
    this.isAnswered = true;
    this.deployer.answer(url, JSON.parse(body) as CustomResourceAnswer);
  }

  private onStackEvent(event: StackEvent): void {
    const { stackName, logicalId, type, status, physicalId } = event;
    this.resources.forget();
    if (type.startsWith('AWS::CloudWatch::')) this.alarms.forget();
    if (type === 'AWS::Events::Rule') {
      if (status === 'DELETE_COMPLETE') {this.bus.remove(physicalId ?? '');} else if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE') {
        const resource = [...this.resources.ofType(type)].reverse().find((each) => each.stackName === stackName && each.logicalId === logicalId);
        if (resource !== undefined) this.bus.put(resource);
      }
    }
    this.noteStackEvent(event);
  }

  private noteStackEvent({ stackName, logicalId, status, reason, type }: StackEvent): void {
    if (type === 'AWS::CloudFormation::Stack' && logicalId === stackName) this.chronicle.note('deployment', stackName, status);
    else if (status.endsWith('_FAILED')) this.chronicle.note('deployment', `${stackName}/${logicalId}`, `${status}: ${reason ?? ''}`);
  }

  private onDmsEvent(event: DmsEvent): void {
    if (this.agenda.now < this.eventsLostUntil) return;
    this.bus.deliver(event);
  }

  private everyMinute(): void {
    const { agenda, metrics } = this;
    agenda.at((Math.floor(agenda.now / MINUTE) + 1) * MINUTE, () => {
      publishDmsMetrics(metrics, this.inspect(), agenda.now - MINUTE);
      for (const [arn, count] of this.deadLetters) {
        this.putMetric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: arn.split(':').at(-1) ?? '' }, count);
      }
      for (const transition of this.alarms.evaluate(agenda.now)) this.onAlarm(transition);
      this.everyMinute();
    });
  }

  private onAlarm({ alarm: name, from, to, reason }: Transition): void {
    const alarm = this.alarms.find(name);
    if (alarm === undefined) return;
    const { logicalId, stackName, isComposite, actions } = alarm;
    this.alarmChanges.push({ at: this.agenda.now, stack: stackName, alarm: logicalId, from, to, reason, isComposite });
    if (to === 'ALARM' || from === 'ALARM') this.chronicle.note('alarm', logicalId, `${from} -> ${to}: ${reason}`);
    for (const action of actions[to]) if (action.includes(':sns:')) this.publish(action, reason, `${to}: "${name}"`);
    // [CloudWatch User Guide, Alarm events and EventBridge]
    this.bus.deliver({
      'source': 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change', 'resources': [this.arns.of('cloudwatch', `alarm:${name}`)],
      'detail': { alarmName: name, state: { value: to, reason }, previousState: { value: from } },
    });
  }

  private publish(topicArn: string, text: string, subject: string): void {
    const topic = this.resources.find('AWS::SNS::Topic', topicArn)?.logicalId ?? topicArn;
    this.notifications.push({ at: this.agenda.now, topic, subject, text });
    const [firstLine] = text.split('\n', 1);
    // What an alarm says of itself stands beside it.
    this.chronicle.note('notification', topic, subject === '' ? text : /^(?:OK|ALARM|INSUFFICIENT_DATA): /.test(subject) ? subject : `${subject}: ${firstLine}`);
  }

  private log(fn: LambdaFunction, line: string): void {
    // Metrics come every few minutes for each task, and say nothing that is not in the metrics.
    if (!publishEmbeddedMetrics(this.metrics, line)) this.logs.push({ at: this.agenda.now, functionId: fn.logicalId, line });
  }

  private putMetric(namespace: string, name: string, dimensions: Readonly<Record<string, string>>, value: number): void {
    this.metrics.put({ namespace, name, dimensions }, this.agenda.now, value);
  }
}
