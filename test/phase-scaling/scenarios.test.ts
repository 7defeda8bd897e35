import { Account, LARGE, SMALL, type AccountOptions } from '../support/phase-scaling/account';
import { load, watchInvariants } from '../support/phase-scaling/invariants';

const HOUR = 3600;
const MIDDLE = 'dms.r6i.xlarge';

const opened: { readonly broken: readonly string[] }[] = [];

/** A deployed account with two tasks, of which one loads for three minutes and the other for nine. */
async function deployed(options: Partial<AccountOptions> = {}): Promise<Account> {
  const account = new Account({
    tasks: { sales: { workload: load(3) }, archive: { workload: load(9) } },
    ...options,
    behaviour: { ...options.behaviour, durations: { stop: [30, 60], classChange: [240, 300], start: [20, 30], ...options.behaviour?.durations } },
  });
  opened.push(watchInvariants(account));
  await account.deploy();
  return account;
}

/** The same after its change to the small class, with nothing left to do. */
async function migrated(options: Partial<AccountOptions> = {}): Promise<Account> {
  const account = await deployed(options);
  await account.runUntil(() => !account.isAtWork);
  return account;
}

function told({ messages }: Account): string[] {
  return messages.map(({ code }) => code);
}

function callsOf({ calls }: Account, name: string): number[] {
  return calls.filter((call) => call.name === name).map(({ at }) => at);
}

function statuses(account: Account): string[] {
  return Object.keys(account.taskArns).map((name) => account.statusOf(name));
}

afterEach(() => {
  expect(opened.splice(0).flatMap(({ broken }) => broken)).toEqual([]);
});

describe('a migration', () => {
  test('starts large, ends small, with its tasks running', async () => {
    const account = await migrated();
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
    expect(account.classChanges).toHaveLength(1);
  });

  test('says what was done, why, and what it saves', async () => {
    expect((await migrated()).messages).toEqual([expect.objectContaining({
      code: 'classChanging',
      subject: 'DMS instance is being made dms.r6i.large',
      text: 'The class is being changed from dms.r6i.4xlarge. All tables are loaded, and changes need less. '
        + 'The tasks are stopped for it, and run again within 60 minutes whatever happens. That will save 88 % of the instance\'s price.',
    }), expect.objectContaining({
      code: 'classChanged',
      subject: 'DMS instance is dms.r6i.large now',
      text: 'The class was changed from dms.r6i.4xlarge to dms.r6i.large. All tables are loaded, and changes need less. '
        + 'The tasks stood still for 7 minutes and are resumed. That saves 88 % of the instance\'s price.',
    })]);
  });

  test('early finishers run on while others load', async () => {
    const account = await deployed();
    await account.run(6 * 60);
    expect(statuses(account)).toEqual(['running', 'running']);
    expect(account.task('sales').ReplicationTaskStats.FullLoadProgressPercent).toBe(100);
    expect(account.class).toBe(LARGE);
  });

  test('with hold, early finishers wait for the others', async () => {
    const account = await deployed({ policy: { strategy: 'hold' } });
    await account.run(8 * 60);
    expect(statuses(account)).toEqual(['stopped', 'running']);
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('with keepRunning, no task stops before the settle time is over', async () => {
    const account = await deployed({ policy: { strategy: 'keepRunning', settleSeconds: 1800 } });
    await account.run(35 * 60);
    expect(callsOf(account, 'StopReplicationTask')).toEqual([]);
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('the settle time is waited for with all tasks running', async () => {
    const account = await deployed({ policy: { settleSeconds: 1800 } });
    await account.run(30 * 60);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    await account.run(HOUR);
    expect(account.class).toBe(SMALL);
  });

  test('is looked at every hour for a week, and costs no call at all after that', async () => {
    const account = await migrated();
    const before = callsOf(account, 'DescribeReplicationTasks').length;
    await account.run(8 * 24 * HOUR);
    const looks = callsOf(account, 'DescribeReplicationTasks').length - before;
    expect(looks).toBeGreaterThan(6 * 24);
    expect(looks).toBeLessThan(8 * 24);
    expect(account.pace).toBe('off');
  });

  test('costs no call at all a week after it is over', async () => {
    const account = await migrated();
    await account.run(8 * 24 * HOUR);
    const before = account.callCount;
    await account.run(30 * 24 * HOUR);
    expect(account.callCount).toBe(before);
  });

  test('a deployment over it changes nothing', async () => {
    const account = await migrated();
    account.invoke(account.watchEvent('Update'));
    await account.run(HOUR);
    expect(account.answers.map(({ body }) => body.Status)).toEqual(['SUCCESS', 'SUCCESS']);
    expect([account.class, account.classChanges.length, callsOf(account, 'ModifyReplicationInstance').length]).toEqual([SMALL, 1, 1]);
  });

  test('two sizes that are the same leave the class alone, and tasks run on', async () => {
    const account = await migrated({ policy: { cdcClass: LARGE } });
    expect([account.class, account.classChanges.length, ...statuses(account)]).toEqual([LARGE, 0, 'running', 'running']);
    expect(callsOf(account, 'StopReplicationTask')).toEqual([]);
  });
});

describe('the boundary', () => {
  const slow = { ...load(3), cachedChangesSeconds: 5 * HOUR };

  test.each(['stopAtBoundary', 'hold'] as const)('is not there before the cached changes are applied, with %s', async (strategy) => {
    const account = await deployed({ policy: { strategy }, tasks: { sales: { workload: load(3) }, archive: { workload: slow } } });
    await account.run(4 * HOUR);
    expect([account.class, account.statusOf('archive')]).toEqual([LARGE, 'running']);
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('that nobody saw, because the tasks had been resumed by hand before the controller came, is found', async () => {
    const account = new Account({ tasks: { sales: { workload: load(3) }, archive: { workload: load(9) } } });
    for (const name of ['sales', 'archive']) account.start(name);
    account.pace = 'off';
    await account.run(HOUR);
    for (const name of ['sales', 'archive']) account.start(name, 'resume-processing');
    await account.run(HOUR);
    account.pace = 'minutes';
    account.invoke(account.watchEvent('Create'));
    await account.run(HOUR);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('of a task that does not stop itself is the end of its tables', async () => {
    const account = await migrated({ tasks: { sales: { workload: load(3), stopFlag: false }, archive: { workload: load(9) } } });
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('that does not come within a day is waited for no more', async () => {
    const account = await deployed({ tasks: { sales: { workload: { ...load(3), cachedChangesSeconds: 40 * HOUR } } } });
    await account.run(23 * HOUR);
    expect(account.class).toBe(LARGE);
    await account.run(2 * HOUR);
    expect(account.class).toBe(SMALL);
    await account.run(48 * HOUR);
    opened.length = 0; // this task is stopped before its boundary, on purpose
  });
});

describe('what is not documented', () => {
  test('right after the call the class is still the old one and the instance available: no task is resumed then', async () => {
    const account = await deployed({ behaviour: { durations: { raceBeforeModifying: [150, 150] } } });
    await account.runUntil(() => account.class === SMALL);
    const asked = callsOf(account, 'ModifyReplicationInstance');
    expect(asked).toHaveLength(1);
    const changed = account.classChanges[0].at;
    expect(callsOf(account, 'StartReplicationTask').filter((at) => at > asked[0] && at < changed)).toEqual([]);
  });

  test.each(['resume', 'fail', 'stop'] as const)('a task that somebody starts while the class changes runs, if the change has it %s', async (what) => {
    const account = await deployed({ behaviour: { runningTasksOnClassChange: what, durations: { raceBeforeModifying: [90, 90] } } });
    await account.runUntil(() => callsOf(account, 'ModifyReplicationInstance').length > 0);
    account.start('sales', 'resume-processing');
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('a second stop by the same flag is just another boundary', async () => {
    const account = await migrated({ behaviour: { stopFlagAfterResume: 'again' } });
    expect([account.class, account.classChanges.length, ...statuses(account)]).toEqual([SMALL, 1, 'running', 'running']);
  });

  test('statistics of a stopped task that are all zero do not keep an operator\'s task from counting as loaded', async () => {
    const account = await deployed({ behaviour: { statsWhenStopped: 'zeroed' } });
    await account.run(7 * 60);
    account.stop('sales');
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'stopped', 'running']);
  });
});

describe('operators', () => {
  test('a task that one stopped stays stopped, and keeps nobody waiting', async () => {
    const account = await deployed();
    await account.run(7 * 60);
    account.stop('sales');
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'stopped', 'running']);
  });

  test('one who stops a task in its load keeps the instance large, and is told', async () => {
    const account = await deployed();
    await account.run(4 * 60);
    account.stop('archive');
    await account.run(2 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'stopped']);
    expect(told(account)).toEqual(['taskStandsInLoad']);
    account.start('archive', 'resume-processing');
    await account.runUntil(() => !account.isAtWork);
    expect(account.class).toBe(SMALL);
  });

  test('a task that was never started keeps the instance large, and that is told once', async () => {
    const account = await deployed({ tasks: { sales: { workload: load(3) }, archive: { starts: false } } });
    await account.run(24 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'ready']);
    expect(told(account)).toEqual(['taskNotStarted']);
  });

  test('a class that one has chosen after the boundary is left alone', async () => {
    const account = await migrated();
    account.changeClass(MIDDLE);
    await account.run(24 * HOUR);
    expect(account.class).toBe(MIDDLE);
    account.invoke(account.watchEvent('Update'));
    await account.run(24 * HOUR);
    expect(account.class).toBe(MIDDLE);
  });

  test('one who reloads without asking gets no change of class in mid load, and the task goes on after it', async () => {
    const account = await migrated();
    account.stop('sales');
    await account.run(300);
    account.start('sales', 'reload-target');
    await account.run(2 * HOUR);
    expect([account.class, account.classChanges.length, ...statuses(account)]).toEqual([SMALL, 1, 'running', 'running']);
    expect(account.messages.filter(({ code }) => code === 'classBlocked').map(({ subject }) => subject)).toEqual(['DMS instance stays small']);
  });

  test('one who asks before a reload gets the instance brought up first, and made small again after it', async () => {
    const account = await migrated();
    account.invoke({ request: 'full-load' });
    await account.runUntil(() => told(account).includes('readyForLoad'));
    expect([account.class, ...statuses(account)]).toEqual([LARGE, expect.any(String), expect.any(String)]);
    await account.run(300);
    account.stop('sales');
    await account.run(300);
    account.start('sales', 'reload-target');
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, account.classChanges.length, ...statuses(account)]).toEqual([SMALL, 3, 'running', 'running']);
  });

  test('one who asks and does not load has the instance small again after a day', async () => {
    const account = await migrated();
    account.invoke({ request: 'full-load' });
    await account.run(23 * HOUR);
    expect(account.class).toBe(LARGE);
    await account.run(3 * HOUR);
    expect(account.class).toBe(SMALL);
  });

  test('one who asks while the instance is large is told at once', async () => {
    const account = await deployed();
    account.invoke({ request: 'full-load' });
    await account.run(5);
    expect(told(account)).toEqual(['readyForLoad']);
  });

  test('a new task that nobody has started yet has the instance brought up', async () => {
    const account = await migrated();
    account.createTask('late', { workload: load(5) });
    await account.run(HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
  });
});

describe('what DMS refuses', () => {
  test('without capacity the tasks run on the old class, somebody is told, and it is tried again ever less often', async () => {
    const account = await deployed();
    account.dms.setNoCapacity([SMALL]);
    await account.run(24 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    const tries = callsOf(account, 'ModifyReplicationInstance');
    expect(tries.length).toBeGreaterThanOrEqual(3);
    expect(tries.length).toBeLessThanOrEqual(8);
    expect(told(account).filter((code) => code === 'classNotChanged')).toHaveLength(tries.length);
    const { text = '' } = account.messages.find(({ code }) => code === 'classNotChanged') ?? {};
    expect(text).toMatch(/^The class stays dms\.r6i\.4xlarge: DMS refused it \(InsufficientResourceCapacityFault: .*tried again in 15 minutes\.$/);
    account.dms.setNoCapacity([]);
    await account.run(25 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('a task that may not be stopped ends the attempt, and no other task is stopped for it again', async () => {
    const account = await deployed();
    account.dms.faults.add({ operation: 'StopReplicationTask', times: 100, fault: { code: 'AccessDeniedFault', message: 'not authorized' } });
    await account.run(12 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    expect(callsOf(account, 'StopReplicationTask').length).toBeLessThanOrEqual(2);
    expect(account.messages.some(({ text }) => /the controller may not stop it\. Give it to PhaseScaling in `tasks`/.test(text))).toBe(true);
  });

  test('a change that is not allowed leaves everything running', async () => {
    const account = await deployed();
    account.dms.faults.add({ operation: 'ModifyReplicationInstance', times: 100, fault: { code: 'AccessDeniedFault', message: 'not authorized' } });
    await account.run(6 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    expect(told(account)).toContain('classNotChanged');
  });

  test('a connection that fails after the change is told, and the tasks run as soon as it works', async () => {
    const account = await deployed();
    await account.runUntil(() => callsOf(account, 'ModifyReplicationInstance').length > 0);
    account.breakEndpoint('target', true);
    await account.run(HOUR);
    expect(told(account)).toEqual(expect.arrayContaining(['connectionFailed', 'classChanged', 'taskNotResumed']));
    account.breakEndpoint('target', false);
    await account.run(HOUR);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
  });

  test('tasks that take for ever to stop are left running, and it is tried again later', async () => {
    const account = await deployed({ behaviour: { durations: { stop: [2400, 2400] } } });
    await account.run(100 * 60);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    expect(account.messages[1].text).toMatch(/sales did not stop in time/);
  });

  test('a modification that waits for the maintenance window is not applied by the way', async () => {
    const account = await deployed();
    account.dms.call('ModifyReplicationInstance', { ReplicationInstanceArn: account.instanceArn, EngineVersion: '3.6.1' });
    await account.run(2 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    expect(account.messages[0].text).toMatch(/EngineVersion of the instance is waiting for the maintenance window/);
  });
});

describe('what goes wrong by itself', () => {
  test('a table that could not be loaded keeps the instance large, and its name is told', async () => {
    const account = await deployed();
    await account.run(4 * 60);
    account.dms.errorTable('archive', 'app', 't1');
    await account.run(3 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    expect(account.messages.map(({ text }) => text)).toEqual([expect.stringMatching(/task archive could not load 1 table/)]);
  });

  test('unless the user has it left behind', async () => {
    const account = await deployed({ policy: { erroredTables: 'leave' } });
    await account.run(4 * 60);
    account.dms.errorTable('archive', 'app', 't1');
    await account.runUntil(() => !account.isAtWork);
    expect(account.class).toBe(SMALL);
  });

  test.each(['memory', 'disk'] as const)('after a task ran out of %s the instance stays large, until somebody chooses other classes', async (what) => {
    const account = await deployed();
    await account.run(4 * 60);
    account.dms.stopTaskFor('archive', what);
    await account.run(10 * 60);
    account.start('archive', 'resume-processing');
    await account.run(6 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'running', 'running']);
    expect(told(account)).toContain('classBlocked');
  });

  test('a task that failed keeps the instance as it is', async () => {
    const account = await deployed();
    await account.run(6 * 60);
    account.dms.failTask('sales');
    await account.run(6 * HOUR);
    expect([account.class, ...statuses(account)]).toEqual([LARGE, 'failed', 'running']);
    expect(account.messages[0].text).toMatch(/task sales has failed/);
  });

  test('alarms bring the instance one size up, and never down again', async () => {
    const rebound = { alarmNames: ['memory', 'latency'], ladder: [SMALL, MIDDLE], cooldownSeconds: 1800 };
    const account = await deployed({ policy: { rebound } });
    account.alarms.add('latency'); // the pause itself makes lag
    await account.runUntil(() => account.class === SMALL);
    await account.run(20 * 60);
    account.alarms.clear();
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, account.classChanges.length]).toEqual([SMALL, 1]);

    account.alarms.add('memory');
    account.invoke({ 'detail-type': 'CloudWatch Alarm State Change', 'time': new Date(account.now).toISOString() });
    await account.run(3 * HOUR);
    expect([account.class, account.classChanges.length, ...statuses(account)]).toEqual([MIDDLE, 2, 'running', 'running']);
    expect(told(account)).toEqual(['classChanging', 'classChanged', 'classChanging', 'classChanged', 'noLargerClass']);
    account.alarms.clear();
    await account.run(10 * 24 * HOUR);
    expect([account.class, account.classChanges.length, account.isAtWork]).toEqual([MIDDLE, 2, false]);
  });
});

describe('hooks', () => {
  const hook = { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:indexes', timeoutSeconds: 1800, onFailure: 'resume' as const };

  test('run once for each task, which waits for its own', async () => {
    const account = await deployed({ policy: { hook } });
    await account.runUntil(() => account.executions.size === 1);
    await account.run(10 * 60);
    expect(statuses(account)[0]).toBe('stopped');
    for (const execution of account.executions.values()) execution.state = 'succeeded';
    await account.run(5 * 60);
    expect(statuses(account)[0]).toBe('running');
    await account.runUntil(() => [...account.executions.values()].every(({ state }) => state === 'succeeded') || account.executions.size === 2);
    for (const execution of account.executions.values()) execution.state = 'succeeded';
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, account.executions.size, ...statuses(account)]).toEqual([SMALL, 2, 'running', 'running']);
    expect([...account.executions.values()].map(({ input }) => input)).toEqual(['sales', 'archive'].map((taskIdentifier) => ({
      instanceIdentifier: 'orders',
      taskIdentifier,
      taskArn: account.taskArns[taskIdentifier],
      sourceEndpointArn: account.endpoints.source,
      targetEndpointArn: account.endpoints.target,
      boundary: expect.stringMatching(/^2026-01-05T00:3\d/) as string,
    })));
  });

  const endings = [['failed', 'failed'], ['running', 'took too long']] as const;

  test.each(endings)('one that is %s in the end leaves the task resumed if the user wants it so', async (state, words) => {
    const account = await deployed({ policy: { hook }, tasks: { sales: { workload: load(3) } } });
    await account.runUntil(() => account.executions.size === 1);
    for (const execution of account.executions.values()) execution.state = state;
    await account.runUntil(() => !account.isAtWork);
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running']);
    expect(account.messages.find(({ code }) => code === 'hookFailed')?.subject).toBe(`Boundary hook of DMS task sales ${words}`);
  });

  test('one that failed leaves the task held if the user wants it so, until an operator resumes it', async () => {
    const account = await deployed({ policy: { hook: { ...hook, onFailure: 'hold' } } });
    await account.runUntil(() => account.executions.size === 1);
    for (const execution of account.executions.values()) execution.state = 'failed';
    await account.run(5 * HOUR);
    expect([account.class, statuses(account)[0]]).toEqual([SMALL, 'stopped']);
    account.start('sales', 'resume-processing');
    await account.run(HOUR);
    expect(statuses(account)[0]).toBe('running');
  });
});

describe('deployments', () => {
  const answered = ({ answers }: Account, part: string): object | undefined => answers.filter(({ url }) => url.includes(part)).pop()?.body;

  test('the first one gets the class for the load, before there is an instance', async () => {
    const account = await deployed({ tasks: {} });
    const event = account.classEvent('Create') as { ResourceProperties: object };
    account.invoke({ ...event, ResourceProperties: { ...event.ResourceProperties, InstanceIdentifier: 'another' } });
    await account.run(5);
    expect(answered(account, 'Class-Create')).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: LARGE }, PhysicalResourceId: 'another/Class' });
  });

  test('one that changes the instance after the flip gets the class that it really has', async () => {
    const account = await migrated();
    account.invoke(account.classEvent('Update', { InstanceProperties: { AllocatedStorage: '200' } }));
    await account.run(5);
    expect(answered(account, 'Class-Update')).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: SMALL } });
  });

  test('one that changes nothing of the instance gets the same class as before, so that CloudFormation asks DMS for nothing', async () => {
    const account = await deployed();
    account.invoke(account.classEvent('Create'));
    await account.runUntil(() => !account.isAtWork);
    account.invoke(account.classEvent('Update', { LoadingTasks: [] }));
    await account.run(5);
    expect(account.class).toBe(SMALL);
    expect(answered(account, 'Class-Update')).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: LARGE } });
  });

  test('no class changes between the two resources of one deployment', async () => {
    const account = await deployed();
    await account.run(8 * 60);
    account.invoke(account.classEvent('Update', { InstanceProperties: { AllocatedStorage: '200' } }));
    await account.run(40 * 60);
    expect(account.class).toBe(LARGE);
    account.invoke(account.watchEvent('Update'));
    await account.run(30 * 60);
    expect(account.class).toBe(SMALL);
  });

  test('a deployment that fails in between holds the class up for an hour at most', async () => {
    const account = await deployed();
    await account.run(8 * 60);
    account.invoke(account.classEvent('Update', { InstanceProperties: { AllocatedStorage: '200' } }));
    await account.run(2 * HOUR);
    expect(account.class).toBe(SMALL);
  });

  test('one in mid flip waits until the flip is over', async () => {
    const account = await deployed();
    await account.runUntil(() => callsOf(account, 'ModifyReplicationInstance').length > 0);
    account.invoke(account.classEvent('Update', { InstanceProperties: { AllocatedStorage: '200' } }));
    await account.run(60);
    expect(answered(account, 'Class-Update')).toBeUndefined();
    await account.run(20 * 60);
    expect(answered(account, 'Class-Update')).toMatchObject({ Status: 'SUCCESS', Data: { InstanceClass: SMALL } });
  });

  test('one that brings a load is let through when the instance is large', async () => {
    const account = await migrated();
    account.invoke(account.classEvent('Update', { LoadingTasks: ['late'] }, { LoadingTasks: [] }));
    await account.run(60);
    expect(answered(account, 'Class-Update')).toBeUndefined();
    await account.run(30 * 60);
    expect(account.class).toBe(LARGE);
    expect(answered(account, 'Class-Update')).toMatchObject({ Status: 'SUCCESS' });
  });

  test('one that brings a load fails if the instance cannot be made large, and says why', async () => {
    const account = await migrated();
    account.dms.setNoCapacity([LARGE]);
    account.invoke(account.classEvent('Update', { LoadingTasks: ['late'] }, { LoadingTasks: [] }));
    await account.run(HOUR);
    expect(answered(account, 'Class-Update')).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(/could not be brought up for the load: DMS refused it \(InsufficientResourceCapacityFault/) as string,
    });
    expect([account.class, ...statuses(account)]).toEqual([SMALL, 'running', 'running']);
    await account.runUntil(() => !account.isAtWork);
  });

  test('another class for changes takes effect in the phase that the instance is in', async () => {
    const account = await migrated();
    account.invoke(account.classEvent('Update', { CdcClass: MIDDLE }));
    await account.run(5);
    account.invoke(account.watchEvent('Update', { cdcClass: MIDDLE }));
    await account.run(HOUR);
    expect([account.class, ...statuses(account)]).toEqual([MIDDLE, 'running', 'running']);
  });

  test('another class for the load does not touch an instance that captures changes', async () => {
    const account = await migrated();
    account.invoke(account.classEvent('Update', { FullLoadClass: 'dms.r6i.8xlarge' }));
    account.invoke(account.watchEvent('Update', { fullLoadClass: 'dms.r6i.8xlarge' }), 5);
    await account.run(2 * HOUR);
    expect([account.class, account.classChanges.length]).toEqual([SMALL, 1]);
  });

  const minutesOfLife = [1, 3, 5, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 25];

  test.each(minutesOfLife)('phase scaling can be taken away after %d minutes, and leaves no task standing', async (minutes) => {
    const account = await deployed();
    await account.run(minutes * 60);
    account.invoke(account.watchEvent('Delete'));
    await account.runUntil(() => answered(account, 'Watch-Delete') !== undefined, 1, 1);
    expect(answered(account, 'Watch-Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(account.instanceSeen.ReplicationInstanceStatus).toBe('available');
    expect(statuses(account).filter((status) => !['running', 'starting'].includes(status))).toEqual([]);
    await account.run(120);
    expect(account.isAtWork).toBe(false);
  });

  test.each(minutesOfLife)('with the whole stack it goes after %d minutes, when its tasks can be deleted', async (minutes) => {
    const account = await deployed();
    await account.run(minutes * 60);
    opened.length = 0; // loads are stopped on purpose
    account.stackIsLeaving = true;
    const from = account.now;
    account.invoke(account.watchEvent('Delete', {}, ['sales', 'archive']));
    await account.runUntil(() => answered(account, 'Watch-Delete') !== undefined, 1, 1);
    expect(answered(account, 'Watch-Delete')).toMatchObject({ Status: 'SUCCESS' });
    for (const ReplicationTaskArn of Object.values(account.taskArns)) account.dms.call('DeleteReplicationTask', { ReplicationTaskArn });
    await account.run(600);
    account.dms.call('DeleteReplicationInstance', { ReplicationInstanceArn: account.instanceArn });
    for (const name of ['StartReplicationTask', 'ModifyReplicationInstance']) {
      expect(callsOf(account, name).filter((at) => at > from + 5000)).toEqual([]);
    }
  });

  test('a task that is kept when the stack goes is left running', async () => {
    const account = await migrated();
    account.stackIsLeaving = true;
    account.invoke(account.watchEvent('Delete', {}, ['archive']));
    await account.runUntil(() => answered(account, 'Watch-Delete') !== undefined, 1, 1);
    expect(statuses(account)).toEqual(['running', 'stopped']);
  });

  test('a task that may not be stopped does not hold the deletion up', async () => {
    const account = await migrated();
    account.stackIsLeaving = true;
    account.dms.faults.add({ operation: 'StopReplicationTask', times: 100, fault: { code: 'AccessDeniedFault', message: 'not authorized' } });
    account.invoke(account.watchEvent('Delete', {}, ['sales', 'archive']));
    await account.runUntil(() => answered(account, 'Watch-Delete') !== undefined, 1, 1);
    expect(answered(account, 'Watch-Delete')).toMatchObject({ Status: 'SUCCESS' });
  });

  test.each(minutesOfLife)('an instance that was replaced after %d minutes is seen to its end, though the schedule looks after another', async (minutes) => {
    const account = await deployed();
    await account.run(minutes * 60);
    account.ownIdentifier = 'another';
    account.invoke(account.watchEvent('Delete'));
    await account.runUntil(() => answered(account, 'Watch-Delete') !== undefined, 1, 1);
    expect(answered(account, 'Watch-Delete')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'orders/Watch' });
    expect(statuses(account).filter((status) => !['running', 'starting'].includes(status))).toEqual([]);
  });

  test('when the class goes, the memory goes with it', async () => {
    const account = await migrated();
    account.invoke(account.watchEvent('Delete'));
    await account.run(120);
    account.invoke(account.classEvent('Delete'));
    await account.run(60);
    expect([account.store.size, account.isAtWork]).toEqual([0, false]);
  });
});
