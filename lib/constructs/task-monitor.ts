import { Duration, Names, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { INSTANCE_DIMENSION, TASK_DIMENSION } from '../plan/metrics';
import { MONITOR_INSTANCE_METRICS, MONITOR_NAMESPACE, MONITOR_TABLE_METRICS, MONITOR_TASK_METRICS, type MonitorMetric } from '../plan/monitor-metrics';
import { checkTaskMonitor, type TaskMonitorInput } from '../plan/task-monitor-rules';
import { inMinutes } from '../private/converted';
import { makeMonitorFunction } from '../private/monitor-function';
import { callController, TaskReach, type TaskUse } from '../private/phase-events';
import { readPropsOf } from '../private/read-props';
import { markUnknown, reportProblems } from '../private/reporting';
import type { IMigrationTask } from './migration-task';
import { ReplicationInstance, type IReplicationInstance } from './replication-instance';
import { TableProgress, type TaskMonitorProps } from './task-monitor-props';

const KINDS = { instance: 'IReplicationInstance', tasks: 'IMigrationTask[]', interval: 'Duration', encryptionKey: 'kms.IKey' };

const INTERVAL = Duration.minutes(5);
const LONGEST_INTERVAL_MINUTES = 60;
/** What EventBridge calls what changes an instance [EventBridge events reference, AWS Database Migration Service]. */
const INSTANCE_EVENTS = ['DMS Replication Instance State Change', 'DMS Replication Instance Class State Change'];
const LOOKING: TaskUse = {
  ruleDescription: 'Tells the monitor that tasks do something',
  policyDescription: 'Tasks whose tables the monitor may look at',
  taskActions: ['dms:DescribeTableStatistics'],
};

/** The monitor of each instance. */
const monitors = new WeakMap<IReplicationInstance, TaskMonitor>();

/**
 * Publishes as metrics what DMS has no metric for: that a task has failed, stands still, or has loaded its tables; how far its load is and
 * how long it still takes; what validation finds; and that an instance is paid for and does nothing.
 *
 * A Lambda function looks every few minutes, and when DMS tells that the instance or a task does something. It writes a line of its log for
 * the instance and one for each task, of which CloudWatch makes metrics in the namespace `cdk-dms-migrations`, with the dimensions of DMS's
 * own. The lines also have the task's name, its status and its stop reason.
 *
 * What it costs. Calls of the DMS API an hour, of T tasks, every m minutes, with p pages of 500 tables of the tasks that are looked into
 * (see `TableProgress`), all together: 60/m * (1 + T/100 + p) + T/10, parts of a hundred and of ten counting as a whole. The last are for
 * settings, which `NONE` and `ALWAYS` do not need. An event that comes between two looks costs one more look. DMS takes a few calls a second
 * from an account. Custom metrics: 7 of the instance; of each task 7, or 6 if it only captures changes; of one that loads and is looked into
 * 1 more, or 3 while its end can be foretold; and of one whose rows are compared 4 more. For 10 tasks with 100 tables each, every 5 minutes:
 * 24 calls an hour and 77 metrics with `NONE`; 25 calls, if no rows are compared, and 145 calls and at most 147 metrics, if those of all
 * tasks are, with `VALIDATED_TASKS`.
 */
export class TaskMonitor extends Construct {
  /**
   * The monitor of an instance.
   *
   * @param instance the instance.
   * @returns undefined if it has none.
   */
  public static of(instance: IReplicationInstance): TaskMonitor | undefined {
    return monitors.get(instance);
  }

  /** The instance that is looked at. */
  public readonly instance: IReplicationInstance;

  /** What looks. Its metric of errors tells that it cannot. */
  public readonly monitorFunction: lambda.IFunction;

  /** Events that the function could not make a look of. The next look is as good: they say since when it fails. */
  public readonly deadLetterQueue: sqs.IQueue;

  /**
   * What its logs are encrypted by.
   *
   * @internal
   */
  public readonly _encryptionKey: kms.IKey;

  private readonly role: iam.IRole;
  private readonly use: TaskUse;
  private readonly reaches = new Map<Stack, TaskReach>();
  private readonly intervalMinutes: number;

  constructor(scope: Construct, id: string, props: TaskMonitorProps) {
    super(scope, id);

    const { given, problems } = readPropsOf(this, props, KINDS, 'instance');
    const { instance, tasks, tableProgress = TableProgress.VALIDATED_TASKS } = given;
    const interval = inMinutes('interval', given.interval ?? INTERVAL);
    this.instance = instance;
    this.intervalMinutes = interval.value ?? INTERVAL.toMinutes();
    const isOwn = instance instanceof ReplicationInstance;
    const looks = tableProgress !== TableProgress.NONE;
    this.use = looks ? LOOKING : { ...LOOKING, taskActions: [] };
    const { fn, role, deadLetterQueue, encryptionKey } = makeMonitorFunction(this, {
      instanceIdentifier: instance.replicationInstanceIdentifier,
      tableProgress,
      key: { given: given.encryptionKey, ofInstance: isOwn ? instance.encryptionKey : undefined, description: `Monitor of ${instance.node.path}` },
      logRetention: given.logRetention ?? logs.RetentionDays.SIX_MONTHS,
      reserveConcurrency: given.reserveConcurrency ?? true,
      looksIntoAllTasks: looks && !isOwn && tasks === undefined,
    });
    this.monitorFunction = fn;
    this.role = role;
    this.deadLetterQueue = deadLetterQueue;
    this._encryptionKey = encryptionKey;
    this.listen(new Construct(this, 'Calls'));
    for (const task of tasks ?? []) this.reachIn(Stack.of(this)).addTask(task.migrationTaskArn, []);
    if (isOwn) instance._watchTasks(({ task, arn }) => this.reachIn(this.homeOf(task)).addTask(arn, []));

    const instanceTaken = monitors.has(instance);
    if (!instanceTaken) monitors.set(instance, this);
    reportProblems(this, () => [...problems, ...interval.problems, ...checkTaskMonitor(markUnknown({
      instanceTaken,
      intervalMinutes: interval.value,
      tableProgress,
      policies: [...this.reaches.values()].reduce((sum, { policies }) => sum + policies, 1),
    }) as TaskMonitorInput)]);
  }

  /**
   * A metric that the monitor publishes of the instance.
   *
   * @param metricName as in the namespace cdk-dms-migrations.
   * @param props statistic, period and so on.
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metricOf({}, metricName, props);
  }

  /**
   * A metric that the monitor publishes of a task.
   *
   * @param task a task on the instance.
   * @param metricName as in the namespace cdk-dms-migrations.
   * @param props statistic, period and so on.
   */
  public metricTask(task: IMigrationTask, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metricOf({ [TASK_DIMENSION]: task.migrationTaskResourceId }, metricName, props);
  }

  /**
   * What the instance is doing: 1 while a task loads tables, 2 while tasks capture changes only, 3 while no task does anything.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricPhase(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(MONITOR_INSTANCE_METRICS.phase, props);
  }

  /**
   * vCPUs of the class that the instance has now. There is none of a class that the library does not know.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricVcpus(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(MONITOR_INSTANCE_METRICS.vcpus, props);
  }

  /**
   * Memory of the class that the instance has now, in GiB. There is none of a class that the library does not know.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricMemory(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(MONITOR_INSTANCE_METRICS.memoryGiB, props);
  }

  /**
   * Tasks that run, or are about to.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricRunningTasks(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(MONITOR_INSTANCE_METRICS.runningTasks, props);
  }

  /**
   * Tasks that have failed, or that DMS has stopped because they could not go on.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricFailedTasks(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(MONITOR_INSTANCE_METRICS.failedTasks, props);
  }

  /**
   * For how long the task that has stood still longest has done so, in seconds; 0 if none does.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricLongestStop(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(MONITOR_INSTANCE_METRICS.longestStop, props);
  }

  /**
   * For how long no task has done anything, in seconds; 0 while one does.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricIdleTime(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownMetric(MONITOR_INSTANCE_METRICS.idleTime, props);
  }

  /**
   * 1 if the task has failed, or DMS has stopped it because it could not go on, else 0.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskFailed(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TASK_METRICS.failed, props);
  }

  /**
   * For how long the task has stood still, in seconds; 0 while it runs, has never run, is finished or has failed.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskStopTime(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TASK_METRICS.stopTime, props);
  }

  /**
   * Tables that wait to be loaded.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskTablesQueued(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TASK_METRICS.tablesQueued, props);
  }

  /**
   * Tables that are being loaded.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskTablesLoading(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TASK_METRICS.tablesLoading, props);
  }

  /**
   * Tables that are loaded.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskTablesLoaded(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TASK_METRICS.tablesLoaded, props);
  }

  /**
   * Tables that could not be loaded.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskTablesErrored(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TASK_METRICS.tablesErrored, props);
  }

  /**
   * How much of the full load is done, in percent, as DMS estimates it.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskFullLoadPercent(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TASK_METRICS.fullLoadPercent, props);
  }

  /**
   * Rows loaded so far. Only while the tables of the task are looked at, as are all that follow.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskRowsLoaded(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TABLE_METRICS.rowsLoaded, props);
  }

  /**
   * The full load is expected to take at least so many seconds longer. There is none while too little is known.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskFullLoadTimeLeftLow(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TABLE_METRICS.timeLeftLow, props);
  }

  /**
   * The full load is expected to take at most so many seconds longer: of ten generated loads, nine were done between the two.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskFullLoadTimeLeftHigh(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TABLE_METRICS.timeLeftHigh, props);
  }

  /**
   * Rows that are still to be compared.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskValidationPendingRecords(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TABLE_METRICS.validationPending, props);
  }

  /**
   * Rows that differ between source and target.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskValidationFailedRecords(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TABLE_METRICS.validationFailed, props);
  }

  /**
   * Rows that could not be compared.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskValidationSuspendedRecords(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TABLE_METRICS.validationSuspended, props);
  }

  /**
   * Tables that are not compared because they have no primary key.
   *
   * @default - Maximum over 5 minutes, or over the interval if that is longer
   */
  public metricTaskTablesWithoutPrimaryKey(task: IMigrationTask, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.knownTaskMetric(task, MONITOR_TABLE_METRICS.tablesWithoutKey, props);
  }

  /**
   * How often it looks; the longest that it may be if that is known only at deployment.
   *
   * @internal
   */
  public get _intervalSeconds(): number {
    return 60 * (Token.isUnresolved(this.intervalMinutes) ? LONGEST_INTERVAL_MINUTES : this.intervalMinutes);
  }

  /** Has the function called by all that it is to look for. */
  private listen(scope: Construct): void {
    const { monitorFunction: fn, instance, intervalMinutes: minutes } = this;
    callController(scope, 'InstanceEvents', fn, {
      description: 'Tells the monitor that its instance does something',
      eventPattern: { 'source': ['aws.dms'], 'detail-type': INSTANCE_EVENTS, 'resources': [instance.replicationInstanceArn] },
    });
    callController(scope, 'Schedule', fn, {
      description: 'Has the monitor look at its instance',
      scheduleExpression: `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`,
    });
  }

  /**
   * Where it stands what is heard of a task and allowed for it: beside a monitor that stands beside the instance, in the stack of the task,
   * which needs that of the instance anyway. A monitor in a stack of its own comes after both.
   */
  private homeOf(task: IMigrationTask): Stack {
    return Stack.of(this.instance) === Stack.of(this) ? Stack.of(task) : Stack.of(this);
  }

  private reachIn(stack: Stack): TaskReach {
    const present = this.reaches.get(stack);
    if (present !== undefined) return present;
    const here = stack === Stack.of(this);
    const reach = new TaskReach(here ? this : stack, here ? 'Tasks' : Names.uniqueId(this), this.monitorFunction, this.role, this.use);
    this.reaches.set(stack, reach);
    return reach;
  }

  private knownMetric({ name, statistic }: MonitorMetric, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(name, { statistic, ...props });
  }

  private knownTaskMetric(task: IMigrationTask, { name, statistic }: MonitorMetric, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metricTask(task, name, { statistic, ...props });
  }

  private metricOf(of: Record<string, string>, metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: MONITOR_NAMESPACE,
      metricName,
      dimensionsMap: { [INSTANCE_DIMENSION]: this.instance.replicationInstanceIdentifier, ...of },
      period: this._intervalSeconds > INTERVAL.toSeconds() ? Duration.seconds(this._intervalSeconds) : INTERVAL,
      statistic: 'Maximum',
      ...props,
    }).attachTo(this);
  }
}
