import { settingOf, type EndpointSettingsInput } from './endpoint-settings-rules';
import { findEngine, type EngineFamily } from './engines';
import { error, type Problem } from './problem';

/** The two ends of a migration. */
export interface CombinationInput {
  /** Engine names, as far as known. */
  readonly source?: unknown;
  readonly target?: unknown;
  /** Whether a task between them captures changes. */
  readonly capturesChanges: boolean;
  /** What the source endpoint says, if this app defines it. */
  readonly sourceSettings?: EndpointSettingsInput;
}

/** Sources that are no relational databases. */
const NOT_RELATIONAL: readonly EngineFamily[] = ['docdb', 'mongodb', 's3'];

/** Checks what DMS does not do with two engines together, or with one of them at its end. */
export function checkCombination(input: CombinationInput): Problem[] {
  return [...checkChanges(input), ...checkGraph(input), ...checkDocuments(input)];
}

function checkChanges({ source, target, capturesChanges }: CombinationInput): Problem[] {
  if (!capturesChanges) return [];
  return [['source', source], ['target', target]].flatMap(([end, name]) => {
    const engine = findEngine(name);
    if (engine?.fullLoadOnly === undefined || (end === 'target' && engine.roles.includes('source'))) return [];
    return [error({
      code: 'fullLoadOnly',
      where: String(end),
      what: `is ${engine.displayName}, and a task ${end === 'source' ? 'captures its changes' : 'applies changes to it'}`,
      why: engine.fullLoadOnly,
      mend: 'Choose MigrationType.FULL_LOAD for the tasks of this pair',
    })];
  });
}

/** [DMS User Guide, Using Amazon Neptune as a target: "for any supported SQL database"]. */
function checkGraph({ source, target }: CombinationInput): Problem[] {
  const engine = findEngine(source);
  if (findEngine(target)?.family !== 'neptune' || engine === undefined || !NOT_RELATIONAL.includes(engine.family)) return [];
  return [error({
    code: 'graphSource',
    where: 'source',
    what: `is ${engine.displayName}, and the target is Neptune`,
    why: 'DMS makes graphs of relational databases alone (DMS User Guide, Using Amazon Neptune as a target)',
    mend: 'Migrate to a relational database first',
  })];
}

/** [DMS User Guide, Using MongoDB as a source, and Using Amazon DocumentDB as a source: endpoint settings]. */
function checkDocuments({ target, sourceSettings }: CombinationInput): Problem[] {
  const family = sourceSettings?.family;
  if (findEngine(target)?.family !== 'docdb' || (family !== 'mongodb' && family !== 'docdb') || sourceSettings === undefined
    || settingOf(sourceSettings, 'nestingLevel') !== 'one') return [];
  return [error({
    code: 'documentMode',
    where: 'source.settings.nestingLevel',
    what: 'is table mode, and the target is DocumentDB',
    why: 'DMS moves documents to DocumentDB in document mode (DMS User Guide, Using MongoDB as a source), and rows would not become the documents again',
    mend: 'Leave it out, which is document mode',
  })];
}
