import { error, list, show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** DMS's engine names under the name that its table-mapping pages give their kind. */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Oracle', ['oracle']],
  ['SQL Server', ['sqlserver', 'azuredb', 'azure-sql-managed-instance']],
  ['MySQL', ['mysql', 'mariadb', 'aurora', 'aurora-serverless', 'gcp-mysql']],
  ['PostgreSQL', ['postgres', 'aurora-postgresql', 'aurora-postgresql-serverless']],
  ['Db2', ['db2', 'db2-zos']],
  ['SAP ASE', ['sybase']],
  ['MongoDB', ['mongodb']],
  ['DocumentDB', ['docdb']],
  ['S3', ['s3']],
  ['Redshift', ['redshift', 'redshift-serverless']],
  ['DynamoDB', ['dynamodb']],
  ['Kinesis', ['kinesis']],
  ['Kafka', ['kafka']],
  ['OpenSearch', ['opensearch', 'elasticsearch']],
  ['Neptune', ['neptune']],
  ['Redis', ['redis']],
  ['Babelfish', ['babelfish']],
]);

/** The kind of an engine; undefined for one that is absent, known only at deployment, or that this library does not know. */
export function kindOf(engine: unknown): string | undefined {
  if (!isKnown(engine) || typeof engine !== 'string') return undefined;
  for (const [kind, engines] of KINDS) {
    if (engines.includes(engine)) return kind;
  }
  return undefined;
}

/** One end of a task, and the kinds of engine that a feature works with there. */
interface EngineNeed {
  readonly where: string;
  readonly end: 'source' | 'target';
  readonly engine: unknown;
  readonly kinds: readonly string[];
  readonly feature: string;
}

/** Fails for an engine which DMS says that a feature is not for. */
export function requireEngine({ where, end, engine, kinds, feature }: EngineNeed): Problem[] {
  const kind = kindOf(engine);
  return kind === undefined || kinds.includes(kind) ? [] : [error({
    code: 'mappingEngine',
    where,
    what: `cannot be used with the ${end} engine ${show(engine)}`,
    why: `DMS has ${feature} for ${list(kinds)} as ${end} only`,
    mend: 'Leave it out, or move the rule to a task between other endpoints',
  })];
}

/** Warns of an engine that DMS does not list for a feature: its list of engines grows, and with it what works. */
export function expectEngine({ where, end, engine, kinds, feature }: EngineNeed): Problem[] {
  const kind = kindOf(engine);
  return kind === undefined || kinds.includes(kind) ? [] : [warning({
    code: 'mappingEngineUnlisted',
    where,
    what: `is not documented for the ${end} engine ${show(engine)}`,
    why: `DMS lists ${feature} for ${list(kinds)} as ${end}`,
    mend: 'Leave it out, or try it on a small table first',
  })];
}
