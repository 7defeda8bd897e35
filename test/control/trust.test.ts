import { judgeTrust } from '../../lib/control/trust';
import { trustPolicy } from '../../lib/plan/service-roles';

const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111111111111' };

function statement(changes: Record<string, unknown> = {}) {
  return { Effect: 'Allow', Principal: { Service: 'dms.amazonaws.com' }, Action: 'sts:AssumeRole', ...changes };
}

function judge(...statements: unknown[]) {
  return judgeTrust({ Version: '2012-10-17', Statement: statements }, 'dms', PLACE);
}

test.each([
  ['the plain policy of the user guide', statement()],
  ['several principals', statement({ Principal: { Service: ['redshift.amazonaws.com', 'dms.amazonaws.com'] } })],
  ['the principal of this Region', statement({ Principal: { Service: 'dms.eu-west-1.amazonaws.com' } })],
  ['the principal with the suffix of China', statement({ Principal: { Service: 'dms.amazonaws.com.cn' } })],
  ['anybody', statement({ Principal: '*' })],
  ['all but somebody', statement({ Principal: undefined, NotPrincipal: { AWS: '222222222222' } })],
  ['several actions', statement({ Action: ['sts:TagSession', 'STS:AssumeRole'] })],
  ['all actions of sts', statement({ Action: 'sts:*' })],
  ['all but some actions', statement({ Action: undefined, NotAction: 'sts:TagSession' })],
  ['the account', statement({ Condition: { StringEquals: { 'AWS:SourceAccount': '111111111111' } } })],
  ['one of several accounts', statement({ Condition: { StringLike: { 'aws:SourceAccount': ['2222*', '1111*'] } } })],
  ['every Region', statement({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:dms:*:111111111111:*' } } })],
  ['this Region', statement({ Condition: { ArnEqualsIfExists: { 'aws:SourceArn': 'arn:aws:dms:eu-west-1:111111111111:rep:*' } } })],
  ['one instance of this Region', statement({ Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:dms:eu-west-1:111111111111:rep:A' } } })],
  ['a Region like this one', statement({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:dms:eu-west-?:111111111111:*' } } })],
  ['an operator that is not known', statement({ Condition: { StringNotEquals: { 'aws:SourceAccount': '111111111111' } } })],
  ['a key that is not known', statement({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })],
])('trusts a role that allows %s', (_, allowed) => {
  expect(judge(allowed)).toBe('trusted');
});

test.each([
  ['notTrusted', 'another service', statement({ Principal: { Service: 'rds.amazonaws.com' } })],
  ['notTrusted', 'the principal of another Region', statement({ Principal: { Service: 'dms.us-east-1.amazonaws.com' } })],
  ['notTrusted', 'an account', statement({ Principal: { AWS: '111111111111' } })],
  ['notTrusted', 'another action', statement({ Action: 'sts:AssumeRoleWithSAML' })],
  ['notTrusted', 'nothing, but denies', statement({ Effect: 'Deny' })],
  ['otherAccount', 'another account', statement({ Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } } })],
  ['otherAccount', 'resources of another account', statement({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:dms:*:222222222222:*' } } })],
  ['otherAccount', 'resources of another account here', statement({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:dms:eu-west-1:2222:*' } } })],
  ['otherRegion', 'another Region', statement({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:dms:us-east-1:111111111111:*' } } })],
  ['otherRegion', 'another partition', statement({ Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws-cn:dms:eu-west-1:111111111111:*' } } })],
] as const)('finds %s where a role allows %s', (verdict, _, allowed) => {
  expect(judge(allowed)).toBe(verdict);
});

test('trusts a role of which one statement among several allows it', () => {
  const elsewhere = { ArnLike: { 'aws:SourceArn': 'arn:aws:dms:us-east-1:111111111111:*' } };
  expect(judge(statement({ Condition: elsewhere }), statement())).toBe('trusted');
});

test.each([undefined, null, 'text', 7, {}, { Statement: [] }, { Statement: ['text'] }, { Statement: [[]] }])('does not judge a policy of unknown shape: %j', (document) => {
  expect(judgeTrust(document, 'dms', PLACE)).toBe('trusted');
});

test('takes one statement that is no list', () => {
  expect(judgeTrust({ Statement: statement({ Principal: { Service: 'rds.amazonaws.com' } }) }, 'dms', PLACE)).toBe('notTrusted');
});

test.each(['dms-vpc-role', 'dms-cloudwatch-logs-role', 'dms-access-for-endpoint'] as const)('trusts the %s that this library creates, in every Region and partition', (role) => {
  for (const [partition, region] of [['aws', 'ap-southeast-2'], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']] as const) {
    const policy = trustPolicy(role, { partition, account: PLACE.account });
    expect(judgeTrust(policy, 'dms', { partition, region, account: PLACE.account })).toBe('trusted');
    expect(judgeTrust(policy, 'dms', { partition, region, account: '222222222222' })).toBe('otherAccount');
    expect(judgeTrust(policy, 'redshift', { partition, region, account: PLACE.account })).toBe(role === 'dms-access-for-endpoint' ? 'trusted' : 'notTrusted');
  }
});
