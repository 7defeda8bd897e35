import { error, warning, type Problem } from './problem';
import { isKnown, UNKNOWN } from './unknown';

/** Checks a bucket [DMS User Guide, Using Amazon S3 as a source, and as a target; Using Amazon Redshift as a target: Limitations]. */
export function checkBucket({ versioned }: { readonly versioned: boolean }): Problem[] {
  return !versioned ? [] : [warning({
    code: 'bucketVersioned',
    where: 'bucket',
    what: 'keeps versions',
    why: 'With many versions DMS runs into a timeout when it lists the files, and the connection test fails',
    mend: 'Turn versions off for this bucket, or add a lifecycle rule that deletes old ones',
  })];
}

/** Checks that there is something that a DynamoDB target may write to. */
export function checkTables({ tables, names }: { readonly tables: number; readonly names: readonly unknown[] }): Problem[] {
  if (tables + names.length === 0) {
    return [error({
      code: 'tablesMissing',
      where: 'tableNames',
      what: "is empty, and so is 'tables'",
      why: 'The role of the endpoint may write the tables that are named here, so it could write none',
      mend: "Name those that the table mappings lead to: tableNames: ['orders', 'sales_*']",
    })];
  }
  return names.flatMap((name, index) => (!isKnown(name) || isTableName(name) ? [] : [error({
    code: 'tableNameForm',
    where: `tableNames[${index}]`,
    what: `must be the name of a table, got ${JSON.stringify(name) ?? 'nothing'}`,
    why: 'Names in DynamoDB have letters, digits, underscores, hyphens and full stops; * stands for any of them, but not for all tables',
    mend: "Write the name, or its beginning and a *: 'sales_*'",
  })]));
}

function isTableName(name: unknown): boolean {
  return typeof name === 'string' && /^[A-Za-z0-9_.*-]+$/.test(name) && /[^*]/.test(name);
}

/** Who may use the data of a Neptune cluster. */
export interface NeptuneInput {
  readonly iamAuth: unknown;
  /** Whether the user gives a role. */
  readonly ownRole: boolean;
  /** The resource identifier of the cluster. */
  readonly cluster: unknown;
}

/** Checks that the role which is made for a Neptune target can be given its rights. */
export function checkNeptuneCluster({ iamAuth, ownRole, cluster }: NeptuneInput): Problem[] {
  if (iamAuth !== true || ownRole || cluster === UNKNOWN || (isKnown(cluster) && cluster !== '')) return [];
  return [error({
    code: 'neptuneClusterMissing',
    where: 'clusterResourceIdentifier',
    what: 'is not given',
    why: 'With IAM authentication the role needs rights on the data of the cluster, which its ARN names by this identifier',
    mend: "Give it (clusterResourceId of the cluster), give an 'accessRole' that has the rights, or set iamAuthEnabled to false",
  })];
}
