import fc from 'fast-check';
import { ALARMS_PER_COMPOSITE, anyOf, describeAlarm, MAX_DESCRIPTION, type AlarmPlan } from '../../lib/plan/alarm';
import { baselinePercent, smallestMemoryBytes, type AlarmThresholds } from '../../lib/plan/alarm-thresholds';
import { costOfIdling, instanceAlarms } from '../../lib/plan/alarms-instance';
import { sourceAlarms, sourceMetricsEngine } from '../../lib/plan/alarms-source';
import { alarmsOfAllTasks, taskAlarms } from '../../lib/plan/alarms-task';

const thresholds: AlarmThresholds = {
  lag: { warningSeconds: 300, criticalSeconds: 900, sustainedPeriods: 3 }, stalledLoadPeriods: 6, plannedStopSeconds: 2700, idleSeconds: 86_400,
  logRetentionSeconds: 86_400, backlogChanges: 10_000,
};
const task = { instanceIdentifier: 'orders', resourceId: 'ABC', fullLoad: true, cdc: true, validated: true };
const instance = {
  instanceIdentifier: 'orders', memoryBytes: { warning: 2, critical: 1 }, swapBytes: 1, storageBytes: { warning: 2, critical: 1 }, baselinePercent: 20,
  cost: 'each day 24 hours of dms.r6i.24xlarge, twice that with Multi-AZ.', monitorSeconds: 300,
};
const source = { identifier: 'orders', waitingLogBytes: { warning: 1, critical: 2 } } as const;

const ALL: readonly AlarmPlan[] = [
  ...taskAlarms(task, thresholds), ...alarmsOfAllTasks('orders', thresholds), ...instanceAlarms(instance, thresholds),
  ...[...sourceAlarms({ ...source, engine: 'postgres' }), ...sourceAlarms({ ...source, engine: 'aurora-mysql' })].flatMap(({ plans }) => plans),
];

function kindsOf(plans: readonly AlarmPlan[]): string[] {
  return plans.map(({ kind, severity }) => `${kind} ${severity}`);
}

test('a task that loads and captures has alarms for both', () => {
  expect(kindsOf(taskAlarms({ ...task, validated: false }, { ...thresholds, logRetentionSeconds: undefined }))).toEqual([
    'FailedTask critical', 'StoppedTask critical', 'StalledLoad critical', 'SourceLag warning', 'SourceLag critical', 'TargetLag warning', 'TargetLag critical',
    'MemoryBacklog warning', 'DiskBacklog warning',
  ]);
});

test('a task that only loads has none for lag, one that only captures none for its load', () => {
  expect(kindsOf(taskAlarms({ ...task, cdc: false, validated: false }, thresholds))).toEqual(['FailedTask critical', 'StoppedTask critical', 'StalledLoad critical']);
  expect(kindsOf(taskAlarms({ ...task, fullLoad: false }, thresholds))).not.toContain('StalledLoad critical');
});

test('the log of the source expires only where its retention is known', () => {
  expect(kindsOf(taskAlarms(task, thresholds))).toContain('SourceLogExpires critical');
  expect(kindsOf(taskAlarms(task, { ...thresholds, logRetentionSeconds: undefined }))).not.toContain('SourceLogExpires critical');
});

test('an instance of unknown storage has none for it, one that is not burstable none for credits', () => {
  const { storageBytes, baselinePercent: baseline, ...unknown } = instance;
  expect([storageBytes, baseline]).toEqual([{ warning: 2, critical: 1 }, 20]);
  const kinds = kindsOf(instanceAlarms(unknown, thresholds));
  expect(kinds.filter((kind) => kind.startsWith('LowStorage') || kind.startsWith('CpuCredits'))).toEqual([]);
  expect(kindsOf(instanceAlarms(instance, thresholds))).toEqual(expect.arrayContaining(['LowStorage warning', 'LowStorage critical', 'CpuCredits warning']));
});

test('every text fits, with the longest names that DMS allows', () => {
  const subject = `Task ${'a'.repeat(255)} on replication instance ${'b'.repeat(63)}`;
  const lengths = ALL.map((plan) => [plan.kind, describeAlarm(subject, plan.runbook).length] as const);
  expect(lengths.filter(([, length]) => length > MAX_DESCRIPTION)).toEqual([]);
});

test('every text says what it means, three things to look at, and why it goes off there', () => {
  for (const { kind, runbook } of ALL) {
    const sentence = expect.stringMatching(/\.$/) as string;
    expect([kind, runbook.means, runbook.why]).toEqual([kind, sentence, sentence]);
    expect(runbook.look.filter((step) => step.endsWith('.') || step === '')).toEqual([]);
  }
  expect(describeAlarm('Task a', { means: 'It waits.', look: ['one', 'two', 'three'], why: 'a choice.' }))
    .toBe('Task a: It waits. Look at: (1) one; (2) two; (3) three. Threshold: a choice.');
});

test('an expression names just the metrics that it is given', () => {
  for (const { kind, metrics, expression = '' } of ALL.filter((plan) => plan.expression !== undefined)) {
    const named = new Set([...expression.matchAll(/\b[a-z]\w*/g)].map(([word]) => word));
    expect([kind, [...named].sort()]).toEqual([kind, metrics.map(({ id }) => id).sort()]);
  }
});

test('a period and its number are what CloudWatch takes: a day, or a week from an hour on, and for a query three hours', () => {
  for (const { kind, periodSeconds, periods, metrics } of ALL) {
    const most = metrics.some((metric) => 'query' in metric) ? 3 * 3600 : periodSeconds >= 3600 ? 7 * 86_400 : 86_400;
    expect([kind, periodSeconds % 60, periodSeconds * periods <= most]).toEqual([kind, 0, true]);
  }
});

test('metrics have the dimensions that their namespace has', () => {
  for (const { metrics } of ALL) {
    for (const { namespace, dimensions } of metrics.filter((metric) => 'namespace' in metric)) {
      const names = Object.keys(dimensions).join();
      expect(namespace === 'AWS/RDS' ? ['DBInstanceIdentifier', 'DBClusterIdentifier,Role'] : ['ReplicationInstanceIdentifier', 'ReplicationInstanceIdentifier,ReplicationTaskIdentifier'])
        .toContain(names);
    }
  }
});

test('memory is measured by the smallest class that is known', () => {
  expect(smallestMemoryBytes(['dms.r6i.4xlarge', 'dms.r6i.large'])).toBe(16 * 2 ** 30);
  expect(smallestMemoryBytes(['dms.x9.large', 'dms.r6i.xlarge'])).toBe(32 * 2 ** 30);
  expect(smallestMemoryBytes([])).toBe(8 * 2 ** 30);
});

test('burstable classes have a baseline, others none', () => {
  expect(baselinePercent(['dms.t3.large', 'dms.t3.medium'])).toBe(20);
  expect(baselinePercent(['dms.r6i.large'])).toBeUndefined();
});

test('an idle instance costs what its price says, or else hours', () => {
  expect(costOfIdling(['dms.r6i.4xlarge', 'dms.r6i.large'], 0.5)).toBe('12.00 a day at the price that was given.');
  expect(costOfIdling(['dms.r6i.4xlarge', 'dms.r6i.large'], undefined)).toBe('each day 24 hours of dms.r6i.large, twice that with Multi-AZ.');
  expect(costOfIdling([], undefined)).toBe('each day 24 hours, twice that with Multi-AZ.');
});

test('the metrics of a source are those of its engine', () => {
  expect(sourceMetricsEngine('postgres', false)).toBe('postgres');
  expect(sourceMetricsEngine('mariadb', false)).toBe('mysql');
  expect(sourceMetricsEngine('aurora', true)).toBe('aurora-mysql');
  expect(sourceMetricsEngine('aurora-postgresql', true)).toBe('aurora-postgresql');
  expect(['oracle', 'sqlserver', undefined].map((engine) => sourceMetricsEngine(engine, false))).toEqual([undefined, undefined, undefined]);
});

test('the rule of a composite stays within 10,240 characters with the longest names', () => {
  const names = Array.from({ length: ALARMS_PER_COMPOSITE }, (_, index) => String(index).padStart(255, 'x'));
  expect(anyOf(names).length).toBeLessThanOrEqual(10_240);
  expect(anyOf([])).toBe('FALSE');
});

test('the critical threshold of a kind is beyond that of its warning', () => {
  const severe = ALL.filter(({ severity }) => severity === 'critical');
  for (const critical of severe) {
    const warnings = ALL.filter(({ kind, severity, expression, metrics }) =>
      kind === critical.kind && severity === 'warning' && expression === critical.expression && JSON.stringify(metrics) === JSON.stringify(critical.metrics));
    for (const warning of warnings) {
      const isBeyond = critical.comparison === 'LessThanThreshold' ? critical.threshold < warning.threshold : critical.threshold > warning.threshold;
      expect([critical.kind, isBeyond]).toEqual([critical.kind, true]);
    }
  }
});

test('whatever the thresholds are, no alarm looks at more than 10 metrics', () => {
  fc.assert(fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (fullLoad, cdc, validated) =>
    taskAlarms({ ...task, fullLoad, cdc, validated }, thresholds).every(({ metrics }) => metrics.length <= 10)));
});
