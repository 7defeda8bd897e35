import { callsDynamoDb, callsKinesis, callsS3 } from '../../lib/plan/service-calls';
import { checkBucket, checkNeptuneCluster, checkTables } from '../../lib/plan/service-target-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

testRules([
  {
    code: 'bucketVersioned',
    bad: () => checkBucket({ versioned: true }),
    message: "'bucket' keeps versions. With many versions DMS runs into a timeout when it lists the files, and the connection test fails. "
      + 'Turn versions off for this bucket, or add a lifecycle rule that deletes old ones. [bucketVersioned]',
    unknown: () => checkBucket({ versioned: false }),
  },
  {
    code: 'tablesMissing',
    bad: () => checkTables({ tables: 0, names: [] }),
    message: "'tableNames' is empty, and so is 'tables'. The role of the endpoint may write the tables that are named here, so it could write none. "
      + "Name those that the table mappings lead to: tableNames: ['orders', 'sales_*']. [tablesMissing]",
    unknown: () => checkTables({ tables: 0, names: [UNKNOWN] }),
  },
  {
    code: 'tableNameForm',
    bad: () => checkTables({ tables: 0, names: ['orders', '*'] }),
    message: "'tableNames[1]' must be the name of a table, got \"*\". Names in DynamoDB have letters, digits, underscores, hyphens and full stops; * stands "
      + "for any of them, but not for all tables. Write the name, or its beginning and a *: 'sales_*'. [tableNameForm]",
    unknown: () => checkTables({ tables: 0, names: ['orders', UNKNOWN] }),
  },
  {
    code: 'neptuneClusterMissing',
    bad: () => checkNeptuneCluster({ iamAuth: true, ownRole: false, cluster: undefined }),
    message: "'clusterResourceIdentifier' is not given. With IAM authentication the role needs rights on the data of the cluster, which its ARN names by "
      + "this identifier. Give it (clusterResourceId of the cluster), give an 'accessRole' that has the rights, or set iamAuthEnabled to false. "
      + '[neptuneClusterMissing]',
    unknown: () => checkNeptuneCluster({ iamAuth: true, ownRole: false, cluster: UNKNOWN }),
  },
]);

test('Neptune without IAM, or with a role of the user, needs no identifier', () => {
  expect(checkNeptuneCluster({ iamAuth: false, ownRole: false, cluster: undefined })).toEqual([]);
  expect(checkNeptuneCluster({ iamAuth: true, ownRole: true, cluster: undefined })).toEqual([]);
});

test('services are called by the ends of the names of their VPC endpoints', () => {
  expect([callsS3(''), callsDynamoDb(''), callsKinesis('')].map(({ service }) => service)).toEqual(['s3', 'dynamodb', 'kinesis-streams']);
});
