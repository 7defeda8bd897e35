import { Duration, Lazy, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmPlan } from '../plan/alarm';
import { checkAlarms, type AlarmsInput } from '../plan/alarm-rules';
import { baselinePercent, MEMORY_SHARE, shareOf, smallestMemoryBytes, STORAGE_SHARE, SWAP_SHARE, type AlarmThresholds } from '../plan/alarm-thresholds';
import { costOfIdling, instanceAlarms, type AlarmedInstance } from '../plan/alarms-instance';
import { sourceAlarms } from '../plan/alarms-source';
import { alarmsOfAllTasks, taskAlarms } from '../plan/alarms-task';
import type { Problem } from '../plan/problem';
import { readAlarmOptions, type AlarmOptions } from '../private/alarm-options';
import { bytes } from '../private/amounts';
import { makeAlarm, type AlarmSubject, type MadeAlarm } from '../private/make-alarm';
import { keyForNotices, noticeTopic, notify } from '../private/notices';
import { Pager } from '../private/pager';
import { readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { EventDestination } from './event-destination';
import type { AlarmKind, AlarmSeverity, LagAlarmsProps } from './lag-alarms-props';
import { MigrationEvents } from './migration-events';
import { EventSeverity } from './migration-events-props';
import { MigrationTask, type IMigrationTask } from './migration-task';
import { PhaseScaling } from './phase-scaling';
import { ReplicationInstance, type _InstanceTask, type IReplicationInstance } from './replication-instance';
import { TaskMonitor } from './task-monitor';

const KINDS = {
  instance: 'IReplicationInstance',
  tasks: 'IMigrationTask[]',
  monitor: 'TaskMonitor',
  instanceClasses: 'InstanceClass[]',
  storage: 'Size',
  criticalTopic: 'sns.ITopic',
  warningTopic: 'sns.ITopic',
  criticalActions: 'cloudwatch.IAlarmAction[]',
  warningActions: 'cloudwatch.IAlarmAction[]',
  encryptionKey: 'kms.IKey',
};

/** More than the deadline of phase scaling, which resumes tasks by then. */
const AFTER_DEADLINE = Duration.minutes(15);

/** The alarms of each instance: those that came first. */
const alarmsOfInstances = new WeakMap<IReplicationInstance, LagAlarms>();

/** Which alarms are looked for. */
export interface FindAlarmsOptions {
  /**
   * Of which task; the alarms of all tasks together are found by the instance.
   *
   * @default - of any, and of the instance and the source
   */
  readonly task?: IMigrationTask;

  /**
   * How bad.
   *
   * @default - any
   */
  readonly severity?: AlarmSeverity;
}

/**
 * Sees to it that nothing goes wrong unseen: lag, stalled loads, tasks that fail or stand still, memory, storage, validation, the log of the
 * source, and an instance that does nothing and still costs money.
 *
 * Each alarm goes to `warningTopic` by itself, and says what it means, what to look at first, and why it goes off where it does. The critical
 * ones together make one composite alarm, which goes to `criticalTopic`: the one to wake somebody by.
 *
 * They are right in every phase. Without data they are quiet, so nothing is told before there are changes, or of a task that pauses; a lag
 * that shrinks is being caught up with. A task that stands still is told when it does so for longer than planned stops take
 * (`plannedStop`), whoever stopped it; one that has failed, at once.
 *
 * DMS has no metric for any of that: a `TaskMonitor` tells of it.
 *
 * Each task that this app knows has alarms of its own, up to `tasksWithOwnAlarms`; all others are watched together, by queries over all tasks
 * of the instance. CloudWatch bills alarms by the metrics that they look at: about 25 for a task that loads and captures, 11 for the instance.
 */
export class LagAlarms extends Construct {
  /**
   * The alarms of an instance.
   *
   * @param instance the instance.
   * @returns undefined if it has none; the first, if it has more.
   */
  public static of(instance: IReplicationInstance): LagAlarms | undefined {
    return alarmsOfInstances.get(instance);
  }

  /** The instance. */
  public readonly instance: IReplicationInstance;

  /** Where the composite of the critical alarms goes, and critical events. */
  public readonly criticalTopic: sns.ITopic;

  /** Where each alarm goes by itself, and events that are warnings. */
  public readonly warningTopic: sns.ITopic;

  /** In ALARM when something is critical: the one that wakes somebody. */
  public readonly criticalAlarm: cloudwatch.CompositeAlarm;

  /** What tells of failed, stopped and stalled tasks. */
  public readonly monitor: TaskMonitor;

  /**
   * What tells of events.
   *
   * @default - none, if `events` is false
   */
  public readonly events?: MigrationEvents;

  private readonly given: LagAlarmsProps;
  private readonly options: AlarmOptions;
  private readonly thresholds: AlarmThresholds;
  private readonly warningActions: cloudwatch.IAlarmAction[];
  private readonly pager: Pager;
  private readonly made: MadeAlarm[] = [];
  private readonly sources = new Set<string>();
  private tasksWithOwnAlarms = 0;
  private togetherScope?: Construct;

  constructor(scope: Construct, id: string, props: LagAlarmsProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'instance');
    const { instance } = given;
    this.given = given;
    this.instance = instance;
    this.options = readAlarmOptions(given);
    this.thresholds = { ...this.options, plannedStopSeconds: Lazy.number({ produce: () => this.plannedStopSeconds() }) };

    const monitor = given.monitor ?? TaskMonitor.of(instance);
    const ofInstance = instance instanceof ReplicationInstance ? instance.encryptionKey : undefined;
    const encryptionKey = keyForNotices(this, `Alarms of ${instance.node.path}`, given.encryptionKey, monitor?._encryptionKey ?? ofInstance);
    this.criticalTopic = given.criticalTopic ?? noticeTopic(this, encryptionKey);
    this.warningTopic = given.warningTopic ?? this.criticalTopic;
    this.warningActions = [notify(this.warningTopic), ...given.warningActions ?? []];
    this.pager = new Pager(this, 'Critical', `Something is critical in the migration on replication instance ${instance.replicationInstanceIdentifier}: see`
      + ' which of the alarms named here it is; its description says what it means and what to look at first.');
    this.criticalAlarm = this.pager.alarm;
    const criticalActions = [notify(this.criticalTopic), ...given.criticalActions ?? []];
    this.criticalAlarm.addAlarmAction(...criticalActions);
    this.criticalAlarm.addOkAction(...criticalActions);

    this.monitor = monitor ?? new TaskMonitor(this, 'Monitor', { instance, tasks: given.tasks, encryptionKey });
    if (given.events ?? true) this.events = this.listen();
    if (!alarmsOfInstances.has(instance)) alarmsOfInstances.set(instance, this);
    this.watchInstance();
    this.watchTasks();
    reportProblems(this, () => [...problems, ...this.options.problems, ...this.problems()]);
  }

  /** All alarms but the composite one, those of tasks in the order in which the tasks came. */
  public get alarms(): cloudwatch.IAlarm[] {
    return this.made.map(({ alarm }) => alarm);
  }

  /**
   * The alarms of a kind, to add actions to, or to make composites of.
   *
   * @param kind the kind.
   * @param options of which task, and how bad.
   */
  public find(kind: AlarmKind, options: FindAlarmsOptions = {}): cloudwatch.Alarm[] {
    const { task, severity } = options;
    return this.made
      .filter((each) => each.kind === String(kind) && (task === undefined || each.of === task))
      .filter((each) => severity === undefined || each.severity === String(severity))
      .map(({ alarm }) => alarm);
  }

  /**
   * Lag from which a task is too late.
   *
   * @internal
   */
  public get _lagThresholds(): { readonly label: AlarmPlan['severity']; readonly seconds: number }[] {
    const { lag: { warningSeconds, criticalSeconds } } = this.thresholds;
    return [{ label: 'warning', seconds: warningSeconds }, { label: 'critical', seconds: criticalSeconds }];
  }

  private watchInstance(): void {
    const { instance } = this;
    this.add(this, instanceAlarms(this.alarmedInstance(), this.thresholds), { text: `The ${this.instanceText()}`, of: instance });
  }

  private watchTasks(): void {
    const { instance, given: { tasks } } = this;
    if (tasks !== undefined) {
      for (const task of tasks) this.watchTask(task, { fullLoad: true, cdc: true, validated: false, ...factsOf(task) });
    } else if (instance instanceof ReplicationInstance) {
      instance._watchTasks((attached) => this.watchTask(attached.task, attached));
    }
    // Nobody knows what else runs on an instance that is not this app's.
    if (!(instance instanceof ReplicationInstance)) this.watchTogether();
  }

  private watchTask(task: IMigrationTask, facts: Pick<_InstanceTask, 'fullLoad' | 'cdc' | 'validated'> & Partial<_InstanceTask>): void {
    this.watchSource(facts.sourceLog);
    if (this.tasksWithOwnAlarms >= this.options.tasksWithOwnAlarms) {
      this.watchTogether();
      return;
    }
    this.tasksWithOwnAlarms++;
    const { instance: { replicationInstanceIdentifier: instanceIdentifier } } = this;
    const plans = taskAlarms({ ...facts, instanceIdentifier, resourceId: task.migrationTaskResourceId }, this.thresholds);
    this.add(new Construct(this, this.idFor(task)), plans, { text: `Task ${nameOf(task)} on ${this.instanceText()}`, of: task });
  }

  private watchTogether(): void {
    if (this.togetherScope !== undefined) return;
    this.togetherScope = new Construct(this, 'AllTasks');
    const plans = alarmsOfAllTasks(this.instance.replicationInstanceIdentifier, this.thresholds);
    this.add(this.togetherScope, plans, { text: `A task on ${this.instanceText()}`, of: this.instance });
  }

  private watchSource(source: _InstanceTask['sourceLog']): void {
    if (source === undefined) return;
    const id = `Source${this.sources.size === 0 ? '' : this.sources.size + 1}`;
    if (this.sources.has(source.identifier)) return;
    this.sources.add(source.identifier);
    const place = new Construct(this, id);
    const subject = { text: `Source database ${source.identifier}`, of: this.instance };
    for (const { metric, plans } of sourceAlarms({ ...source, waitingLogBytes: this.options.waitingLogBytes })) {
      this.add(new Construct(place, metric), plans, subject);
    }
  }

  private add(scope: Construct, plans: readonly AlarmPlan[], subject: AlarmSubject): void {
    const excluded: readonly string[] = this.given.exclude ?? [];
    for (const plan of plans.filter(({ kind }) => !excluded.includes(kind))) {
      const made = makeAlarm(scope, plan, subject);
      this.made.push(made);
      if (plan.severity === 'critical') this.pager.add(made.alarm.alarmName);
      if (plan.missing === 'missing') made.alarm.addInsufficientDataAction(...this.warningActions);
      else made.alarm.addAlarmAction(...this.warningActions);
    }
  }

  private listen(): MigrationEvents {
    const events = new MigrationEvents(this, 'Events', { instance: this.instance, tasks: this.given.tasks });
    events.on(EventSeverity.CRITICAL, EventDestination.topic(this.criticalTopic));
    events.on(EventSeverity.WARNING, EventDestination.topic(this.warningTopic));
    return events;
  }

  /** Ids of tasks are unique in their scope; of two with the same one, the second is told by its address. */
  private idFor(task: IMigrationTask): string {
    const id = `Task${task.node.id}`;
    return this.node.tryFindChild(id) === undefined ? id : `${id}${task.node.addr.slice(-8)}`;
  }

  private alarmedInstance(): AlarmedInstance {
    const memory = (share: number): number => Lazy.number({ produce: () => shareOf(smallestMemoryBytes(this.classes()), share) });
    const storage = (share: number): number => Lazy.number({ produce: () => shareOf(this.storageBytes() ?? 0, share) });
    return {
      instanceIdentifier: this.instance.replicationInstanceIdentifier,
      memoryBytes: { warning: memory(MEMORY_SHARE.warning), critical: memory(MEMORY_SHARE.critical) },
      swapBytes: memory(SWAP_SHARE),
      ...(this.storageBytes() !== undefined && {
        storageBytes: { warning: storage(STORAGE_SHARE.warning), critical: storage(STORAGE_SHARE.critical) },
      }),
      ...(baselinePercent(this.classes()) !== undefined && {
        baselinePercent: Lazy.number({ produce: () => baselinePercent(this.classes()) ?? ALL_OF_IT }),
      }),
      cost: Lazy.string({ produce: () => costOfIdling(this.classes(), this.given.hourlyPrice) }),
      monitorSeconds: this.monitor._intervalSeconds,
    };
  }
  /** The classes that the instance goes through, as far as they are known. */
  private classes(): string[] {
    const { instance, given: { instanceClasses } } = this;
    if (instanceClasses !== undefined) return instanceClasses.map(String);
    if (!(instance instanceof ReplicationInstance)) return [];
    const { fullLoadClass, cdcClass } = instance._sizingDecision();
    return PhaseScaling.of(instance) === undefined ? [fullLoadClass] : [fullLoadClass, cdcClass];
  }

  private storageBytes(): number | undefined {
    const { instance, given: { storage } } = this;
    if (storage !== undefined) return bytes(storage);
    const gibibytes = instance instanceof ReplicationInstance ? instance._storageGiB : undefined;
    return gibibytes === undefined || Token.isUnresolved(gibibytes) ? undefined : gibibytes * 2 ** 30;
  }

  private plannedStopSeconds(): number {
    const { plannedStopSeconds, plannedStopGiven } = this.options;
    const deadline = PhaseScaling.of(this.instance)?._pauseDeadlineSeconds;
    if (plannedStopGiven || deadline === undefined || Token.isUnresolved(deadline)) return plannedStopSeconds;
    return Math.max(plannedStopSeconds, deadline + AFTER_DEADLINE.toSeconds());
  }

  private problems(): Problem[] {
    return checkAlarms(markUnknown({ ...this.options.input, monitorInterval: this.monitor._intervalSeconds }) as AlarmsInput);
  }

  private instanceText(): string {
    return `replication instance ${this.instance.replicationInstanceIdentifier}`;
  }
}

const ALL_OF_IT = 100;

/** What this app knows of a task that it was given. */
function factsOf(task: IMigrationTask): Partial<_InstanceTask> {
  return task instanceof MigrationTask ? task._facts : {};
}

function nameOf(task: IMigrationTask): string {
  return task instanceof MigrationTask ? task.migrationTaskIdentifier : task.migrationTaskResourceId;
}
