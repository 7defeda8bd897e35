import { Names, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { writeEncrypted } from './bucket-access';
import { dmsBucket } from './dms-bucket';
import { allow, serviceAccessRole } from './service-access';

const ID = 'DmsAssessments';

/** Where DMS puts the results of premigration assessments of the tasks of a stack, and the role by which it does so. */
export class AssessmentResults extends Construct {
  /** The place in a stack for a bucket that is given, or else for the stack's own. */
  public static in(scope: Construct, given: s3.IBucket | undefined): AssessmentResults {
    const stack = Stack.of(scope);
    const id = given === undefined ? ID : `${ID}${Names.uniqueResourceName(given, { maxLength: 80 })}`;
    return stack.node.tryFindChild(id) as AssessmentResults | undefined ?? new AssessmentResults(stack, id, given);
  }

  public readonly bucket: s3.IBucket;
  public readonly role: iam.IRole;
  /** Encrypts the results; keys of S3 do if there is none. */
  public readonly key?: kms.IKey;

  private constructor(stack: Stack, id: string, given: s3.IBucket | undefined) {
    super(stack, id);
    this.bucket = given ?? resultsBucket(this);
    this.key = this.bucket.encryptionKey;
    this.role = resultsRole(this, this.bucket, this.key);
  }
}

/** It stays: results are needed most when the deployment that they have stopped has gone back. */
function resultsBucket(scope: Construct): s3.Bucket {
  return dmsBucket(scope, {
    logging: 'Only DMS writes it; who did so is in CloudTrail',
    replication: 'An assessment can be made again from the source',
    encryption: 'It outlives the stack, and so any key of it; a bucket with a key of KMS can be given',
  });
}

/** What the guide asks for on the bucket [DMS User Guide, Working with premigration assessments, Prerequisites]. */
function resultsRole(scope: Construct, bucket: s3.IBucket, key: kms.IKey | undefined): iam.IRole {
  const objects = bucket.arnForObjects('*');
  return serviceAccessRole(scope, 'Role', {
    purpose: 'keep the results of premigration assessments',
    statements: (stack) => [
      allow(['s3:PutObject', 's3:DeleteObject', 's3:GetObject', 's3:PutObjectTagging'], objects),
      allow(['s3:ListBucket', 's3:GetBucketLocation'], bucket.bucketArn),
      ...writeEncrypted(stack, key),
    ],
    wildcards: () => [{ resource: objects, reason: 'DMS chooses the names of the files that it writes to the bucket' }],
  }).role;
}
