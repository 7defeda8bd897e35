import type { Properties, ResourceDefinition, StackTemplate } from '../../../lib/simulator/cloudformation';
import { Account, custom, failing, getAtt, inOrder, ref, succeed, template } from './support';

// Stacks within stacks.

const inner = (Resources: StackTemplate['Resources']): StackTemplate => template(Resources, {
  Parameters: { Given: { Type: 'String' } }, Outputs: { Echo: { Value: getAtt('In', 'Echo') } },
});

const TEMPLATES: Readonly<Record<string, StackTemplate>> = {
  'https://assets/one.json': inner({ In: custom({ Value: ref('Given') }), Old: custom() }),
  'https://assets/two.json': inner({ In: custom({ Value: ref('Given') }), New: custom() }),
};

function outer(url: string, given: string, rest: Readonly<Record<string, ResourceDefinition>> = {}): StackTemplate {
  const properties: Properties = { TemplateURL: { 'Fn::Sub': `https://\${AWS::StackName}/${url}.json` }, Parameters: { Given: given } };
  return template({ Nested: { Type: 'AWS::CloudFormation::Stack', Properties: properties }, Out: custom({ Value: getAtt('Nested', 'Outputs.Echo') }), ...rest });
}

function account(): Account {
  return new Account({ templateAt: (url) => TEMPLATES[url.replace('//Test/', '//assets/')] });
}

test('is made with parameters and gives outputs', async () => {
  const { deployer, told, calls } = await deployed();
  expect(told).toEqual(['Create In', 'Create Old', 'Create Out']);
  const stack = deployer.stack('Test');
  expect(stack?.resources.Out.properties.Value).toBe('a');
  expect(stack?.resources.Nested.physicalId).toMatch(/^arn:aws:cloudformation:us-east-1:123456789012:stack\/Test-Nested-[A-Z0-9]{12}\//);
  expect(calls[0].stackName).toMatch(/^Test-Nested-/);
});

async function deployed(): Promise<Account> {
  const made = account();
  expect(await made.deployer.deploy('Test', outer('one', 'a'))).toMatchObject({ succeeded: true });
  return made;
}

test('is updated, and deletes only after the outer stack has succeeded', async () => {
  const made = await deployed();
  made.forget();
  await made.deployer.deploy('Test', outer('two', 'b'));
  expect(made.told).toEqual(['Update In', 'Create New', 'Update Out', 'Delete Old']);
});

test('is taken back with the outer stack, and has lost nothing', async () => {
  const made = await deployed();
  made.forget();
  made.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create Late');
  const result = await made.deployer.deploy('Test', outer('two', 'b', { Late: custom({}, { DependsOn: 'Out' }) }));
  expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(made.told).toEqual(['Update In', 'Create New', 'Update Out', 'Create Late', 'Update In', 'Delete New', 'Update Out', 'Delete Late']);
  const name = String(result.stack.resources.Nested.physicalId).split('/')[1];
  expect(made.deployer.stack(name)).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', resources: { In: { properties: { Value: 'a' } }, Old: { physicalId: 'id-of-Old' } } });
});

test('that fails takes itself back, and the outer stack, too', async () => {
  const made = await deployed();
  made.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create New');
  const { events, status } = await made.deployer.deploy('Test', outer('two', 'b'));
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(events.find((event) => event.status === 'UPDATE_FAILED' && event.logicalId === 'Nested')?.reason)
    .toMatch(/^Embedded stack arn:.* was not successfully updated: The following resource\(s\) failed to create: \[New\]\. $/);
});

test('whose creation fails is deleted with the outer stack', async () => {
  const made = account();
  made.answering = failing(({ LogicalResourceId, RequestType }) => `${RequestType} ${LogicalResourceId}` === 'Create Old');
  const { status, events } = await made.deployer.deploy('Test', outer('one', 'a'));
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(made.told).toEqual(['Create In', 'Create Old', 'Delete Old', 'Delete In']);
  expect(inOrder(events, 'DELETE_COMPLETE')).toContain('In');
});

test('is deleted with the outer stack, or fails it', async () => {
  const made = await deployed();
  made.answering = failing(({ LogicalResourceId }) => LogicalResourceId === 'Old');
  expect(await made.deployer.destroy('Test')).toMatchObject({ status: 'DELETE_FAILED', reason: 'The following resource(s) failed to delete: [Nested].' });
  made.answering = succeed;
  expect(await made.deployer.destroy('Test')).toMatchObject({ succeeded: true });
});

test.each([
  ['a template that nobody gave', 'three', 'TemplateURL https://Test/three.json is not known; give its template to the deployer'],
])('fails for %s', async (_, url, reason) => {
  const { events } = await account().deployer.deploy('Test', outer(url, 'a'));
  expect(events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toBe(reason);
});
