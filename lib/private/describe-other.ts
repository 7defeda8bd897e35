import { DatabaseEngine } from '../constructs/database-engine';
import type { MongoDbSourceProps } from '../constructs/document-database-props';
import type { GenericDatabaseProps } from '../constructs/other-database-props';
import { findEngine, type EndpointRole } from '../plan/engines';
import { checkKind } from '../plan/value-kinds';
import type { DatabaseConfig } from './database-config';
import { describeDatabase } from './describe-database';
import { withMembers } from './describe-service';
import { withoutNulls } from './read-props';
import { renderMongoDbSource } from './render-document-settings';
import { rendered } from './rendered-settings';

/** A MongoDB replica set. Whether somebody logs in is said in its settings, as Security Hub wants it [DMS.11]. */
export function describeMongoDb(props: MongoDbSourceProps): DatabaseConfig {
  const { authenticated = true, serverName, port = findEngine('mongodb')?.defaultPort } = withoutNulls(props);
  return {
    ...describeDatabase('source', DatabaseEngine.MONGODB, props, (settings) =>
      withMembers(renderMongoDbSource(settings), { authType: authenticated ? 'password' : 'no' })),
    authenticated,
    ...(!authenticated && { address: { serverName, port } }),
  };
}

/** A database of an engine that has no factory; its settings are members as CloudFormation spells them. */
export function describeGeneric(role: EndpointRole, props: GenericDatabaseProps): DatabaseConfig {
  const { engine, settingsBlock } = withoutNulls(props);
  const noEngine = checkKind('engine', engine, 'DatabaseEngine');
  const config = describeDatabase(role, noEngine.length === 0 ? engine : undefined, props, () => rendered({}, {}));
  return {
    ...config,
    problems: engine === undefined ? [...noEngine, ...config.problems] : config.problems,
    isGeneric: true,
    settingsBlock,
  };
}
