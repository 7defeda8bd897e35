import { connections, declared, Deployment } from '../../support/lifecycle/deployment';

/** A stack with tasks that run. */
async function running(tasks: readonly string[], behaviour?: ConstructorParameters<typeof Deployment>[1]): Promise<Deployment> {
  const deployment = new Deployment(tasks, behaviour);
  await deployment.call('Create', declared('After', Object.fromEntries(tasks.map((task) => [task, {}]))));
  expect(tasks.map((task) => deployment.status(task))).toEqual(tasks.map(() => 'running'));
  return deployment;
}

const first = { a: {}, b: {} };
const changed = { a: { definition: 'second' }, b: {} };

/** A deployment in which something about a changes, as far as the task itself. */
async function change(deployment: Deployment): Promise<void> {
  await deployment.call('Update', declared('Before', changed), declared('Before', first));
  deployment.dms.call('ModifyReplicationTask', { ReplicationTaskArn: deployment.arnOf('a'), ReplicationTaskSettings: '{"Logging":{"EnableLogging":true}}' });
  deployment.advance(120_000);
}

describe('a deployment that makes tasks', () => {
  test('starts them, and waits until they run', async () => {
    const deployment = new Deployment(['a', 'b']);
    expect(await deployment.call('Create', declared('After', first))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'After' });
    expect(['a', 'b'].map((task) => deployment.status(task))).toEqual(['running', 'running']);
    expect(deployment.changes.filter((operation) => operation === 'StartReplicationTask')).toHaveLength(2);
  });

  test('leaves those alone that are not to be started', async () => {
    const deployment = new Deployment(['a', 'b']);
    await deployment.call('Create', declared('After', { a: { start: false }, b: {} }));
    expect(['a', 'b'].map((task) => deployment.status(task))).toEqual(['ready', 'running']);
  });
});

describe('a deployment that makes a task which is assessed', () => {
  const assessedFirst = {
    ...declared('After', first), Assessments: { a: { Bucket: 'results', Folder: 'a', RoleArn: 'arn:role', FailOn: 'failed', Exclude: ['unsupported-data-types-in-source'] } },
  } as const;

  test('starts it when it has passed, however many runs of the function that takes', async () => {
    const deployment = new Deployment(['a', 'b'], { durations: { assessTask: [2400, 2400] } });
    expect(await deployment.call('Create', assessedFirst)).toMatchObject({ Status: 'SUCCESS' });
    expect(['a', 'b'].map((task) => deployment.status(task))).toEqual(['running', 'running']);
    expect(deployment.changes.filter((operation) => operation === 'StartReplicationTaskAssessmentRun')).toHaveLength(1);
    expect(deployment.notes).not.toHaveProperty('assessments');
  });

  test('fails with what has not passed, and does not start it', async () => {
    const deployment = new Deployment(['a', 'b']);
    deployment.dms.setAssessments('a', { 'postgres-check-wallevel': 'failed' });
    expect(await deployment.call('Create', assessedFirst)).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('postgres-check-wallevel (failed)') });
    expect(['a', 'b'].map((task) => deployment.status(task))).toEqual(['ready', 'running']);
  });

  test('fails at once with what DMS says, where it refuses for good', async () => {
    const deployment = new Deployment(['a', 'b']);
    deployment.dms.faults.add({ operation: 'StartReplicationTaskAssessmentRun', fault: { code: 'S3ResourceNotFoundFault', message: 'no such bucket' } });
    expect(await deployment.call('Create', assessedFirst)).toMatchObject({ Status: 'FAILED', Reason: 'DMS does not assess a: no such bucket' });
  });

  test('has it assessed and started once, wherever a run of the function ends', async () => {
    const whole = new Deployment(['a', 'b']);
    await whole.call('Create', assessedFirst);
    for (let at = 0; at < whole.calls; at += 3) {
      for (const when of ['before', 'after'] as const) {
        const deployment = new Deployment(['a', 'b']);
        deployment.crash = { at, when };
        expect(await deployment.call('Create', assessedFirst)).toMatchObject({ Status: 'SUCCESS' });
        const count = (wanted: string): number => deployment.changes.filter((operation) => operation === wanted).length;
        expect([at, when, deployment.runs, count('StartReplicationTask')]).toEqual([at, when, 1, 2]);
      }
    }
  });

  test('goes on where the answer to the beginning was lost', async () => {
    const deployment = new Deployment(['a', 'b']);
    deployment.dms.faults.add({ operation: 'StartReplicationTaskAssessmentRun', when: 'after', times: 1 });
    expect(await deployment.call('Create', assessedFirst)).toMatchObject({ Status: 'SUCCESS' });
    expect(deployment.changes.filter((operation) => operation === 'StartReplicationTaskAssessmentRun')).toHaveLength(1);
  });
});

describe('a deployment that changes nothing about tasks', () => {
  test('makes no call that changes anything', async () => {
    const deployment = await running(['a', 'b']);
    const before = deployment.changes.length;
    expect(await deployment.call('Update', declared('Before', first), declared('Before', first))).toMatchObject({ Status: 'SUCCESS' });
    expect(await deployment.call('Update', declared('After', first), declared('After', first))).toMatchObject({ Status: 'SUCCESS' });
    expect(deployment.changes).toHaveLength(before);
    expect(deployment.isScheduled).toBe(false);
  });
});

describe('a deployment that changes something about a task', () => {
  test('stops that task alone, and resumes it', async () => {
    const deployment = await running(['a', 'b']);
    await change(deployment);
    expect(['a', 'b'].map((task) => deployment.status(task))).toEqual(['stopped', 'running']);
    expect(await deployment.call('Update', declared('After', changed), declared('After', first))).toMatchObject({ Status: 'SUCCESS' });
    expect(['a', 'b'].map((task) => deployment.status(task))).toEqual(['running', 'running']);
    const starts = deployment.dms.calls.filter(({ operation }) => operation === 'StartReplicationTask').map(({ input }) => input);
    expect(starts.map((input) => (input as { StartReplicationTaskType: string }).StartReplicationTaskType)).toEqual(['start-replication', 'start-replication', 'resume-processing']);
    expect(deployment.notes.stops).toEqual({});
  });

  test('leaves a task that an operator has stopped where it is', async () => {
    const deployment = await running(['a', 'b']);
    deployment.dms.call('StopReplicationTask', { ReplicationTaskArn: deployment.arnOf('a') });
    deployment.advance(3_600_000);
    await change(deployment);
    await deployment.call('Update', declared('After', changed), declared('After', first));
    expect(deployment.status('a')).toBe('stopped');
  });

  test('has the tasks run again when it fails, whatever else it called', async () => {
    const deployment = await running(['a', 'b']);
    await change(deployment);
    expect(deployment.isScheduled).toBe(true);
    deployment.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await deployment.tick();
    expect(deployment.status('a')).toBe('stopped');
    deployment.stackStatus = 'UPDATE_ROLLBACK_COMPLETE';
    for (let minute = 0; minute < 3; minute++) await deployment.tick();
    expect(deployment.status('a')).toBe('running');
    expect(deployment.isScheduled).toBe(false);
  });

  test('is not kept from calling the function, which runs once at a time, by the schedule: that does not wait for the stack', async () => {
    const deployment = await running(['a', 'b']);
    await change(deployment);
    const before = deployment.dms.now;
    await deployment.tick();
    expect(deployment.dms.now - before).toBe(60_000);
  });

  test('that takes longer to stop than a function may run goes on in another run', async () => {
    const deployment = await running(['a'], { durations: { stop: [2400, 2400] } });
    const { Status } = await deployment.call('Update', declared('Before', { a: { definition: 'second' } }), declared('Before', { a: {} })) ?? {};
    expect([Status, deployment.status('a')]).toEqual(['SUCCESS', 'stopped']);
  });

  test('gives up before CloudFormation does, and says what it waits for', async () => {
    const deployment = await running(['a'], { durations: { stop: [5000, 5000] } });
    expect(await deployment.call('Update', declared('Before', { a: { definition: 'second' } }), declared('Before', { a: {} })))
      .toMatchObject({ Status: 'FAILED', Reason: 'It took too long: a is stopping' });
  });
});

describe('a deployment that would replace a task', () => {
  const old = { a: { identifier: 'a' } };

  test('is refused before anything is touched', async () => {
    const deployment = await running(['a']);
    const now = declared('Before', { a: { identifier: 'a-new', definition: 'second' } });
    const { Status, Reason } = await deployment.call('Update', now, declared('Before', old)) ?? {};
    expect(Status).toBe('FAILED');
    expect(Reason).toContain('This change replaces the migration task a (a): CloudFormation would make a new task, which loads every table again');
    expect(deployment.status('a')).toBe('running');
  });

  test('goes on if it is asked for by name: the old one is stopped, since it is about to be deleted', async () => {
    const deployment = await running(['a']);
    const { Status } = await deployment.call('Update', declared('Before', { a: { identifier: 'a-new', allowReload: true } }), declared('Before', old)) ?? {};
    expect([Status, deployment.status('a')]).toEqual(['SUCCESS', 'stopped']);
  });

  test('goes on if the task has never run', async () => {
    const deployment = new Deployment(['a']);
    expect(await deployment.call('Update', declared('Before', { a: { identifier: 'a-new' } }), declared('Before', old))).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('a task that leaves', () => {
  test('is stopped before it is deleted, unless it is kept', async () => {
    const deployment = await running(['a', 'b']);
    await deployment.call('Update', declared('Before', {}), declared('Before', { a: {}, b: { kept: true } }));
    expect(['a', 'b'].map((task) => deployment.status(task))).toEqual(['stopped', 'running']);
  });

  test.each([
    ['DELETE_IN_PROGRESS', 'stopped'], ['ROLLBACK_IN_PROGRESS', 'stopped'], ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'running'],
  ])('with the step behind it, while its stack is in %s, is then %s', async (status, expected) => {
    const deployment = await running(['a']);
    deployment.advance(4 * 3_600_000);
    deployment.stackStatus = status;
    expect(await deployment.call('Delete', declared('After', { a: {} }))).toMatchObject({ Status: 'SUCCESS' });
    expect(deployment.status('a')).toBe(expected);
  });

  test('is stopped when the deployment goes back that has started it', async () => {
    const deployment = await running(['a']);
    deployment.stackStatus = 'UPDATE_ROLLBACK_IN_PROGRESS';
    await deployment.call('Delete', declared('After', { a: {} }));
    expect(deployment.status('a')).toBe('stopped');
  });
});

describe('connections', () => {
  test('are tested when they are new or have changed, and not otherwise', async () => {
    const deployment = new Deployment([]);
    const tests = (): number => deployment.changes.filter((operation) => operation === 'TestConnection').length;
    const before = tests();
    expect(await deployment.call('Create', connections(deployment.dms))).toMatchObject({ Status: 'SUCCESS' });
    expect(tests() - before).toBe(2);
    await deployment.call('Update', connections(deployment.dms), connections(deployment.dms));
    expect(tests() - before).toBe(2);
    await deployment.call('Update', connections(deployment.dms, 'second'), connections(deployment.dms));
    expect(tests() - before).toBe(4);
  });

  test('that fail are tried again until patience is at its end, and then the deployment fails with what it means', async () => {
    const deployment = new Deployment([]);
    deployment.dms.setEndpointFailure('source', 'Test Endpoint failed: Application-Status: 1020912, Application-Message: Failed to connect Network error has occurred,'
      + ' Application-Detailed-Message: RetCode: SQL_ERROR SqlState: 08001 NativeError: 101 Message: [unixODBC]timeout expired');
    const begun = deployment.dms.now;
    const { Status, Reason } = await deployment.call('Create', connections(deployment.dms)) ?? {};
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/source[\s\S]*security group/);
    expect(deployment.dms.now - begun).toBeGreaterThan(600_000);
    expect(deployment.dms.now - begun).toBeLessThan(1_200_000);
  });

  test('that come to be good in time are good', async () => {
    const deployment = new Deployment([]);
    deployment.dms.setEndpointFailure('source', 'timeout expired');
    const ends = deployment.dms.now + 180_000;
    deployment.dms.onCall(() => { if (deployment.dms.now > ends) deployment.dms.setEndpointFailure('source'); });
    expect(await deployment.call('Create', connections(deployment.dms))).toMatchObject({ Status: 'SUCCESS' });
  });

  test('whose login is refused are tried twice only', async () => {
    const deployment = new Deployment([]);
    deployment.dms.setEndpointFailure('source', 'SqlState: 28000 NativeError: 18456 Message: Login failed for user');
    const before = deployment.changes.length;
    expect(await deployment.call('Create', connections(deployment.dms))).toMatchObject({ Status: 'FAILED' });
    expect(deployment.changes.length - before).toBe(3);
  });
});

describe('a run that ends at any call', () => {
  async function play(crash?: Deployment['crash']): Promise<{ readonly states: (string | undefined)[]; readonly answers: (string | undefined)[]; readonly calls: number }> {
    const deployment = await running(['a', 'b']);
    deployment.calls = 0;
    deployment.crash = crash;
    const before = await deployment.call('Update', declared('Before', changed), declared('Before', first));
    const after = await deployment.call('Update', declared('After', changed), declared('After', first));
    deployment.stackStatus = 'UPDATE_COMPLETE';
    for (let minute = 0; minute < 3; minute++) await deployment.tick();
    return { states: ['a', 'b'].map((task) => deployment.status(task)), answers: [before?.Status, after?.Status], calls: deployment.calls };
  }

  test('is gone on with by the next, to the same end', async () => {
    const { calls } = await play();
    expect(calls).toBeGreaterThan(20);
    for (let at = 0; at < calls; at++) {
      for (const when of ['before', 'after'] as const) {
        const { states, answers } = await play({ at, when });
        expect([at, when, states, answers]).toEqual([at, when, ['running', 'running'], ['SUCCESS', 'SUCCESS']]);
      }
    }
  });
});

describe('every fault of DMS', () => {
  const OPERATIONS = ['DescribeReplicationTasks', 'StopReplicationTask', 'DescribeConnections', 'TestConnection', 'StartReplicationTask'];
  const FAULTS = [
    { fault: { code: 'ThrottlingException', statusCode: 400 } },
    { fault: { code: 'InternalFailure', statusCode: 500 } },
    { when: 'after' as const },
  ];

  test('at one call leaves every task in the state that it had', async () => {
    for (const operation of OPERATIONS) {
      for (const planned of FAULTS) {
        const deployment = await running(['a', 'b']);
        deployment.dms.faults.add({ operation, ...planned });
        await deployment.call('Update', declared('Before', changed), declared('Before', first));
        await deployment.call('Update', declared('After', changed), declared('After', first));
        deployment.stackStatus = 'UPDATE_COMPLETE';
        for (let minute = 0; minute < 3; minute++) await deployment.tick();
        expect([operation, planned, deployment.status('a'), deployment.status('b')]).toEqual([operation, planned, 'running', 'running']);
      }
    }
  });
});
