import { checkKind } from '../../lib/plan/value-kinds';
import { testRules } from '../support/rule-cases';

class Made {}

testRules([
  {
    code: 'valueKind',
    bad: () => checkKind('taskSettings', '{"Logging":{}}', 'TaskSettings'),
    message: '\'taskSettings\' must be of the type TaskSettings, got "{\\"Logging\\":{}}". Only such an object can be asked for what goes into the '
      + 'template. Make one by a function or the constructor of that type; for what exists already there are functions whose names begin with from. '
      + '[valueKind]',
    // An object itself is never known only at deployment.
    unknown: () => checkKind('taskSettings', new Made(), 'TaskSettings'),
  },
]);

test.each([undefined, null, '', 'vpc-1', 0, Number.NaN, true, [], {}])('%j is neither of a class nor of an interface', (value) => {
  expect([checkKind('vpc', value, 'ec2.IVpc'), checkKind('sizing', value, 'InstanceSizing')].map(({ length }) => length)).toEqual([1, 1]);
});

test('what is written down may be of an interface, and never of a class', () => {
  expect(checkKind('secret', { secretArn: 'arn' }, 'secretsmanager.ISecret')).toEqual([]);
  expect(checkKind('instanceClass', { name: 'dms.r6i.large' }, 'InstanceClass')).toHaveLength(1);
});
