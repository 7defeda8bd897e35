import { Annotations, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations as Told, Match } from 'aws-cdk-lib/assertions';
import {
  MigrationType, ReplicationStack, SchemaConversion, SchemaHandling, ServerlessNetwork, ServerlessReplication, SourceDatabase, TableMappings,
  TargetTablePrepMode, TaskSettings, Tls, type EndpointPairProps, type MigrationTask, type MigrationTaskOptions,
} from '../../lib';
import { ACCOUNT, reachable } from '../support/endpoints';
import { failures, stableTemplate, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { testPair, testTarget, testTask } from '../support/tasks';

const tableMappings = TableMappings.includeSchema('sales');
const ELSEWHERE = SchemaHandling.elsewhere('Flyway, repository orders-schema');
const DROPPING = { taskSettings: TaskSettings.of({ fullLoad: { targetTablePrepMode: TargetTablePrepMode.DROP_AND_CREATE } }) };

function oracle(stack: Stack, id = 'Oracle'): SourceDatabase {
  return SourceDatabase.oracle({ ...reachable(stack, id), databaseName: 'ORCL', tls: Tls.none() });
}

/** From Oracle to Aurora PostgreSQL. */
function define(stack: Stack, props: Partial<EndpointPairProps> = {}, task: Partial<MigrationTaskOptions> = {}): MigrationTask {
  return testTask(stack, task, testPair(stack, { source: oracle(stack), ...props }));
}

function conversion(stack: Stack, source = oracle(stack, 'Converted')): SchemaConversion {
  return new SchemaConversion(stack, 'Conversion', { vpc: testVpc(stack), source, target: testTarget(new Stack(stack, 'Elsewhere')) });
}

/** The codes of warnings about schemas, with where they are told. */
function warned(stack: Stack): string[] {
  expect(synthesisErrors(stack)).toEqual([]);
  return Told.fromStack(stack).findWarning('*', Match.stringLikeRegexp('\\[schema')).map(({ id, entry }) =>
    `${id} ${/\[(schema\w+)\]/.exec(String(entry.data))?.[1]}`);
}

function warnedFor(...given: [Partial<EndpointPairProps>?, Partial<MigrationTaskOptions>?]): string[] {
  const stack = testStack();
  define(stack, ...given);
  return warned(stack);
}

test('a pair of different engines warns where nobody said who makes the schema', () => {
  expect(warnedFor()).toEqual(['/Test/Pair schemaUnsaid']);
  expect(warnedFor({}, { migrationType: MigrationType.FULL_LOAD })).toEqual(['/Test/Pair schemaUnsaid']);
});

test('it does not where no task loads tables', () => {
  expect(warnedFor({}, { migrationType: MigrationType.CDC })).toEqual([]);
  const stack = testStack();
  testPair(stack, { source: oracle(stack) });
  expect(warned(stack)).toEqual([]);
});

test('it does not between databases of one kind', () => {
  const stack = testStack();
  testTask(stack, DROPPING);
  expect(warned(stack)).toEqual([]);
});

test('the warning can be acknowledged', () => {
  const stack = testStack();
  const { node } = define(stack);
  Annotations.of(node.scope!.node.findChild('Pair')).acknowledgeWarning('cdk-dms-migrations:schemaUnsaid', 'A warehouse without indexes');
  expect(warned(stack)).toEqual([]);
});

test('a note says so, and changes nothing in the template', () => {
  const [said, unsaid] = [testStack(), testStack()];
  define(said, { schema: ELSEWHERE });
  define(unsaid);
  expect(warned(said)).toEqual([]);
  expect(stableTemplate(said)).toEqual(stableTemplate(unsaid));
});

test('a note can be known only at deployment, and must not be empty', () => {
  expect(warnedFor({ schema: SchemaHandling.elsewhere(Lazy.string({ produce: () => '' })) })).toEqual([]);
  expect(failures((stack) => define(stack, { schema: SchemaHandling.elsewhere(' ') }))).toEqual(['schemaElsewhere']);
});

test('a conversion of the same engines says so', () => {
  const stack = testStack();
  define(stack, { schema: SchemaHandling.converted(conversion(stack)) });
  expect(warned(stack)).toEqual([]);
});

test('a conversion that exists already says so, whatever its engines are', () => {
  const stack = testStack();
  const arn = `arn:aws:dms:eu-west-1:${ACCOUNT}:migration-project:ABC`;
  define(stack, { schema: SchemaHandling.converted(SchemaConversion.fromMigrationProjectArn(stack, 'Existing', arn)) });
  expect(warned(stack)).toEqual([]);
});

test('a conversion of other engines is refused', () => {
  expect(failures((stack) => {
    const sqlServer = SourceDatabase.sqlServer({ ...reachable(stack, 'SqlServer'), databaseName: 'app' });
    return define(stack, { schema: SchemaHandling.converted(conversion(stack, sqlServer)) });
  })).toEqual(['schemaConversionOtherEngine']);
});

test('what is no conversion is told', () => {
  expect(failures((stack) => define(stack, { schema: SchemaHandling.converted({} as never) }))).toEqual(['valueKind']);
  expect(failures((stack) => define(stack, { schema: 'Flyway' as never }))).toEqual(['valueKind']);
});

test('a task that drops what was made is told of', () => {
  expect(warnedFor({ schema: ELSEWHERE }, DROPPING)).toEqual(['/Test/Pair schemaDropped']);
  expect(warnedFor({}, DROPPING)).toEqual(['/Test/Pair schemaUnsaid']);
  expect(warnedFor({ schema: ELSEWHERE }, { ...DROPPING, migrationType: MigrationType.CDC })).toEqual([]);
});

test('serverless replications are looked at, too', () => {
  const replicate = (schema?: SchemaHandling): string[] => {
    const stack = testStack();
    const serverless = new ServerlessNetwork(stack, 'Serverless', { vpc: testVpc(stack) });
    const endpointPair = testPair(stack, { source: oracle(stack), schema, instance: null as never, serverless });
    new ServerlessReplication(stack, 'Replication', { endpointPair, tableMappings, ...DROPPING });
    return warned(stack);
  };
  expect(replicate()).toEqual(['/Test/Pair schemaUnsaid']);
  expect(replicate(ELSEWHERE)).toEqual(['/Test/Pair schemaDropped']);
});

test('a stack takes it for its own pair and for others', () => {
  const scope = testStack();
  const databases = new Stack(scope, 'Databases');
  const migrate = (id: string, schema?: SchemaHandling): ReplicationStack => new ReplicationStack(scope, id, {
    source: oracle(databases, `${id}Oracle`), target: testTarget(new Stack(databases, id)), schema, tasks: { Sales: { tableMappings } },
  });
  const [said, unsaid] = [migrate('Said', ELSEWHERE), migrate('Unsaid')];
  for (const [id, schema] of [['Second', ELSEWHERE], ['Third', undefined]] as const) {
    const endpointPair = said.addEndpointPair(id, { source: oracle(databases, `${id}Oracle`), target: testTarget(new Stack(databases, id)), schema });
    said.addTask(`${id}Task`, { endpointPair, tableMappings });
  }
  expect(synthesisErrors(scope)).toEqual([]);
  expect(warned(said)).toEqual(['/Test/Said/Third schemaUnsaid']);
  expect(warned(unsaid)).toEqual(['/Test/Unsaid/Endpoints schemaUnsaid']);
});
