import { App, CfnParameter, Duration, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { EndpointPair } from '../../lib/constructs/endpoint-pair';
import { LagAlarms } from '../../lib/constructs/lag-alarms';
import { MigrationDashboard } from '../../lib/constructs/migration-dashboard';
import type { MigrationDashboardProps } from '../../lib/constructs/migration-dashboard-props';
import { MigrationTask, type IMigrationTask } from '../../lib/constructs/migration-task';
import { MigrationType } from '../../lib/constructs/migration-type';
import { PhaseScaling } from '../../lib/constructs/phase-scaling';
import { ReplicationInstance, type IReplicationInstance } from '../../lib/constructs/replication-instance';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { TaskMonitor } from '../../lib/constructs/task-monitor';
import { Validation } from '../../lib/constructs/validation';
import { CLASS_CHANGES } from '../../lib/plan/dashboard-instance';
import { complaintAbout, metricsOf, overlapsIn, retrievedBy, widgetCalled, type Body } from '../support/dashboard-body';
import { ACCOUNT, importedInstance } from '../support/endpoints';
import { every, only, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { testPair, testTask } from '../support/tasks';

const DASHBOARD = 'AWS::CloudWatch::Dashboard';

interface Made {
  readonly stack: Stack;
  readonly instance: ReplicationInstance;
  readonly dashboard: MigrationDashboard;
}

/** A dashboard of an instance of this app; tasks come after it. */
function make(tasks: number, props: Partial<MigrationDashboardProps> = {}, before?: (instance: ReplicationInstance) => unknown): Made {
  const stack = testStack();
  const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) });
  before?.(instance);
  const dashboard = new MigrationDashboard(stack, 'Dashboard', { instance, ...props });
  if (tasks > 0) addTasks(stack, testPair(stack, { instance }), tasks);
  return { stack, instance, dashboard };
}

function addTasks(stack: Stack, endpointPair: EndpointPair, count: number): MigrationTask[] {
  const tableMappings = TableMappings.includeSchema('sales');
  const options = { endpointPair, tableMappings, validation: Validation.enabled() };
  return Array.from({ length: count }, (_, index) => new MigrationTask(stack, `Task${index}`, options));
}

/** The body as CloudWatch gets it, with what is known only at deployment as `<logical id>`. */
function bodyIn(stack: Stack): Body {
  return JSON.parse(deployed(only(stack, DASHBOARD).DashboardBody)) as Body;
}

function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument]] = Object.entries(value as Record<string, unknown>);
  switch (name) {
    case 'Ref': return `<${String(argument)}>`;
    case 'Fn::GetAtt': return `<${(argument as string[]).join('.')}>`;
    case 'Fn::Join': return (argument as [string, unknown[]])[1].map(deployed).join((argument as [string, unknown[]])[0]);
    case 'Fn::Select': return `<part ${String((argument as unknown[])[0])} of ${deployed((argument as unknown[])[1])}>`;
    case 'Fn::Split': return deployed((argument as unknown[])[1]);
    default: throw new Error(`cannot deploy ${name}`);
  }
}

function bytesOf(value: unknown): number {
  return JSON.stringify(value).length;
}

function logicalId(stack: Stack, construct: { readonly node: { readonly defaultChild?: unknown } }): string {
  return stack.getLogicalId(construct.node.defaultChild as never);
}

test('is its default child, with a name that CloudFormation makes', () => {
  const { stack, dashboard } = make(1);
  const id = logicalId(stack, dashboard);
  expect(dashboard.node.defaultChild).toMatchObject({ cfnResourceType: DASHBOARD });
  expect(Object.keys(only(stack, DASHBOARD))).toEqual(['DashboardBody']);
  expect(stack.resolve(dashboard.dashboardName)).toEqual({ Ref: id });
  expect(deployed(stack.resolve(dashboard.dashboardArn))).toBe(`arn:<AWS::Partition>:cloudwatch::<AWS::AccountId>:dashboard/<${id}>`);
});

test('has the name and looks as far back as is asked for', () => {
  const { stack } = make(1, { dashboardName: 'Orders', defaultInterval: Duration.hours(12) });
  expect(only(stack, DASHBOARD).DashboardName).toBe('Orders');
  expect(bodyIn(stack).start).toBe('-PT720M');
  expect(bodyIn(make(1).stack).start).toBeUndefined();
});

describe.each([1, 10, 11, 100, 400])('of %d tasks', (count) => {
  // A stack has no room for 400 tasks and whatever listens to them.
  const { stack } = make(count, { monitored: true }, (instance) => (count > 100 ? undefined : new PhaseScaling(instance.stack, 'Scaling', { instance })));
  const body = bodyIn(stack);

  test('is what CloudWatch documents, in the template too', () => {
    expect(complaintAbout(body)).toBeUndefined();
    expect(overlapsIn(body)).toEqual([]);
  });

  test('stays within the limits of CloudWatch', () => {
    expect(body.widgets.length).toBeLessThanOrEqual(50);
    expect(Math.max(...body.widgets.map(retrievedBy))).toBeLessThanOrEqual(500);
    expect(body.widgets.reduce((sum, widget) => sum + retrievedBy(widget), 0)).toBeLessThanOrEqual(2500);
  });

  test('is small in the template, which may have a million bytes', () => {
    expect(bytesOf(only(stack, DASHBOARD))).toBeLessThan(count <= 10 ? 90_000 : 30_000);
  });

  test('has its metrics from the instance\'s name and the end of the task\'s ARN', () => {
    const identifier = stack.resolve((stack.node.findChild('Instance') as ReplicationInstance).replicationInstanceIdentifier) as string;
    for (const { dimensions } of metricsOf(body)) {
      expect(dimensions.ReplicationInstanceIdentifier).toBe(identifier);
      expect(dimensions.ReplicationTaskIdentifier ?? '*').toMatch(/^(\*|<part 6 of <Task\d.*>>)$/);
    }
  });
});

test('is as large for 400 tasks as for 11', () => {
  expect(bodyIn(make(400).stack)).toEqual(bodyIn(make(11).stack));
});

test('is the same for the same app, byte for byte', () => {
  const text = (): string => JSON.stringify(only(make(4).stack, DASHBOARD));
  expect(text()).toBe(text());
});

describe('tasks', () => {
  const labels = (stack: Stack, title = 'Lag of writing to the target'): unknown[] => metricsOf(bodyIn(stack)).filter((each) => each.title === title).map(({ options }) => options.label);

  test('that come after the dashboard are shown, by their ids', () => {
    expect(labels(make(2).stack)).toEqual(['Task0', 'Task1']);
  });

  test('are only those that were given', () => {
    const stack = testStack();
    const [first] = addTasks(stack, testPair(stack, { instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }) }), 2);
    new MigrationDashboard(stack, 'Dashboard', { instance: first.replicationInstance, tasks: [first] });
    expect(labels(stack)).toEqual(['Task0']);
  });

  test('that have the same id are told from each other by their paths', () => {
    const { stack, instance } = make(0);
    const pair = testPair(stack, { instance });
    for (const name of ['A', 'B']) new MigrationTask(new NestedStack(stack, name), 'Task', { endpointPair: pair, tableMappings: TableMappings.includeSchema('sales') });
    expect(labels(stack)).toEqual(['Test/A/Task', 'Test/B/Task']);
  });

  test('that exist have lines, too, for all that they may do', () => {
    const stack = testStack();
    const instance = importedInstance(stack, []);
    new MigrationDashboard(stack, 'Dashboard', { instance, tasks: [existingTask(stack, instance)], monitored: true });
    const found = metricsOf(bodyIn(stack)).filter(({ dimensions }) => dimensions.ReplicationTaskIdentifier !== undefined);
    expect(new Set(found.map(({ dimensions }) => dimensions.ReplicationTaskIdentifier))).toEqual(new Set(['XYZ']));
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(['ValidationFailedRecords', 'CDCLatencySource', 'FullLoadPercent']));
  });

  test('of an instance that nobody declared any on are found by queries, in the Region of the instance', () => {
    const stack = testStack({ env: { region: 'us-east-1', account: ACCOUNT } });
    new MigrationDashboard(stack, 'Dashboard', { instance: importedInstance(stack, []) });
    const body = bodyIn(stack);
    expect(widgetCalled(body, 'Lag of writing to the target, 10 highest').properties.region).toBe('eu-west-1');
    expect(metricsOf(body).filter(({ dimensions }) => 'ReplicationTaskIdentifier' in dimensions).every(({ dimensions }) => dimensions.ReplicationTaskIdentifier === '*')).toBe(true);
  });

  test('that do not load have no graphs of a load', () => {
    const { stack, instance } = make(0);
    testTask(stack, { migrationType: MigrationType.CDC }, testPair(stack, { instance }));
    expect(metricsOf(bodyIn(stack)).map(({ name }) => name).filter((name) => name.startsWith('FullLoad'))).toEqual([]);
  });
});

describe('in several stacks', () => {
  function stacks(dashboardIn: (stacks: { data: Stack; tasks: Stack; pages: Stack }) => Stack): Body {
    const app = new App();
    const [data, tasks, pages] = ['Data', 'Tasks', 'Pages'].map((name) => new Stack(app, name));
    const instance = new ReplicationInstance(data, 'Instance', { vpc: testVpc(data) });
    const where = dashboardIn({ data, tasks, pages });
    new MigrationDashboard(where, 'Dashboard', { instance });
    addTasks(tasks, testPair(tasks, { instance }), 1);
    app.synth();
    const text = JSON.stringify(Template.fromStack(where).findResources(DASHBOARD)).replace(/\{"Fn::ImportValue":"[^"]*"\}/g, '{"Ref":"Imported"}');
    const [{ Properties }] = Object.values(JSON.parse(text) as Record<string, { Properties: { DashboardBody: unknown } }>);
    return JSON.parse(deployed(Properties.DashboardBody)) as Body;
  }

  test('finds tasks by queries where their stack waits for that of the dashboard', () => {
    expect(metricsOf(stacks(({ data }) => data)).filter(({ name }) => name === 'CDCLatencyTarget').map(({ dimensions }) => dimensions.ReplicationTaskIdentifier)).toEqual(['*']);
  });

  test.each([['with the tasks', ({ tasks }: { tasks: Stack }) => tasks], ['with neither', ({ pages }: { pages: Stack }) => pages]] as const)('names tasks where it stands %s', (_, where) => {
    const found = metricsOf(stacks(where)).filter(({ name }) => name === 'CDCLatencyTarget');
    expect(found.map(({ options }) => options.label)).toEqual(['Task0']);
  });
});

describe('of a monitor', () => {
  const monitored = (stack: Stack): number => metricsOf(bodyIn(stack)).filter(({ namespace }) => namespace === 'cdk-dms-migrations').length;

  test('shows what it tells if the instance has one, whenever it comes', () => {
    const { stack, instance } = make(1);
    new TaskMonitor(stack, 'Monitor', { instance });
    expect(monitored(stack)).toBeGreaterThan(10);
  });

  test('shows nothing where there is none, or if told so', () => {
    expect(monitored(make(1).stack)).toBe(0);
    expect(monitored(make(1, { monitored: false }, (instance) => new TaskMonitor(instance.stack, 'Monitor', { instance })).stack)).toBe(0);
  });

  test('shows it if told that there is one elsewhere', () => {
    expect(monitored(make(1, { monitored: true }).stack)).toBeGreaterThan(10);
  });

  test('reads the names and states of tasks from its own log', () => {
    const { stack, instance } = make(1, {}, (of) => new TaskMonitor(of.stack, 'Monitor', { instance: of }));
    const groups = every(stack, 'AWS::Logs::LogGroup').map(({ LogGroupName }) => LogGroupName);
    const [, read] = /^SOURCE '([^']+)'/.exec(widgetCalled(bodyIn(stack), 'Tasks, as last seen').properties.query ?? '') ?? [];
    expect(groups).toContain(read);
    expect(read).toContain(stack.resolve(instance.replicationInstanceIdentifier));
  });

  test('draws its metrics in periods as long as its interval', () => {
    const { stack } = make(1, {}, (instance) => new TaskMonitor(instance.stack, 'Monitor', { instance, interval: Duration.minutes(30) }));
    expect(widgetCalled(bodyIn(stack), 'Phase').properties.period).toBe(1800);
  });
});

describe('of phase scaling', () => {
  test('shows changes of the class, and the alarm of its controller', () => {
    const { stack, instance } = make(1);
    const scaling = new PhaseScaling(stack, 'Scaling', { instance });
    const body = bodyIn(stack);
    expect(widgetCalled(body, 'Alarms').properties.alarms).toEqual([`<${logicalId(stack, scaling.failureAlarm)}.Arn>`]);
    expect(metricsOf(body).filter(({ name }) => name === 'ClassChanges')).toHaveLength(1);
  });

  test('knows its metric as it publishes it', () => {
    const { stack, instance } = make(0);
    const { metricName, namespace, statistic, dimensions } = new PhaseScaling(stack, 'Scaling', { instance }).metricClassChanges();
    expect({ name: metricName, statistic }).toEqual(CLASS_CHANGES);
    expect([namespace, Object.keys(dimensions ?? {})]).toEqual(['cdk-dms-migrations', ['ReplicationInstanceIdentifier']]);
  });
});

describe('alarms', () => {
  const alarm = (stack: Stack, id: string, metric: cloudwatch.IMetric, threshold: number): cloudwatch.Alarm =>
    new cloudwatch.Alarm(stack, id, { metric, threshold, evaluationPeriods: 1 });

  test('are shown as they are given, and their thresholds of lag, each once', () => {
    const { stack, instance } = make(0);
    const task = testTask(stack, {}, testPair(stack, { instance }));
    const alarms = [
      ...['A', 'B'].map((id) => alarm(stack, id, task.metricCdcLatencyTarget(), 600)),
      alarm(stack, 'C', new cloudwatch.MathExpression({ expression: '2 * m', usingMetrics: { m: task.metricCdcLatencyTarget() } }), 7),
      cloudwatch.Alarm.fromAlarmArn(stack, 'D', `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:lag`),
    ];
    new MigrationDashboard(stack, 'Other', { instance, alarms });
    const [text] = every(stack, DASHBOARD).map(({ DashboardBody }) => deployed(DashboardBody)).filter((each) => each.includes('alarm:lag'));
    const body = JSON.parse(text) as Body;
    expect(widgetCalled(body, 'Alarms').properties.alarms).toHaveLength(4);
    expect(widgetCalled(body, 'Lag of writing to the target').properties.annotations?.horizontal.map(({ value, label }) => [value, label])).toEqual([[600, 'alarm']]);
    expect(widgetCalled(body, 'Lag of reading from the source').properties.annotations).toBeUndefined();
  });

  test('are those of the instance, also those that come later, with the lag at which they go off', () => {
    const { stack, instance } = make(0);
    const alarms = new LagAlarms(stack, 'Alarms', { instance, lag: { warning: Duration.minutes(2), critical: Duration.minutes(4) } });
    testTask(stack, {}, testPair(stack, { instance }));
    const body = bodyIn(stack);
    expect(widgetCalled(body, 'Alarms').properties.alarms).toHaveLength(1 + alarms.alarms.length);
    expect(widgetCalled(body, 'Lag of reading from the source').properties.annotations?.horizontal.map(({ value, label }) => [value, label]))
      .toEqual([[120, 'warning'], [240, 'critical']]);
  });

  test('have no say about lag that is given in words', () => {
    const { stack } = make(1, { lagWarning: Duration.minutes(2), lagCritical: Duration.minutes(4) });
    expect(widgetCalled(bodyIn(stack), 'Lag of writing to the target').properties.annotations?.horizontal.map(({ value }) => value)).toEqual([120, 240]);
  });
});

describe('with what is known only at deployment', () => {
  test('keeps it as it is', () => {
    const stack = testStack();
    const parameter = (id: string, type = 'String'): CfnParameter => new CfnParameter(stack, id, { type });
    const instance = new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack), replicationInstanceIdentifier: parameter('Name').valueAsString });
    new MigrationDashboard(stack, 'Dashboard', {
      instance, dashboardName: parameter('Page').valueAsString, defaultInterval: Duration.minutes(parameter('Minutes', 'Number').valueAsNumber),
      lagWarning: Duration.seconds(Lazy.number({ produce: () => 77 })),
    });
    const body = bodyIn(stack);
    expect(synthesisErrors(stack)).toEqual([]);
    expect(only(stack, DASHBOARD).DashboardName).toEqual({ Ref: 'Page' });
    expect(body.start).toBe('-PT<Minutes>M');
    expect(metricsOf(body).every(({ dimensions }) => dimensions.ReplicationInstanceIdentifier === '<Name>')).toBe(true);
    expect(widgetCalled(body, 'Latest errors').properties.query).toContain("SOURCE 'dms-tasks-<Name>'");
    expect(widgetCalled(body, 'CPU').properties.region).toBe('<AWS::Region>');
    expect(widgetCalled(body, 'Lag of writing to the target, 10 highest').properties.annotations?.horizontal[0].value).toBe(77);
  });

  test('needs an interval in minutes', () => {
    const { stack } = make(1, { defaultInterval: Duration.hours(Lazy.number({ produce: () => 3 })) });
    expect(synthesisErrors(stack).join()).toContain("'defaultInterval' must be given as Duration.minutes(), since its amount is known only at deployment.");
  });
});

describe('fails', () => {
  test('for a name that CloudWatch refuses, for an interval that is too long, and for tasks of another instance', () => {
    const stack = testStack();
    const other = ReplicationInstance.fromReplicationInstanceAttributes(stack, 'Other', {
      replicationInstanceArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:rep:DEF`, replicationInstanceIdentifier: 'other',
    });
    new MigrationDashboard(stack, 'Dashboard', {
      instance: importedInstance(stack, []), dashboardName: 'a b', defaultInterval: Duration.days(30), tasks: [existingTask(stack, other)],
    });
    expect(synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1])).toEqual(['dashboardName', 'dashboardInterval', 'dashboardTask']);
  });

  test('at once without an instance', () => {
    expect(() => new MigrationDashboard(testStack(), 'Dashboard', {} as MigrationDashboardProps)).toThrow(/'instance' must be of the type IReplicationInstance/);
  });
});

function existingTask(stack: Stack, replicationInstance: IReplicationInstance): IMigrationTask {
  return MigrationTask.fromMigrationTaskAttributes(stack, 'Existing', { migrationTaskArn: `arn:aws:dms:eu-west-1:${ACCOUNT}:task:XYZ`, replicationInstance });
}
