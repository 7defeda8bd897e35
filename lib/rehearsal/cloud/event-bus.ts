import type { Properties, Value } from '../../simulator/cloudformation';
import { matchesPattern } from '../../simulator/event-pattern';
import type { Agenda, Appointment } from '../agenda';
import type { Chronicle } from '../chronicle';
import type { Arns } from './arns';
import { listOf, objectOf, textOf, type Resource, type Resources } from './resources';

/** An event as EventBridge delivers it. */
export interface BusEvent {
  readonly 'source': string;
  readonly 'detail-type': string;
  readonly 'resources': readonly string[];
  readonly 'detail': object;
  readonly 'time'?: string;
}

interface Rule {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly pattern?: Value;
  readonly schedule?: string;
  readonly isOn: boolean;
  readonly targets: readonly Properties[];
}

export interface EventBusSurroundings {
  readonly agenda: Agenda;
  readonly resources: Resources;
  readonly arns: Arns;
  readonly chronicle: Chronicle;
  readonly invoke: (functionArn: string, event: object) => void;
  readonly publish: (topicArn: string, text: string) => void;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** EventBridge: rules as they are deployed, and as functions have switched them since. */
export class EventBus {
  /** How many events were delivered. */
  public delivered = 0;
  private readonly rules = new Map<string, Rule>();
  private readonly ticks = new Map<string, Appointment>();
  private count = 0;

  constructor(private readonly around: EventBusSurroundings) {}

  /** A rule has been made or changed by CloudFormation. */
  public put({ physicalId, logicalId, properties }: Resource): void {
    const name = physicalId.split('|').at(-1) ?? physicalId;
    const { EventPattern: pattern, ScheduleExpression: schedule, State = 'ENABLED', Targets } = properties;
    this.set({
      logicalId, name, arn: this.around.arns.of('events', `rule/${name}`), isOn: State !== 'DISABLED', targets: listOf(Targets).map(objectOf),
      ...pattern !== undefined && { pattern }, ...schedule !== undefined && { schedule: textOf(schedule) },
    });
  }

  public remove(physicalId: string): void {
    const name = physicalId.split('|').at(-1) ?? physicalId;
    this.rules.delete(name);
    this.ticks.get(name)?.cancel();
    this.ticks.delete(name);
  }

  public has(name: string): boolean {
    return this.rules.has(name);
  }

  /** Changes a rule as the API does; its targets stay. */
  public change(name: string, change: { readonly isOn?: boolean; readonly schedule?: string }): void {
    const rule = this.rules.get(name);
    if (rule !== undefined) this.set({ ...rule, ...change });
  }

  /** Delivers an event to the targets of all rules that match it. */
  public deliver(event: BusEvent): void {
    for (const rule of this.rules.values()) {
      if (rule.isOn && rule.pattern !== undefined && matchesPattern(rule.pattern, event)) this.send(rule, this.full(event));
    }
  }

  private full(event: BusEvent): object {
    const { arns, agenda } = this.around;
    const id = `00000000-0000-4000-9000-${String(++this.count).padStart(12, '0')}`;
    return { version: '0', id, account: arns.account, region: arns.region, time: new Date(agenda.now).toISOString().replace(/\.\d+Z$/, 'Z'), ...event };
  }

  private set(rule: Rule): void {
    this.rules.set(rule.name, rule);
    this.ticks.get(rule.name)?.cancel();
    this.ticks.delete(rule.name);
    if (rule.isOn && rule.schedule !== undefined) this.schedule(rule.name, periodOf(rule.schedule));
  }

  private schedule(name: string, period: number | undefined): void {
    const { agenda } = this.around;
    if (period === undefined) return;
    this.ticks.set(name, agenda.at(agenda.now + period, () => {
      const rule = this.rules.get(name);
      if (rule === undefined) return;
      this.schedule(name, period);
      this.send(rule, this.full({ 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'resources': [rule.arn], 'detail': {} }));
    }));
  }

  private send(rule: Rule, event: object): void {
    for (const target of rule.targets) {
      const arn = textOf(target.Arn);
      if (arn.includes(':lambda:') || arn.includes(':function:')) this.call(rule, arn, event);
      else if (arn.includes(':sns:')) this.around.publish(arn, messageOf(target, event));
    }
    this.delivered += 1;
  }

  /** A function has to allow it [EventBridge User Guide, Using resource-based policies]. */
  private call(rule: Rule, functionArn: string, event: object): void {
    const { resources, chronicle, invoke } = this.around;
    const allowed = resources.ofType('AWS::Lambda::Permission').some(({ properties: { FunctionName, Principal, SourceArn } }) => (
      [functionArn, functionArn.split(':').at(-1)].includes(textOf(FunctionName)) && Principal === 'events.amazonaws.com'
      && (SourceArn === undefined || SourceArn === rule.arn)
    ));
    if (allowed) {
      invoke(functionArn, event);
      return;
    }
    const what = `rule ${rule.logicalId} may not invoke ${functionArn.split(':').at(-1)}, and its events are lost`;
    chronicle.problem('NOT_DELIVERED', rule.logicalId, what, 'add an AWS::Lambda::Permission for events.amazonaws.com with the ARN of the rule, and have it there before the rule');
  }
}

/** `rate(5 minutes)`; cron expressions are not simulated. */
function periodOf(schedule: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  return unit === undefined ? undefined : Number(count) * UNITS[unit];
}

/** What a target of a rule is sent: the event, or what its transformer makes of it [EventBridge User Guide, Input transformation]. */
function messageOf({ InputTransformer: transformer }: Properties, event: object): string {
  if (transformer === undefined) return JSON.stringify(event);
  const { InputPathsMap: paths, InputTemplate: template } = objectOf(transformer);
  const values = Object.fromEntries(Object.entries(objectOf(paths)).map(([name, path]) => [name, valueAt(event, textOf(path))]));
  return textOf(template).replace(/^"|"$/g, '').replace(/<([\w-]+)>/g, (whole, name: string) => values[name] ?? whole);
}

function valueAt(event: object, path: string): string {
  const found = path.split('.').slice(1).reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), event);
  return found === undefined ? '' : typeof found === 'string' ? found : JSON.stringify(found);
}
