import { Lazy, Names, Stack, Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { eventPattern, eventsOf, SEVERITIES, TASKS_PER_EVENT_RULE, type SeverityChanges } from '../plan/dms-events';
import { consoleDomainOf, type EventSubject } from '../plan/event-messages';
import { checkMigrationEvents, type MigrationEventsInput } from '../plan/migration-events-rules';
import type { Problem } from '../plan/problem';
import { generatedIdentifier } from '../private/generated-identifier';
import { readList, readPropsOf, withoutNulls } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import type { _EventTarget, EventDestination } from './event-destination';
import { EventSeverity, type MigrationEventsProps } from './migration-events-props';
import { MigrationTask, type IMigrationTask } from './migration-task';
import { ReplicationInstance, type IReplicationInstance } from './replication-instance';

const KINDS = { instance: 'IReplicationInstance', destinations: 'EventDestination[]', tasks: 'IMigrationTask[]' };

/** Tasks that have rules of their own, so that messages have their names in them. Further ones share rules, since a bus has only 300. */
const NAMED_TASKS = 20;
const HASH_LENGTH = 8;

/** Rules for the same resources, one for each severity that is sent anywhere. */
interface RuleGroup {
  readonly scope: Construct;
  readonly subject: EventSubject;
  readonly arns: string[];
  /** For the description of the rules. */
  readonly words: string;
}

/**
 * Tells of what happens to a replication instance and its tasks: that a task has failed, that storage is short, that a failover has begun.
 *
 * `destinations` get all that is a warning or worse, unless told otherwise; `on()` adds destinations for one severity, such as a pager for what is
 * critical.
 *
 * Rules of EventBridge send each event to the destinations of its severity. The first 20 tasks have rules of their own, as a task's name is not
 * part of an event; what is told of further tasks, or of tasks that this app does not declare, has their ARNs. So there are at most 63 rules for
 * 20 tasks, and one for each further 15 tasks and severity; an event bus has 300, unless AWS has raised the quota.
 *
 * DMS sends events to EventBridge as well as it can, and guarantees nothing: alarms are needed too. What cannot be delivered is tried for 24
 * hours and then given up, which the metric `FailedInvocations` of EventBridge counts.
 */
export class MigrationEvents extends Construct {
  /** The instance. */
  public readonly instance: IReplicationInstance;

  private readonly changes: SeverityChanges;
  private readonly minimumSeverity: EventSeverity;
  /** Begins the names of all rules, so that a destination can let them in as a whole: its policy has not enough room to name them. */
  private readonly prefix: string;
  private readonly destinations: EventDestination[] = [];
  private readonly bound = new Map<EventDestination, _EventTarget | undefined>();
  private readonly targets = new Map<string, _EventTarget[]>();
  private readonly groups: RuleGroup[] = [];
  private readonly reaches = new Map<Stack, Construct>();
  private readonly shared = new Map<Stack, RuleGroup[]>();
  private readonly known = new Set<string>();
  private readonly askedFor: unknown[] = [];
  private readonly listProblems: Problem[] = [];
  private named = 0;
  private rules = 0;

  constructor(scope: Construct, id: string, props: MigrationEventsProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'instance');
    const { instance, destinations = [], minimumSeverity = EventSeverity.WARNING, tasks = [] } = given;
    this.instance = instance;
    this.changes = withoutNulls(given.severities);
    this.minimumSeverity = minimumSeverity;
    this.prefix = `dms-events-${hashOf(this)}`;

    const least = SEVERITIES.indexOf(minimumSeverity);
    for (const severity of SEVERITIES.slice(0, least + 1)) this.send(severity, destinations);
    this.addGroup({
      scope: new Construct(this, 'Instance'),
      subject: { source: 'instance', name: instance.replicationInstanceIdentifier },
      arns: [instance.replicationInstanceArn],
      words: `replication instance ${instance.replicationInstanceIdentifier}`,
    });
    for (const task of tasks) this.addTask(task, task.migrationTaskArn);
    if (instance instanceof ReplicationInstance) instance._watchTasks(({ task, arn }) => this.addTask(task, arn));

    reportProblems(this, () => [...problems, ...this.problems()]);
  }

  /** Sends the events of one severity to more destinations. */
  public on(severity: EventSeverity, ...destinations: EventDestination[]): void {
    this.askedFor.push(severity);
    const { values, problems } = readList('on()', destinations, 'EventDestination');
    this.listProblems.push(...problems);
    if (SEVERITIES.includes(severity)) this.send(severity, values);
  }

  /** Which events are sent anywhere, a line each, from the worst to the least. */
  public get eventsSent(): string[] {
    return this.sentSeverities.flatMap((severity) => (['instance', 'task'] as const).flatMap((source) =>
      eventsOf(source, severity, this.changes).map(({ id, meaning }) => `${severity}: ${source} ${id}: ${meaning}`)));
  }

  private get sentSeverities(): string[] {
    return SEVERITIES.filter((severity) => this.targets.has(severity));
  }

  private send(severity: string, destinations: readonly EventDestination[]): void {
    const found = destinations.flatMap((destination) => this.bind(destination) ?? []);
    if (found.length === 0) return;
    const present = this.targets.get(severity);
    const targets = present ?? [];
    targets.push(...found.filter(({ arn }, at) => [...targets, ...found.slice(0, at)].every((other) => other.arn !== arn)));
    if (present !== undefined) return;
    this.targets.set(severity, targets);
    for (const group of this.groups) this.addRule(severity, group);
  }

  private bind(destination: EventDestination): _EventTarget | undefined {
    if (this.bound.has(destination)) return this.bound.get(destination);
    this.destinations.push(destination);
    const ruleArns = Stack.of(this).formatArn({ service: 'events', resource: 'rule', resourceName: `${this.prefix}-*` });
    const scope = new Construct(this, `Destination${this.destinations.length}`);
    const target = destination._bind(scope, ruleArns);
    this.bound.set(destination, target);
    return target;
  }

  private addTask(task: IMigrationTask, arn: string): void {
    if (this.known.has(arn)) return;
    this.known.add(arn);
    const stack = Stack.of(task);
    if (task instanceof MigrationTask && this.named < NAMED_TASKS) {
      this.named++;
      const name = task.migrationTaskIdentifier;
      const scope = new Construct(this.reachIn(stack), Names.nodeUniqueId(task.node));
      this.addGroup({ scope, subject: { source: 'task', name }, arns: [arn], words: `task ${name}` });
      return;
    }
    const groups = this.shared.get(stack) ?? [];
    this.shared.set(stack, groups);
    const last = groups[groups.length - 1];
    if (last !== undefined && last.arns.length < TASKS_PER_EVENT_RULE) {
      last.arns.push(arn);
      return;
    }
    const group: RuleGroup = {
      scope: new Construct(this.reachIn(stack), `Shared${groups.length + 1}`),
      subject: { source: 'task' },
      arns: [arn],
      words: `tasks on replication instance ${this.instance.replicationInstanceIdentifier}`,
    };
    groups.push(group);
    this.addGroup(group);
  }

  private addGroup(group: RuleGroup): void {
    this.groups.push(group);
    for (const severity of this.sentSeverities) this.addRule(severity, group);
  }

  private addRule(severity: string, group: RuleGroup): void {
    const { scope, subject, arns, words } = group;
    if (eventsOf(subject.source, severity, this.changes).length === 0) return;
    this.rules++;
    const stack = Stack.of(scope);
    const consoleDomain = consoleDomainOf(Token.isUnresolved(stack.region) ? undefined : stack.region);
    new CfnRule(scope, `${severity[0].toUpperCase()}${severity.slice(1)}`, {
      name: `${this.prefix}-${severity}-${hashOf(scope)}`,
      description: `Tells of ${severity === 'info' ? 'what else happens to' : `${severity} events of`} the DMS ${words}`,
      state: 'ENABLED',
      eventPattern: Lazy.any({ produce: () => eventPattern(subject.source, severity, arns, this.changes) }),
      targets: Lazy.any({ produce: () => this.targets.get(severity)?.map(({ arn, template }, index) => ({
        id: `Destination${index + 1}`, arn, inputTransformer: template({ subject, severity, consoleDomain }),
      })) }),
    });
  }

  /** Rules for tasks stand in the stack of the tasks, so that the stacks need each other in one direction only. */
  private reachIn(stack: Stack): Construct {
    const present = this.reaches.get(stack);
    if (present !== undefined) return present;
    const here = stack === Stack.of(this);
    const reach = new Construct(here ? this : stack, here ? 'Tasks' : Names.uniqueId(this));
    this.reaches.set(stack, reach);
    return reach;
  }

  private problems(): Problem[] {
    const input: MigrationEventsInput = {
      minimumSeverity: this.minimumSeverity,
      severities: this.askedFor,
      changes: this.changes,
      destinations: Object.fromEntries(SEVERITIES.map((severity) => [severity, this.targets.get(severity)?.length ?? 0])),
      rules: this.rules,
    };
    return [
      ...this.listProblems,
      ...this.destinations.flatMap((destination) => destination._problems()),
      ...checkMigrationEvents(markUnknown(input) as MigrationEventsInput),
    ];
  }
}

/** Tells a construct from all others in the account and Region. */
function hashOf(construct: Construct): string {
  return generatedIdentifier(construct, undefined).slice(-HASH_LENGTH);
}
