import { TestWorld } from './support';

const INPUT = { ServiceAccessRoleArn: 'arn:aws:iam::123456789012:role/results', ResultLocationBucket: 'results' };

interface Run {
  readonly ReplicationTaskAssessmentRunArn: string;
  readonly Status: string;
  readonly LastFailureMessage?: string;
  readonly ResultStatistic?: Readonly<Record<string, number>>;
}

interface Assessed {
  readonly world: TestWorld;
  readonly task: string;
  readonly run: () => Run;
}

/** A world with a task that is ready, and is assessed. */
function assessed(outcomes: Readonly<Record<string, string>> = {}, more: object = {}): Assessed {
  const world = new TestWorld({ behaviour: { durations: { assessTask: [30, 30] } } });
  const task = world.task();
  world.dms.setAssessments(task, outcomes);
  const { ReplicationTaskAssessmentRun: { ReplicationTaskAssessmentRunArn: arn } } = world.dms.call('StartReplicationTaskAssessmentRun', {
    ReplicationTaskArn: task, AssessmentRunName: 'first', ...INPUT, ...more,
  }) as { ReplicationTaskAssessmentRun: Run };
  const run = (): Run => (world.dms.call('DescribeReplicationTaskAssessmentRuns', {
    Filters: [{ Name: 'replication-task-assessment-run-arn', Values: [arn] }],
  }) as { ReplicationTaskAssessmentRuns: Run[] }).ReplicationTaskAssessmentRuns[0];
  return { world, task, run };
}

function individual(world: TestWorld, run: Run): Record<string, string> {
  const { ReplicationTaskIndividualAssessments: found } = world.dms.call('DescribeReplicationTaskIndividualAssessments', {
    Filters: [{ Name: 'replication-task-assessment-run-arn', Values: [run.ReplicationTaskAssessmentRunArn] }],
  }) as { ReplicationTaskIndividualAssessments: { IndividualAssessmentName: string; Status: string }[] };
  return Object.fromEntries(found.map(({ IndividualAssessmentName, Status }) => [IndividualAssessmentName, Status]));
}

test('a run goes through its statuses while its task is testing, and the task is what it was', () => {
  const { world, task, run } = assessed();
  const seen: string[] = [];
  for (let step = 0; step < 4; step++) {
    seen.push(`${run().Status} ${world.seeTask(task).Status}`);
    world.pass(10);
  }
  expect(seen).toEqual(['starting testing', 'provisioning testing', 'running testing', 'passed ready']);
  expect(Object.values(individual(world, run()))).toEqual(['passed', 'passed', 'passed']);
});

test.each([
  ['failed', { one: 'failed', two: 'warning' }], ['warning', { two: 'warning' }], ['error-executing', { one: 'error' }], ['passed', { two: 'skipped' }],
] as const)('is %s by what was said of its assessments', (status, outcomes) => {
  const { world, run } = assessed(outcomes);
  world.pass(30);
  expect(run().Status).toBe(status);
  expect(individual(world, run())).toMatchObject(outcomes);
});

test('which have failed are counted, and the last one is told', () => {
  const { world, run } = assessed({ one: 'failed' });
  world.pass(30);
  expect(run()).toMatchObject({ LastFailureMessage: 'Assessment one failed', ResultStatistic: { Passed: 3, Failed: 1, Warning: 0 } });
});

test('only some are carried out, or all but some', () => {
  const { world, run } = assessed({ one: 'failed', two: 'failed' }, { IncludeOnly: ['two'] });
  world.pass(30);
  expect(individual(world, run())).toEqual({ two: 'failed' });
  const other = assessed({ one: 'failed' }, { Exclude: ['one', 'unsupported-data-types-in-source'] });
  expect(Object.values(individual(other.world, other.run()))).toEqual(['pending', 'pending']);
});

test('what cannot be is refused', () => {
  const { world, task } = assessed();
  const start = (more: object): unknown => world.outcome('StartReplicationTaskAssessmentRun', { ReplicationTaskArn: task, AssessmentRunName: 'second', ...INPUT, ...more });
  expect(start({})).toBe('InvalidResourceStateFault');
  world.pass(30);
  expect(start({ AssessmentRunName: 'first' })).toBe('ResourceAlreadyExistsFault');
  expect(start({ IncludeOnly: ['one'], Exclude: ['two'] })).toBe('InvalidParameterCombinationException');
  expect(world.outcome('StartReplicationTaskAssessmentRun', { ReplicationTaskArn: task, AssessmentRunName: 'third' })).toBe('InvalidParameterValueException');
});

test('a run is deleted when it is over, and with its task', () => {
  const { world, task, run } = assessed();
  const input = { ReplicationTaskAssessmentRunArn: run().ReplicationTaskAssessmentRunArn };
  expect(world.outcome('DeleteReplicationTaskAssessmentRun', input)).toBe('InvalidResourceStateFault');
  world.pass(30);
  const copy = world.dms.clone();
  expect(world.outcome('DeleteReplicationTaskAssessmentRun', input)).toBe('ok');
  expect(world.outcome('DeleteReplicationTaskAssessmentRun', input)).toBe('ResourceNotFoundFault');
  copy.call('DeleteReplicationTask', { ReplicationTaskArn: task });
  copy.advanceTo(copy.now + 60_000);
  expect(copy.call('DescribeReplicationTaskAssessmentRuns')).toEqual({ ReplicationTaskAssessmentRuns: [] });
});
