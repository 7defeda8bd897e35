import { checkTaskAgreement } from '../../lib/plan/task-agreement-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const beforeImages = { rules: [{ 'rule-type': 'transformation', 'rule-action': 'add-before-image-columns' }] };
const validation = { rules: [{ 'rule-type': 'selection' }, { 'rule-type': 'validation', 'rule-action': 'override-validation-function' }] };
const mapping = (table: unknown) => ({ rules: [{ 'rule-type': 'object-mapping', 'target-table-name': table }] });
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
  {
    code: 'tableNotWritable',
    bad: () => checkTaskAgreement({ tableMappings: mapping('orders'), writableTables: ['sales_*', 'order.'] }),
    message: `'tableMappings.rules[0].target-table-name' is a table that the role of the target may not write, "orders". The role that is made may write the target's tables and tableNames, and DMS would be denied access. Name the table in 'tables' or 'tableNames' of TargetDatabase.dynamoDb(), or give the role the right. [tableNotWritable]`,
    unknown: () => checkTaskAgreement({ tableMappings: mapping('orders'), writableTables: ['sales_*', UNKNOWN] }),
  },
]);

test.each([
  ['either way of before images', { tableMappings: beforeImages, taskSettings: on(false) }],
  ['before images without settings', { tableMappings: beforeImages }],
  ['a rule about validation in a task that validates', { tableMappings: validation, taskSettings: validated(true) }],
  ['settings that are known only at deployment', { tableMappings: validation, taskSettings: UNKNOWN }],
  ['a section that is known only at deployment', { tableMappings: validation, taskSettings: { ValidationSettings: UNKNOWN } }],
  ['mappings that are known only at deployment', { tableMappings: UNKNOWN, taskSettings: on(true) }],
  ['a table by its name', { tableMappings: mapping('orders'), writableTables: ['orders'] }],
  ['a table by the beginning of its name', { tableMappings: mapping('sales_orders'), writableTables: ['sales_*'] }],
  ['a target that may write all', { tableMappings: mapping('orders') }],
  ['a table that is known only at deployment', { tableMappings: mapping(UNKNOWN), writableTables: ['orders'] }],
])('passes %s', (_, documents) => {
  expect(checkTaskAgreement(documents)).toEqual([]);
});
