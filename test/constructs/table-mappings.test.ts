import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lazy, Size, Stack, Token } from 'aws-cdk-lib';
import { ColumnDataType, MappingExpression } from '../../lib/constructs/table-mapping-column';
import { TableMappingRule } from '../../lib/constructs/table-mapping-rule';
import { ColumnFilter, FilterCondition, SelectionRule, TableType } from '../../lib/constructs/table-mapping-selection';
import { ParallelLoad, TableLobSettings, TableSettingsRule } from '../../lib/constructs/table-mapping-table-settings';
import { BeforeImageColumnFilter, KeyOrigin, TransformationRule } from '../../lib/constructs/table-mapping-transformation';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { describeProblem } from '../../lib/plan/problem';
import { testRules } from '../support/rule-cases';

type Rule = Readonly<Record<string, unknown>>;
const DOCUMENT = '{ "rules": [ {"rule-type": "selection", "rule-id": "7", "rule-name": "all of it",\n  "object-locator": {"schema-name": "sales", "table-name": "%"}, "rule-action": "include", "filters": []} ] }\n';
const token = (text = 'x') => Lazy.string({ produce: () => text });

const render = (...rules: TableMappingRule[]) => (TableMappings.of(...rules)._render().document as { rules: Rule[] }).rules;
const codes = (mappings: TableMappings, context = {}) => mappings._problems(context).map(({ code }) => code);
/** A rule without what is the same in all. */
const renderOne = (rule: TableMappingRule) => {
  const { 'rule-id': id, 'rule-name': name, ...rest } = render(rule)[0];
  expect(id).toBe('1');
  expect(name).toMatch(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/);
  return rest;
};

describe('a selection rule', () => {
  test('includes every table of a schema unless told otherwise', () => {
    expect(render(SelectionRule.include({ schema: 'sales' }))).toEqual([{
      'rule-type': 'selection',
      'rule-id': '1',
      'rule-name': 'include-sales-all',
      'object-locator': { 'schema-name': 'sales', 'table-name': '%' },
      'rule-action': 'include',
    }]);
  });

  test('gives filters on selection rules', () => {
    const rule = SelectionRule.include({
      schema: 'sales',
      table: 'orders',
      filters: [
        ColumnFilter.on('id', FilterCondition.lessThanOrEqualTo('10'), FilterCondition.between('50', '75'), FilterCondition.greaterThanOrEqualTo('100')),
        ColumnFilter.on('region', FilterCondition.equalTo('EU')),
        ColumnFilter.on('id', FilterCondition.notEqualTo('60')),
        ColumnFilter.on('id', FilterCondition.notBetween('62', '64')),
        ColumnFilter.on('deleted_at', FilterCondition.isNull()),
        ColumnFilter.on('created_at', FilterCondition.isNotNull()),
      ],
    });
    expect(renderOne(rule).filters).toEqual([
      {
        'filter-type': 'source',
        'column-name': 'id',
        'filter-conditions': [
          { 'filter-operator': 'lte', 'value': '10' },
          { 'filter-operator': 'between', 'start-value': '50', 'end-value': '75' },
          { 'filter-operator': 'gte', 'value': '100' },
        ],
      },
      { 'filter-type': 'source', 'column-name': 'region', 'filter-conditions': [{ 'filter-operator': 'eq', 'value': 'EU' }] },
      { 'filter-type': 'source', 'column-name': 'id', 'filter-conditions': [{ 'filter-operator': 'noteq', 'value': '60' }] },
      { 'filter-type': 'source', 'column-name': 'id', 'filter-conditions': [{ 'filter-operator': 'notbetween', 'start-value': '62', 'end-value': '64' }] },
      { 'filter-type': 'source', 'column-name': 'deleted_at', 'filter-conditions': [{ 'filter-operator': 'null' }] },
      { 'filter-type': 'source', 'column-name': 'created_at', 'filter-conditions': [{ 'filter-operator': 'notnull' }] },
    ]);
    expect(codes(TableMappings.of(rule))).toEqual([]);
  });

  test('selects views, orders tables, excludes and names one exactly', () => {
    expect(renderOne(SelectionRule.include({ schema: 'report', tableType: TableType.ALL, loadOrder: 2 }))).toEqual({
      'rule-type': 'selection',
      'object-locator': { 'schema-name': 'report', 'table-name': '%', 'table-type': 'all' },
      'rule-action': 'include',
      'load-order': '2',
    });
    expect(renderOne(SelectionRule.exclude({ schema: 'sales', table: 'tmp%' }))).toMatchObject({ 'rule-action': 'exclude' });
    expect(renderOne(SelectionRule.explicit({ schema: 'sales', table: 'orders' }))).toEqual({
      'rule-type': 'selection',
      'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
      'rule-action': 'explicit',
    });
  });
});

describe('a transformation rule', () => {
  const SCHEMA = TransformationRule.schema('sales');
  const TABLE = TransformationRule.table('sales', 'orders');
  const COLUMN = TransformationRule.column('sales', 'orders', 'card');

  test('writes no table-name in the locator of a schema rule', () => {
    expect(renderOne(SCHEMA.rename('crm'))).toEqual({
      'rule-type': 'transformation', 'rule-target': 'schema', 'object-locator': { 'schema-name': 'sales' }, 'rule-action': 'rename', 'value': 'crm',
    });
  });

  test.each([
    ['schema', SCHEMA, { 'schema-name': 'sales' }],
    ['table', TABLE, { 'schema-name': 'sales', 'table-name': 'orders' }],
    ['column', COLUMN, { 'schema-name': 'sales', 'table-name': 'orders', 'column-name': 'card' }],
    ['table-tablespace', TransformationRule.tableTablespace('S', 'T', 'TS'), { 'schema-name': 'S', 'table-name': 'T', 'table-tablespace-name': 'TS' }],
    ['index-tablespace', TransformationRule.indexTablespace('S', 'T', 'IX'), { 'schema-name': 'S', 'table-name': 'T', 'index-tablespace-name': 'IX' }],
  ])('renames by every action that DMS has, with the target %s', (target, object, locator) => {
    const rules = [
      object.rename('a'), object.renameByExpression(MappingExpression.SOURCE_SCHEMA), object.convertToLowercase(), object.convertToUppercase(),
      object.addPrefix('p_'), object.removePrefix('p_'), object.replacePrefix('p_', 'q_'),
      object.addSuffix('_s'), object.removeSuffix('_s'), object.replaceSuffix('_s', '_t'),
    ].map(renderOne);
    expect(rules).toEqual([
      { 'rule-action': 'rename', 'value': 'a' },
      { 'rule-action': 'rename', 'expression': '$AR_M_SOURCE_SCHEMA' },
      { 'rule-action': 'convert-lowercase' },
      { 'rule-action': 'convert-uppercase' },
      { 'rule-action': 'add-prefix', 'value': 'p_' },
      { 'rule-action': 'remove-prefix', 'value': 'p_' },
      { 'rule-action': 'replace-prefix', 'value': 'q_', 'old-value': 'p_' },
      { 'rule-action': 'add-suffix', 'value': '_s' },
      { 'rule-action': 'remove-suffix', 'value': '_s' },
      { 'rule-action': 'replace-suffix', 'value': '_t', 'old-value': '_s' },
    ].map((action) => ({ 'rule-type': 'transformation', 'rule-target': target, 'object-locator': locator, ...action })));
  });

  test('writes data types as objects, and the names that DMS has for them', () => {
    expect(renderOne(COLUMN.changeDataType(ColumnDataType.numeric(18, 2)))['data-type']).toEqual({ type: 'numeric', precision: 18, scale: 2 });
    expect([
      ColumnDataType.REAL4, ColumnDataType.REAL8, ColumnDataType.BOOLEAN, ColumnDataType.DATE, ColumnDataType.time(), ColumnDataType.INT1,
      ColumnDataType.UINT8, ColumnDataType.wstring(5), ColumnDataType.CLOB, ColumnDataType.NCLOB, ColumnDataType.bytes(3), ColumnDataType.of('quad'),
    ].map(({ type }) => type)).toEqual(['real4', 'real8', 'boolean', 'date', 'time', 'int1', 'uint8', 'wstring', 'clob', 'nclob', 'bytes', 'quad']);
  });

  test('adds columns to a table, computed or not', () => {
    const object = { 'rule-type': 'transformation', 'rule-target': 'column', 'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' } };
    expect(renderOne(TABLE.addColumn('loaded_at', ColumnDataType.datetime(6)))).toEqual({
      ...object, 'rule-action': 'add-column', 'value': 'loaded_at', 'data-type': { type: 'datetime', precision: 6 },
    });
    expect(renderOne(TABLE.addColumn('full_name', ColumnDataType.string(50), { expression: MappingExpression.of("$FIRST||'_'||$LAST") }))).toEqual({
      ...object, 'rule-action': 'add-column', 'value': 'full_name', 'expression': "$FIRST||'_'||$LAST", 'data-type': { type: 'string', length: 50 },
    });
  });

  test('has the headers of DMS for expressions, and no $timestamp', () => {
    expect(MappingExpression.TIMESTAMP.expression).toBe('$AR_H_TIMESTAMP');
    expect(MappingExpression.CHANGE_SEQUENCE.expression).toBe('$AR_H_CHANGE_SEQ');
    expect(MappingExpression.operationIndicator('D', 'U', "it's").expression).toBe("operation_indicator('D', 'U', 'it''s')");
    expect(MappingExpression.hashSha256('card').expression).toBe('hash_sha256($card)');
    expect(codes(TableMappings.of(
      SelectionRule.include({ schema: 'sales' }),
      TABLE.addColumn('at', ColumnDataType.datetime(6), { expression: MappingExpression.of('$timestamp') }),
    ))).toEqual(['expressionTimestamp']);
  });

  test('adds before-image columns', () => {
    const definition = (rule: TableMappingRule) => renderOne(rule)['before-image-def'];
    expect(renderOne(TABLE.addBeforeImageColumns())).toEqual({
      'rule-type': 'transformation',
      'rule-target': 'column',
      'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
      'rule-action': 'add-before-image-columns',
      'before-image-def': { 'column-prefix': 'BI_', 'column-suffix': '', 'column-filter': 'pk-only' },
    });
    expect(definition(TABLE.addBeforeImageColumns({ columnPrefix: '', columnSuffix: '_old', columnFilter: BeforeImageColumnFilter.NON_LOB })))
      .toEqual({ 'column-prefix': '', 'column-suffix': '_old', 'column-filter': 'non-lob' });
  });

  test('defines primary keys and unique indexes', () => {
    expect(renderOne(TABLE.definePrimaryKey('orders_pk', ['region', 'id']))).toEqual({
      'rule-type': 'transformation',
      'rule-target': 'table',
      'object-locator': { 'schema-name': 'sales', 'table-name': 'orders' },
      'rule-action': 'define-primary-key',
      'primary-key-def': { name: 'orders_pk', columns: ['region', 'id'] },
    });
    expect(renderOne(TABLE.definePrimaryKey('orders_ux', ['id'], { origin: KeyOrigin.UNIQUE_INDEX }))['primary-key-def'])
      .toEqual({ name: 'orders_ux', origin: 'unique-index', columns: ['id'] });
  });

  test('removes, includes and masks columns', () => {
    expect([COLUMN.remove(), COLUMN.include(), COLUMN.maskDigits('#'), COLUMN.randomizeDigits(), COLUMN.maskByHash()].map((rule) => {
      const { 'rule-action': action, value } = renderOne(rule);
      return [action, value];
    })).toEqual([
      ['remove-column', undefined], ['include-column', undefined], ['data-masking-digits-mask', '#'],
      ['data-masking-digits-randomize', undefined], ['data-masking-hash-mask', undefined],
    ]);
  });

  test('spells the locator members of tablespaces and data types as DMS does', () => {
    expect(Object.keys(renderOne(TransformationRule.indexTablespace('S', 'T', 'IX').rename('X'))['object-locator'] as object))
      .toEqual(['schema-name', 'table-name', 'index-tablespace-name']);
    expect(renderOne(TransformationRule.column('s', '%', '%', { ofDataType: ColumnDataType.DATE }).changeDataType(ColumnDataType.string(10)))['object-locator'])
      .toEqual({ 'schema-name': 's', 'table-name': '%', 'column-name': '%', 'data-type': 'date' });
  });
});

describe('a table-settings rule', () => {
  const load = (parallelLoad: ParallelLoad) => renderOne(TableSettingsRule.of({ schema: 'hr', table: 'sales', parallelLoad }))['parallel-load'];
  const lobs = (lobSettings: TableLobSettings) => renderOne(TableSettingsRule.of({ schema: 'hr', table: 'sales', lobSettings }))['lob-settings'];

  test('splits tables in every way that DMS has', () => {
    expect(load(ParallelLoad.partitionsAuto())).toEqual({ type: 'partitions-auto' });
    expect(load(ParallelLoad.subpartitionsAuto())).toEqual({ type: 'subpartitions-auto' });
    expect(load(ParallelLoad.none())).toEqual({ type: 'none' });
    expect(load(ParallelLoad.partitionsList({ partitions: ['p1', 'p2'], subpartitions: ['s1'] })))
      .toEqual({ type: 'partitions-list', partitions: ['p1', 'p2'], subpartitions: ['s1'] });
    expect(load(ParallelLoad.ranges({ columns: ['no', 'region'], boundaries: [['1000', 'N'], ['3000', 'W']] })))
      .toEqual({ type: 'ranges', columns: ['no', 'region'], boundaries: [['1000', 'N'], ['3000', 'W']] });
    const segments = { numberOfPartitions: 5, collectionCountFromMetadata: true, maxRecordsSkipPerPage: 1000, batchSize: 500 };
    expect(load(ParallelLoad.partitionsAuto(segments)))
      .toEqual({ 'type': 'partitions-auto', 'number-of-partitions': 5, 'collection-count-from-metadata': 'true', 'max-records-skip-per-page': 1000, 'batch-size': 500 });
  });

  test('moves LOBs in every mode that DMS has', () => {
    expect(lobs(TableLobSettings.limited(Size.mebibytes(2)))).toEqual({ 'mode': 'limited', 'bulk-max-size': '2048' });
    expect(lobs(TableLobSettings.unlimited())).toEqual({ 'mode': 'unlimited', 'bulk-max-size': '0' });
    expect(lobs(TableLobSettings.unlimited(Size.kibibytes(64)))).toEqual({ 'mode': 'unlimited', 'bulk-max-size': '64' });
    expect(lobs(TableLobSettings.none())).toEqual({ mode: 'none' });
  });

  test('has a name made from its table', () => {
    expect(render(TableSettingsRule.of({ schema: 'hr', table: 'sales' }))[0]['rule-name']).toBe('settings-hr-sales');
  });

  test('tells of a LOB size that is no whole KiB instead of rounding it', () => {
    const rule = TableSettingsRule.of({ schema: 'hr', table: 'sales', lobSettings: TableLobSettings.limited(Size.bytes(1500)) });
    expect(codes(TableMappings.of(SelectionRule.include({ schema: 'hr' }), rule))).toEqual(['lobBulkSize']);
  });
});

describe('ids and names', () => {
  const include = (ruleId?: number, ruleName?: string) => SelectionRule.include({ schema: 'sales', ruleId, ruleName });
  const ids = (...rules: TableMappingRule[]) => render(...rules).map((rule) => rule['rule-id']);
  const names = (...rules: TableMappingRule[]) => render(...rules).map((rule) => rule['rule-name']);

  test('never give two rules one id, though some are given and some are not', () => {
    expect(ids(include(), include(1), include(), include(3), include())).toEqual(['2', '1', '4', '3', '5']);
    expect(ids(include(), TableMappingRule.fromJsonString('{"rule-type":"selection","rule-id":"1"}'))).toEqual(['2', '1']);
  });

  test('never give two rules one name', () => {
    expect(names(include(), include(undefined, 'include-sales-all'), include())).toEqual(['include-sales-all-2', 'include-sales-all', 'include-sales-all-3']);
  });

  test('are made of letters, digits and hyphens, whatever the names are', () => {
    expect(names(
      SelectionRule.include({ schema: 'Straße & Söhne', table: 'x%_y' }),
      SelectionRule.include({ schema: '表', table: '表' }),
      SelectionRule.include({ schema: 'a'.repeat(100) }),
    )).toEqual(['include-Stra-e-S-hne-x-y', 'include', `include-${'a'.repeat(52)}`]);
  });

  test('do not depend on how a token is called', () => {
    expect(names(SelectionRule.include({ schema: token(), table: 'orders' }))).toEqual(['include-orders']);
  });

  test('that are given stand as they are', () => {
    expect(render(include(542485267, 'All of sales'))[0]).toMatchObject({ 'rule-id': '542485267', 'rule-name': 'All of sales' });
  });
});

describe('conveniences', () => {
  test('include a schema but for some tables', () => {
    const { rules } = TableMappings.includeSchema('sales', { excludeTables: ['tmp%'], tableType: TableType.ALL })._render().document as { rules: Rule[] };
    expect(rules.map((rule) => [rule['rule-action'], rule['object-locator']])).toEqual([
      ['include', { 'schema-name': 'sales', 'table-name': '%', 'table-type': 'all' }],
      ['exclude', { 'schema-name': 'sales', 'table-name': 'tmp%', 'table-type': 'all' }],
    ]);
  });

  test('include some tables', () => {
    const mappings = TableMappings.includeTables('sales', ['orders', 'items']);
    expect(mappings._problems({})).toEqual([]);
    expect((mappings._render().document as { rules: Rule[] }).rules.map((rule) => rule['rule-name'])).toEqual(['include-sales-orders', 'include-sales-items']);
  });
});

describe('a document given as JSON', () => {
  test('is passed on to the last space', () => {
    expect(TableMappings.fromJsonString(DOCUMENT)._render()).toEqual({ text: DOCUMENT });
    expect(TableMappings.fromJsonString(DOCUMENT)._problems({})).toEqual([]);
  });

  test('is passed on as data where tokens are in it', () => {
    const json = JSON.stringify({ rules: [{ 'object-locator': { 'schema-name': token('sales') }, 'load-order': Token.asNumber({ Ref: 'Order' }) }] });
    const { document } = TableMappings.fromJsonString(json)._render();
    const stack = new Stack();
    expect(stack.resolve(stack.toJsonString(document))).toEqual({
      'Fn::Join': ['', ['{"rules":[{"object-locator":{"schema-name":"sales"},"load-order":', { Ref: 'Order' }, '}]}']],
    });
  });

  test('is taken as it is where all of it is known only at deployment', () => {
    const text = token(DOCUMENT);
    expect(TableMappings.fromJsonString(text)._render()).toEqual({ text });
    expect(TableMappings.fromJsonString(text)._problems({})).toEqual([]);
  });

  test('is checked like typed rules', () => {
    expect(codes(TableMappings.fromJsonString('{"rules":[]}'))).toEqual(['nothingIncluded']);
    expect(codes(TableMappings.fromJsonString('null'))).toEqual(['mappingsShape']);
  });

  test('may be a file, of which the white space does not count', () => {
    const directory = mkdtempSync(join(tmpdir(), 'mappings-'));
    const path = join(directory, 'mappings.json');
    try {
      writeFileSync(path, `\uFEFF${DOCUMENT.replace(/\n/g, '\r\n')}`);
      const mappings = TableMappings.fromFile(path);
      writeFileSync(path, 'changed later');
      expect(mappings._render()).toEqual({ document: JSON.parse(DOCUMENT) as unknown });
      expect(mappings._problems({})).toEqual([]);
      expect(codes(TableMappings.fromFile(path))).toEqual(['mappingsJson']);
      expect(TableMappings.fromFile(path)._render()).toEqual({ text: 'changed later' });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('may be one rule, whose id and name are assigned if it has none', () => {
    const rule = '{"rule-type":"object-mapping","rule-action":"map-record-to-record","object-locator":{"schema-name":"sales","table-name":"orders"}}';
    const mappings = TableMappings.of(SelectionRule.include({ schema: 'sales' }), TableMappingRule.fromJsonString(rule));
    expect((mappings._render().document as { rules: Rule[] }).rules[1]).toEqual({
      ...JSON.parse(rule) as Rule, 'rule-id': '2', 'rule-name': 'map-record-to-record-sales-orders',
    });
    expect(codes(mappings, { targetEngine: 'kafka' })).toEqual([]);
    expect(codes(mappings, { targetEngine: 'oracle' })).toEqual(['mappingEngineUnlisted']);
  });
});

describe('values known only at deployment', () => {
  const mappings = () => TableMappings.of(
    SelectionRule.include({
      schema: token(), table: token(), loadOrder: Token.asNumber({ Ref: 'Order' }), filters: [ColumnFilter.on(token(), FilterCondition.equalTo(token()))],
      ruleId: Token.asNumber({ Ref: 'Id' }), ruleName: token(),
    }),
    TransformationRule.column(token(), token(), token()).changeDataType(ColumnDataType.string(Token.asNumber({ Ref: 'Length' }))),
    TransformationRule.table('sales', `${token()}_x`).definePrimaryKey(token(), Token.asList({ Ref: 'Columns' })),
    TableSettingsRule.of({
      schema: token(),
      table: token(),
      parallelLoad: ParallelLoad.ranges({ columns: Token.asList({ Ref: 'Columns' }), boundaries: [Token.asList({ Ref: 'Boundary' })] }),
      lobSettings: TableLobSettings.limited(Size.kibibytes(Token.asNumber({ Ref: 'Lob' }))),
    }),
    TableMappingRule.fromJsonString(JSON.stringify({ 'rule-type': 'object-mapping', 'rule-action': token(), 'object-locator': { 'schema-name': token(), 'table-name': token() } })),
  );

  test('pass everywhere', () => {
    expect(mappings()._problems({ sourceEngine: token(), targetEngine: token(), migrationType: token() })).toEqual([]);
  });

  test('reach the template, numbers among them', () => {
    const stack = new Stack();
    const json = JSON.stringify(stack.resolve(stack.toJsonString(mappings()._render().document)));
    for (const name of ['Order', 'Id', 'Length', 'Lob']) expect(json).toContain(`{"Ref":"${name}"}`);
    // The CDK writes lists by a custom resource of its own.
    for (const name of ['Columns', 'Boundary']) expect(json).toMatch(new RegExp(`CdkJsonStringifyRef${name}`));
    expect(json).not.toMatch(/Token\[|e\+\d{3}/);
  });
});

test('does not let a mapping be changed through what it was made from', () => {
  const columns = ['id'];
  const filters = [ColumnFilter.on('id', FilterCondition.equalTo('1'))];
  const rules = [SelectionRule.include({ schema: 'sales', table: 'orders', filters }), TransformationRule.table('sales', 'orders').definePrimaryKey('pk', columns)];
  const mappings = TableMappings.of(...rules);
  const before = JSON.stringify(mappings._render());
  columns.push('more');
  filters.pop();
  rules.pop();
  (mappings._render().document as { rules: unknown[] }).rules.pop();
  expect(JSON.stringify(mappings._render())).toBe(before);
});

test('tells of no rules, of two transformations of one object, and of a new column without a data type', () => {
  expect(codes(TableMappings.of())).toEqual(['nothingIncluded']);
  const orders = TransformationRule.table('sales', 'orders');
  expect(codes(TableMappings.of(SelectionRule.include({ schema: 'sales' }), orders.addPrefix('a_'), orders.convertToLowercase()))).toEqual(['transformedTwice']);
  const json = '{"rule-type":"transformation","rule-target":"column","rule-action":"add-column","object-locator":{"schema-name":"sales","table-name":"a"}}';
  expect(codes(TableMappings.of(SelectionRule.include({ schema: 'sales' }), TableMappingRule.fromJsonString(json))))
    .toEqual(['transformationMember', 'transformationMember']);
});

test('tells where the system schema of MySQL would be moved along', () => {
  expect(codes(TableMappings.of(SelectionRule.include({ schema: '%' })), { sourceEngine: 'mysql' })).toEqual(['systemSchemaIncluded']);
});

test('says in which rule a problem is', () => {
  const mappings = TableMappings.of(SelectionRule.include({ schema: 'sales' }), TableMappingRule.fromJsonString('[]'));
  expect(mappings._problems({}).map(describeProblem)).toEqual([
    `'rules[1]' must be a JSON object, got "[]". DMS reads rules as JSON. Mend the text, or build it with JSON.stringify. [ruleJson]`,
  ]);
});

testRules([
  {
    code: 'mappingsJson',
    bad: () => TableMappings.fromJsonString("{'rules': []}")._problems({}),
    message: `'' must be JSON, got "{'rules': []}". DMS refuses anything else as "Invalid Table Mappings document". Mend the text, or build it with JSON.stringify. [mappingsJson]`,
    unknown: () => TableMappings.fromJsonString(token())._problems({}),
  },
  {
    code: 'mappingsFile',
    bad: () => TableMappings.fromFile('no/such/file.json')._problems({}),
    message: `'' must be a file that can be read, got "no/such/file.json". Reading it ended with ENOENT. Correct the path; it is taken from the directory in which the app is run. [mappingsFile]`,
    unknown: () => TableMappings.fromJsonString(token())._problems({}),
  },
  {
    code: 'ruleJson',
    bad: () => TableMappings.of(TableMappingRule.fromJsonString('{oops'))._problems({}),
    message: `'rules[0]' must be a JSON object, got "{oops". DMS reads rules as JSON. Mend the text, or build it with JSON.stringify. [ruleJson]`,
    unknown: () => TableMappings.fromJsonString(token())._problems({}),
  },
  {
    code: 'ruleJsonUnresolved',
    bad: () => TableMappings.of(TableMappingRule.fromJsonString(token()))._problems({}),
    message: `'rules[0]' must be JSON that can be read at synthesis, got a value that is known only at deployment. The rule is put together with the other rules of the document before it is deployed. Use such values inside of quotes only, or give the whole document by TableMappings.fromJsonString. [ruleJsonUnresolved]`,
    unknown: () => TableMappings.of(TableMappingRule.fromJsonString(`{"rule-type":"${token()}"}`))._problems({}),
  },
]);
