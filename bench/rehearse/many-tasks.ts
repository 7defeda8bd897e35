import { App, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, InstanceClass, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase } from '../../lib';

/** DMS takes no more on one instance by default [DMS User Guide, CHAP_Limits]. */
const TASKS_OF_AN_INSTANCE = 200;

/** Synthesizes migrations with so many tasks, and all that comes with them by default; gives the directory. */
export function synthesizeTasks(count: number, outdir: string): string {
  const app = new App({ outdir });
  const databases = new Stack(app, 'Databases');
  const database = (name: string): Parameters<typeof SourceDatabase.postgreSql>[0] => ({
    secret: secretsmanager.Secret.fromSecretNameV2(databases, name, `${name}-database`),
    databaseName: 'app',
    network: DatabaseNetwork.cidr('10.20.0.0/16'),
  });
  const [source, target] = [SourceDatabase.postgreSql(database('source')), TargetDatabase.auroraPostgreSql(database('target'))];
  for (let first = 0; first < count; first += TASKS_OF_AN_INSTANCE) {
    const names = Array.from({ length: Math.min(TASKS_OF_AN_INSTANCE, count - first) }, (_, index) => `t${first + index + 1}`);
    new ReplicationStack(app, `Migration${1 + first / TASKS_OF_AN_INSTANCE}`, {
      source,
      target,
      replicationInstance: { instanceClass: undefined },
      phaseScaling: { fullLoadClass: InstanceClass.R6I_8XLARGE, cdcClass: InstanceClass.R6I_2XLARGE },
      tasks: Object.fromEntries(names.map((name) => [name, { tableMappings: TableMappings.includeSchema(name) }])),
    });
  }
  return app.synth().directory;
}
