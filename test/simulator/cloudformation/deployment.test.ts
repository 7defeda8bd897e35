import type { Properties, ResourceDefinition } from '../../../lib/simulator/cloudformation';
import { Account, custom, failing, getAtt, inOrder, ref, statuses, succeed, template, type Answering } from './support';

// How stacks are created, updated, rolled back and deleted, with custom resources, which tell what happens to them.

const QUEUE = 'AWS::SQS::Queue';

/** A provider whose physical id changes with the property Name. */
const replacing: Answering = (request) => {
  const answer = succeed(request);
  const { Name: name } = request.ResourceProperties;
  return answer === undefined || name === undefined || request.RequestType === 'Delete' ? answer : { ...answer, PhysicalResourceId: String(name) };
};

function queue(properties: Properties = {}, rest: Partial<ResourceDefinition> = {}): ResourceDefinition {
  return { Type: QUEUE, Properties: properties, ...rest };
}

describe('a creation', () => {
  test('goes by what names what, by DependsOn, and else by the order of the template', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({
      Last: custom({ x: { 'Fn::Sub': '${Middle}' } }), Middle: custom({ x: [{ y: getAtt('First', 'Echo') }] }), Other: custom({}, { DependsOn: ['Middle'] }), First: custom(), Free: custom(),
    }));
    expect(account.told).toEqual(['Create First', 'Create Free', 'Create Middle', 'Create Last', 'Create Other']);
  });

  test('tells events of the stack and of each resource', async () => {
    const account = new Account();
    const { events } = await account.deployer.deploy('Test', template({ A: custom(), B: queue() }));
    expect(statuses(events)).toEqual([
      'CREATE_IN_PROGRESS Test', 'CREATE_IN_PROGRESS A', 'CREATE_COMPLETE A', 'CREATE_IN_PROGRESS B', 'CREATE_COMPLETE B', 'CREATE_COMPLETE Test',
    ]);
    expect(events[2]).toEqual({ at: account.dms.now, stackName: 'Test', logicalId: 'A', type: 'Custom::Thing', physicalId: 'id-of-A', status: 'CREATE_COMPLETE' });
  });

  test('waits for independent resources side by side, and for others one after the other', async () => {
    const account = new Account();
    account.answering = account.answersAfter(60);
    await account.deployer.deploy('Test', template({ A: custom(), B: custom(), C: custom() }));
    expect(account.seconds).toBe(60);
    await account.deployer.deploy('Other', template({ A: custom(), B: custom({ x: ref('A') }), C: custom({ x: ref('B') }) }));
    expect(account.seconds).toBe(240);
  });

  test('that fails deletes everything in the reverse order, and what has not begun never does', async () => {
    const account = new Account();
    account.answering = failing(({ LogicalResourceId, RequestType }) => LogicalResourceId === 'C' && RequestType === 'Create');
    const result = await account.deployer.deploy('Test', template({ A: custom(), B: custom({ x: ref('A') }), C: custom({ x: ref('B') }), D: custom({ x: ref('C') }) }));
    expect(result).toMatchObject({ succeeded: false, status: 'ROLLBACK_COMPLETE', reason: 'The following resource(s) failed to create: [C]. ' });
    expect(account.told).toEqual(['Create A', 'Create B', 'Create C', 'Delete C', 'Delete B', 'Delete A']);
    expect(result.stack.resources).toEqual({});
    expect(statuses(result.events).filter((each) => each.endsWith(' Test'))).toEqual(['CREATE_IN_PROGRESS Test', 'ROLLBACK_IN_PROGRESS Test', 'ROLLBACK_COMPLETE Test']);
    await expect(account.deployer.deploy('Test', template({ A: custom() }))).rejects.toThrow(`Stack:${result.stack.id} is in ROLLBACK_COMPLETE state and can not be updated.`);
    expect(await account.deployer.destroy('Test')).toMatchObject({ succeeded: true });
  });

  test('whose rollback fails leaves what could not be deleted, and what that needs', async () => {
    const account = new Account();
    account.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create C' || `${RequestType} ${LogicalResourceId}` === 'Delete B');
    const result = await account.deployer.deploy('Test', template({ A: custom(), B: custom({ x: ref('A') }), C: custom({ x: ref('B') }) }));
    expect(result.status).toBe('ROLLBACK_FAILED');
    expect(result.stack.statusReason).toBe('The following resource(s) failed to delete: [B]. ');
    expect(Object.values(result.stack.resources).map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual(['A CREATE_COMPLETE', 'B DELETE_FAILED']);
  });

  test('keeps what is to be retained in a rollback, but not what is retained except on create', async () => {
    const account = new Account();
    account.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create C');
    const { events } = await account.deployer.deploy('Test', template({
      A: custom({}, { DeletionPolicy: 'Retain' }), B: custom({}, { DeletionPolicy: 'RetainExceptOnCreate' }), C: custom({}, { DependsOn: ['A', 'B'] }),
    }));
    expect(account.told).toEqual(['Create A', 'Create B', 'Create C', 'Delete C', 'Delete B']);
    expect(statuses(events)).toContain('DELETE_SKIPPED A');
  });
});

describe('an update', () => {
  test('touches what differs in value, in order of dependency', async () => {
    const account = new Account();
    const before = { A: custom({ a: 1, b: { c: [1, 2] } }), B: custom({ x: ref('A') }), C: custom({ Value: getAtt('A', 'Echo') }), D: custom({ x: getAtt('C', 'Echo') }) };
    await account.deployer.deploy('Test', template(before));
    account.forget();
    // The order of properties makes no difference.
    const result = await account.deployer.deploy('Test', template({ ...before, A: custom({ b: { c: [1, 2] }, a: 1, Value: 'new' }) }));
    expect(account.told).toEqual(['Update A', 'Update C', 'Update D']);
    expect(result).toMatchObject({ succeeded: true, changed: true, status: 'UPDATE_COMPLETE' });
    expect(statuses(result.events).filter((each) => each.endsWith(' Test')))
      .toEqual(['UPDATE_IN_PROGRESS Test', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS Test', 'UPDATE_COMPLETE Test']);
  });

  test('of nothing does nothing', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom() }), { tags: { a: 'b' } });
    const events = account.deployer.events.length;
    expect(await account.deployer.deploy('Test', template({ A: custom() }))).toMatchObject({ succeeded: true, changed: false, status: 'CREATE_COMPLETE' });
    expect(account.deployer.events).toHaveLength(events);
  });

  test('replaces for a property that only a creation takes: the new one, its dependents, then the old one', async () => {
    const account = new Account();
    const first = await account.deployer.deploy('Test', template({ Q: queue({ QueueName: 'one' }), A: custom({ x: getAtt('Q', 'Arn') }) }));
    const { events, stack } = await account.deployer.deploy('Test', template({ Q: queue({ QueueName: 'two' }), A: custom({ x: getAtt('Q', 'Arn') }) }));
    expect(statuses(events)).toEqual([
      'UPDATE_IN_PROGRESS Test', 'UPDATE_IN_PROGRESS Q', 'UPDATE_COMPLETE Q', 'UPDATE_IN_PROGRESS A', 'UPDATE_COMPLETE A',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS Test', 'DELETE_IN_PROGRESS Q', 'DELETE_COMPLETE Q', 'UPDATE_COMPLETE Test',
    ]);
    expect(first.stack.resources.Q.physicalId).toBe('https://sqs.us-east-1.amazonaws.com/123456789012/one');
    expect(stack.resources.A.properties.x).toBe('arn:aws:sqs:us-east-1:123456789012:two');
    expect(events[6].physicalId).toBe(first.stack.resources.Q.physicalId);
  });

  test('updates in place for any other property', async () => {
    const account = new Account();
    const first = await account.deployer.deploy('Test', template({ Q: queue({ DelaySeconds: 1 }) }));
    const { events, stack } = await account.deployer.deploy('Test', template({ Q: queue({ DelaySeconds: 2 }) }));
    expect(stack.resources.Q.physicalId).toBe(first.stack.resources.Q.physicalId);
    expect(inOrder(events, 'DELETE_COMPLETE')).toEqual([]);
  });

  test('cannot replace what keeps its own name', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ Q: queue({ QueueName: 'one.fifo', FifoQueue: false }) }));
    const result = await account.deployer.deploy('Test', template({ Q: queue({ QueueName: 'one.fifo', FifoQueue: true }) }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.events.find(({ status }) => status === 'UPDATE_FAILED')?.reason).toBe(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename https://sqs.us-east-1.amazonaws.com/123456789012/one.fifo and update the stack again.',
    );
    expect(result.stack.resources.Q.properties).toEqual({ QueueName: 'one.fifo', FifoQueue: false });
  });

  test('deletes the old id of a custom resource that answers with a new one, with its old properties, at the end', async () => {
    const account = new Account();
    account.answering = replacing;
    await account.deployer.deploy('Test', template({ A: custom({ Name: 'one' }), B: custom({ x: ref('A') }) }));
    account.forget();
    await account.deployer.deploy('Test', template({ A: custom({ Name: 'two' }), B: custom({ x: ref('A') }) }));
    expect(account.told).toEqual(['Update A', 'Update B', 'Delete A']);
    expect(account.requests[2]).toMatchObject({ PhysicalResourceId: 'one', ResourceProperties: { Name: 'one' } });
  });

  test('deletes what left the template at the end, in the reverse order', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom(), B: custom({ x: ref('A') }), C: custom() }));
    account.forget();
    const { stack } = await account.deployer.deploy('Test', template({ C: custom({ x: 1 }), D: custom() }));
    expect(account.told).toEqual(['Update C', 'Create D', 'Delete B', 'Delete A']);
    expect(Object.keys(stack.resources)).toEqual(['C', 'D']);
  });

  test('keeps what its policies retain', async () => {
    const account = new Account();
    account.answering = replacing;
    await account.deployer.deploy('Test', template({
      A: custom({}, { DeletionPolicy: 'Retain' }), B: custom({ Name: 'one' }, { UpdateReplacePolicy: 'Retain' }), C: custom({}, { DeletionPolicy: 'RetainExceptOnCreate' }),
    }));
    account.forget();
    const { events } = await account.deployer.deploy('Test', template({ B: custom({ Name: 'two' }, { UpdateReplacePolicy: 'Retain' }) }));
    expect(account.told).toEqual(['Update B']);
    expect(inOrder(events, 'DELETE_SKIPPED').sort()).toEqual(['A', 'B', 'C']);
  });

  test('takes over new policies and dependencies of what it does not touch', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom(), B: custom(), C: custom() }));
    account.forget();
    await account.deployer.deploy('Test', template({ A: custom({}, { DependsOn: 'C' }), B: custom({}, { DeletionPolicy: 'Retain' }), C: custom() }));
    expect(account.told).toEqual([]);
    await account.deployer.destroy('Test');
    expect(account.told).toEqual(['Delete A', 'Delete C']);
  });

  test('succeeds although something cannot be deleted at its end', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom(), B: custom() }));
    account.answering = failing(({ RequestType }) => RequestType === 'Delete');
    const result = await account.deployer.deploy('Test', template({ B: custom() }));
    expect(result).toMatchObject({ succeeded: true, status: 'UPDATE_COMPLETE' });
    expect(statuses(result.events)).toContain('DELETE_FAILED A');
  });

  test('cannot change the type of a resource, nor the function of a custom one', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom() }));
    await expect(account.deployer.deploy('Test', template({ A: queue() })))
      .rejects.toThrow('Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]');
    const result = await account.deployer.deploy('Test', template({ A: custom({ ServiceToken: 'arn:other' }) }));
    expect(result.events.find(({ status }) => status === 'UPDATE_FAILED')?.reason).toBe('Modifying service token is not allowed.');
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.told).toEqual(['Create A']);
  });
});

describe('an update that fails', () => {
  test('is taken back by updates from the new to the old properties, in order, and by deleting what is new', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom({ v: 1 }), B: custom({ v: 1 }, { DependsOn: 'A' }), Z: custom() }));
    account.forget();
    account.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create D');
    const result = await account.deployer.deploy('Test', template({
      A: custom({ v: 2 }), B: custom({ v: 2 }, { DependsOn: 'A' }), C: custom({}, { DependsOn: 'B' }), D: custom({}, { DependsOn: 'C' }), E: custom({}, { DependsOn: 'D' }),
    }));
    expect(account.told).toEqual(['Update A', 'Update B', 'Create C', 'Create D', 'Update A', 'Update B', 'Delete D', 'Delete C']);
    expect(account.requests[4]).toMatchObject({ ResourceProperties: { v: '1' }, OldResourceProperties: { v: '2' }, PhysicalResourceId: 'id-of-A' });
    expect(result).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'The following resource(s) failed to create: [D]. ' });
    expect(Object.keys(result.stack.resources).sort()).toEqual(['A', 'B', 'Z']);
    expect(statuses(result.events).filter((each) => each.endsWith(' Test'))).toEqual([
      'UPDATE_IN_PROGRESS Test', 'UPDATE_ROLLBACK_IN_PROGRESS Test', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS Test', 'UPDATE_ROLLBACK_COMPLETE Test',
    ]);
  });

  test('updates a custom resource once more whose own update failed', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom({ v: 1 }) }));
    account.answering = failing(({ ResourceProperties }) => ResourceProperties.v === '2');
    const result = await account.deployer.deploy('Test', template({ A: custom({ v: 2 }) }));
    expect(account.told).toEqual(['Create A', 'Update A', 'Update A']);
    expect(result.reason).toBe('The following resource(s) failed to update: [A]. ');
    expect(result.stack.resources.A).toMatchObject({ properties: { v: 1 }, status: 'UPDATE_COMPLETE' });
  });

  test.each(['update', 'delete'] as const)('gives a custom resource its old id again: %s', async (rollbackOfNewPhysicalId) => {
    const account = new Account({ behaviour: { rollbackOfNewPhysicalId } });
    account.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create B', replacing);
    await account.deployer.deploy('Test', template({ A: custom({ Name: 'one' }) }));
    account.forget();
    const { stack } = await account.deployer.deploy('Test', template({ A: custom({ Name: 'two' }), B: custom({ x: ref('A') }) }));
    expect(account.requests.filter(({ LogicalResourceId }) => LogicalResourceId === 'A').map(({ RequestType, PhysicalResourceId }) => `${RequestType} ${PhysicalResourceId}`))
      .toEqual(rollbackOfNewPhysicalId === 'update' ? ['Update one', 'Update two', 'Delete two'] : ['Update one', 'Delete two']);
    expect(stack.resources.A.physicalId).toBe('one');
    expect(stack.leaving).toEqual([]);
  });

  test('takes an id that comes with a failure for the new one', async () => {
    const account = new Account();
    account.answering = replacing;
    await account.deployer.deploy('Test', template({ A: custom({ Name: 'one' }) }));
    account.forget();
    account.answering = (request, call) => {
      const answer = replacing(request, call);
      return answer === undefined || request.ResourceProperties.Name !== 'two' || request.RequestType === 'Delete' ? answer : { ...answer, Status: 'FAILED', Reason: 'x' };
    };
    const { stack, status } = await account.deployer.deploy('Test', template({ A: custom({ Name: 'two' }) }));
    expect(account.requests.map(({ RequestType, PhysicalResourceId }) => `${RequestType} ${PhysicalResourceId}`)).toEqual(['Update one', 'Update two', 'Delete two']);
    expect([status, stack.resources.A.physicalId]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'one']);
  });

  test('keeps the old one of what was replaced, and deletes the new one', async () => {
    const account = new Account();
    const first = await account.deployer.deploy('Test', template({ Q: queue({ QueueName: 'one' }) }));
    account.answering = failing(({ RequestType }) => RequestType === 'Create');
    const { events, stack } = await account.deployer.deploy('Test', template({ Q: queue({ QueueName: 'two' }), B: custom({ x: ref('Q') }) }));
    expect(events.filter(({ status, type }) => status === 'DELETE_COMPLETE' && type === QUEUE).map(({ physicalId }) => physicalId))
      .toEqual(['https://sqs.us-east-1.amazonaws.com/123456789012/two']);
    expect(stack.resources.Q).toEqual({ ...first.stack.resources.Q, status: 'UPDATE_COMPLETE' });
  });

  test('stays where it is if it cannot be taken back, and can only be deleted then', async () => {
    const account = new Account();
    account.answering = replacing;
    await account.deployer.deploy('Test', template({ A: custom({ v: 1 }), B: custom({ Name: 'one' }), Q: queue({ QueueName: 'one' }, { DependsOn: 'A' }) }));
    account.answering = failing(({ RequestType, ResourceProperties }) => (RequestType === 'Update' && ResourceProperties.v === '1') || RequestType === 'Create', replacing);
    const result = await account.deployer.deploy('Test', template({
      A: custom({ v: 2 }), B: custom({ Name: 'two' }), Q: queue({ QueueName: 'two' }, { DependsOn: 'A' }), C: custom({ x: ref('Q') }),
    }));
    expect(result).toMatchObject({ succeeded: false, status: 'UPDATE_ROLLBACK_FAILED' });
    expect(result.stack.statusReason).toBe('The following resource(s) failed to update: [A]. ');
    await expect(account.deployer.deploy('Test', template({ A: custom() }))).rejects.toThrow('is in UPDATE_ROLLBACK_FAILED state and can not be updated.');
    account.answering = succeed;
    const { events } = await account.deployer.destroy('Test');
    const gone = events.filter(({ status }) => status === 'DELETE_COMPLETE').map(({ physicalId }) => physicalId);
    expect(gone).toEqual(expect.arrayContaining(['one', 'two', 'https://sqs.us-east-1.amazonaws.com/123456789012/one', 'https://sqs.us-east-1.amazonaws.com/123456789012/two']));
  });

  test.each([[[]], [['A']]])('can be taken back later from where that failed, with %j skipped', async (skipped) => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom({ v: 1 }), B: custom({ v: 1 }), C: custom({ v: 1 }, { DependsOn: ['A', 'B'] }) }));
    const before = account.deployer.stack('Test')?.resources;
    account.answering = failing(({ RequestType, LogicalResourceId, ResourceProperties: { v } }) =>
      RequestType === 'Create' || (RequestType === 'Update' && LogicalResourceId === 'A' && v === '1'));
    const failed = await account.deployer.deploy('Test', template({
      A: custom({ v: 2 }), B: custom({ v: 2 }), C: custom({ v: 2 }, { DependsOn: ['A', 'B'] }), D: custom({}, { DependsOn: 'C' }),
    }));
    expect(failed.status).toBe('UPDATE_ROLLBACK_FAILED');
    if (skipped.length === 0) account.answering = succeed;
    account.forget();
    const result = await account.deployer.continueRollback('Test', skipped);
    expect(result).toMatchObject({ succeeded: true, status: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(account.told).toEqual(skipped.length === 0 ? ['Update A', 'Update C', 'Delete D'] : ['Update C', 'Delete D']);
    expect(Object.values(result.stack.resources).map(({ physicalId, properties }) => ({ physicalId, properties })))
      .toEqual(Object.values(before ?? {}).map(({ physicalId, properties }) => ({ physicalId, properties })));
    await expect(account.deployer.continueRollback('Test')).rejects.toThrow('Stack:Test is in UPDATE_ROLLBACK_COMPLETE state and its rollback can not be continued.');
  });

  test('waits for what is in progress, and begins nothing more', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ Z: custom() }));
    const slowly = account.answersAfter(60);
    const others: Answering = (request, call) => (request.LogicalResourceId === 'Slow' ? slowly : succeed)(request, call);
    account.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create Fast', others);
    const { events } = await account.deployer.deploy('Test', template({ Z: custom(), Slow: custom(), Fast: custom(), After: custom({ x: ref('Slow') }) }));
    expect(statuses(events).filter((each) => / (Slow|Fast|After)$/.test(each))).toEqual([
      'CREATE_IN_PROGRESS Slow', 'CREATE_IN_PROGRESS Fast', 'CREATE_FAILED Fast', 'CREATE_COMPLETE Slow',
      'DELETE_IN_PROGRESS Fast', 'DELETE_COMPLETE Fast', 'DELETE_IN_PROGRESS Slow', 'DELETE_COMPLETE Slow',
    ]);
  });
});

describe('a deletion', () => {
  test('goes in the reverse order, and the stack is gone', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom(), B: custom({ x: ref('A') }), C: custom({}, { DeletionPolicy: 'Retain' }) }));
    account.forget();
    const result = await account.deployer.destroy('Test');
    expect(account.told).toEqual(['Delete B', 'Delete A']);
    expect(result).toMatchObject({ succeeded: true, status: 'DELETE_COMPLETE', stack: { resources: {} } });
    expect(account.deployer.stack('Test')).toBeUndefined();
    await expect(account.deployer.destroy('Test')).rejects.toThrow('Stack with id Test does not exist');
  });

  test('that fails keeps what is left, and can be tried again', async () => {
    const account = new Account();
    await account.deployer.deploy('Test', template({ A: custom(), B: custom({ x: ref('A') }), C: custom() }));
    account.answering = failing(({ LogicalResourceId }) => LogicalResourceId === 'B');
    const result = await account.deployer.destroy('Test');
    expect(result).toMatchObject({ succeeded: false, status: 'DELETE_FAILED', reason: 'The following resource(s) failed to delete: [B].' });
    expect(Object.keys(result.stack.resources)).toEqual(['A', 'B']);
    account.answering = succeed;
    expect(await account.deployer.destroy('Test')).toMatchObject({ succeeded: true });
  });
});

describe('an export', () => {
  const exporting = (name: string, value: string) => template({ A: custom() }, { Outputs: { O: { Value: value, Export: { Name: name } } } });
  const importing = template({ B: custom({ x: { 'Fn::ImportValue': 'e' } }) });

  test('keeps its name and value while another stack uses it', async () => {
    const account = new Account();
    await account.deployer.deploy('One', exporting('e', '1'));
    await account.deployer.deploy('Two', importing);
    expect(await account.deployer.deploy('One', exporting('e', '2'))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'Export e cannot be updated as it is in use by Two' });
    expect(await account.deployer.deploy('One', template({ A: custom() }))).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: 'Export e cannot be deleted as it is in use by Two' });
    expect(await account.deployer.destroy('One')).toMatchObject({ status: 'DELETE_FAILED', reason: 'Export e cannot be deleted as it is in use by Two' });
    await account.deployer.destroy('Two');
    expect(await account.deployer.destroy('One')).toMatchObject({ succeeded: true });
  });

  test('has one owner', async () => {
    const account = new Account();
    await account.deployer.deploy('One', exporting('e', '1'));
    expect(await account.deployer.deploy('Two', exporting('e', '1')))
      .toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: 'Export with name e is already exported by stack One. Rollback requested by user.' });
  });
});
