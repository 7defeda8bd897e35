import { Size, type App } from 'aws-cdk-lib';
import {
  DatabaseNetwork, InstanceSizing, LobHandling, ReplicationStack, SelectionRule, SourceDatabase, TableMappings, TargetDatabase,
  Validation,
} from '../../lib';
import { OrdersDatabase } from './orders-database';

/**
 * A PostgreSQL database on premises, reached over a VPN, migrated to Aurora PostgreSQL by two tasks.
 *
 * Configured by context: see cdk.json.
 */
export function onPremisesPostgreSql(app: App): ReplicationStack {
  const setting = (name: string): string => {
    const value: unknown = app.node.tryGetContext(name);
    if (typeof value !== 'string') throw new Error(`The sample is configured by context: give '${name}' in cdk.json, or by -c ${name}=...`);
    return value;
  };
  const onPremisesCidr = setting('onPremisesCidr');
  const databaseName = setting('sourceDatabaseName');

  const database = new OrdersDatabase(app, 'OrdersDatabase', {
    onPremisesCidr,
    vpnGatewayAddress: setting('vpnGatewayAddress'),
    sourceSecretName: setting('sourceSecretName'),
  });

  return new ReplicationStack(app, 'OrdersMigration', {
    vpc: database.vpc,
    source: SourceDatabase.postgreSql({
      secret: database.sourceSecret,
      network: DatabaseNetwork.cidr(onPremisesCidr),
      databaseName,
      settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.fromDatabaseCluster(database.cluster, {
      databaseName,
      port: database.port,
      postgreSqlSettings: { afterConnectScript: "SET session_replication_role = 'replica'" },
    }),
    replicationInstance: {
      preferredMaintenanceWindow: 'sun:03:00-sun:04:00',
      sizing: InstanceSizing.forWorkload({
        dataSize: Size.gibibytes(800),
        changesPerSecond: Size.mebibytes(2),
        largestTransaction: Size.gibibytes(1),
        lobColumns: 1,
        lobSize: Size.kibibytes(64),
      }),
    },
    tasks: {
      Sales: {
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'sales', table: '%' }),
          SelectionRule.exclude({ schema: 'sales', table: 'tmp_%' }),
        ),
        lobHandling: LobHandling.limited(Size.kibibytes(64)),
        validation: Validation.enabled(),
      },
      Archive: {
        tableMappings: TableMappings.includeSchema('archive'),
        lobHandling: LobHandling.limited(Size.kibibytes(64)),
      },
    },
  });
}
