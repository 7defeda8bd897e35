import { show, warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** Where the secret of an endpoint is, and where the endpoint. */
export interface SecretPlaceInput {
  readonly secretAccount?: unknown;
  readonly secretRegion?: unknown;
  /** Whether the secret is known to have a key of its own. */
  readonly hasKey: boolean;
  readonly account?: unknown;
  readonly region?: unknown;
}

/** Checks that the role of an endpoint can read a secret that is somewhere else. */
export function checkSecretPlace({ secretAccount, secretRegion, hasKey, account, region }: SecretPlaceInput): Problem[] {
  return [
    ...(differ(secretRegion, region) ? [otherRegion(secretRegion, region)] : []),
    ...(differ(secretAccount, account) ? [otherAccount(secretAccount, hasKey)] : []),
  ];
}

function differ(one: unknown, other: unknown): boolean {
  return isKnown(one) && isKnown(other) && one !== other;
}

/** That DMS asks the Secrets Manager of its own Region is derived: roles trust the Region's own DMS, and the way there is a VPC endpoint. */
function otherRegion(secretRegion: unknown, region: unknown): Problem {
  return warning({
    code: 'secretInOtherRegion',
    where: 'secret',
    what: `is in ${show(secretRegion)}, and the endpoint in ${show(region)}`,
    why: 'DMS asks the Secrets Manager of its own Region, which does not have it',
    mend: 'Replicate the secret to the Region of the endpoint (replicaRegions of secretsmanager.Secret), and give the replica',
  });
}

/**
 * The AWS managed key of Secrets Manager cannot be used from another account [Secrets Manager User Guide, Permissions for users in a different
 * account; AWS Database Blog, Configure an AWS DMS endpoint to access cross-account secrets].
 */
function otherAccount(secretAccount: unknown, hasKey: boolean): Problem {
  return warning({
    code: 'secretInOtherAccount',
    where: 'secret',
    what: `is in the account ${show(secretAccount)}${hasKey ? '' : ', and is not known to have a key of its own'}`,
    why: hasKey
      ? 'The role of the endpoint may read it only if that account lets it, by the policies of the secret and of its key'
      : 'The key that Secrets Manager takes by itself serves its own account alone, and the role of the endpoint needs the right to use another one',
    mend: 'In that account, allow the role secretsmanager:GetSecretValue and secretsmanager:DescribeSecret in the policy of the secret, kms:Decrypt and '
      + `kms:DescribeKey in that of its key${hasKey ? '' : ', give the key as encryptionKey of the secret,'} and acknowledge this`,
  });
}
