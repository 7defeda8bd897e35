import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { readRehearsalScenario, RehearsalError, rehearse } from '../../lib/rehearsal';
import { newDirectory } from './assemblies';

/** An assembly with two tasks, and nothing that could be played. */
function assembly(): string {
  const directory = newDirectory();
  const task = (name: string): object => ({ Type: 'AWS::DMS::ReplicationTask', Properties: { ReplicationTaskIdentifier: name } });
  writeFileSync(path.join(directory, 'manifest.json'), JSON.stringify({
    artifacts: { Stack: { type: 'aws:cloudformation:stack', environment: 'aws://111122223333/eu-west-1', properties: { templateFile: 'Stack.json' } } },
  }));
  writeFileSync(path.join(directory, 'Stack.json'), JSON.stringify({ Resources: { One: task('App-Sales-1'), Other: task('App-Archive-2') } }));
  return directory;
}

test('times count from the start, the deployment, the end of the load, or the changes', () => {
  const { happenings } = readRehearsalScenario({
    happenings: ['30m', 'start', 'deployed+1.5h', 'loaded+10s', 'cdc+2d'].map((at) => ({ at, deployBack: true })),
  });
  expect(happenings?.map(({ at }) => at)).toEqual([
    { anchor: 'start', milliseconds: 1_800_000 }, { anchor: 'start', milliseconds: 0 }, { anchor: 'deployed', milliseconds: 5_400_000 },
    { anchor: 'loaded', milliseconds: 10_000 }, { anchor: 'cdc', milliseconds: 172_800_000 },
  ]);
});

test('fails for all that is wrong with a scenario, at once', () => {
  expect(() => readRehearsalScenario({
    day: 1,
    behaviour: { outOfMemory: 'explode' },
    workloads: { sales: { tables: [{ schema: 's', name: 't' }] } },
    happenings: [{ at: 'tomorrow', deployBack: true }, { at: '1h' }, { at: '1h', deploy: 'a', deployBack: true }],
    prices: { 'dms.r6i.large': 'cheap' },
    expect: { problems: ['TASK_FAIL'] },
  })).toThrow(new RehearsalError([
    'the scenario has 8 problems:',
    '  day: is not known; known here: name, startTime, seed, days, behaviour, workloads, noCapacity, hooks, prices, happenings, expect',
    '  behaviour.outOfMemory: must be one of fail, stop, swap, got "explode"',
    '  workloads.sales.tables[0].seconds: is missing',
    '  prices.dms.r6i.large: must be a number of at least 0, got "cheap"',
    '  happenings[0].at: must be a time such as 30m, deployed+2h or cdc+1d (after start, deployed, loaded, cdc), got "tomorrow"',
    "  happenings[1]: must have exactly one thing beside 'at', got none; there is deploy, deployBack, failConnection, mendConnection, failTask, stopTask, startTask, failTable, fillStorage, fault, noCapacity, loseEvents, workload",
    "  happenings[2]: must have exactly one thing beside 'at', got deploy, deployBack; there is deploy, deployBack, failConnection, mendConnection, failTask, stopTask, startTask, failTable, fillStorage, fault, noCapacity, loseEvents, workload",
    '  expect.problems[0]: must be one of ALARM_WENT_OFF, CALL_NOT_SIMULATED, DEPLOYMENT_FAILED, EXPECTATION_NOT_MET, FUNCTION_FAILED, INSTANCE_NOT_DOWNSIZED, '
      + 'NOT_DELIVERED, PERMISSION_MISSING, TABLES_FAILED, TASK_FAILED, TASK_NOT_RUNNING, got "TASK_FAIL"',
  ].join('\n')));
});

test('fails for names that the app does not have, or has more than once, and for directories that are not there, at once', async () => {
  await expect(rehearse(assembly(), {
    workloads: { orders: {} },
    happenings: [{ at: '1h', stopTask: { task: 'app' } }, { at: '1h', failConnection: { endpoint: 'source' } }, { at: '1h', deploy: '/nowhere' }],
    expect: { tasks: { sale: 'running' } },
  })).rejects.toThrow(new RehearsalError([
    'the scenario has 4 problems:',
    "  happenings[2].deploy: /nowhere is not the output of 'cdk synth': it has no manifest.json",
    "  workloads.orders: there is no 'orders' among the tasks: app-archive-2, app-sales-1",
    "  happenings[0].stopTask.task: 'app' is part of the names of 2 tasks: app-archive-2, app-sales-1",
    "  happenings[1].failConnection.endpoint: there is no 'source' among the endpoints, of which there are none",
  ].join('\n')));
});

test('fails for a directory that nobody has synthesized to', async () => {
  const directory = newDirectory();
  await expect(rehearse(directory)).rejects.toThrow(new RehearsalError(`${directory} is not the output of 'cdk synth': it has no manifest.json`));
  writeFileSync(path.join(directory, 'manifest.json'), '{}');
  await expect(rehearse(directory)).rejects.toThrow(new RehearsalError(`${directory} has no stacks; give the directory that 'cdk synth' writes, most often cdk.out`));
});

test('fails for a directory of a later deployment before anything is played', async () => {
  const base = newDirectory();
  mkdirSync(path.join(base, 'changed'));
  await expect(rehearse(assembly(), { happenings: [{ at: '1h', deploy: 'changed' }] }, { baseDirectory: base }))
    .rejects.toThrow(`${path.join(base, 'changed')} is not the output of 'cdk synth': it has no manifest.json`);
});
