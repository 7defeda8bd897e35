import { ENGINES, findEngine, type EngineFamily } from '../engines';

/** Whether a target speaks PostgreSQL: also through Aurora's serverless name [DMS API reference, CreateEndpoint]. */
export function isPostgreSql(engineName: string): boolean {
  return familyOf(engineName) === 'postgresql';
}

export function familyOf(engineName: string): EngineFamily | undefined {
  return findEngine(engineName.replace(/-serverless$/, ''))?.family;
}

/** Engine names that a target can have [DMS API reference, CreateEndpoint]. */
export const TARGET_ENGINES: readonly string[] = ENGINES.filter(({ roles }) => roles.includes('target')).map(({ name }) => name).sort();
