import { Aws, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * The role that DMS takes on to read the secrets of one endpoint, and nothing else.
 *
 * The rights stand in a managed policy that the role names, not the other way round: so whatever uses the role comes after both, and DMS,
 * which tries the role when the endpoint is made, finds it complete. Compliance packs refuse policies inside a role.
 */
export function secretAccessRole(scope: Construct, id: string, secrets: readonly secretsmanager.ISecret[], takenOnBy?: iam.IPrincipal): iam.IRole {
  const stack = Stack.of(scope);
  const policy = new iam.ManagedPolicy(scope, `${id}Policy`, {
    description: `Reads the database credentials of ${scope.node.path}`,
    statements: secrets.flatMap((secret) => readSecret(stack, secret)),
  });
  return new iam.Role(scope, id, {
    description: `Lets DMS read the database credentials of ${scope.node.path}`,
    assumedBy: takenOnBy ?? dmsOfThisAccount(stack),
    managedPolicies: [policy],
  });
}

/**
 * The principal of the Region's own DMS, which secrets need [DMS User Guide, Using secrets to access DMS endpoints], and only when it
 * acts for this account [DMS User Guide, Cross-service confused deputy prevention].
 */
function dmsOfThisAccount(stack: Stack): iam.IPrincipal {
  return new iam.ServicePrincipal(`dms.${stack.region}.${Aws.URL_SUFFIX}`, {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:dms:${stack.region}:${stack.account}:*` },
    },
  });
}

function readSecret(stack: Stack, secret: secretsmanager.ISecret): iam.PolicyStatement[] {
  const read = new iam.PolicyStatement({
    actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
    resources: [arnForPolicy(stack, secret)],
  });
  const key = secret.encryptionKey;
  if (key === undefined) return [read];
  return [
    read,
    new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      // Secrets Manager decrypts with the rights of whoever reads. In China its name may end in the partition's own suffix [unverified].
      conditions: {
        StringEquals: { 'kms:ViaService': [`secretsmanager.${stack.region}.amazonaws.com`, `secretsmanager.${stack.region}.${Aws.URL_SUFFIX}`] },
      },
    }),
    // DMS asks for this right beside the other; through which service it uses it is not documented.
    new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources: [key.keyArn] }),
  ];
}

/** The ARN ends in six characters that are known only of secrets of this environment, or imported with the whole ARN. */
function arnForPolicy(stack: Stack, secret: secretsmanager.ISecret): string {
  const other = Stack.of(secret);
  const elsewhere = differ(stack.account, other.account) || differ(stack.region, other.region);
  return elsewhere || secret.secretFullArn === undefined ? `${secret.secretArn}-??????` : secret.secretFullArn;
}

function differ(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}
