import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseNetwork, Endpoint, SourceDatabase } from '../../lib';
import { testStack } from '../support/stacks';

function told(region: string, account: string, hasKey: boolean, code: string): number {
  const stack = testStack({ env: { account: '111122223333', region: 'eu-west-1' } });
  const secret = secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', {
    secretCompleteArn: `arn:aws:secretsmanager:${region}:${account}:secret:orders-AbCdEf`,
    encryptionKey: hasKey ? kms.Key.fromKeyArn(stack, 'SecretKey', `arn:aws:kms:${region}:${account}:key/1`) : undefined,
  });
  new Endpoint(stack, 'Endpoint', { database: SourceDatabase.postgreSql({ secret, databaseName: 'orders', network: DatabaseNetwork.cidr('10.0.0.0/16') }) });
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`\\[${code}\\]`)).length;
}

test.each([
  ['eu-west-1', '111122223333', 0, 0],
  ['us-east-1', '111122223333', 1, 0],
  ['eu-west-1', '444455556666', 0, 1],
  ['us-east-1', '444455556666', 1, 1],
])('a secret in %s of %s', (region, account, inOtherRegion, inOtherAccount) => {
  expect(told(region, account, true, 'secretInOtherRegion')).toBe(inOtherRegion);
  expect(told(region, account, false, 'secretInOtherAccount')).toBe(inOtherAccount);
});
