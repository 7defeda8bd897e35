import { App, Duration, Stack } from 'aws-cdk-lib';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, ReplicationStack, SelectionRule, SourceDatabase, TableMappings, TargetDatabase, TransformationRule } from '../lib';

/** PostgreSQL to OpenSearch: each table is an index that is kept up to date, for a search over products. */
export function postgreSqlToOpenSearch(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/${name.toLowerCase()}-AbCdEf`);
  // In an app of your own, the opensearch.Domain itself: its security groups are read from it. Of an imported one they are said as `network`.
  const domain = opensearch.Domain.fromDomainAttributes(databases, 'Domain', {
    domainArn: 'arn:aws:es:eu-west-1:111122223333:domain/products', domainEndpoint: 'vpc-products-abcdef.eu-west-1.es.amazonaws.com',
  });

  new ReplicationStack(app, 'Search', {
    source: SourceDatabase.postgreSql({
      secret: secret('Source'), databaseName: 'shop', network: DatabaseNetwork.cidr('10.20.0.0/24'), settings: { heartbeatEnable: true, failTasksOnLobTruncation: true },
    }),
    target: TargetDatabase.openSearch(domain, {
      network: DatabaseNetwork.cidr('10.30.0.0/24'), // subnets of the domain
      settings: { errorRetryDuration: Duration.minutes(5), fullLoadErrorPercentage: 1 },
    }),
    tasks: {
      Products: {
        tableMappings: TableMappings.of(
          SelectionRule.include({ schema: 'shop', table: 'product' }),
          TransformationRule.column('shop', 'product', 'purchase_price').remove(), // nothing that a search may show
        ),
      },
    },
  });
}

if (require.main === module) postgreSqlToOpenSearch(new App());
