import * as path from 'node:path';
import { App, Duration, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, LobHandling, MigrationPlan, ReplicationStack, SourceDatabase, TargetDatabase, WorkloadProfile } from '../lib';

/**
 * Planned: tasks, classes, LOBs and parallel load follow from a workload profile, which `npx dms-migrations audit` has written. What is decided by
 * hand is said beside it.
 */
export function planned(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/${name.toLowerCase()}-AbCdEf`);

  new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'shop', network: DatabaseNetwork.cidr('10.20.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.auroraPostgreSql({ secret: secret('Target'), databaseName: 'shop', network: DatabaseNetwork.cidr('10.30.0.0/24') }),
    // `npx dms-migrations plan examples/planned.profile.json` prints the same decisions, and what each is made from.
    plan: MigrationPlan.fromProfile(WorkloadProfile.fromFile(path.join(__dirname, 'planned.profile.json')), {
      loadWindow: Duration.hours(8),
      exclude: ['archive.*'],
      tables: { 'sales.notes': { lobHandling: LobHandling.limited(Size.kibibytes(63)) } }, // the application allows notes of 60 KB
    }),
  });
}

if (require.main === module) planned(new App());
