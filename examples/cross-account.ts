import { Annotations, App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase } from '../lib';

/** Cross-account: the source and its secret are in another account than DMS and the target. What that account has to allow is said in it. */
export function crossAccount(app: App): void {
  const env = { account: '111122223333', region: 'eu-west-1' };
  const databases = new Stack(app, 'Databases', { env }); // has only references, so nothing is deployed of it
  // What the other account, 444455556666, has to allow, since what is allowed here is only one half:
  // - in the policy of the secret, secretsmanager:GetSecretValue and secretsmanager:DescribeSecret,
  // - in the policy of its key, kms:Decrypt and kms:DescribeKey, with the condition kms:ViaService of secretsmanager.eu-west-1.amazonaws.com; that
  //   has to be a key of its own: nobody else can use aws/secretsmanager,
  //   both to the principal arn:aws:iam::111122223333:root, where aws:PrincipalArn is like arn:aws:iam::111122223333:role/CrossAccount-*: a policy
  //   that names the role itself can be made only after it, and forgets it when it is made anew,
  // - in the security group of the database, its port, from the subnets of the instance,
  // - a peering or a transit gateway between the two VPCs, with routes on both sides.
  const sourceSecret = secretsmanager.Secret.fromSecretAttributes(databases, 'Source', {
    secretCompleteArn: 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:orders/dms-AbCdEf',
    encryptionKey: kms.Key.fromKeyArn(databases, 'SourceKey', 'arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555'),
  });
  const targetSecret = secretsmanager.Secret.fromSecretCompleteArn(
    databases, 'Target', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/target-AbCdEf',
  );

  const stack = new ReplicationStack(app, 'CrossAccount', {
    env,
    source: SourceDatabase.postgreSql({
      secret: sourceSecret, databaseName: 'orders', network: DatabaseNetwork.cidr('10.50.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.auroraPostgreSql({ secret: targetSecret, databaseName: 'orders', network: DatabaseNetwork.cidr('10.30.0.0/24') }),
    tasks: { Sales: { tableMappings: TableMappings.includeSchema('sales') } },
  });
  Annotations.of(stack).acknowledgeWarning('cdk-dms-migrations:secretInOtherAccount', 'The other account allows it, as said above');
}

if (require.main === module) crossAccount(new App());
