import { checkServiceAccess, secretsManager, type ServiceAccessInput } from '../../lib/plan/vpc-endpoint-rules';
import { testRules } from '../support/rule-cases';

const GOOD: ServiceAccessInput = {
  where: 'instance',
  needed: [secretsManager(['source', 'target'])],
  isolated: true,
  present: ['s3', 'secretsmanager'],
  open: ['secretsmanager'],
};

test('an instance that has a way and is let out has no problems', () => {
  expect(checkServiceAccess(GOOD)).toEqual([]);
});

test('an instance that needs no service has no problems', () => {
  expect(checkServiceAccess({ ...GOOD, needed: [], present: [], open: [] })).toEqual([]);
});

test('an instance with another way out of its subnets needs no VPC endpoint', () => {
  expect(checkServiceAccess({ ...GOOD, isolated: false, present: [] })).toEqual([]);
});

testRules([
  {
    code: 'vpcEndpointMissing',
    bad: () => checkServiceAccess({ ...GOOD, present: ['s3'], open: [] }),
    message: "'instance' stands in isolated subnets of a VPC without an endpoint for secretsmanager. The instance fetches the credentials of the source "
      + 'and the target from it, has no other way there, and the connection test fails. Add '
      + "vpc.addInterfaceEndpoint('SecretsManager', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER }) before the endpoint pair. "
      + '[vpcEndpointMissing]',
    unknown: () => [
      ...checkServiceAccess({ ...GOOD, present: undefined }),
      ...checkServiceAccess({ ...GOOD, present: [], isolated: undefined }),
    ],
  },
  {
    code: 'serviceClosed',
    bad: () => checkServiceAccess({ ...GOOD, needed: [secretsManager(['target'])], isolated: undefined, present: undefined, open: [] }),
    message: "'instance' has security groups that are not known to let it connect to secretsmanager (port 443). The instance fetches the credentials of "
      + "the target from it, and the connection test fails without it. Give the VPC endpoint as 'secretsManagerEndpoint' of the endpoint pair "
      + '(ec2.Peer.anyIpv4() if the way is a NAT gateway). [serviceClosed]',
    unknown: () => checkServiceAccess({ ...GOOD, isolated: undefined, present: undefined }),
  },
]);
