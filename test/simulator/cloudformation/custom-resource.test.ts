import { Account, custom, failing, ref, succeed, template, TOKEN } from './support';

// What the function of a custom resource is told, and what becomes of its answers.

test('is told all that CloudFormation tells, with every number and boolean as a string', async () => {
  const account = new Account();
  const { stack: { id } } = await account.deployer.deploy('Test', template({ A: custom({ n: 1, b: true, list: [1, { deep: false }], none: null }) }));
  await account.deployer.deploy('Test', template({ A: custom({ n: 2 }) }));
  await account.deployer.destroy('Test');
  const [create, update, remove] = account.requests;
  const same = { ServiceToken: TOKEN, StackId: id, ResourceType: 'Custom::Thing', LogicalResourceId: 'A' };
  expect(create).toEqual({
    ...same, RequestType: 'Create', RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/), ResponseURL: expect.stringMatching(/^https:\/\/cloudformation-custom-resource-response-useast1\./),
    ResourceProperties: { ServiceToken: TOKEN, n: '1', b: 'true', list: ['1', { deep: 'false' }], none: null },
  });
  expect(update).toMatchObject({
    ...same, RequestType: 'Update', PhysicalResourceId: 'id-of-A', ResourceProperties: { ServiceToken: TOKEN, n: '2' }, OldResourceProperties: create.ResourceProperties,
  });
  expect(remove).toMatchObject({ ...same, RequestType: 'Delete', PhysicalResourceId: 'id-of-A', ResourceProperties: { ServiceToken: TOKEN, n: '2' } });
  expect(remove).not.toHaveProperty('OldResourceProperties');
  expect(new Set(account.requests.map(({ RequestId }) => RequestId)).size).toBe(3);
});

test('finds the function in a stack that was deployed here', async () => {
  const account = new Account();
  await account.deployer.deploy('Test', template({
    Function: { Type: 'AWS::Lambda::Function', Properties: {} }, A: { Type: 'AWS::CloudFormation::CustomResource', Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] } } },
    B: custom(),
  }));
  expect(account.calls.map(({ stackName, functionLogicalId }) => [stackName, functionLogicalId])).toEqual([['Test', undefined], ['Test', 'Function']]);
});

test('may answer much later', async () => {
  const account = new Account();
  account.answering = account.answersAfter(3000);
  const { stack } = await account.deployer.deploy('Test', template({ A: custom({ Value: 'late' }), B: custom({ x: ref('A') }) }));
  expect([account.seconds, stack.status, stack.resources.A.attributes]).toEqual([6000, 'CREATE_COMPLETE', { Echo: 'late' }]);
});

test.each([[undefined, 3600], ['120', 120], [45, 45]])('has failed when it has not answered within its ServiceTimeout of %p', async (ServiceTimeout, seconds) => {
  const account = new Account();
  account.answering = ({ RequestType, PhysicalResourceId }) => (RequestType === 'Delete' ? { Status: 'SUCCESS', PhysicalResourceId } : undefined);
  const { events, status } = await account.deployer.deploy('Test', template({ A: custom(ServiceTimeout === undefined ? {} : { ServiceTimeout }) }));
  expect(events.find((event) => event.status === 'CREATE_FAILED')).toMatchObject({
    reason: `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${account.requests[0].RequestId}].`,
    at: Date.UTC(2026, 0, 5) + seconds * 1000,
  });
  expect(status).toBe('ROLLBACK_COMPLETE');
});

test.each(['0', '3601', '1.5', 'soon'])('fails for a ServiceTimeout of %s', async (ServiceTimeout) => {
  const account = new Account();
  const { events } = await account.deployer.deploy('Test', template({ A: custom({ ServiceTimeout }) }));
  expect(events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toBe(`ServiceTimeout must be an integer from 1 to 3600, got "${ServiceTimeout}"`);
});

test('is deleted after a creation that failed, by the id that the failure told', async () => {
  const account = new Account();
  account.answering = failing(({ RequestType }) => RequestType === 'Create');
  const { events } = await account.deployer.deploy('Test', template({ A: custom() }));
  expect(account.requests[1]).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: 'never-made' });
  expect(events.find(({ status }) => status === 'CREATE_FAILED')?.reason)
    .toBe(`Received response status [FAILED] from custom resource. Message returned: no Create of A (RequestId: ${account.requests[0].RequestId})`);
});

test('is deleted by an id that CloudFormation made up, if it gave none', async () => {
  const account = new Account();
  account.answering = (request) => (request.RequestType === 'Create' ? { Status: 'SUCCESS' } : succeed(request));
  const { events } = await account.deployer.deploy('Test', template({ A: custom() }));
  expect(events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toBe('Invalid PhysicalResourceId');
  expect(account.requests[1]).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^Test-A-[A-Z0-9]{12}$/) });
});

test('fails for an answer that is too long', async () => {
  const account = new Account();
  account.answering = (request) => ({ ...succeed(request), Status: 'SUCCESS', Data: { x: 'x'.repeat(4096) } });
  const { events } = await account.deployer.deploy('Test', template({ A: custom() }));
  expect(events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toBe('Response object is too long.');
});

test('is heard once, and only while somebody waits', async () => {
  const account = new Account();
  const answer = { Status: 'SUCCESS', PhysicalResourceId: 'x' } as const;
  const heard: boolean[] = [];
  account.answering = ({ ResponseURL }) => {
    heard.push(account.deployer.answer(ResponseURL, answer), account.deployer.answer(ResponseURL, { ...answer, PhysicalResourceId: 'y' }));
    return undefined;
  };
  const { stack } = await account.deployer.deploy('Test', template({ A: custom() }));
  expect(stack.resources.A.physicalId).toBe('x');
  expect([...heard, account.deployer.answer(account.requests[0].ResponseURL, answer)]).toEqual([true, false, false]);
});

test('sees the status of its stack while it is called', async () => {
  const account = new Account();
  const seen: unknown[] = [];
  account.answering = (request, call) => {
    seen.push(account.deployer.stack('Test')?.status);
    return failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create B')(request, call);
  };
  await account.deployer.deploy('Test', template({ A: custom({ v: 1 }), C: custom() }));
  await account.deployer.deploy('Test', template({ A: custom({ v: 2 }), B: custom({ x: ref('A') }), C: custom() }));
  await account.deployer.deploy('Test', template({ A: custom({ v: 1 }) }));
  await account.deployer.destroy('Test');
  expect(seen).toEqual([
    'CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'DELETE_IN_PROGRESS',
  ]);
});
