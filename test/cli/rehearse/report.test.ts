import { report } from '../../../lib/cli/rehearse/report';
import { columns, duration, since } from '../../../lib/cli/rehearse/words';
import { Style } from '../../../lib/cli/style';
import { counted } from '../../../lib/plan/counted';
import type { RehearsalResult } from '../../../lib/rehearsal';

const START = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;

const RESULT: RehearsalResult = {
  succeeded: true,
  problems: [],
  startedAt: START,
  endedAt: START + 26 * HOUR,
  reached: {},
  deployments: [
    { stack: 'App', number: 1, status: 'CREATE_COMPLETE', changed: true, startedAt: START, seconds: 704, calls: 206, changes: 10 },
    { stack: 'App', number: 2, status: 'CREATE_COMPLETE', changed: false, startedAt: START + HOUR, seconds: 0, calls: 0, changes: 0 },
  ],
  tasks: [
    { name: 'sales', instance: 'main', type: 'full-load-and-cdc', status: 'running', stage: 'cdc', startedAt: START + HOUR, boundaryAt: START + 2 * HOUR,
      tables: { loaded: 3, loading: 0, queued: 0, errored: 0 }, pausedSeconds: 800, mostLagSeconds: 720, failures: 0 },
    { name: 'archive', instance: 'main', type: 'full-load', status: 'failed', tables: { loaded: 1, loading: 0, queued: 1, errored: 1 }, pausedSeconds: 0, mostLagSeconds: 0, failures: 1 },
  ],
  instances: [{
    name: 'main', class: 'dms.r6i.large', status: 'available', multiAz: true, firstClass: 'dms.r6i.2xlarge', cost: 12.5, costWithoutScaling: 40,
    hours: [{ class: 'dms.r6i.2xlarge', hours: 2 }, { class: 'dms.r6i.large', hours: 24 }],
  }],
  hoursByClass: {},
  alarms: [{ at: START + HOUR, stack: 'App', alarm: 'Lag', from: 'OK', to: 'ALARM', reason: 'late', isComposite: false }],
  notifications: [{ at: START + HOUR, topic: 'Topic', subject: 'ALARM', text: 'late' }],
  changes: [],
  dmsCalls: [],
  calls: [],
  invocations: 474,
  logs: [],
  timeline: [
    { at: START, kind: 'deployment', subject: 'App', text: 'CREATE_IN_PROGRESS' },
    ...Array.from({ length: 8 }, (_, index) => ({ at: START + HOUR + index, kind: 'task' as const, subject: `task-${index}`, text: 'starting' })),
    { at: START + 25 * HOUR, kind: 'task', subject: 'task-1', text: `failed:\n${'x'.repeat(300)}` },
  ],
};

function lines(result: RehearsalResult, colours = false): string[] {
  return report(result, { directory: 'cdk.out', seconds: 2.345, style: new Style(colours) }).split('\n');
}

test('tells what was played, what became of it, and what it took', () => {
  expect(lines(RESULT)).toEqual([
    'Rehearsal of cdk.out: 1 stack, 1 instance, 2 tasks',
    '1 d 2 h of virtual time in 2.3 s; 0 calls to DMS, 474 runs of functions',
    '',
    'Timeline',
    '  00:00:00      deployment  App: CREATE_IN_PROGRESS',
    '  01:00:00      task        task-0 and 7 more: starting',
    `  1 d 01:00:00  task        task-1: failed: ${'x'.repeat(212)}...`,
    '',
    'Deployments',
    '  1.  App  CREATE_COMPLETE                  11 min 44 s  10 changes in DMS, 206 calls of functions to it',
    '  2.  App  CREATE_COMPLETE (nothing to do)  0 s          0 changes in DMS, 0 calls of functions to it',
    '',
    'Tasks',
    '  name     status            tables            started   boundary  stood still after it  most lag',
    '  sales    captures changes  3/3               01:00:00  02:00:00  13 min 20 s           12 min',
    '  archive  failed            1/3 (1 in error)  -         -         0 s                   0 s',
    '',
    'Instances',
    '  main (Multi-AZ: hours count twice): 2 h as dms.r6i.2xlarge, 24 h as dms.r6i.large',
    '    without a change of class: 26 h as dms.r6i.2xlarge, and 31 % of its cost with it',
    '    by the prices given: 12.5, and 40 without a change of class',
    '',
    'Alarms',
    '  1 alarm went off',
    '    01:00:00  Lag',
    '  1 notification',
    '',
    'Problems',
    '  none',
    '',
  ]);
});

test('names the scenario', () => {
  const told = report(RESULT, { directory: 'cdk.out', seconds: 2, style: new Style(false), scenario: 'The night shift' }).split('\n');
  expect(told.slice(0, 2)).toEqual(['Rehearsal of cdk.out: 1 stack, 1 instance, 2 tasks', 'Scenario: The night shift']);
});

test('asks whether the directory is right if there is nothing of DMS in it', () => {
  const question = 'No stack has a DMS task, so only the deployment was played: is it the right directory?';
  expect(lines({ ...RESULT, tasks: [], instances: [] })).toContain(question);
  expect(lines(RESULT)).not.toContain(question);
});

test('tells once what a connection does again and again, and what a scenario does without saying twice that it is one', () => {
  const tries = Array.from({ length: 5 }, (_, minute) => ['testing', 'failed: no answer'].map((text, second) => ({
    at: START + minute * 60_000 + second * 1000, kind: 'connection' as const, subject: 'main to source', text,
  })));
  const told = lines({ ...RESULT, timeline: [{ at: START, kind: 'scenario', subject: 'scenario', text: 'connections to source fail' }, ...tries.flat()] });
  expect(told.slice(told.indexOf('Timeline') + 1, told.indexOf('Deployments'))).toEqual([
    '  00:00:00  scenario    connections to source fail',
    '  00:00:00  connection  main to source: testing (and 4 more times until 00:04:00)',
    '  00:00:01  connection  main to source: failed: no answer (and 4 more times until 00:04:01)',
    '',
  ]);
});

test('says nothing of relative cost across families', () => {
  const [instance] = RESULT.instances;
  const hours = [{ class: 'dms.c6i.2xlarge', hours: 2 }, { class: 'dms.r6i.large', hours: 24 }];
  expect(lines({ ...RESULT, instances: [{ ...instance, firstClass: 'dms.c6i.2xlarge', hours }] })).toContain('    without a change of class: 26 h as dms.c6i.2xlarge');
});

test('tells problems with how to mend them', () => {
  const problems = [{ code: 'TASK_FAILED' as const, at: START + HOUR, where: 'sales', what: 'task sales ends failed:\nno space', mend: 'give it space' }];
  const told = lines({ ...RESULT, problems, succeeded: true });
  expect(told.slice(told.indexOf('Problems') + 1)).toEqual(['  TASK_FAILED at 01:00:00: task sales ends failed:', '  no space', '  => give it space', '  all of them were expected', '']);
  expect(lines({ ...RESULT, problems, succeeded: false })).not.toContain('  all of them were expected');
});

test('colours only a terminal', () => {
  expect(lines(RESULT).join('')).not.toContain('\u001b');
  expect(lines(RESULT, true)).toContain('  \u001b[32mnone\u001b[0m');
});

test('durations, times and counts in words', () => {
  expect([0, 900, 61_000, 3_600_000, 90_061_000].map(duration)).toEqual(['0 s', '1 s', '1 min 1 s', '1 h', '1 d 1 h']);
  expect([0, 3_661_000, 90_061_000].map(since)).toEqual(['00:00:00', '01:01:01', '1 d 01:01:01']);
  expect([counted(1, 'task'), counted(2, 'task')]).toEqual(['1 task', '2 tasks']);
  expect(columns([['a', 'b'], ['ccc', 'd']])).toEqual(['a    b', 'ccc  d']);
});
