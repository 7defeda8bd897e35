import type { Rule } from './diagnosis';
import { any } from './signs';

/** That the message speaks of the secret. DMS has "Unable to find Secrets Manager secret" for whatever keeps it from the secret. */
const SECRET = /secrets?[ _-]?manager|getsecretvalue|retrieve (?:the )?secret|secret arn|secret value/i;

/** Endpoints that are AWS services: they have a role and no secret. */
export const AWS_SERVICES = /^(?:s3|kinesis|dynamodb|opensearch|elasticsearch|neptune|timestream|dms-transfer)$/i;

/**
 * The secret and its key.
 *
 * They come before everything of the network: a time-out on the way to Secrets Manager says nothing about the way to the database. The key
 * comes before the secret, for Secrets Manager passes on what KMS said.
 */
export const SECRET_RULES: readonly Rule[] = [
  {
    id: 'keyDisabled',
    cause: 'kms',
    certainty: 'certain',
    notEngine: AWS_SERVICES,
    when: /kms/i,
    and: /kmsinvalidstate|disabledexception|\b(?:is|was) (?:disabled|pending deletion)|pending (?:deletion|import)/i,
    words: () => 'The KMS key that encrypts the secret is disabled or about to be deleted.',
    checks: () => [
      'Enable the KMS key of the secret, or take its deletion back',
      'Give the secret another key if that one is gone for good',
    ],
  },
  {
    id: 'keyDenied',
    cause: 'kms',
    certainty: 'certain',
    notEngine: AWS_SERVICES,
    // "Access to KMS is not allowed" is what Secrets Manager says if the caller may not decrypt [Secrets Manager User Guide, Troubleshooting].
    when: any(
      /access to kms is not allowed|kms:(?:decrypt|describekey|\*)|kms(?:key)?(?:accessdenied|notaccessible)/,
      /\bkms\b.{0,120}\b(?:denied|not authorized|not allowed)/,
    ),
    words: () => 'DMS may not use the KMS key that encrypts the secret.',
    checks: () => [
      'Allow `kms:Decrypt` and `kms:DescribeKey` on the key of the secret in the role that DMS reads the secret with',
      'See that the policy of the key lets this account or that role use it; a key of another account needs both',
    ],
  },
  {
    id: 'secretManagerName',
    cause: 'secret',
    certainty: 'certain',
    when: SECRET,
    // 6 is "could not resolve host" [libcurl, error codes].
    and: /curlcode: ?6\b|could ?n[o']t resolve|no such host/i,
    words: () => 'The replication instance does not find the address of Secrets Manager.',
    checks: () => [
      'Give the VPC an interface endpoint for Secrets Manager with private DNS, or a NAT gateway',
      'Turn on DNS support and DNS host names of the VPC',
      'See that the DHCP options of the VPC name a DNS server that resolves the names of AWS',
    ],
  },
  {
    id: 'secretManagerTls',
    cause: 'secret',
    certainty: 'likely',
    when: SECRET,
    // 35: TLS handshake failed; 60: certificate not trusted [libcurl, error codes].
    and: /curlcode: ?(?:35|60)\b/i,
    words: () => 'The replication instance got no trusted TLS connection to Secrets Manager.',
    checks: () => [
      'Exempt Secrets Manager from whatever inspects or intercepts TLS on the way',
      'See that the name of Secrets Manager resolves to the VPC endpoint or to AWS, and to nothing else',
    ],
  },
  {
    id: 'secretManagerTimeout',
    cause: 'secret',
    certainty: 'certain',
    when: SECRET,
    // 7: could not connect; 28: time-out; 52, 56: nothing received [libcurl, error codes].
    and: /curlcode: ?(?:7|28|52|55|56)\b|timeout was reached|timed? ?out|could ?n[o']t connect/i,
    words: () => 'The replication instance does not reach Secrets Manager. DMS says that the secret is not found, but it could not ask.',
    checks: () => [
      // From 3.4.7 on DMS goes to Secrets Manager by the VPC of the instance [DMS User Guide, Configuring VPC endpoints].
      'Give the subnets of the replication instance an interface endpoint for Secrets Manager, or a route to a NAT gateway',
      'Let the security group of the replication instance out to port 443',
      'Let the security group of the VPC endpoint in from the replication instance at port 443',
      'See that network ACLs of these subnets let port 443 out and answers in',
    ],
  },
  {
    id: 'secretRole',
    cause: 'secret',
    certainty: 'likely',
    when: /sts:assumerole|assume (?:the )?(?:iam )?role|(?:unable|failed|cannot|could not) to? ?assume/i,
    notEngine: AWS_SERVICES,
    words: () => 'DMS may not assume the role that it reads the secret with.',
    checks: () => [
      // [DMS User Guide, Using secrets to access DMS endpoints]: the service principal has the Region in its name.
      'See that the trust policy of the role names `dms.<region>.amazonaws.com` and allows `sts:AssumeRole`',
      'See that conditions of the trust policy (`aws:SourceAccount`, `aws:SourceArn`) fit this account and Region',
      'See that the role still exists; one that was deleted and created again has to be given to the endpoint again',
    ],
  },
  {
    id: 'secretDenied',
    cause: 'secret',
    certainty: 'certain',
    when: SECRET,
    and: /access ?denied|not authorized|unauthorized|forbidden/i,
    words: () => 'DMS may not read the secret.',
    checks: () => [
      'Allow `secretsmanager:GetSecretValue` on the ARN of the secret in the role that DMS reads it with',
      'See that the policy of the secret, and of the VPC endpoint for Secrets Manager, denies it to nobody of these',
    ],
  },
  {
    id: 'secretDeleted',
    cause: 'secret',
    certainty: 'certain',
    when: SECRET,
    and: /marked (?:for deletion|as deleted)|scheduled for deletion|currently marked deleted/i,
    words: () => 'The secret is about to be deleted, so nobody can read it.',
    checks: () => ['Restore the secret, or give the endpoint another one'],
  },
  {
    id: 'secretMissing',
    cause: 'secret',
    certainty: 'certain',
    // [Secrets Manager API, GetSecretValue]
    when: /can'?t find the specified secret/i,
    words: () => 'The secret does not exist in this account and Region, or has no current value.',
    checks: () => [
      'See that the secret exists in the Region of the endpoint, under the ARN that the endpoint has',
      'Give the secret a value; an empty one has no version with the label AWSCURRENT',
    ],
  },
  {
    id: 'secretNotFound',
    cause: 'secret',
    certainty: 'certain',
    when: SECRET,
    and: /resourcenotfound|does not exist/i,
    words: () => 'The secret does not exist in this account and Region, or has no current value.',
    checks: () => [
      'See that the secret exists in the Region of the endpoint, under the ARN that the endpoint has',
      'Give the secret a value; an empty one has no version with the label AWSCURRENT',
    ],
  },
  {
    id: 'secretContent',
    cause: 'secret',
    certainty: 'likely',
    when: /\bsecret/i,
    and: any(
      /pars(?:e|ing)|\bjson\b|malformed|missing|not (?:a )?valid|invalid (?:format|content|value)|does ?n[o']t (?:contain|have)/,
      /no (?:username|password|host|port)\b/,
    ),
    words: () => 'The secret was read, and has not got what DMS needs.',
    checks: () => [
      'Make the secret a JSON object with `username`, `password`, `host` and `port`, in lower case',
      'Give the name of the database on the endpoint; DMS does not take it from the secret',
      'For Oracle ASM add `asm_user`, `asm_password` and `asm_server`',
    ],
  },
  {
    id: 'secretOther',
    cause: 'secret',
    certainty: 'likely',
    when: SECRET,
    words: () => 'DMS could not get the secret of the endpoint.',
    checks: () => [
      'See that the replication instance reaches Secrets Manager: an interface endpoint or a NAT gateway, and port 443 let out',
      'See that the role of the endpoint may read the secret and use its key, and that DMS may assume it',
      'See that the secret exists in the Region of the endpoint',
    ],
  },
];
