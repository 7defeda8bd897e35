import { ENGINES } from '../../lib/plan/engines';
import { checkSchemaHandling, type SchemaHandlingInput } from '../../lib/plan/schema-handling-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const UNSAID: SchemaHandlingInput = { source: 'oracle', target: 'postgres', loadsTables: true, dropping: [] };
const check = (input: Partial<SchemaHandlingInput>) => () => checkSchemaHandling({ ...UNSAID, ...input });
const codes = (input: Partial<SchemaHandlingInput>): string[] => check(input)().map(({ code }) => code);
const SAID = { handling: { note: 'Flyway' } };

test.each([
  ['oracle', 'postgres'], ['oracle', 'redshift-serverless'], ['sqlserver', 'aurora-postgresql'], ['sqlserver', 'babelfish'], ['db2', 'aurora'],
  ['db2-zos', 'db2'], ['azuredb', 'mysql'], ['postgres', 'mariadb'], ['sybase', 'sqlserver'],
])('asks for the schema from %s to %s', (source, target) => {
  expect(codes({ source, target })).toEqual(['schemaUnsaid']);
  expect(codes({ source, target, ...SAID })).toEqual([]);
  expect(codes({ source, target, handling: { conversion: {} } })).toEqual([]);
});

test.each([
  ['mysql', 'aurora'], ['mariadb', 'mysql'], ['gcp-mysql', 'mariadb'], ['postgres', 'aurora-postgresql'], ['azuredb', 'sqlserver'], ['oracle', 'oracle'],
  ['db2', 'db2'], ['mongodb', 'postgres'], ['docdb', 'mysql'], ['s3', 'redshift'], ['dms-transfer', 'postgres'], ['oracle', 'timestream'],
])('does not ask for it from %s to %s', (source, target) => {
  expect(codes({ source, target })).toEqual([]);
});

test('does not ask for the schema of what has none', () => {
  const relational = ['babelfish', 'db2', 'mysql', 'oracle', 'postgresql', 'redshift', 'sqlserver', 'sybase'];
  const others = ENGINES.filter(({ family }) => !relational.includes(family)).map(({ name }) => name);
  expect(others).toEqual(['mongodb', 'docdb', 's3', 'dynamodb', 'kinesis', 'kafka', 'opensearch', 'elasticsearch', 'neptune', 'redis']);
  expect(others.flatMap((target) => codes({ target }))).toEqual([]);
});

test('says nothing of what loads no tables', () => {
  expect(codes({ loadsTables: false })).toEqual([]);
  expect(codes({ loadsTables: false, ...SAID, dropping: ['Test/Task'] })).toEqual([]);
});

test('says nothing of tables that are dropped where DMS alone makes them', () => {
  expect(codes({ target: 'oracle', ...SAID, dropping: ['Test/Task'] })).toEqual([]);
  expect(codes({ dropping: ['Test/Task'] })).toEqual(['schemaUnsaid']);
});

test('takes a conversion between compatible engines, and one whose engines are not known', () => {
  expect(codes({ target: 'postgres', handling: { conversion: { source: 'oracle', target: 'aurora-postgresql' } } })).toEqual([]);
  expect(codes({ target: UNKNOWN, handling: { conversion: { source: 'oracle', target: 'mysql' } } })).toEqual([]);
});

test('looks at both ends of a conversion, whether tables are loaded or not', () => {
  const handling = { conversion: { source: 'sqlserver', target: 'mysql' } };
  expect(codes({ loadsTables: false, handling })).toEqual(['schemaConversionOtherEngine', 'schemaConversionOtherEngine']);
});

test.each([[' '], [''], [7], [undefined]])('takes no %p for a note', (note) => {
  expect(codes({ handling: { note } })).toEqual(['schemaElsewhere']);
});

testRules([
  {
    code: 'schemaUnsaid',
    bad: check({}),
    message: "'schema' is not given: from Oracle to PostgreSQL, and tasks load tables. DMS creates tables with their primary keys alone, without secondary indexes,"
      + ' foreign keys, defaults, views or code (DMS User Guide, Troubleshooting). Say who makes the rest with SchemaHandling.converted() or'
      + ' SchemaHandling.elsewhere(), or acknowledge this if nobody needs it. [schemaUnsaid]',
    unknown: check({ source: UNKNOWN }),
  },
  {
    code: 'schemaUnsaid',
    variant: 'Redshift has no indexes',
    bad: check({ target: 'redshift' }),
    message: "'schema' is not given: from Oracle to Redshift, and tasks load tables. DMS creates tables with their primary keys alone, without foreign keys,"
      + ' defaults, views or code (DMS User Guide, Troubleshooting). Say who makes the rest with SchemaHandling.converted() or SchemaHandling.elsewhere(), or'
      + ' acknowledge this if nobody needs it. [schemaUnsaid]',
    unknown: check({ target: UNKNOWN }),
  },
  {
    code: 'schemaDropped',
    bad: check({ ...SAID, dropping: ['Test/Orders', 'Test/Stock'] }),
    message: "'schema' is made by somebody else, and dropped by Test/Orders and Test/Stock. With TargetTablePrepMode DROP_AND_CREATE, DMS drops the tables with"
      + ' their indexes, foreign keys and defaults, and makes its own without them. Set TargetTablePrepMode.DO_NOTHING or TRUNCATE_BEFORE_LOAD, or acknowledge'
      + ' this if the schema is made after the load. [schemaDropped]',
    unknown: check({ ...SAID, target: UNKNOWN, dropping: ['Test/Orders'] }),
  },
  {
    code: 'schemaConversionOtherEngine',
    bad: check({ handling: { conversion: { source: 'sqlserver', target: 'postgres' } } }),
    message: "'schema' is a conversion whose source is SQL Server, and the source of the pair is Oracle. DMS Schema Conversion converts from the engine of its own"
      + ' source, so it is not the schema of these tables. Give the SchemaConversion of these two databases, or SchemaHandling.elsewhere().'
      + ' [schemaConversionOtherEngine]',
    unknown: check({ handling: { conversion: { source: UNKNOWN, target: 'postgres' } } }),
  },
  {
    code: 'schemaElsewhere',
    bad: check({ handling: { note: '' } }),
    message: "'schema' must say where the schema is made, got \"\". Whoever looks for a missing index has to find who makes it. Name it, such as"
      + " SchemaHandling.elsewhere('Flyway, repository orders-schema'). [schemaElsewhere]",
    unknown: check({ handling: { note: UNKNOWN } }),
  },
]);
