import { playScenario, readScenario, ScenarioError, type Scenario } from '../../lib/simulator';
import { tablesOf } from './support';

const SCENARIO = {
  startTime: '2026-03-01T00:00:00Z',
  seed: 7,
  region: 'eu-central-1',
  behaviour: { runningTasksOnClassChange: 'fail', durations: { start: [5, 5] } },
  instances: [{ identifier: 'Main', class: 'dms.r6i.xlarge', multiAz: true, storageGiB: 200 }],
  endpoints: [{ identifier: 'from', type: 'source', engine: 'oracle' }, { identifier: 'to', type: 'target', engine: 'postgres' }],
  tasks: [
    { identifier: 'One', instance: 'Main', source: 'from', target: 'to', type: 'full-load-and-cdc', workload: { tables: tablesOf(500) }, settings: {}, started: true },
    { identifier: 'two', instance: 'Main', source: 'from', target: 'to', type: 'cdc' },
  ],
  noCapacity: ['dms.r6i.large'],
  faults: [{ operation: 'StopReplicationTask', times: 2 }],
};

test('a scenario is built, and what is to run is started', () => {
  const dms = playScenario(readScenario(SCENARIO));
  const { instances, endpoints, tasks } = dms.snapshot();
  expect(instances).toMatchObject([{ identifier: 'main', status: 'available', class: 'dms.r6i.xlarge' }]);
  expect(instances[0].arn).toMatch(/^arn:aws:dms:eu-central-1:/);
  expect(endpoints.map(({ identifier }) => identifier)).toEqual(['from', 'to']);
  expect(tasks).toMatchObject([{ identifier: 'one', status: 'starting' }, { identifier: 'two', status: 'ready' }]);
  dms.advanceTo(dms.now + 5000);
  expect(dms.snapshot().tasks[0]).toMatchObject({ status: 'running', stage: 'load' });
  expect(dms.behaviour.runningTasksOnClassChange).toBe('fail');
  expect(dms.faults.pending).toMatchObject([{ operation: 'StopReplicationTask', times: 2 }]);
  expect(() => dms.call('ModifyReplicationInstance', { ReplicationInstanceArn: instances[0].arn, ReplicationInstanceClass: 'dms.r6i.large' })).toThrow('no capacity');
});

test('an empty one is an empty world', () => {
  expect(playScenario(readScenario({})).snapshot()).toMatchObject({ instances: [], endpoints: [], tasks: [] });
});

test('fails with all that is wrong at once', () => {
  const read = (): Scenario => readScenario({
    startTime: 'yesterday',
    behavior: {},
    behaviour: { runningTasksOnClassChange: 'explode', durations: { start: [5] } },
    instances: [{ identifier: 'main' }],
    endpoints: 'none',
    tasks: [{ identifier: '', instance: 'main', source: 'from', target: 'to', type: 'full-load', started: 'yes', workload: { tables: [{ schema: 'a', name: 'b', seconds: -1 }] } }],
    faults: [{ times: 0 }],
  });
  expect(read).toThrow(ScenarioError);
  try {
    read();
  } catch (error) {
    expect((error as Error).message.split('\n')).toEqual([
      'the scenario has 11 problems:',
      '  behavior: is not known; known here: startTime, seed, account, region, behaviour, instances, endpoints, tasks, noCapacity, faults',
      '  startTime: must be a date such as 2026-01-05T00:00:00Z, got "yesterday"',
      '  behaviour.runningTasksOnClassChange: must be one of resume, fail, stop, got "explode"',
      '  behaviour.durations.start: must be a list of the least and the most seconds, such as [30, 60], got [5]',
      '  instances[0].class: is missing',
      '  endpoints: must be a list, got "none"',
      '  tasks[0].identifier: must be a text, got ""',
      '  tasks[0].workload.tables[0].seconds: must be a number of at least 0, got -1',
      '  tasks[0].started: must be true or false, got "yes"',
      '  faults[0].operation: is missing',
      '  faults[0].times: must be a whole number of at least 1, got 0',
    ]);
  }
});

test('fails for names that are not there, or twice', () => {
  expect(() => readScenario({ ...SCENARIO, endpoints: [{ identifier: 'from', type: 'target', engine: 'oracle' }, { identifier: 'From', type: 'target', engine: 'oracle' }] })).toThrow([
    'the scenario has 5 problems:',
    "  tasks[0].source: 'from' is not among the source endpoints of the scenario",
    "  tasks[0].target: 'to' is not among the target endpoints of the scenario",
    "  tasks[1].source: 'from' is not among the source endpoints of the scenario",
    "  tasks[1].target: 'to' is not among the target endpoints of the scenario",
    "  endpoints: 'from' is there twice; DMS keeps identifiers in lower case",
  ].join('\n'));
});

test.each([
  ['instances[0]', { instances: [{ identifier: 'a b', class: 'dms.r6i.large' }] }, 'CreateReplicationInstance is refused: InvalidParameterValueException'],
  ['tasks[0]', { ...SCENARIO, tasks: [{ ...SCENARIO.tasks[0], settings: { FullLoadSettings: { MaxFullLoadSubTasks: 99 } } }] }, 'CreateReplicationTask is refused: InvalidParameterValueException'],
  ['tasks[0]', { ...SCENARIO, endpoints: [{ ...SCENARIO.endpoints[0], failure: 'no route' }, SCENARIO.endpoints[1]] }, 'StartReplicationTask is refused: InvalidResourceStateFault'],
])('fails for what DMS refuses: %s', (path, document, message) => {
  expect(() => playScenario(readScenario(document))).toThrow(`the scenario has a problem:\n  ${path}: ${message}`);
});
