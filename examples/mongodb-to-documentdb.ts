import { Annotations, App, Size, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  DatabaseNetwork, DmsCertificate, LobHandling, MongoDbAuthMechanism, ReplicationStack, SourceDatabase, TableMappings, TargetDatabase, Tls,
} from '../lib';

/**
 * A MongoDB replica set to DocumentDB, document by document. Collections are made without indexes: make them at the target before the load with
 * AWS's index tool.
 */
export function mongoDbToDocumentDb(app: App): void {
  const databases = new Stack(app, 'Databases'); // has only references, so nothing is deployed of it
  const secret = (name: string): secretsmanager.ISecret =>
    secretsmanager.Secret.fromSecretCompleteArn(databases, name, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:catalog/${name.toLowerCase()}-AbCdEf`);

  const stack = new ReplicationStack(app, 'Migration', {
    source: SourceDatabase.mongoDb({
      secret: secret('MongoDb'), databaseName: 'catalog', network: DatabaseNetwork.cidr('10.20.0.0/24'),
      settings: {
        authMechanism: MongoDbAuthMechanism.SCRAM_SHA_1,
        extractDocId: true, // DocumentDB needs the _id apart where transactions write more than one document
      },
    }),
    target: TargetDatabase.documentDb({
      secret: secret('DocumentDb'), databaseName: 'catalog', network: DatabaseNetwork.cidr('10.30.0.0/24'),
      // DocumentDB has its certificates from the authority of RDS in the Region.
      tls: Tls.verifyFull(DmsCertificate.fromCertificateArn(databases, 'Authority', 'arn:aws:dms:eu-west-1:111122223333:cert:RDSEUWEST1')),
    }),
    // A document is a LOB to DMS: one that is longer than this would be cut off.
    tasks: { Catalog: { tableMappings: TableMappings.includeSchema('catalog'), lobHandling: LobHandling.limited(Size.kibibytes(256)) } },
  });
  Annotations.of(stack).acknowledgeWarning('cdk-dms-migrations:lobTruncation', 'The largest document has 180 KB, by $bsonSize');
}

if (require.main === module) mongoDbToDocumentDb(new App());
