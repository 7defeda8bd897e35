import { decideAfter, type AfterInput } from '../../../lib/control/lifecycle/after';
import { isFinal, type Assessment, type SeenRun } from '../../../lib/control/lifecycle/assessment';
import { begun, isNew, NO_NOTES, noteAssessment, noteStop, settled, type Notes } from '../../../lib/control/lifecycle/notes';
import type { DeclaredTask } from '../../../lib/control/lifecycle/request';
import type { SeenTask } from '../../../lib/control/lifecycle/task';

const NOW = Date.UTC(2026, 0);
const MINUTE = 60_000;
const RUN = 'deployment-4f3c-a';
const ASSESSMENT: Assessment = { bucket: 'results', folder: 'orders', roleArn: 'arn:role', failOn: 'failed' };

function seen(identifier: string, status: string): SeenTask {
  return { identifier, status, arn: `arn:${identifier}`, instanceArn: 'instance', sourceEndpointArn: 'source', targetEndpointArn: 'target' };
}

function declared(identifier: string, assessment?: Assessment): DeclaredTask {
  return { identifier, definition: 'first', start: true, allowReload: false, kept: false, assessment };
}

const GOOD = ['source', 'target'].map((endpointArn) => ({ instanceArn: 'instance', endpointArn, status: 'successful' }));
const NOTED = noteAssessment(NO_NOTES, 'a', NOW);

function run(status: string, assessments: Readonly<Record<string, string>> = {}, change: Partial<SeenRun> = {}): SeenRun {
  return { taskArn: 'arn:a', name: RUN, status, assessments: Object.entries(assessments).map(([name, each]) => ({ name, status: each })), ...change };
}

function after(change: Partial<AfterInput> = {}, assessment: Partial<Assessment> = {}, at = NOW + MINUTE): ReturnType<typeof decideAfter> {
  const tasks = { a: seen('a', 'ready') };
  return decideAfter({ old: {}, new: { A: declared('a', { ...ASSESSMENT, ...assessment }) }, fate: 'stays', tasks, connections: GOOD, deployment: '4f3c', notes: NOTED, ...change }, at);
}

describe('a task that was never run', () => {
  test('is assessed, and not started', () => {
    const verdict = after({ notes: NO_NOTES }, {}, NOW);
    expect(verdict).toMatchObject({ kind: 'act', acts: [{ kind: 'assess', identifier: 'a', runName: RUN, assessment: ASSESSMENT }], notes: { assessments: { a: { tries: 1 } } } });
    expect(verdict.kind === 'act' ? verdict.acts : []).toHaveLength(1);
  });

  test('is assessed only once its connections are known to be good', () => {
    expect(after({ notes: NO_NOTES, connections: [] })).toMatchObject({ kind: 'act', acts: [{ kind: 'test' }, { kind: 'test' }] });
  });

  test.each(['starting', 'provisioning', 'running', 'cancelling'])('is waited for while its run is %s', (status) => {
    expect(after({ runs: [run(status)] })).toEqual({ kind: 'wait', because: 'being assessed: a' });
  });

  test('is waited for while it is testing', () => {
    expect(after({ tasks: { a: seen('a', 'testing') } })).toEqual({ kind: 'wait', because: 'a is testing' });
  });

  test('is started when all have passed, also where some were skipped', () => {
    expect(after({ runs: [run('passed', { one: 'passed', two: 'skipped' })] })).toMatchObject({ kind: 'act', acts: [{ kind: 'start', type: 'start-replication' }] });
  });

  test('is not started by the run of an earlier deployment, or of another task', () => {
    expect(after({ runs: [run('passed', {}, { name: 'by hand' }), run('passed', {}, { taskArn: 'arn:b' })] })).toMatchObject({ kind: 'act', acts: [{ kind: 'assess' }] });
  });

  test('comes after whatever was stopped, which does not wait for it', () => {
    const tasks = { a: seen('a', 'ready'), b: seen('b', 'stopped') };
    const verdict = after({ tasks, new: { A: declared('a', ASSESSMENT), B: declared('b', ASSESSMENT) }, notes: noteStop(NO_NOTES, 'b', NOW) });
    expect(verdict).toMatchObject({ kind: 'act', acts: [{ kind: 'start', identifier: 'b', type: 'resume-processing' }] });
  });

  test('is not assessed in a rollback', () => {
    expect(after({ fate: 'goesBack', notes: NO_NOTES })).toMatchObject({ kind: 'done' });
  });
});

test.each(['stopped', 'running', 'failed'])('a task that has run, and is %s, is not assessed', (status) => {
  expect(after({ tasks: { a: seen('a', status) }, notes: NO_NOTES })).toMatchObject({ kind: 'done' });
});

describe('a run that has not passed', () => {
  const reason = (runs: readonly SeenRun[], assessment: Partial<Assessment> = {}): unknown => {
    const verdict = after({ runs }, assessment);
    return verdict.kind === 'failed' ? verdict.reason : verdict.kind;
  };

  test('fails the deployment with its names, what DMS says, and where the results are', () => {
    expect(reason([run('failed', { 'postgres-check-wallevel': 'failed', 'postgres-check-pk': 'error', 'postgres-check-pglogical': 'passed' }, { failure: 'wal_level is replica' })])).toBe(
      'The premigration assessment of the migration task a has not passed: postgres-check-wallevel (failed), postgres-check-pk (error). DMS says: wal_level is replica'
      + ` Results: s3://results/orders, run ${RUN}. Mend what they tell, exclude these assessments, or choose another failOn.`,
    );
  });

  test.each(['error-provisioning', 'error-executing', 'invalid state', 'deleting', 'something new'])('because it is %s fails the deployment, too', (status) => {
    expect(reason([run(status)])).toContain(`its run ended as ${status}`);
  });

  test.each([
    ['failed', 'warning', 'act'], ['failed', 'skipped', 'act'], ['failed', 'cancelled', 'failed'], ['failed', 'error', 'failed'],
    ['warning', 'skipped', 'act'], ['warning', 'warning', 'failed'], ['skipped', 'skipped', 'failed'], ['skipped', 'passed', 'act'],
    ['never', 'failed', 'act'], ['never', 'error', 'act'],
  ] as const)('and fails on %s, with an assessment that is %s: %s', (failOn, status, kind) => {
    expect(after({ runs: [run('passed', { one: status })] }, { failOn }).kind).toBe(kind);
  });

  test('counts as a whole where DMS tells no assessment that warns', () => {
    expect(reason([run('warning', { one: 'passed' })], { failOn: 'warning' })).toContain('its run ended as warning');
    expect(after({ runs: [run('warning', { one: 'passed' })] }).kind).toBe('act');
  });

  test('has as many names as an answer to CloudFormation has room for', () => {
    const all = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`assessment-${index}`, 'failed']));
    expect(reason([run('failed', all)])).toContain('assessment-11 (failed) and 28 more.');
  });
});

test('a run that does not begin is tried three times, a minute apart, by the same name', () => {
  let notes: Notes = NO_NOTES;
  const kinds: unknown[] = [];
  for (let minute = 0; minute < 4; minute++) {
    const verdict = after({ notes }, {}, NOW + minute * MINUTE);
    kinds.push(verdict.kind === 'act' ? (verdict.acts[0] as { runName: string }).runName : verdict.kind);
    if (verdict.kind === 'act') notes = verdict.notes;
  }
  expect(kinds).toEqual([RUN, RUN, RUN, 'failed']);
  expect(after({}, {}, NOW + 1000)).toMatchObject({ kind: 'wait' });
});

test('what is refused for a while only is tried again', () => {
  expect(['InvalidResourceStateFault', 'S3AccessDeniedFault', 'ResourceAlreadyExistsFault', 'S3ResourceNotFoundFault', 'KMSDisabledFault'].map(isFinal))
    .toEqual([false, false, false, true, true]);
});

test('an assessment is forgotten with the step that it was made in; its task is one that a rollback waits for', () => {
  expect(isNew(NOTED, 'a', NOW)).toBe(true);
  expect(begun(NOTED, NOW)).not.toHaveProperty('assessments');
  expect(settled(NOTED, ['a'])).not.toHaveProperty('assessments');
});
