import type { Properties, StackTemplate, Value } from '../../../lib/simulator/cloudformation';
import { Account, custom, getAtt, ref, template } from './support';

/** What a template makes of a value, as a custom resource is told it; the Echo of A is `a`. */
async function made(value: Value, rest: Partial<StackTemplate> = {}, parameters: Record<string, string> = {}): Promise<Value | undefined> {
  const account = new Account({ ssmParameters: { '/known': 'from the store' } });
  await account.deployer.deploy('Other', template({ A: custom() }, { Outputs: { Out: { Value: 'exported', Export: { Name: 'Other:Out' } } } }));
  const result = await account.deployer.deploy('Test', template({ A: custom({ Value: 'a' }), B: custom({ Value: value }) }, rest), { parameters });
  expect(result.events.filter(({ status }) => status === 'CREATE_FAILED')).toEqual([]);
  return result.stack.resources.B.properties.Value;
}

const PARAMETERS: Partial<StackTemplate> = {
  Parameters: { Name: { Type: 'String', Default: 'x' }, List: { Type: 'CommaDelimitedList', Default: 'p, q' }, Number: { Type: 'Number', Default: 3 } },
};
const CONDITIONS: Partial<StackTemplate> = {
  ...PARAMETERS,
  Conditions: {
    IsX: { 'Fn::Equals': [ref('Name'), 'x'] },
    IsNot: { 'Fn::Not': [{ Condition: 'IsX' }] },
    Both: { 'Fn::And': [{ Condition: 'IsX' }, { 'Fn::Equals': [ref('Number'), 3] }] },
    Either: { 'Fn::Or': [{ Condition: 'IsNot' }, { 'Fn::Equals': ['1', '2'] }] },
  },
};

test.each<[string, Value, Value | undefined, Partial<StackTemplate>?]>([
  ['Ref of a parameter', ref('Name'), 'x', PARAMETERS],
  ['Ref of a list', ref('List'), ['p', 'q'], PARAMETERS],
  ['Ref of a number, which is a text', ref('Number'), '3', PARAMETERS],
  ['Ref of a parameter in Systems Manager', ref('P'), 'from the store', { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/known' } } }],
  ['Ref of one that is not known there', ref('P'), '{{resolve:ssm:/unknown}}', { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/unknown' } } }],
  ['Ref of a resource', ref('A'), 'id-of-A'],
  ['Ref of the account', ref('AWS::AccountId'), '123456789012'],
  ['Ref of the region', ref('AWS::Region'), 'us-east-1'],
  ['Ref of the partition', ref('AWS::Partition'), 'aws'],
  ['Ref of the suffix', ref('AWS::URLSuffix'), 'amazonaws.com'],
  ['Ref of the stack', ref('AWS::StackName'), 'Test'],
  ['Ref of no value, within a list', ['a', ref('AWS::NoValue'), 'b'], ['a', 'b']],
  ['Ref of no value, as a property', { a: ref('AWS::NoValue'), b: 1 }, { b: 1 }],
  ['GetAtt', getAtt('A', 'Echo'), 'a'],
  ['GetAtt as a text', { 'Fn::GetAtt': 'A.Echo' }, 'a'],
  ['Join', { 'Fn::Join': ['-', ['a', ref('A'), 1, true]] }, 'a-id-of-A-1-true'],
  ['Join of a list that a function gives', { 'Fn::Join': ['+', { 'Fn::Split': ['/', 'a/b'] }] }, 'a+b'],
  ['Sub', { 'Fn::Sub': '${A}/${A.Echo}/${AWS::Region}/${!Kept}' }, 'id-of-A/a/us-east-1/${Kept}'],
  ['Sub with its own names', { 'Fn::Sub': ['${own}-${A}', { own: getAtt('A', 'Echo') }] }, 'a-id-of-A'],
  ['Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
  ['Split', { 'Fn::Split': ['||', 'a||b||'] }, ['a', 'b', '']],
  ['FindInMap', { 'Fn::FindInMap': ['M', ref('AWS::Region'), 'k'] }, 'v', { Mappings: { M: { 'us-east-1': { k: 'v' } } } }],
  ['GetAZs', { 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
  ['GetAZs of a region', { 'Fn::GetAZs': 'eu-west-1' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
  ['Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
  ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  ['Cidr of smaller blocks', { 'Fn::Select': [1, { 'Fn::Cidr': ['192.168.0.0/24', 2, 5] }] }, '192.168.0.32/27'],
  ['ImportValue', { 'Fn::ImportValue': 'Other:Out' }, 'exported'],
  ['ImportValue of a name that is put together', { 'Fn::ImportValue': { 'Fn::Sub': 'Other:${Name}' } }, 'exported', { Parameters: { Name: { Type: 'String', Default: 'Out' } } }],
  ['If, Equals', { 'Fn::If': ['IsX', 'yes', 'no'] }, 'yes', CONDITIONS],
  ['If, Not', { 'Fn::If': ['IsNot', 'yes', 'no'] }, 'no', CONDITIONS],
  ['If, And, with a number that is a text', { 'Fn::If': ['Both', 'yes', 'no'] }, 'yes', CONDITIONS],
  ['If, Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'no', CONDITIONS],
  ['If within a list', ['a', { 'Fn::If': ['IsNot', 'b', ref('AWS::NoValue')] }], ['a'], CONDITIONS],
  ['the Condition of a policy, which is no function', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
  ['a dynamic reference, which stays', '{{resolve:secretsmanager:db:SecretString:password}}', '{{resolve:secretsmanager:db:SecretString:password}}'],
])('%s', async (_, value, expected, rest = {}) => {
  expect(await made(value, rest)).toEqual(expected);
});

test('takes a parameter that is given before the default', async () => {
  expect(await made(ref('Name'), PARAMETERS, { Name: 'given' })).toBe('given');
});

test('keeps a parameter that was given to the last deployment', async () => {
  const account = new Account();
  const before = template({ A: custom({ Value: ref('Name') }) }, PARAMETERS);
  await account.deployer.deploy('Test', before, { parameters: { Name: 'given' } });
  const result = await account.deployer.deploy('Test', { ...before, Resources: { ...before.Resources, B: custom() } });
  expect(result.stack.resources.A.properties.Value).toBe('given');
  expect(account.told).toEqual(['Create A', 'Create B']);
});

test('leaves out resources and outputs whose condition does not hold, and DependsOn on them', async () => {
  const account = new Account();
  const result = await account.deployer.deploy('Test', template({
    Out: custom({}, { Condition: 'IsNot' }), In: custom({}, { Condition: 'IsX', DependsOn: ['Out'] }),
  }, { ...CONDITIONS, Outputs: { A: { Condition: 'IsNot', Value: ref('Out') }, B: { Condition: 'IsX', Value: ref('In') } } }));
  expect(account.told).toEqual(['Create In']);
  expect(result.stack.outputs).toEqual({ B: { value: 'id-of-In' } });
});

test.each<[string, StackTemplate, Record<string, string>, string]>([
  ['no resources', template({}), {}, 'Template format error: At least one Resources member must be defined.'],
  ['a reference to nothing', template({ A: custom({ x: ref('B') }) }), {},
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template'],
  ['an attribute of nothing', template({ A: custom({ x: getAtt('B', 'Arn') }) }), {},
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template'],
  ['a substitution of nothing', template({ A: custom({ x: { 'Fn::Sub': '${B.Arn}' } }) }), {},
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template'],
  ['an output of nothing', template({ A: custom() }, { Outputs: { O: { Value: ref('B') } } }), {},
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template'],
  ['DependsOn on nothing', template({ A: custom({}, { DependsOn: 'B' }) }), {},
    'Template format error: Unresolved resource dependencies [B] in the Resources block of the template'],
  ['a reference to what a condition leaves out', template({ A: custom({}, { Condition: 'IsNot' }), B: custom({ x: ref('A') }) }, CONDITIONS), {},
    'Template format error: Unresolved resource dependencies [A] in the Resources block of the template'],
  ['a cycle', template({ A: custom({ x: ref('B') }), B: custom({}, { DependsOn: 'C' }), C: custom({ x: getAtt('A', 'y') }), D: custom({ x: ref('A') }), E: custom() }), {},
    'Circular dependency between resources: [A, B, C]'],
  ['a condition of nothing', template({ A: custom({}, { Condition: 'No' }) }), {}, 'Template format error: Unresolved condition dependency No in the template'],
  ['a parameter without a value', template({ A: custom() }, { Parameters: { P: { Type: 'String' } } }), {}, 'Parameters: [P] must have values'],
  ['a parameter that is not there', template({ A: custom() }), { P: 'x' }, 'Parameters: [P] do not exist in the template'],
  ['a value that is not allowed', template({ A: custom() }, { Parameters: { P: { Type: 'String', AllowedValues: ['a'] } } }), { P: 'x' },
    "Parameter 'P' must be one of AllowedValues"],
  ['a macro', template({ A: custom() }, { Transform: 'AWS::Serverless-2016-10-31' }), {},
    'Template error: macros are not simulated here; deploy the template that they make'],
])('fails before it begins for %s', async (_, given, parameters, message) => {
  const account = new Account();
  await expect(account.deployer.deploy('Test', given, { parameters })).rejects.toThrow(new Error(message));
  expect(account.deployer.stack('Test')).toBeUndefined();
  expect(account.deployer.events).toEqual([]);
});

test.each<[string, Properties, string]>([
  ['an index beyond a list', { 'Fn::Select': ['2', ['a']] }, 'Template error: Fn::Select cannot select nonexistent value at index 2'],
  ['a function that is not simulated', { 'Fn::Transform': {} }, 'Template error: Fn::Transform is not simulated here; there is Ref,'],
  ['an export that nobody has', { 'Fn::ImportValue': 'nobody' }, 'No export named nobody found.'],
  ['an attribute that the function did not give', getAtt('A', 'Missing'), "CustomResource attribute error: Vendor response doesn't contain Missing attribute in object id-of-A|A"],
  ['a key that a mapping has not', { 'Fn::FindInMap': ['M', 'a', 'b'] }, 'Template error: Unable to get mapping for M::a::b'],
  ['an attribute that the type has not', getAtt('Q', 'Color'), 'Template error: resource Q does not support attribute type Color in Fn::GetAtt'],
])('fails the resource for %s', async (_, value, reason) => {
  const account = new Account();
  const result = await account.deployer.deploy('Test', template({ A: custom(), Q: { Type: 'AWS::SQS::Queue' }, B: custom({ Value: value }, { DependsOn: 'Q' }) }));
  expect(result).toMatchObject({ succeeded: false, status: 'ROLLBACK_COMPLETE', reason: 'The following resource(s) failed to create: [B]. ' });
  expect(result.events.find(({ status }) => status === 'CREATE_FAILED')).toMatchObject({ logicalId: 'B', reason: expect.stringContaining(reason) });
});
