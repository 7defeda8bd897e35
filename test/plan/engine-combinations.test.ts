import type { EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { checkCombination } from '../../lib/plan/engine-combinations';
import { ENGINES, type Engine } from '../../lib/plan/engines';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const tableMode = (family: 'mongodb' | 'docdb', nestingLevel: unknown): EndpointSettingsInput => ({ family, role: 'source', settings: { nestingLevel } });

testRules([
  {
    code: 'fullLoadOnly',
    variant: 'source',
    bad: () => checkCombination({ source: 'azuredb', target: 'aurora-postgresql', capturesChanges: true }),
    message: "'source' is Azure SQL Database, and a task captures its changes. DMS does not support change data capture with Azure SQL Database (DMS User "
      + 'Guide, Using Microsoft Azure SQL database as a source). Choose MigrationType.FULL_LOAD for the tasks of this pair. [fullLoadOnly]',
    unknown: () => checkCombination({ source: UNKNOWN, target: UNKNOWN, capturesChanges: true }),
  },
  {
    code: 'fullLoadOnly',
    variant: 'target',
    bad: () => checkCombination({ source: 'oracle', target: 'neptune', capturesChanges: true }),
    message: "'target' is Neptune, and a task applies changes to it. DMS supports full load tasks alone with Neptune (DMS User Guide, Using Amazon Neptune "
      + 'as a target). Choose MigrationType.FULL_LOAD for the tasks of this pair. [fullLoadOnly]',
    unknown: () => checkCombination({ source: 'oracle', target: UNKNOWN, capturesChanges: true }),
  },
  {
    code: 'graphSource',
    bad: () => checkCombination({ source: 'mongodb', target: 'neptune', capturesChanges: false }),
    message: "'source' is MongoDB, and the target is Neptune. DMS makes graphs of relational databases alone (DMS User Guide, Using Amazon Neptune as a "
      + 'target). Migrate to a relational database first. [graphSource]',
    unknown: () => checkCombination({ source: UNKNOWN, target: 'neptune', capturesChanges: false }),
  },
  {
    code: 'documentMode',
    bad: () => checkCombination({ source: 'mongodb', target: 'docdb', capturesChanges: true, sourceSettings: tableMode('mongodb', 'one') }),
    message: "'source.settings.nestingLevel' is table mode, and the target is DocumentDB. DMS moves documents to DocumentDB in document mode (DMS User "
      + 'Guide, Using MongoDB as a source), and rows would not become the documents again. Leave it out, which is document mode. [documentMode]',
    unknown: () => checkCombination({ source: 'mongodb', target: 'docdb', capturesChanges: true, sourceSettings: tableMode('mongodb', UNKNOWN) }),
  },
]);

/** The documented reasons why a pair of engines does not work, told apart from the rules. */
function expected(source: Engine, target: Engine, capturesChanges: boolean): string[] {
  const loadsOnly = ['aurora-serverless', 'azuredb', 'db2-zos'].includes(source.name);
  const loadedOnly = ['babelfish', 'neptune'].includes(target.name);
  return [
    ...(capturesChanges && loadsOnly ? ['fullLoadOnly'] : []),
    ...(capturesChanges && loadedOnly ? ['fullLoadOnly'] : []),
    ...(target.name === 'neptune' && ['mongodb', 'docdb', 's3'].includes(source.name) ? ['graphSource'] : []),
  ];
}

const SOURCES = ENGINES.filter(({ roles }) => roles.includes('source'));
const TARGETS = ENGINES.filter(({ roles }) => roles.includes('target'));

test.each(SOURCES.map((source) => [source.name, source] as const))('from %s each target works, or says why not', (_, source) => {
  for (const target of TARGETS) {
    for (const capturesChanges of [false, true]) {
      const codes = checkCombination({ source: source.name, target: target.name, capturesChanges }).map(({ code }) => code);
      expect([target.name, capturesChanges, codes]).toEqual([target.name, capturesChanges, expected(source, target, capturesChanges)]);
    }
  }
});

test('documents stay documents, whatever else is said', () => {
  const sourceSettings = tableMode('docdb', 'none');
  expect(checkCombination({ source: 'docdb', target: 'docdb', capturesChanges: true, sourceSettings })).toEqual([]);
  expect(checkCombination({ source: 'mongodb', target: 'postgres', capturesChanges: true, sourceSettings: tableMode('mongodb', 'one') })).toEqual([]);
});
