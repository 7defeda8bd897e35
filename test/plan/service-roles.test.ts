import { checkServiceRoles, managedPolicyArn, trustPolicy, type ServiceRolesInput } from '../../lib/plan/service-roles';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const OWN: ServiceRolesInput = {
  path: 'B/Roles', stack: 'B', account: '111111111111', mode: 'detect', roles: ['dms-vpc-role'], timeoutSeconds: 300, hasPermissionsBoundary: false,
};
const CREATING = { ...OWN, mode: 'create' };

testRules([
  {
    code: 'serviceRolesTimeout',
    bad: () => checkServiceRoles({ ...OWN, timeoutSeconds: 900 }, []),
    message: '\'timeout\' must be from 1 to 14 minutes, got 900 seconds.'
      + ' IAM needs the better part of a minute to spread a new role, and the Lambda function that waits for it runs at most 15 minutes.'
      + ' Set it in that range or leave it out. [serviceRolesTimeout]',
    unknown: () => checkServiceRoles({ ...OWN, timeoutSeconds: UNKNOWN }, []),
  },
  {
    code: 'serviceRolesBoundaryUnused',
    bad: () => checkServiceRoles({ ...OWN, mode: 'existing', hasPermissionsBoundary: true }, []),
    message: '\'permissionsBoundary\' has no effect with mode EXISTING. No role is created, and a role that exists is never changed.'
      + ' Leave it out, or set the boundary where the roles are created. [serviceRolesBoundaryUnused]',
    unknown: () => checkServiceRoles({ ...OWN, hasPermissionsBoundary: true }, []),
  },
  {
    code: 'serviceRolesTwice',
    bad: () => checkServiceRoles(OWN, [{ ...OWN, path: 'B/Another' }]),
    message: '\'DmsServiceRoles\' stands a second time in this stack, beside "B/Another".'
      + ' A stack needs each role once, and the constructs that need them cannot know which of the two to wait for.'
      + ' Define it once, before the constructs that use it, and add to its roles. [serviceRolesTwice]',
    unknown: () => checkServiceRoles(OWN, [{ ...OWN, path: 'A/Roles', stack: 'A' }]),
  },
  {
    code: 'serviceRolesCreatedTwice',
    bad: () => checkServiceRoles(CREATING, [{ ...CREATING, path: 'A/Roles', stack: 'A' }]),
    message: '\'mode\' is CREATE here and at "A/Roles", in one account.'
      + ' The roles have fixed names and exist once in an account, so the second stack or Region would fail on a role that is there.'
      + ' Leave the mode out in all of them, or use EXISTING in all but one. [serviceRolesCreatedTwice]',
    unknown: () => checkServiceRoles({ ...CREATING, account: UNKNOWN }, [{ ...CREATING, path: 'A/Roles', stack: 'A', account: UNKNOWN }]),
  },
]);

test.each([
  ['in another account', { account: '222222222222' }],
  ['of other roles', { roles: ['dms-access-for-endpoint'] }],
  ['that exist', { mode: 'existing' }],
])('lets a second stack have roles %s', (_, changes) => {
  expect(checkServiceRoles(CREATING, [{ ...CREATING, path: 'A/Roles', stack: 'A', ...changes }])).toEqual([]);
});

test('tells of a pair once', () => {
  expect(checkServiceRoles({ ...CREATING, path: 'A/Roles', stack: 'A' }, [CREATING])).toEqual([]);
});

test('gives the policy in the partition', () => {
  expect(managedPolicyArn('dms-vpc-role', { partition: 'aws-cn', account: '1' })).toBe('arn:aws-cn:iam::aws:policy/service-role/AmazonDMSVPCManagementRole');
});

test('lets DMS assume the VPC role for this account alone, and for every Region', () => {
  expect(trustPolicy('dms-vpc-role', { partition: 'aws-us-gov', account: '111111111111' }).Statement).toEqual([{
    Effect: 'Allow',
    Principal: { Service: 'dms.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'aws:SourceAccount': '111111111111' },
      ArnLike: { 'aws:SourceArn': 'arn:aws-us-gov:dms:*:111111111111:*' },
    },
  }]);
});

test('does not hold DMS to keys that it may not send when it writes logs', () => {
  expect(trustPolicy('dms-cloudwatch-logs-role', { partition: 'aws', account: '111111111111' }).Statement[0]?.Condition).toEqual({
    StringEqualsIfExists: { 'aws:SourceAccount': '111111111111' },
    ArnLikeIfExists: { 'aws:SourceArn': 'arn:aws:dms:*:111111111111:*' },
  });
});

test('holds Redshift to its own database users, not to a DMS resource', () => {
  expect(trustPolicy('dms-access-for-endpoint', { partition: 'aws', account: '111111111111' }).Statement[1]).toMatchObject({
    Principal: { Service: 'redshift.amazonaws.com' },
    Condition: { StringLikeIfExists: { 'sts:ExternalId': 'arn:aws:redshift:*:111111111111:dbuser:*' } },
  });
});
