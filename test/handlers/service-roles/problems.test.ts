import { failureProblem } from '../../../lib/handlers/service-roles/problems';
import { readRequest } from '../../../lib/handlers/service-roles/request';
import { describeProblem } from '../../../lib/plan/problem';
import { properties } from '../../support/service-role-request';

const { roles: [vpc, logs, redshift], place } = readRequest(properties(['dms-vpc-role', 'dms-cloudwatch-logs-role', 'dms-access-for-endpoint']));

test('serviceRoleMissing says what DMS needs the role for', () => {
  expect(describeProblem(failureProblem(vpc, { reason: 'missing' }, place))).toBe(
    '\'dms-vpc-role\' is no role of account 111111111111, or IAM has not shown it in time.'
    + ' DMS takes this role by its name and can create neither subnet groups nor instances without it.'
    + ' Deploy again, with a longer timeout if IAM is slow, or create the role first. [serviceRoleMissing]',
  );
});

test('serviceRoleNoPolicy says which policy to attach', () => {
  expect(describeProblem(failureProblem(logs, { reason: 'noPolicy' }, place))).toBe(
    '\'dms-cloudwatch-logs-role\' has no policy in account 111111111111.'
    + ' DMS takes this role by its name and writes no task logs without it, and a role that somebody else created is never changed.'
    + ' Attach arn:aws:iam::aws:policy/service-role/AmazonDMSCloudWatchLogsRole to it, or delete it and deploy again. [serviceRoleNoPolicy]',
  );
});

test('serviceRoleTrust says who must be let in', () => {
  expect(describeProblem(failureProblem(redshift, { reason: 'trust', refused: { dms: 'notTrusted', redshift: 'notTrusted' } }, place))).toBe(
    '\'dms-access-for-endpoint\' does not let dms.amazonaws.com and redshift.amazonaws.com assume it in account 111111111111.'
    + ' DMS takes this role by its name and cannot load Redshift without it, and a role that somebody else created is never changed.'
    + ' Let its trust policy allow sts:AssumeRole to dms.amazonaws.com and redshift.amazonaws.com, or delete it and deploy again. [serviceRoleTrust]',
  );
});

test('serviceRoleTrust says when the conditions leave out the Region', () => {
  expect(describeProblem(failureProblem(vpc, { reason: 'trust', refused: { dms: 'otherRegion' } }, place))).toBe(
    '\'dms-vpc-role\' does not let dms.amazonaws.com assume it in account 111111111111, for its conditions leave out Region eu-west-1.'
    + ' DMS takes this role by its name and can create neither subnet groups nor instances without it, and a role that somebody else created is never changed.'
    + ' Let its trust policy allow sts:AssumeRole to dms.amazonaws.com there, or delete it and deploy again. [serviceRoleTrust]',
  );
});

test('serviceRoleTrust says when the conditions leave out the account', () => {
  expect(failureProblem(vpc, { reason: 'trust', refused: { dms: 'otherAccount' } }, place).what).toBe(
    'does not let dms.amazonaws.com assume it in account 111111111111, for its conditions leave out account 111111111111',
  );
});

test('has words for a role that it does not know', () => {
  expect(failureProblem({ ...vpc, name: 'dms-new-role' }, { reason: 'missing' }, place).why).toBe('DMS takes this role by its name');
});
