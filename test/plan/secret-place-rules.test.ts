import { checkSecretPlace } from '../../lib/plan/secret-place-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const here = { secretAccount: '111122223333', secretRegion: 'eu-west-1', hasKey: true, account: '111122223333', region: 'eu-west-1' };

testRules([
  {
    code: 'secretInOtherRegion',
    bad: () => checkSecretPlace({ ...here, secretRegion: 'us-east-1' }),
    message: "'secret' is in \"us-east-1\", and the endpoint in \"eu-west-1\". DMS asks the Secrets Manager of its own Region, which does not have it. "
      + 'Replicate the secret to the Region of the endpoint (replicaRegions of secretsmanager.Secret), and give the replica. [secretInOtherRegion]',
    unknown: () => checkSecretPlace({ ...here, secretRegion: UNKNOWN }),
  },
  {
    code: 'secretInOtherAccount',
    bad: () => checkSecretPlace({ ...here, secretAccount: '444455556666' }),
    message: "'secret' is in the account \"444455556666\". The role of the endpoint may read it only if that account lets it, by the policies of the "
      + 'secret and of its key. In that account, allow the role secretsmanager:GetSecretValue and secretsmanager:DescribeSecret in the policy of the '
      + 'secret, kms:Decrypt and kms:DescribeKey in that of its key and acknowledge this. [secretInOtherAccount]',
    unknown: () => checkSecretPlace({ ...here, secretAccount: UNKNOWN }),
  },
  {
    code: 'secretInOtherAccount',
    variant: 'without a key',
    bad: () => checkSecretPlace({ ...here, secretAccount: '444455556666', hasKey: false }),
    message: "'secret' is in the account \"444455556666\", and is not known to have a key of its own. The key that Secrets Manager takes by itself serves "
      + 'its own account alone, and the role of the endpoint needs the right to use another one. In that account, allow the role '
      + 'secretsmanager:GetSecretValue and secretsmanager:DescribeSecret in the policy of the secret, kms:Decrypt and kms:DescribeKey in that of its '
      + 'key, give the key as encryptionKey of the secret, and acknowledge this. [secretInOtherAccount]',
    unknown: () => checkSecretPlace({ ...here, secretAccount: '444455556666', account: UNKNOWN, hasKey: false }),
  },
]);

test('a secret of the same account and Region has nothing to be told', () => {
  expect(checkSecretPlace({ ...here, hasKey: false })).toEqual([]);
});
