import { faultOf, STOP_AT_BOUNDARY, TestWorld, type Answer } from './support';

const INSTANCE = { ReplicationInstanceIdentifier: 'other', ReplicationInstanceClass: 'dms.r6i.large' };

/** How to bring an instance into each of its statuses. */
const STATUSES: Readonly<Record<string, (world: TestWorld) => string>> = {
  'creating': (world) => world.call('CreateReplicationInstance', INSTANCE).ReplicationInstance.ReplicationInstanceArn,
  'available': (world) => {
    const instance = STATUSES.creating(world);
    world.pass(10);
    return instance;
  },
  'modifying': (world) => {
    const instance = STATUSES.available(world);
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: instance, ReplicationInstanceClass: 'dms.r6i.xlarge', ApplyImmediately: true });
    world.pass(10);
    return instance;
  },
  'upgrading': (world) => {
    const instance = STATUSES.available(world);
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: instance, EngineVersion: '3.6.1', ApplyImmediately: true });
    world.pass(10);
    return instance;
  },
  'rebooting': (world) => {
    const instance = STATUSES.available(world);
    world.call('RebootReplicationInstance', { ReplicationInstanceArn: instance });
    return instance;
  },
  'storage-full': (world) => {
    const instance = STATUSES.available(world);
    world.dms.fillStorage('other');
    return instance;
  },
  'deleting': (world) => {
    const instance = STATUSES.available(world);
    world.call('DeleteReplicationInstance', { ReplicationInstanceArn: instance });
    return instance;
  },
};

const OPERATIONS: Readonly<Record<string, (world: TestWorld) => [operation: string, input: object]>> = {
  modify: () => ['ModifyReplicationInstance', { ReplicationInstanceClass: 'dms.r6i.2xlarge' }],
  grow: () => ['ModifyReplicationInstance', { AllocatedStorage: 200 }],
  reboot: () => ['RebootReplicationInstance', {}],
  remove: () => ['DeleteReplicationInstance', {}],
  testConnection: ({ source }) => ['TestConnection', { EndpointArn: source }],
  createTask: ({ source, target }) => ['CreateReplicationTask', {
    ReplicationTaskIdentifier: 'orders', SourceEndpointArn: source, TargetEndpointArn: target, MigrationType: 'cdc', TableMappings: '{"rules":[]}',
  }],
};

const NO = 'InvalidResourceStateFault';
const TABLE: Readonly<Record<string, Readonly<Record<keyof typeof OPERATIONS, string>>>> = {
  'creating': { modify: NO, grow: NO, reboot: NO, remove: 'deleting', testConnection: NO, createTask: NO },
  'available': { modify: 'available', grow: 'available', reboot: 'rebooting', remove: 'deleting', testConnection: 'available', createTask: 'available' },
  'modifying': { modify: NO, grow: NO, reboot: NO, remove: 'deleting', testConnection: NO, createTask: NO },
  'upgrading': { modify: NO, grow: NO, reboot: NO, remove: 'deleting', testConnection: NO, createTask: NO },
  'rebooting': { modify: NO, grow: NO, reboot: NO, remove: 'deleting', testConnection: NO, createTask: NO },
  'storage-full': { modify: NO, grow: 'available', reboot: NO, remove: 'deleting', testConnection: NO, createTask: NO },
  'deleting': { modify: NO, grow: NO, reboot: NO, remove: NO, testConnection: NO, createTask: NO },
};

describe.each(Object.keys(TABLE))('an instance that is %s', (status) => {
  test.each(Object.keys(OPERATIONS))('%s', (name) => {
    const world = new TestWorld();
    const instance = STATUSES[status](world);
    expect(world.seeInstance(instance).ReplicationInstanceStatus).toBe(status);
    const [operation, input] = OPERATIONS[name](world);
    const outcome = world.outcome(operation, { ReplicationInstanceArn: instance, ...input });
    expect(outcome === 'ok' ? world.seeInstance(instance).ReplicationInstanceStatus : outcome).toBe(TABLE[status][name]);
  });
});

describe('a change of class', () => {
  const seen = (world: TestWorld): unknown[] => {
    const { ReplicationInstanceStatus, ReplicationInstanceClass, PendingModifiedValues } = world.seeInstance();
    return [ReplicationInstanceStatus, ReplicationInstanceClass, PendingModifiedValues];
  };
  const pending = { ReplicationInstanceClass: 'dms.r6i.large' };

  test('is not to be seen at first: available, old class, new one pending', () => {
    const world = new TestWorld();
    world.changeClass('dms.r6i.large');
    world.pass(9);
    expect(seen(world)).toEqual(['available', 'dms.r6i.4xlarge', pending]);
    world.pass(1);
    expect(seen(world)).toEqual(['modifying', 'dms.r6i.4xlarge', pending]);
    world.pass(10);
    expect(seen(world)).toEqual(['available', 'dms.r6i.large', {}]);
    expect(world.newEvents().slice(-2)).toEqual(['0012', '0014']);
  });

  test('waits for the maintenance window unless it is to be applied immediately', () => {
    // A Monday, and the window is on Sunday at 06:00.
    const world = new TestWorld({ startTime: Date.UTC(2026, 0, 5) });
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ReplicationInstanceClass: 'dms.r6i.large' });
    expect(world.dms.nextDue()).toBe(Date.UTC(2026, 0, 11, 6));
    world.dms.advanceTo(Date.UTC(2026, 0, 11, 5, 59, 59));
    expect(seen(world)).toEqual(['available', 'dms.r6i.4xlarge', pending]);
    world.dms.advanceTo(Date.UTC(2026, 0, 11, 6));
    expect(seen(world)[0]).toBe('modifying');
  });

  test('that is applied immediately takes along what waited for the window', () => {
    const world = new TestWorld();
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, AllocatedStorage: 300 });
    world.changeClass('dms.r6i.large');
    world.pass(20);
    expect(world.seeInstance()).toMatchObject({ ReplicationInstanceClass: 'dms.r6i.large', AllocatedStorage: 300, PendingModifiedValues: {} });
    expect(world.dms.nextDue()).toBeUndefined();
  });

  test('that waits for the window is applied when it is asked for again, immediately', () => {
    const world = new TestWorld();
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ReplicationInstanceClass: 'dms.r6i.large' });
    world.changeClass('dms.r6i.large');
    world.pass(20);
    expect(seen(world)).toEqual(['available', 'dms.r6i.large', {}]);
  });

  test('is taken back by asking for the class that is there', () => {
    const world = new TestWorld();
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ReplicationInstanceClass: 'dms.r6i.large' });
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ReplicationInstanceClass: 'dms.r6i.4xlarge' });
    expect(seen(world)).toEqual(['available', 'dms.r6i.4xlarge', {}]);
    expect(world.dms.nextDue()).toBeUndefined();
  });

  test('fails for the class that is there', () => {
    const world = new TestWorld();
    expect(() => world.changeClass('dms.r6i.4xlarge')).toThrow('No modifications were requested on replication instance: migration');
    expect(world.outcome('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance })).toBe('InvalidParameterCombinationException');
  });

  test('fails without capacity, and nothing is pending', () => {
    const world = new TestWorld();
    world.dms.setNoCapacity(['dms.r6i.large']);
    expect(() => world.changeClass('dms.r6i.large')).toThrow(faultOf('InsufficientResourceCapacityFault'));
    expect(seen(world)).toEqual(['available', 'dms.r6i.4xlarge', {}]);
    world.dms.setNoCapacity([]);
    expect(() => world.changeClass('dms.r6i.large')).not.toThrow();
  });

  test.each([['accepted', 'ok'], ['refused', 'InvalidResourceStateFault']] as const)('during the race of another: %s', (modifyDuringRace, outcome) => {
    const world = new TestWorld({ behaviour: { modifyDuringRace } });
    world.newEvents();
    world.changeClass('dms.r6i.large');
    world.pass(5);
    const other = { ReplicationInstanceArn: world.instance, ReplicationInstanceClass: 'dms.r6i.xlarge', ApplyImmediately: true };
    expect(world.outcome('ModifyReplicationInstance', other)).toBe(outcome);
    world.pass(15);
    expect(world.newEvents()).toEqual(['0012', '0014']);
    expect(seen(world)).toEqual(['available', outcome === 'ok' ? 'dms.r6i.xlarge' : 'dms.r6i.large', {}]);
  });

  test('that is asked for twice in its race is not a modification the second time', () => {
    const world = new TestWorld();
    world.changeClass('dms.r6i.large');
    expect(() => world.changeClass('dms.r6i.large')).toThrow('No modifications were requested');
    expect(world.newEvents().at(-1)).toBe('0005');
    world.pass(10);
    expect(seen(world)[0]).toBe('modifying');
  });

  test.each([['kept', ['successful', 'successful']], ['forgotten', []]] as const)('leaves connection tests %s', (connectionsAfterClassChange, statuses) => {
    const world = new TestWorld({ behaviour: { connectionsAfterClassChange } });
    world.changeClass('dms.r6i.large');
    world.pass(20);
    expect(world.call('DescribeConnections').Connections.map(({ Status }) => Status)).toEqual(statuses);
  });
});

describe('other modifications', () => {
  test.each([
    [{ AllocatedStorage: 300 }, ['0018', '0017']],
    [{ MultiAZ: true }, ['0024', '0025']],
    [{ EngineVersion: '3.6.1' }, ['0026', '0027']],
  ])('%j tells of its beginning and its end', (change, events) => {
    const world = new TestWorld();
    world.newEvents();
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ApplyImmediately: true, ...change });
    world.pass(20);
    expect(world.newEvents()).toEqual(events);
    expect(world.seeInstance()).toMatchObject({ ReplicationInstanceStatus: 'available', ...change });
  });

  test('back to a single zone', () => {
    const world = new TestWorld();
    for (const MultiAZ of [true, false]) {
      world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ApplyImmediately: true, MultiAZ });
      world.pass(20);
      expect(world.seeInstance().SecondaryAvailabilityZone).toBe(MultiAZ ? 'us-east-1b' : undefined);
    }
    expect(world.newEvents().slice(-2)).toEqual(['0030', '0029']);
  });

  test('of names and windows are there at once', () => {
    const world = new TestWorld();
    const { ReplicationInstance } = world.call('ModifyReplicationInstance', {
      ReplicationInstanceArn: world.instance, ReplicationInstanceIdentifier: 'Renamed', PreferredMaintenanceWindow: 'Wed:18:18-Wed:18:48',
      VpcSecurityGroupIds: ['sg-1'], AutoMinorVersionUpgrade: false, NetworkType: 'DUAL',
    });
    expect(ReplicationInstance).toMatchObject({
      ReplicationInstanceIdentifier: 'renamed', PreferredMaintenanceWindow: 'wed:18:18-wed:18:48', PendingModifiedValues: {},
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }], AutoMinorVersionUpgrade: false, NetworkType: 'DUAL',
    });
    expect(world.dms.nextDue()).toBeUndefined();
  });

  test.each([
    [{ AllocatedStorage: 50 }, 'InvalidParameterValueException', "can't be decreased from 100 GiB to 50 GiB"],
    [{ EngineVersion: '3.4.7' }, 'InvalidParameterCombinationException', 'Cannot downgrade engine version from 3.5.4 to 3.4.7'],
    [{ PreferredMaintenanceWindow: 'daily' }, 'InvalidParameterValueException', 'ddd:hh24:mi-ddd:hh24:mi'],
    [{ ReplicationInstanceClass: 'r6i.large' }, 'InvalidParameterValueException', 'is not a replication instance class. Got: r6i.large'],
    [{ ReplicationInstanceIdentifier: 'a--b' }, 'InvalidParameterValueException', 'two consecutive hyphens'],
  ])('fails for %j', (change, code, message) => {
    const world = new TestWorld();
    const modify = (): Answer => world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ...change });
    expect(modify).toThrow(faultOf(code));
    expect(modify).toThrow(message);
  });
});

test('an upgrade interrupts tasks, which go on when it is done', () => {
  const world = new TestWorld();
  const task = world.runningTask({ type: 'cdc' });
  world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, EngineVersion: '3.6.1', ApplyImmediately: true });
  world.pass(15);
  expect([world.seeInstance().ReplicationInstanceStatus, world.seeTask(task).Status]).toEqual(['upgrading', 'failed']);
  world.pass(15);
  expect([world.seeInstance().ReplicationInstanceStatus, world.seeTask(task).Status]).toEqual(['available', 'running']);
});

test('what is due at one time happens in the order in which it was begun', () => {
  const world = new TestWorld();
  world.newEvents();
  for (const name of ['b', 'a', 'c']) world.call('CreateReplicationInstance', { ...INSTANCE, ReplicationInstanceIdentifier: name });
  world.pass(10);
  const created = world.events.filter(({ detail }) => detail.eventId === 'DMS-EVENT-0005').map(({ resources }) => resources[0]);
  expect(created.map((arn) => world.dms.snapshot().instances.find((each) => each.arn === arn)?.identifier)).toEqual(['b', 'a', 'c']);
});

describe('a reboot', () => {
  test('with a failover needs a second zone', () => {
    const world = new TestWorld();
    const reboot = { ReplicationInstanceArn: world.instance, ForcePlannedFailover: true };
    expect(world.outcome('RebootReplicationInstance', reboot)).toBe('InvalidParameterCombinationException');
    world.call('ModifyReplicationInstance', { ReplicationInstanceArn: world.instance, ApplyImmediately: true, MultiAZ: true });
    world.pass(20);
    expect(world.outcome('RebootReplicationInstance', { ...reboot, ForceFailover: true })).toBe('InvalidParameterCombinationException');
    expect(world.outcome('RebootReplicationInstance', reboot)).toBe('ok');
    expect(world.newEvents().at(-1)).toBe('0013');
    world.pass(10);
    expect(world.seeInstance().ReplicationInstanceStatus).toBe('available');
    expect(world.newEvents()).toEqual(['0049']);
  });

  test('lets a task that captures changes go on', () => {
    const world = new TestWorld();
    const task = world.runningTask();
    world.pass(300);
    world.call('RebootReplicationInstance', { ReplicationInstanceArn: world.instance });
    world.pass(20);
    expect(world.seeTask(task).Status).toBe('running');
  });
});

test('an instance with tasks is not deleted', () => {
  const world = new TestWorld();
  const task = world.task({ settings: STOP_AT_BOUNDARY });
  const remove = (): Answer => world.call('DeleteReplicationInstance', { ReplicationInstanceArn: world.instance });
  expect(remove).toThrow('Replication Instance "migration" has one or more replication tasks.');
  world.call('DeleteReplicationTask', { ReplicationTaskArn: task });
  world.pass(10);
  expect(remove().ReplicationInstance.ReplicationInstanceStatus).toBe('deleting');
  world.pass(10);
  expect(world.call('DescribeReplicationInstances').ReplicationInstances).toEqual([]);
  expect(world.outcome('DescribeConnections', { Filters: [{ Name: 'replication-instance-arn', Values: [world.instance] }] })).toBe('ResourceNotFoundFault');
  expect(world.newEvents().slice(-2)).toEqual(['0066', '0003']);
});
