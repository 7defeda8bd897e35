import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { MigrationTask } from '../../lib/constructs/migration-task';
import type { MigrationTaskOptions } from '../../lib/constructs/migration-task-props';
import { AssessmentSeverity, PremigrationAssessment, type PremigrationAssessmentOptions } from '../../lib/constructs/premigration-assessment';
import { ReplicationInstance } from '../../lib/constructs/replication-instance';
import { TableMappings } from '../../lib/constructs/table-mappings';
import { every, synthesisErrors, testStack, testVpc } from '../support/stacks';
import { testPair } from '../support/tasks';

const STEP = 'Custom::DmsDeployment';

/** A stack with tasks that are assessed in the same way. */
function assessed(options?: (stack: Stack) => PremigrationAssessmentOptions, more: Partial<MigrationTaskOptions> = {}, ids = ['Sales']): Stack {
  const stack = testStack();
  const endpointPair = testPair(stack, { instance: new ReplicationInstance(stack, 'Instance', { vpc: testVpc(stack) }), testConnections: true });
  const premigrationAssessment = PremigrationAssessment.of(options?.(stack));
  for (const id of ids) {
    new MigrationTask(stack, id, {
      endpointPair,
      tableMappings: TableMappings.includeSchema(id.toLowerCase()),
      startOnDeploy: true,
      stopForChanges: true,
      premigrationAssessment,
      ...more,
    });
  }
  return stack;
}

interface AssessmentRendered {
  readonly Bucket: { readonly Ref: string };
  readonly Folder: string;
  readonly RoleArn: { readonly 'Fn::GetAtt': readonly string[] };
  readonly KeyArn?: unknown;
  readonly IncludeOnly?: readonly string[];
  readonly Exclude?: readonly string[];
  readonly FailOn: string;
}

function assessments(stack: Stack): Record<string, AssessmentRendered> | undefined {
  const steps = every(stack, STEP) as unknown as { Part: string; Assessments?: Record<string, AssessmentRendered> }[];
  expect(steps.filter(({ Part }) => Part !== 'After').every(({ Assessments }) => Assessments === undefined)).toBe(true);
  return steps.find(({ Part }) => Part === 'After')?.Assessments;
}

/** Statements of the managed policies that allow one of the actions. */
function statements(stack: Stack, action: string): Record<string, unknown>[] {
  const policies = every(stack, 'AWS::IAM::ManagedPolicy') as unknown as { PolicyDocument: { Statement: Record<string, unknown>[] } }[];
  return policies.flatMap(({ PolicyDocument: { Statement } }) => Statement).filter(({ Action }) => [Action].flat().includes(action));
}

test('a bucket is made that is private, encrypted, takes TLS alone, and stays', () => {
  Template.fromStack(assessed()).hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    },
  });
});

test('tasks of a stack share the bucket and the role, in folders of their own', () => {
  const stack = assessed(undefined, {}, ['Sales', 'Stock']);
  Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
  const { Sales: sales, Stock: stock } = assessments(stack)!;
  const made = { Bucket: { Ref: expect.any(String) }, RoleArn: expect.any(Object) };
  expect(sales).toEqual({ ...made, Folder: expect.stringMatching(/^test-sales-/), FailOn: 'failed' });
  expect([stock.Bucket, stock.RoleArn]).toEqual([sales.Bucket, sales.RoleArn]);
  expect(stock.Folder).not.toBe(sales.Folder);
});

test('DMS may only keep results in the bucket, and acts for this account alone', () => {
  const stack = assessed();
  const [objects] = statements(stack, 's3:PutObject');
  expect(objects.Action).toEqual(['s3:PutObject', 's3:DeleteObject', 's3:GetObject', 's3:PutObjectTagging']);
  expect(JSON.stringify(objects.Resource)).toContain('"/*"');
  expect(statements(stack, 's3:ListBucket')[0].Action).toEqual(['s3:ListBucket', 's3:GetBucketLocation']);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Description: Match.stringLikeRegexp('^Lets DMS keep the results of premigration assessments'),
    AssumeRolePolicyDocument: { Statement: [{
      Principal: { Service: 'dms.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': Match.anyValue() }, ArnLike: { 'aws:SourceArn': Match.anyValue() } },
    }] },
  });
});

test('deployments may have these tasks assessed, pass that role to DMS alone, and begin when they may', () => {
  const stack = assessed(undefined, {}, ['Sales', 'Stock']);
  const template = Template.fromStack(stack);
  const [{ Resource: tasks }] = statements(stack, 'dms:StartReplicationTaskAssessmentRun');
  expect(tasks).toEqual(Object.keys(template.findResources('AWS::DMS::ReplicationTask')).map((Ref) => ({ Ref })));
  const passed = statements(stack, 'iam:PassRole');
  expect(passed).toEqual([expect.objectContaining({
    Resource: [assessments(stack)!.Sales.RoleArn], Condition: { StringEquals: { 'iam:PassedToService': 'dms.amazonaws.com' } },
  })]);
  const [after] = Object.values(template.findResources(STEP, { Properties: { Part: 'After' } })) as { DependsOn: string[] }[];
  expect(after.DependsOn).toEqual(expect.arrayContaining([
    expect.stringMatching(/^DmsDeploymentAssessmentsPermissions1/),
    expect.stringMatching(/^DmsAssessmentsRole/),
    expect.stringMatching(/^DmsAssessmentsBucket/),
  ]));
});

test('a policy takes fifty tasks', () => {
  const stack = assessed(undefined, {}, Array.from({ length: 51 }, (_, index) => `Task${index}`));
  expect(statements(stack, 'dms:StartReplicationTaskAssessmentRun').map(({ Resource }) => (Resource as unknown[]).length).sort()).toEqual([1, 50]);
});

test('a bucket that is given is taken, with its key, and no other is made', () => {
  const stack = assessed((of) => ({
    bucket: new s3.Bucket(of, 'Mine', { encryptionKey: new kms.Key(of, 'Key') }),
    folder: 'orders',
    include: ['postgres-check-pk'],
    failOn: AssessmentSeverity.NEVER,
  }));
  Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
  expect(assessments(stack)).toEqual({ Sales: {
    Bucket: { Ref: expect.stringMatching(/^Mine/) },
    Folder: 'orders',
    RoleArn: expect.any(Object),
    IncludeOnly: ['postgres-check-pk'],
    FailOn: 'never',
    KeyArn: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
  } });
  const uses = statements(stack, 'kms:GenerateDataKey').filter(({ Resource }) => JSON.stringify(Resource).includes('"Key'));
  expect(uses.map(({ Action }) => Action)).toEqual([['kms:Decrypt', 'kms:GenerateDataKey']]);
  expect(JSON.stringify(uses[0].Condition)).toContain('"s3."');
});

test('without an assessment nothing is said or allowed', () => {
  const stack = assessed(undefined, { premigrationAssessment: undefined });
  expect(assessments(stack)).toBeUndefined();
  expect(statements(stack, 'iam:PassRole')).toEqual([]);
  Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 0);
});

test('a task that no deployment starts is not assessed, which is told', () => {
  expect(assessments(assessed(undefined, { startOnDeploy: false }))).toBeUndefined();
});

test('include and exclude are refused together, and what is no bucket', () => {
  expect(synthesisErrors(assessed(() => ({ include: ['postgres-check-pk'], exclude: ['postgres-check-wallevel'] }))).join('\n'))
    .toContain("'premigrationAssessment.include' is given together with 'exclude'");
  expect(synthesisErrors(assessed(() => ({ bucket: 'results' as never }))).join('\n'))
    .toContain("'premigrationAssessment.bucket' must be of the type s3.IBucket");
});
