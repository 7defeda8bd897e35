import { App, Stack } from 'aws-cdk-lib';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { DatabaseNetwork, ReplicationStack, ServerlessCapacity, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/**
 * Serverless: no replication instance, and DMS scales the compute between two capacities. The deployment starts the replication and waits until it
 * runs.
 */
export function serverless(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/${name.toLowerCase()}-AbCdEf`);

  const stack = new ReplicationStack(app, 'Migration', {
    env: { account: '111122223333', region: 'eu-west-1' }, // where the topic below is
    serverless: { capacity: ServerlessCapacity.between(2, 16) }, // of 2 GiB of memory each; the smaller one is paid for at all times
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.20.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.auroraPostgreSql({ secret: secret('Target'), databaseName: 'orders', network: DatabaseNetwork.cidr('10.30.0.0/24') }),
    tasks: { Sales: { tableMappings: TableMappings.includeSchema('sales') } },
  });
  // There are no alarms for serverless replications yet; this tells the team that it starts, stops or fails.
  const team = sns.Topic.fromTopicArn(stack, 'Team', 'arn:aws:sns:eu-west-1:111122223333:migrations'); // lets events.amazonaws.com publish
  stack.replications[0].onStateChange('Changed', { target: new targets.SnsTopic(team) });
}

if (require.main === module) serverless(new App());
