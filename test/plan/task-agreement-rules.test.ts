import { checkTaskAgreement } from '../../lib/plan/task-agreement-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const beforeImages = { rules: [{ 'rule-type': 'transformation', 'rule-action': 'add-before-image-columns' }] };
const validation = { rules: [{ 'rule-type': 'selection' }, { 'rule-type': 'validation', 'rule-action': 'override-validation-function' }] };
const on = (value: unknown) => ({ BeforeImageSettings: { EnableBeforeImage: value, FieldName: 'before' } });
const validated = (value: unknown) => ({ ValidationSettings: { EnableValidation: value } });

testRules([
  {
    code: 'beforeImageTwice',
    bad: () => checkTaskAgreement({ tableMappings: beforeImages, taskSettings: on(true) }),
    message: `'tableMappings.rules[0]' adds before-image columns, and BeforeImageSettings are on. DMS has one or the other in a task. Leave this rule out, or the beforeImage of the task settings. [beforeImageTwice]`,
    unknown: () => checkTaskAgreement({ tableMappings: beforeImages, taskSettings: on(UNKNOWN) }),
  },
  {
    code: 'validationRuleUnused',
    bad: () => checkTaskAgreement({ tableMappings: validation }),
    message: `'tableMappings.rules[1]' is about validation, and the task does not validate. The rule has no effect. Set validation: Validation.enabled(), or leave the rule out. [validationRuleUnused]`,
    unknown: () => checkTaskAgreement({ tableMappings: validation, taskSettings: validated(UNKNOWN) }),
  },
]);

test.each([
  ['either way of before images', beforeImages, on(false)],
  ['before images without settings', beforeImages, undefined],
  ['a rule about validation in a task that validates', validation, validated(true)],
  ['settings that are known only at deployment', validation, UNKNOWN],
  ['a section that is known only at deployment', validation, { ValidationSettings: UNKNOWN }],
  ['mappings that are known only at deployment', UNKNOWN, on(true)],
])('passes %s', (_, tableMappings, taskSettings) => {
  expect(checkTaskAgreement({ tableMappings, taskSettings })).toEqual([]);
});
