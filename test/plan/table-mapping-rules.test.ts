import { checkTableMappings } from '../../lib/plan/table-mapping-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { besides, check, column, selection, settings, transformation } from '../support/table-mapping-documents';

const locator = (schema: unknown, table: unknown, others = {}) => ({ 'schema-name': schema, 'table-name': table, ...others });

testRules([
  {
    code: 'mappingsShape',
    variant: 'document',
    bad: () => checkTableMappings([selection()]),
    message: `'' must be an object with a list of rules, got [{"rule-type":"selection","rule-id":"1","rule-name":"orders","object-locator".... DMS refuses anything else as "Invalid Table Mappings document". Write it as {"rules": [...]}. [mappingsShape]`,
    unknown: () => checkTableMappings(UNKNOWN),
  },
  {
    code: 'mappingsShape',
    variant: 'rules',
    bad: () => check({ 0: selection() }),
    message: `'rules' must be a list of rules, got {"0":{"rule-type":"selection","rule-id":"1","rule-name":"orders","object-loca.... DMS refuses anything else as "Invalid Table Mappings document". Write it as {"rules": [...]}. [mappingsShape]`,
    unknown: () => check(UNKNOWN),
  },
  {
    code: 'mappingsSize',
    bad: () => check([selection({ comment: 'x'.repeat(2 * 1024 * 1024) })]),
    message: `'rules' must have at most 2097152 bytes as JSON, got 2097324. DMS processes no larger table mappings. Use wildcards, or split the tables over several tasks. [mappingsSize]`,
    unknown: () => check([selection({ comment: UNKNOWN })]),
  },
  {
    code: 'ruleShape',
    bad: () => besides('rename'),
    message: `'rules[1]' must be an object, got "rename". DMS refuses a document with anything else among its rules. Write the rule as a JSON object, or leave it out. [ruleShape]`,
    unknown: () => besides(UNKNOWN),
  },
  {
    code: 'ruleMember',
    variant: 'rule-type',
    bad: () => check([selection({ 'rule-type': undefined })]),
    message: `'rules[0].rule-type' must be given, got nothing. DMS needs it in every rule of this kind. Add it. [ruleMember]`,
    unknown: () => check([selection({ 'rule-type': UNKNOWN })]),
  },
  {
    code: 'ruleMember',
    variant: 'rule-id',
    bad: () => check([selection({ 'rule-id': null })]),
    message: `'rules[0].rule-id' must be given, got null. DMS needs it in every rule of this kind. Give the rule a number of its own. [ruleMember]`,
    unknown: () => check([selection({ 'rule-id': UNKNOWN })]),
  },
  {
    code: 'ruleMember',
    variant: 'rule-name',
    bad: () => check([selection({ 'rule-name': '' })]),
    message: `'rules[0].rule-name' must be given, got "". DMS needs it in every rule of this kind. Add it. [ruleMember]`,
    unknown: () => check([selection({ 'rule-name': UNKNOWN })]),
  },
  {
    code: 'ruleMember',
    variant: 'rule-action',
    bad: () => check([selection({ 'rule-action': undefined })]),
    message: `'rules[0].rule-action' must be given, got nothing. DMS needs it in every rule of this kind. Add it. [ruleMember]`,
    unknown: () => check([selection({ 'rule-action': UNKNOWN })]),
  },
  {
    code: 'ruleIdNumeric',
    bad: () => check([selection({ 'rule-id': 'one' })]),
    message: `'rules[0].rule-id' must be a number, got "one". DMS identifies rules, and orders those about one object, by a whole number. Write digits only. [ruleIdNumeric]`,
    unknown: () => check([selection({ 'rule-id': UNKNOWN })]),
  },
  {
    code: 'ruleIdUnique',
    bad: () => besides(transformation({ 'rule-id': 1 })),
    message: `'rules[1].rule-id' must be a number of its own, got 1 like rules[0]. DMS tells rules apart by their ids, and the lower id wins where two are about one object. Give the rule another number. [ruleIdUnique]`,
    unknown: () => besides(transformation({ 'rule-id': UNKNOWN })),
  },
  {
    code: 'ruleNameUnique',
    bad: () => besides(transformation({ 'rule-name': 'orders' })),
    message: `'rules[1].rule-name' is the name of rules[0] too, "orders". DMS documents that the name identifies the rule. Give the rule another name. [ruleNameUnique]`,
    unknown: () => besides(transformation({ 'rule-name': UNKNOWN })),
  },
  {
    code: 'mappingText',
    bad: () => check([selection({ 'rule-name': 7 })]),
    message: `'rules[0].rule-name' must be text, got 7. DMS documents text here, even for numbers. Put it in quotes. [mappingText]`,
    unknown: () => check([selection({ 'rule-name': UNKNOWN })]),
  },
  {
    code: 'mappingWord',
    variant: 'rule-type',
    bad: () => check([selection({ 'rule-type': 'Selection' })]),
    message: `'rules[0].rule-type' must be selection, transformation, table-settings, object-mapping, post-processing or validation, got "Selection". DMS takes these words only as it documents them, in lower case. Write "selection". [mappingWord]`,
    unknown: () => check([selection({ 'rule-type': UNKNOWN })]),
  },
  {
    code: 'mappingWord',
    variant: 'no text',
    bad: () => check([selection({ 'rule-action': ['include'] })]),
    message: `'rules[0].rule-action' must be include, exclude or explicit, got ["include"]. DMS takes these words only as it documents them, in lower case. Write one of them. [mappingWord]`,
    unknown: () => check([selection({ 'rule-action': UNKNOWN })]),
  },
  {
    code: 'mappingWordUnknown',
    bad: () => besides({ 'rule-type': 'quantum-mapping', 'rule-id': '2', 'rule-name': 'new' }),
    message: `'rules[1].rule-type' is a value that this library does not know, "quantum-mapping". DMS documents selection, transformation, table-settings, object-mapping, post-processing and validation; what it adds later is passed on unchecked. Check the spelling, or ignore this if DMS has the value now. [mappingWordUnknown]`,
    unknown: () => besides({ 'rule-type': UNKNOWN, 'rule-id': '2', 'rule-name': 'new' }),
  },
  {
    code: 'mappingMemberMisspelt',
    variant: 'rule',
    bad: () => check([selection({ load_order: '1' })]),
    message: `'rules[0].load_order' is no member that DMS documents here. It looks like "load-order", and DMS would not read it. Write "load-order", or ignore this if DMS has the member now. [mappingMemberMisspelt]`,
    unknown: () => check([UNKNOWN]),
  },
  {
    code: 'mappingMemberMisspelt',
    variant: 'locator',
    bad: () => check([selection({ 'object-locator': { 'schema-name': 'sales', 'tablename': 'orders' } })]),
    message: `'rules[0].object-locator.tablename' is no member that DMS documents here. It looks like "table-name", and DMS would not read it. Write "table-name", or ignore this if DMS has the member now. [mappingMemberMisspelt]`,
    unknown: () => check([selection({ 'object-locator': UNKNOWN })]),
  },
  {
    code: 'mappingLocator',
    bad: () => check([selection({ 'object-locator': undefined })]),
    message: `'rules[0].object-locator' must be an object with schema-name and table-name, got nothing. DMS finds what a selection rule is about by its object-locator. Add the object-locator. [mappingLocator]`,
    unknown: () => check([selection({ 'object-locator': UNKNOWN })]),
  },
  {
    code: 'mappingLocatorMember',
    bad: () => check([selection({ 'object-locator': { 'schema-name': 'sales' } })]),
    message: `'rules[0].object-locator.table-name' must be given, got nothing. DMS needs schema-name and table-name to find what a selection rule is about. Name it, or write "%" where wildcards are allowed and all are meant. [mappingLocatorMember]`,
    unknown: () => check([selection({ 'object-locator': locator('sales', UNKNOWN) })]),
  },
  {
    code: 'nothingIncluded',
    variant: 'no rule',
    bad: () => check([]),
    message: `'rules' must have at least one selection rule. A task without one has no tables, and DMS fails it when it starts. Include the tables that are to be moved. [nothingIncluded]`,
    unknown: () => check([UNKNOWN]),
  },
  {
    code: 'nothingIncluded',
    variant: 'exclude rules only',
    bad: () => check([selection({ 'rule-action': 'exclude' })]),
    message: `'rules' must have a selection rule with the rule-action "include" or "explicit". A task without one has no tables, and DMS fails it when it starts. Include the tables that are to be moved. [nothingIncluded]`,
    unknown: () => check([selection({ 'rule-action': UNKNOWN })]),
  },
  {
    code: 'excludedAgain',
    bad: () => besides(selection({ 'rule-id': '2', 'rule-name': 'x', 'object-locator': locator('sales', 'ord%'), 'rule-action': 'exclude' })),
    message: `'rules[0]' includes only tables that rules[1] excludes. An exclude rule takes its tables away from all include rules, so this rule selects nothing. Leave one of the two rules out, or make the exclude rule narrower. [excludedAgain]`,
    unknown: () => besides(selection({ 'rule-id': '2', 'rule-name': 'x', 'object-locator': locator('sales', UNKNOWN), 'rule-action': 'exclude' })),
  },
  {
    code: 'selectedTwice',
    bad: () => besides(selection({ 'rule-id': '2', 'rule-name': 'again', 'load-order': '2' })),
    message: `'rules[1]' selects the same tables as rules[0]. DMS does not document how it joins the filters and load orders of two such rules. Leave one of them out; to join conditions by OR, put them in one filter. [selectedTwice]`,
    unknown: () => besides(selection({ 'rule-id': '2', 'rule-name': 'again', 'object-locator': locator('sales', UNKNOWN) })),
  },
  {
    code: 'systemSchemaIncluded',
    bad: () => check([selection({ 'object-locator': locator('%', '%') })], { sourceEngine: 'aurora' }),
    message: `'rules[0].object-locator.schema-name' takes along the schema "mysql", got "%". A source of the MySQL kind has its own tables, users among them, in that schema, and DMS moves them like any other. Name the schemas, or exclude the schemas "mysql", "sys" and "performance_schema". [systemSchemaIncluded]`,
    unknown: () => check([selection({ 'object-locator': locator('%', '%') })], { sourceEngine: UNKNOWN }),
  },
  {
    code: 'ruleMatchesNothing',
    variant: 'other table',
    bad: () => besides(transformation({ 'object-locator': locator('sales', 'customers') })),
    message: `'rules[1].object-locator' matches nothing that a selection rule includes, got "sales.customers". DMS applies the rule to selected tables only, so it has no effect. Correct the names, which are case-sensitive, or include the table. [ruleMatchesNothing]`,
    unknown: () => besides(transformation({ 'object-locator': locator('sales', UNKNOWN) })),
  },
  {
    code: 'ruleMatchesNothing',
    variant: 'other case',
    bad: () => besides(settings({ 'object-locator': locator('SALES', 'ORDERS'), 'lob-settings': { mode: 'none' } })),
    message: `'rules[1].object-locator' matches nothing that a selection rule includes, got "SALES.ORDERS". DMS applies the rule to selected tables only, so it has no effect. Write the names in the case that rules[0] has: they are case-sensitive. [ruleMatchesNothing]`,
    unknown: () => check([selection({ 'object-locator': UNKNOWN }), settings({ 'lob-settings': { mode: 'none' } })]),
  },
  {
    code: 'tableSettingsTwice',
    bad: () => besides(settings({ 'lob-settings': { mode: 'none' } }), settings({ 'rule-id': '3', 'rule-name': 'more', 'parallel-load': { type: 'none' } })),
    message: `'rules[2]' is about the same table as rules[1]. DMS does not document which of two table-settings rules it takes. Put parallel-load and lob-settings in one rule. [tableSettingsTwice]`,
    unknown: () => besides(settings(), settings({ 'object-locator': UNKNOWN })),
  },
  {
    code: 'transformedTwice',
    variant: 'names',
    bad: () => besides(transformation(), transformation({ 'rule-id': '3', 'rule-name': 'lower', 'rule-action': 'convert-lowercase', 'value': null })),
    message: `'rules[2]' must not have the action "convert-lowercase" for what rules[1] has "rename" for. DMS carries out one action on an object, that with the lower rule-id, and leaves the other out in silence. Leave one of them out, or make the new name by the expression of a single rename rule. [transformedTwice]`,
    unknown: () => besides(transformation(), transformation({ 'rule-id': '3', 'rule-name': 'lower', 'rule-action': UNKNOWN })),
  },
  {
    code: 'transformedTwice',
    variant: 'new columns',
    bad: () => besides(
      column({ 'object-locator': locator('sales', 'orders'), 'rule-action': 'add-column', 'value': 'op', 'data-type': { type: 'int4' } }),
      column({ 'rule-id': '3', 'rule-name': 'b', 'object-locator': locator('sales', 'orders'), 'rule-action': 'add-column', 'value': 'op', 'data-type': { type: 'int8' } }),
    ),
    message: `'rules[2]' must not have the action "add-column" for what rules[1] has "add-column" for. DMS carries out one action on an object, that with the lower rule-id, and leaves the other out in silence. Leave one of them out. [transformedTwice]`,
    unknown: () => besides(
      column({ 'object-locator': locator('sales', 'orders'), 'rule-action': 'add-column', 'value': 'op' }),
      column({ 'object-locator': locator('sales', 'orders'), 'rule-action': 'add-column', 'value': UNKNOWN }),
    ),
  },
  {
    code: 'transformedInTwoWays',
    bad: () => besides(
      column({ 'rule-action': 'remove-column' }),
      column({ 'rule-id': '3', 'rule-name': 'type', 'rule-action': 'change-data-type', 'data-type': { type: 'int8' } }),
    ),
    message: `'rules[2]' has the action "change-data-type" for what rules[1] has "remove-column" for. DMS documents one transformation for an object, masking aside, and the one with the lower rule-id wins. Leave one of them out, or try both on one table and look at the target. [transformedInTwoWays]`,
    unknown: () => besides(column({ 'rule-action': 'remove-column' }), column({ 'rule-action': UNKNOWN })),
  },
  {
    code: 'transformationShadowed',
    bad: () => besides(
      transformation({ 'object-locator': locator('sales', '%'), 'rule-action': 'add-prefix', 'value': 'old_' }),
      transformation({ 'rule-id': '3', 'rule-name': 'one' }),
    ),
    message: `'rules[2]' comes after rules[1], which has an action for every object that it matches. DMS carries out the action with the lower rule-id, so this rule has no effect. Give this rule the lower rule-id: put it before the other. [transformationShadowed]`,
    unknown: () => besides(
      transformation({ 'object-locator': locator('sales', '%'), 'rule-action': 'add-prefix', 'value': 'old_' }),
      transformation({ 'rule-id': UNKNOWN, 'rule-name': 'one' }),
    ),
  },
  {
    code: 'sameTargetTable',
    bad: () => check([
      selection({ 'object-locator': locator('sales', '%') }),
      transformation(),
      transformation({ 'rule-id': '3', 'rule-name': 'two', 'object-locator': locator('sales', 'orders_old') }),
    ]),
    message: `'rules[2].value' is the name that rules[1] gives another table, "orders_v2". DMS does not support two tables of the source in one of the target. Give it another name, or move the two tables by tasks of their own. [sameTargetTable]`,
    unknown: () => besides(transformation(), transformation({ 'object-locator': locator('sales', 'orders_old'), 'value': UNKNOWN })),
  },
  {
    code: 'maskedBeforeDataType',
    bad: () => besides(
      column({ 'rule-action': 'data-masking-hash-mask' }),
      column({ 'rule-id': '3', 'rule-name': 'wide', 'rule-action': 'change-data-type', 'data-type': { type: 'string', length: 64 } }),
    ),
    message: `'rules[1]' masks a column before rules[2] changes its data type. DMS needs the rule for the data type to have the lower rule-id, so that the mask finds a type that it can work on. Put the change-data-type rule before this one. [maskedBeforeDataType]`,
    unknown: () => besides(
      column({ 'rule-action': 'data-masking-hash-mask' }),
      column({ 'rule-id': UNKNOWN, 'rule-action': 'change-data-type', 'data-type': { type: 'string', length: 64 } }),
    ),
  },
]);
