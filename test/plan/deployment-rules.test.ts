import { checkConnectionPatience } from '../../lib/plan/deployment-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

test('takes what CloudFormation can wait for', () => {
  expect([0, 600, 3000, undefined].flatMap(checkConnectionPatience)).toEqual([]);
});

testRules([
  {
    code: 'connectionPatience',
    bad: () => checkConnectionPatience(7200),
    message: "'connectionPatience' must be at most 50 minutes, in whole seconds, got 7200 seconds. CloudFormation waits for an hour at most, and the last tests"
      + ' take their time. Set it in that range, or leave it out for 10 minutes. [connectionPatience]',
    unknown: () => checkConnectionPatience(UNKNOWN),
  },
]);
