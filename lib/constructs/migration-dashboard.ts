import { ArnFormat, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { planDashboard } from '../plan/dashboard';
import { renderBody } from '../plan/dashboard-body';
import type { DashboardFacts, DashboardTask, LagThreshold } from '../plan/dashboard-facts';
import { checkDashboard, type DashboardInput } from '../plan/dashboard-rules';
import { consoleDomainOf } from '../plan/event-messages';
import { TASK_METRICS, type MetricFacts } from '../plan/metrics';
import { inMinutes, inSeconds, type Converted } from '../private/converted';
import { thresholdsOf } from '../private/dashboard-alarms';
import { readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import { LagAlarms } from './lag-alarms';
import type { MigrationDashboardProps } from './migration-dashboard-props';
import { MigrationTask, type IMigrationTask } from './migration-task';
import { PhaseScaling } from './phase-scaling';
import { ReplicationInstance, type IReplicationInstance } from './replication-instance';
import { TaskMonitor } from './task-monitor';

const KINDS = {
  instance: 'IReplicationInstance',
  tasks: 'IMigrationTask[]',
  alarms: 'cloudwatch.IAlarm[]',
  defaultInterval: 'Duration',
  lagWarning: 'Duration',
  lagCritical: 'Duration',
};

/** Periods of the monitor's graphs are no shorter, since it also looks in between when something happens. */
const LEAST_MONITOR_PERIOD_SECONDS = 300;

/**
 * One page that an operator keeps open during a cutover.
 *
 * From top to bottom: what it is about, and the states of alarms; phase, class and tasks; the full load; lag; backlog; the replication
 * instance; validation; errors and warnings in the logs. What none of the tasks does is left out, as is what only a `TaskMonitor` tells if
 * there is none.
 *
 * Up to 10 tasks have a line each, by their ids. If there are more, or none is declared, queries find the 10 that matter most of whatever
 * runs on the instance by then: so the page stays readable, within CloudWatch's limits, and as small in the template as for one task.
 *
 * Each time that it is refreshed, up to four queries read the logs of the time shown, which CloudWatch bills by what they scan.
 */
export class MigrationDashboard extends Construct {
  /** The instance. */
  public readonly instance: IReplicationInstance;

  /** The dashboard's name. */
  public readonly dashboardName: string;

  /** The dashboard's ARN. */
  public readonly dashboardArn: string;

  private readonly given: MigrationDashboardProps;
  private readonly interval: Converted;
  private readonly lagWarning: Converted;
  private readonly lagCritical: Converted;
  private readonly attached: IMigrationTask[] = [];

  constructor(scope: Construct, id: string, props: MigrationDashboardProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'instance');
    const { instance } = given;
    this.given = given;
    this.instance = instance;
    this.interval = inMinutes('defaultInterval', given.defaultInterval);
    this.lagWarning = inSeconds('lagWarning', given.lagWarning);
    this.lagCritical = inSeconds('lagCritical', given.lagCritical);
    if (instance instanceof ReplicationInstance) instance._watchTasks(({ task }) => this.attached.push(task));

    const resource = new cloudwatch.CfnDashboard(this, 'Resource', {
      dashboardName: given.dashboardName,
      // Tasks, alarms and a monitor may come later.
      dashboardBody: Lazy.string({ produce: () => Stack.of(this).toJsonString(this.body()) }),
    });
    this.dashboardName = resource.ref;
    this.dashboardArn = Stack.of(this).formatArn({
      service: 'cloudwatch', region: '', resource: 'dashboard', resourceName: resource.ref, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });

    reportProblems(this, () => [
      ...problems,
      ...[this.interval, this.lagWarning, this.lagCritical].flatMap((converted) => converted.problems),
      ...checkDashboard(markUnknown(this.input()) as DashboardInput),
    ]);
  }

  private body(): object {
    const { interval: { value: minutes } } = this;
    const facts = this.facts();
    return renderBody(planDashboard(facts), facts.region, minutes === undefined ? undefined : `-PT${minutes}M`);
  }

  private facts(): DashboardFacts {
    const { instance, instance: { env: { region } } } = this;
    const alarms = this.shownAlarms();
    return {
      path: this.node.path,
      instanceIdentifier: instance.replicationInstanceIdentifier,
      region,
      consoleDomain: consoleDomainOf(Token.isUnresolved(region) ? undefined : region),
      logGroupName: instance.logGroupName,
      tasks: this.shownTasks(),
      monitor: this.monitor(),
      scaled: PhaseScaling.of(instance) !== undefined,
      alarmArns: alarms.map(({ alarmArn }) => alarmArn),
      lagThresholds: {
        source: this.lagThresholds(TASK_METRICS.cdcLatencySource, alarms),
        target: this.lagThresholds(TASK_METRICS.cdcLatencyTarget, alarms),
      },
      storageGiB: this.storageGiB(),
    };
  }

  private shownTasks(): DashboardTask[] {
    const tasks = this.given.tasks ?? this.attached;
    if (!tasks.every((task) => this.canReferTo(task))) return [];
    const ids = tasks.map(({ node }) => node.id);
    return tasks.map((task) => {
      const { node, migrationTaskResourceId: resourceId } = task;
      const label = ids.filter((id) => id === node.id).length === 1 ? node.id : node.path;
      // Of a task that is defined elsewhere it is not known what it does.
      if (!(task instanceof MigrationTask)) return { label, resourceId, fullLoad: true, cdc: true, validated: true };
      const { _facts: { fullLoad, cdc, validated }, migrationTaskIdentifier: name } = task;
      return { label, resourceId, name, fullLoad, cdc, validated };
    });
  }

  private shownAlarms(): cloudwatch.IAlarm[] {
    const { given: { alarms } } = this;
    if (alarms !== undefined) return [...new Set(alarms)];
    const scaling = PhaseScaling.of(this.instance);
    const own = this.ownAlarms();
    return [
      ...(own === undefined ? [] : [own.criticalAlarm, ...own.alarms]),
      ...(scaling !== undefined && this.canReferTo(scaling) ? [scaling.failureAlarm] : []),
    ];
  }

  private ownAlarms(): LagAlarms | undefined {
    const alarms = LagAlarms.of(this.instance);
    return alarms !== undefined && this.canReferTo(alarms) ? alarms : undefined;
  }

  /** As they were given, else as the alarms have them. */
  private lagThresholds({ name }: MetricFacts, alarms: readonly cloudwatch.IAlarm[]): LagThreshold[] {
    const given = ([['warning', this.lagWarning], ['critical', this.lagCritical]] as const)
      .flatMap(([label, { value: seconds }]) => (seconds === undefined ? [] : [{ label, seconds }]));
    if (given.length > 0) return given;
    const own = this.given.alarms === undefined ? this.ownAlarms() : undefined;
    return own?._lagThresholds ?? thresholdsOf(alarms, name).map((seconds) => ({ label: 'alarm', seconds }));
  }

  private monitor(): DashboardFacts['monitor'] {
    const monitor = TaskMonitor.of(this.instance);
    if (!(this.given.monitored ?? monitor !== undefined)) return undefined;
    return { periodSeconds: Math.max(LEAST_MONITOR_PERIOD_SECONDS, monitor?._intervalSeconds ?? 0) };
  }

  private storageGiB(): number | undefined {
    const gibibytes = this.instance instanceof ReplicationInstance ? this.instance._storageGiB : undefined;
    return Token.isUnresolved(gibibytes) ? undefined : gibibytes;
  }

  /**
   * Whether something can be named here. Stacks of tasks come after that of their instance: where the dashboard is beside the instance, what
   * is in them cannot be known.
   */
  private canReferTo(construct: IConstruct): boolean {
    return outermost(construct) === outermost(this) || outermost(this.instance) !== outermost(this);
  }

  private input(): DashboardInput {
    const { instance, given: { dashboardName, tasks = [] } } = this;
    return {
      dashboardName,
      intervalMinutes: this.interval.value,
      instanceIdentifier: instance.replicationInstanceIdentifier,
      taskInstanceIdentifiers: tasks.map(({ replicationInstance }) => replicationInstance.replicationInstanceIdentifier),
    };
  }
}

/** The stack of a construct, or the one that its stack is nested in. */
function outermost(construct: IConstruct): Stack {
  let stack = Stack.of(construct);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return stack;
}
