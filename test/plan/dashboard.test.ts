import { planDashboard } from '../../lib/plan/dashboard';
import { renderBody } from '../../lib/plan/dashboard-body';
import type { DashboardFacts, DashboardTask } from '../../lib/plan/dashboard-facts';
import { CLASS_CHANGES } from '../../lib/plan/dashboard-instance';
import { checkDashboard, type DashboardInput } from '../../lib/plan/dashboard-rules';
import { INSTANCE_METRICS, TASK_METRICS } from '../../lib/plan/metrics';
import { MONITOR_INSTANCE_METRICS, MONITOR_TABLE_METRICS, MONITOR_TASK_METRICS } from '../../lib/plan/monitor-metrics';
import { UNKNOWN } from '../../lib/plan/unknown';
import { complaintAbout, metricsOf, overlapsIn, retrievedBy, widgetCalled, type Body } from '../support/dashboard-body';
import { testRules } from '../support/rule-cases';

function tasks(count: number, change: Partial<DashboardTask> = {}): DashboardTask[] {
  return Array.from({ length: count }, (_, index) => ({
    label: `Task${index}`, resourceId: `ID${index}`, name: `orders-${index}`, fullLoad: true, cdc: true, validated: true, ...change,
  }));
}

function facts(count: number, change: Partial<DashboardFacts> = {}): DashboardFacts {
  return {
    path: 'Orders/Dashboard', instanceIdentifier: 'orders', logGroupName: 'dms-tasks-orders', region: 'eu-west-1', consoleDomain: 'console.aws.amazon.com',
    tasks: tasks(count), monitor: { periodSeconds: 300 }, scaled: true, alarmArns: alarms(3), lagThresholds: { source: [], target: [] },
    storageGiB: 500, ...change,
  };
}

function alarms(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a${index}`);
}

/** As CloudWatch gets it. */
function body(count: number, change: Partial<DashboardFacts> = {}): Body {
  return JSON.parse(JSON.stringify(renderBody(planDashboard(facts(count, change)), 'eu-west-1', '-PT180M'))) as Body;
}

const VARIANTS: readonly (readonly [string, Partial<DashboardFacts>])[] = [
  ['with everything', {}],
  ['with nothing', { monitor: undefined, scaled: false, alarmArns: [], storageGiB: undefined, consoleDomain: undefined }],
  ['with thresholds and many alarms', { alarmArns: alarms(401), lagThresholds: { source: [{ seconds: 300, label: 'warning' }], target: [{ seconds: 900, label: 'critical' }] } }],
];
const CASES = [0, 1, 10, 11, 100, 400].flatMap((count) => VARIANTS.map(([name, change]) => [count, name, body(count, change)] as const));

describe.each(CASES)('of %d tasks %s', (_, __, made) => {
  test('is what CloudWatch documents', () => {
    expect(complaintAbout(made)).toBeUndefined();
  });

  test('has no widgets over each other, and no gap between rows', () => {
    expect(overlapsIn(made)).toEqual([]);
    const bottoms = made.widgets.map(({ y, height }) => y + height);
    for (const { y } of made.widgets) expect(y === 0 || bottoms.includes(y)).toBe(true);
  });

  test('is as wide as the page in every row', () => {
    const widths = new Map<number, number>();
    for (const { y, width } of made.widgets) widths.set(y, (widths.get(y) ?? 0) + width);
    expect([...new Set(widths.values())]).toEqual([24]);
  });

  test('stays within the limits of widgets and metrics, also of what queries may find', () => {
    expect(made.widgets.length).toBeLessThanOrEqual(500);
    expect(Math.max(...made.widgets.map(retrievedBy))).toBeLessThanOrEqual(500);
    expect(made.widgets.reduce((sum, widget) => sum + retrievedBy(widget), 0)).toBeLessThanOrEqual(2500);
  });

  test('has no more than 10 lines of tasks in a graph', () => {
    for (const { properties: { title, metrics = [] } } of made.widgets) {
      const visible = metrics.filter((entry) => (entry[entry.length - 1] as { visible?: boolean }).visible !== false);
      expect([title, visible.length <= 10]).toEqual([title, true]);
    }
  });

  test('names only metrics that there are, with their dimensions and their statistics', () => {
    const found = metricsOf(made);
    expect(found.length).toBeGreaterThan(20);
    for (const { namespace, name, dimensions, statistic } of found) {
      const named = KNOWN.filter((each) => each.namespace === namespace && each.name === name);
      const known = named.filter((each) => each.dimensions.join() === Object.keys(dimensions).join());
      expect([name, known.map((each) => each.statistic)]).toEqual([name, [statistic]]);
      expect(dimensions.ReplicationInstanceIdentifier).toBe('orders');
    }
  });

  test('sums nothing up over time but what is counted', () => {
    expect(metricsOf(made).filter(({ statistic, name }) => statistic === 'Sum' && name !== 'ClassChanges')).toEqual([]);
  });
});

const INSTANCE = ['ReplicationInstanceIdentifier'];
const TASK = ['ReplicationInstanceIdentifier', 'ReplicationTaskIdentifier'];
const KNOWN = [
  ...Object.values(INSTANCE_METRICS).map((each) => ({ namespace: 'AWS/DMS', dimensions: INSTANCE, ...each })),
  ...Object.values(TASK_METRICS).map((each) => ({ namespace: 'AWS/DMS', dimensions: TASK, ...each })),
  ...[...Object.values(MONITOR_INSTANCE_METRICS), CLASS_CHANGES].map((each) => ({ namespace: 'cdk-dms-migrations', dimensions: INSTANCE, ...each })),
  ...Object.values({ ...MONITOR_TASK_METRICS, ...MONITOR_TABLE_METRICS }).map((each) => ({ namespace: 'cdk-dms-migrations', dimensions: TASK, ...each })),
];

test('shows every metric that tells of load, lag, backlog or validation', () => {
  const elsewhere = ['CPUAllocated', 'CPUUtilization', 'MemoryAllocated', 'MemoryUsage', 'SwapUsage', 'Failed', 'StopTime', 'RowsLoaded'];
  for (const count of [3, 0]) {
    const shown = metricsOf(body(count)).map(({ name }) => name);
    const all = Object.values({ ...TASK_METRICS, ...MONITOR_TASK_METRICS, ...MONITOR_TABLE_METRICS }).map(({ name }) => name);
    expect(all.filter((name) => !shown.includes(name) && !elsewhere.includes(name))).toEqual([]);
  }
});

describe('of few tasks', () => {
  test('has a line for each, by its label', () => {
    const { properties: { metrics } } = widgetCalled(body(2), 'Lag of writing to the target');
    expect(metrics).toEqual([
      ['AWS/DMS', 'CDCLatencyTarget', 'ReplicationInstanceIdentifier', 'orders', 'ReplicationTaskIdentifier', 'ID0', { label: 'Task0' }],
      ['.', '.', '.', '.', '.', 'ID1', { label: 'Task1' }],
    ]);
  });

  test('adds their tables up, state by state', () => {
    const { properties: { metrics = [], stacked } } = widgetCalled(body(2), 'Tables by state');
    expect(stacked).toBe(true);
    expect(metrics.filter(([first]) => typeof first === 'object').flat()).toEqual(['queued', 'loading', 'loaded', 'errored'].map((state) => ({
      expression: `SUM([${state}0,${state}1])`, id: state, label: state,
    })));
    expect(metrics.filter(([first]) => typeof first === 'string')).toHaveLength(8);
  });

  test('leaves out what none of them does', () => {
    const titles = (change: Partial<DashboardTask>): string => JSON.stringify(body(2, { tasks: tasks(2, change) }));
    expect(titles({ fullLoad: false })).not.toMatch(/FullLoad(Throughput|TimeLeft)|## Full load/);
    expect(titles({ cdc: false })).not.toMatch(/CDC(Latency|Throughput|Incoming|Changes)|## (Lag|Backlog)/);
    expect(titles({ validated: false })).not.toMatch(/Validation/);
  });

  test('draws only those that do what a graph is about', () => {
    const some = [...tasks(1, { cdc: false }), ...tasks(1, { label: 'Captures', fullLoad: false })];
    const made = body(2, { tasks: some });
    const labels = (title: string): unknown[] => (widgetCalled(made, title).properties.metrics ?? []).map((entry) => entry[entry.length - 1]);
    expect(labels('Lag of reading from the source')).toEqual([{ label: 'Captures' }]);
    expect(labels('Full load done')).toEqual([{ label: 'Task0' }]);
  });

  test('tells which log is whose, with links', () => {
    expect(body(1).widgets[0].properties.markdown).toContain(
      '[Task0](https://eu-west-1.console.aws.amazon.com/dms/v2/home?region=eu-west-1#taskDetails/orders-0) | '
      + '[dms-task-ID0](https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/dms-tasks-orders/log-events/dms-task-ID0)');
  });
});

describe('of many tasks', () => {
  test('finds those that matter by a query', () => {
    const query = (title: string): unknown => widgetCalled(body(11), title).properties.metrics;
    const from = 'FROM SCHEMA("AWS/DMS", ReplicationInstanceIdentifier, ReplicationTaskIdentifier) WHERE ReplicationInstanceIdentifier = \'orders\'';
    expect(query('Lag of writing to the target, 10 highest')).toEqual([[
      { expression: `SELECT MAX(CDCLatencyTarget) ${from} GROUP BY ReplicationTaskIdentifier ORDER BY MAX() DESC LIMIT 10`, id: 'q' },
    ]]);
    expect(query('Rows written to the target, all tasks')).toEqual([
      [{ expression: `SELECT AVG(FullLoadThroughputRowsTarget) ${from} GROUP BY ReplicationTaskIdentifier ORDER BY AVG() DESC LIMIT 200`, id: 'q', visible: false }],
      [{ expression: 'SUM(q)', id: 'total', label: 'all tasks' }],
    ]);
    expect(JSON.stringify(query('Full load done, 10 lowest'))).toContain('ORDER BY MAX() ASC LIMIT 10');
  });

  test('does not grow with their number, and needs none that is declared', () => {
    expect(body(400)).toEqual(body(11));
    expect(body(0)).toEqual(body(11));
  });
});

test('is the same for the same facts', () => {
  expect(JSON.stringify(body(7))).toBe(JSON.stringify(body(7)));
});

test('begins with what is urgent and ends with what explains it', () => {
  const headings = body(2).widgets.flatMap(({ properties: { markdown = '' } }) => /^## (.*)/.exec(markdown)?.[1] ?? []);
  expect(headings).toEqual(['Phase and tasks', 'Full load', 'Lag', 'Backlog', 'Replication instance', 'Validation', 'Logs']);
});

test('leaves out what only a monitor tells, and says so', () => {
  const { widgets } = body(2, { monitor: undefined, scaled: false });
  expect(JSON.stringify(widgets)).not.toContain('cdk-dms-migrations');
  expect(widgets[0].properties.markdown).toContain('No TaskMonitor is known');
});

test('shows changes of the class without a monitor', () => {
  expect(metricsOf(body(2, { monitor: undefined })).filter(({ namespace }) => namespace === 'cdk-dms-migrations').map(({ name }) => name)).toEqual(['ClassChanges']);
});

test('draws what the monitor tells as often as it looks', () => {
  const periods = body(2, { monitor: { periodSeconds: 3600 } }).widgets
    .filter(({ properties }) => JSON.stringify(properties.metrics ?? []).includes('cdk-dms-migrations')).map(({ properties }) => properties.period);
  expect(new Set(periods)).toEqual(new Set([3600]));
});

test('marks the lag at which somebody is told', () => {
  const made = body(2, { lagThresholds: { source: [], target: [{ seconds: 300, label: 'warning' }, { seconds: 900, label: 'critical' }] } });
  expect(widgetCalled(made, 'Lag of writing to the target').properties.annotations).toEqual({
    horizontal: [{ value: 300, label: 'warning', color: '#ff7f0e' }, { value: 900, label: 'critical', color: '#d62728' }],
  });
  expect(widgetCalled(made, 'Lag of reading from the source').properties.annotations).toBeUndefined();
});

test('marks what the storage gives, never less than 100', () => {
  const mark = (storageGiB?: number): unknown => widgetCalled(body(1, { storageGiB }), 'Reads and writes a second').properties.annotations?.horizontal[0].value;
  expect([mark(500), mark(20), mark()]).toEqual([1500, 100, undefined]);
});

test('shows up to 100 alarms in a widget', () => {
  const shown = body(1, { alarmArns: alarms(201) }).widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => [properties.title, properties.alarms?.length]);
  expect(shown).toEqual([['Alarms, 1 of 3', 100], ['Alarms, 2 of 3', 100], ['Alarms, 3 of 3', 1]]);
});

test('reads errors and warnings from the logs as DMS writes them', () => {
  expect(widgetCalled(body(1), 'Latest errors').properties.query).toBe(
    "SOURCE 'dms-tasks-orders' | fields @timestamp, @logStream, @message\n| filter @message like ']E:'\n| sort @timestamp desc\n| limit 50");
  expect(widgetCalled(body(1), 'Latest warnings').properties.query).toContain("filter @message like ']W:'");
  expect(widgetCalled(body(1), 'Errors by task').properties.query).toContain("parse @logStream 'dms-task-*' as task\n| stats count(*) as errors by task");
});

test('has no links where the address of the console is not known', () => {
  expect(body(1, { consoleDomain: undefined }).widgets[0].properties.markdown).not.toContain('http');
});

describe('the check of the structure finds', () => {
  const [first, ...rest] = body(1).widgets;
  const changed = (change: object): unknown => ({ ...body(1), widgets: [{ ...first, ...change }, ...rest] });
  const graph = (metrics: unknown): unknown => changed({ type: 'metric', properties: { region: 'r', metrics } });
  test.each([
    ['what is not documented', changed({ colour: 'red' }), '.widgets [0] .colour is not documented'],
    ['what is missing', changed({ properties: {} }), '.widgets [0] .markdown is missing'],
    ['a widget that stands out', changed({ x: 20 }), '.widgets [0] reaches to column 32'],
    ['a metric without the value of a dimension', graph([['AWS/DMS', 'A', 'B']]), '.widgets [0] .metrics [0] must have a namespace, a name, and dimensions with their values'],
    ['an expression over nothing', graph([[{ expression: 'SUM(q)' }]]), '.widgets [0] .metrics has an expression over q, which is nothing in it'],
    ['two queries', graph([[{ expression: 'SELECT a' }], [{ expression: 'SELECT b' }]]), '.widgets [0] .metrics has more than one query'],
    ['a period that is none', changed({ type: 'metric', properties: { region: 'r', metrics: [], period: 90 } }), '.widgets [0] .period must be a multiple of 60'],
    ['too many alarms', changed({ type: 'alarm', properties: { alarms: alarms(101) } }), '.widgets [0] .alarms must have from 1 to 100 items, has 101'],
  ])('%s', (_, made, complaint) => {
    expect(complaintAbout(made)).toBe(complaint);
  });
});

describe('rules', () => {
  const good: DashboardInput = { dashboardName: 'Orders_2-b', intervalMinutes: 180, instanceIdentifier: 'orders', taskInstanceIdentifiers: ['orders', 'orders'] };
  const check = (change: DashboardInput): ReturnType<typeof checkDashboard> => checkDashboard({ ...good, ...change });

  test('find nothing wrong with what is right, or with nothing', () => {
    expect(check({})).toEqual([]);
    expect(checkDashboard({})).toEqual([]);
    for (const intervalMinutes of [5, 20160]) expect(check({ intervalMinutes })).toEqual([]);
    expect(check({ dashboardName: 'x'.repeat(255) })).toEqual([]);
  });

  test.each(['', 'a b', 'a/b', 'ä', 'x'.repeat(256), 7])('find the name %p wrong', (dashboardName) => {
    expect(check({ dashboardName }).map(({ code }) => code)).toEqual(['dashboardName']);
  });

  test.each([0, 4, 5.5, 20161, Number.NaN])('find an interval of %p minutes wrong', (intervalMinutes) => {
    expect(check({ intervalMinutes }).map(({ code }) => code)).toEqual(['dashboardInterval']);
  });

  testRules([
    {
      code: 'dashboardName',
      bad: () => check({ dashboardName: 'Orders dashboard' }),
      message: '\'dashboardName\' must be from 1 to 255 letters, digits, hyphens and underscores, got "Orders dashboard". CloudWatch refuses other names. Name it so,'
        + ' or leave the name out: the account has all its dashboards in one list, whatever their Region. [dashboardName]',
      unknown: () => check({ dashboardName: UNKNOWN }),
    },
    {
      code: 'dashboardInterval',
      bad: () => check({ intervalMinutes: 1 }),
      message: '\'defaultInterval\' must be from 5 minutes to 14 days, in whole minutes, got 1 minutes. Most metrics come every 5 minutes, and queries over many tasks'
        + ' look back two weeks at most. Set it in that range, or leave it out. [dashboardInterval]',
      unknown: () => check({ intervalMinutes: UNKNOWN }),
    },
    {
      code: 'dashboardTask',
      bad: () => check({ taskInstanceIdentifiers: ['orders', 'invoices', 'invoices'] }),
      message: '\'tasks\' has a task of the replication instance "invoices" in it, and the dashboard is about "orders". Metrics of a task go by its instance, so there'
        + ' would be none. Make a dashboard for each instance. [dashboardTask]',
      unknown: () => check({ taskInstanceIdentifiers: [UNKNOWN] }),
    },
  ]);
});
