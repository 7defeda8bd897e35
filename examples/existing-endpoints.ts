import { App, Size, Stack } from 'aws-cdk-lib';
import {
  DatabaseEngine, Endpoint, EndpointPair, LobHandling, MigrationTask, ReplicationInstance, SourceDatabase, TableMappings, TargetDatabase,
  type IEndpoint,
} from '../lib';

/**
 * Existing endpoints: a replication instance and two endpoints that somebody has made by hand or with another tool, and a task of this app between
 * them. Nothing of what exists is changed.
 */
export function existingEndpoints(app: App): void {
  const stack = new Stack(app, 'Migration');
  const endpoint = (id: string, engine: DatabaseEngine): IEndpoint => Endpoint.fromEndpointAttributes(stack, id, {
    endpointArn: `arn:aws:dms:eu-west-1:111122223333:endpoint:${id.toUpperCase()}`,
    engine, // the ARN does not tell it, and what can be checked follows from it
  });

  new MigrationTask(stack, 'Sales', {
    endpointPair: new EndpointPair(stack, 'Endpoints', {
      instance: ReplicationInstance.fromReplicationInstanceAttributes(stack, 'Instance', {
        replicationInstanceArn: 'arn:aws:dms:eu-west-1:111122223333:rep:SHARED', replicationInstanceIdentifier: 'shared',
      }),
      source: SourceDatabase.fromEndpoint(endpoint('Source', DatabaseEngine.MYSQL)),
      target: TargetDatabase.fromEndpoint(endpoint('Target', DatabaseEngine.AURORA_MYSQL)),
    }),
    tableMappings: TableMappings.includeSchema('sales'),
    lobHandling: LobHandling.inline({ inlineMaxSize: Size.kibibytes(32) }), // small ones go with their rows, others are looked up
  });
}

if (require.main === module) existingEndpoints(new App());
