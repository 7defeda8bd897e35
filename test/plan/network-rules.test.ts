import { checkCidrs, checkSecurityGroups, checkServerName, isCidr } from '../../lib/plan/network-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const WHERE = 'network';

test.each(['10.20.0.0/16', '172.16.4.7/32', '192.168.1.0/24', '2001:db8::/32', '64.0.0.0/2'])('%s is a range like others', (cidr) => {
  expect(checkCidrs(WHERE, [cidr])).toEqual([]);
});

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '10.0.0.0/8/8', '::/129', 'db.example.com/32', '10.0.0.0/x', ''])('%s is no range', (cidr) => {
  expect(isCidr(cidr)).toBe(false);
});

test.each(['db.example.com', 'db_1.corp.', '10.0.0.5', '2001:db8::5', 'localhost'])('%s is a server name', (name) => {
  expect(checkServerName('serverName', name)).toEqual([]);
});

test('what is not reached by security groups needs none of them', () => {
  expect(checkSecurityGroups({ where: WHERE, instanceGroups: 1 })).toEqual([]);
});

test('anything that is no list of ranges is passed over without an exception', () => {
  for (const odd of [undefined, null, 5, 'x', UNKNOWN]) expect(checkCidrs(WHERE, odd)).toEqual([]);
  expect(checkCidrs(WHERE, [5, {}]).map(({ code }) => code)).toEqual(['cidrForm', 'cidrForm']);
});

testRules([
  {
    code: 'cidrMissing',
    bad: () => checkCidrs(WHERE, []),
    message: "'network' is given no range of addresses. The replication instance could not reach the database. "
      + "Give the database's address, such as '10.20.0.5/32', or write DatabaseNetwork.unmanaged(). [cidrMissing]",
    unknown: () => checkCidrs(WHERE, UNKNOWN),
  },
  {
    code: 'cidrForm',
    bad: () => checkCidrs(WHERE, ['premises']),
    message: "'network' must be an address and the length of its prefix, got \"premises\". CloudFormation refuses other ranges in a security group. "
      + "Write it as '10.20.0.0/16'. [cidrForm]",
    unknown: () => checkCidrs(WHERE, [UNKNOWN]),
  },
  {
    code: 'cidrForm',
    variant: 'one address',
    bad: () => checkCidrs(WHERE, ['10.20.0.5']),
    message: "'network' must be an address and the length of its prefix, got \"10.20.0.5\". CloudFormation refuses other ranges in a security group. "
      + "Write '10.20.0.5/32' for that one address. [cidrForm]",
    unknown: () => checkCidrs(WHERE, [UNKNOWN]),
  },
  {
    code: 'cidrAnywhere',
    bad: () => checkCidrs(WHERE, ['0.0.0.0/0']),
    message: "'network' lets the instance connect to every address there is, got \"0.0.0.0/0\". A range is meant to name the network that the database "
      + 'stands in. Name that network, or say DatabaseNetwork.of(ec2.Peer.anyIpv4()) if it must be so. [cidrAnywhere]',
    unknown: () => checkCidrs(WHERE, [UNKNOWN]),
  },
  {
    code: 'cidrCoversReserved',
    bad: () => checkCidrs(WHERE, ['192.168.0.0/16']),
    message: "'network' covers 192.168.0.0/24, got \"192.168.0.0/16\". DMS uses that range itself, so a database with an address in it cannot be reached. "
      + "Give the database's own address, or move it to another one. [cidrCoversReserved]",
    unknown: () => checkCidrs(WHERE, [UNKNOWN]),
  },
  {
    code: 'reservedAddress',
    variant: 'range',
    bad: () => checkCidrs(WHERE, ['192.168.0.64/26']),
    message: "'network' must not be in 192.168.0.0/24, got \"192.168.0.64/26\". DMS uses that range itself, so the instance cannot reach a database "
      + 'there and the connection test fails. Give the database an address outside it, or put a proxy or NAT in front of it. [reservedAddress]',
    unknown: () => checkCidrs(WHERE, [UNKNOWN]),
  },
  {
    code: 'reservedAddress',
    variant: 'server',
    bad: () => checkServerName('serverName', '192.168.0.17'),
    message: "'serverName' must not be in 192.168.0.0/24, got \"192.168.0.17\". DMS uses that range itself, so the instance cannot reach a database "
      + 'there and the connection test fails. Give the database an address outside it, or put a proxy or NAT in front of it. [reservedAddress]',
    unknown: () => checkServerName('serverName', UNKNOWN),
  },
  {
    code: 'serverNameForm',
    bad: () => checkServerName('serverName', 'jdbc:postgresql://db.example.com:5432/app'),
    message: "'serverName' must be a host name or an address, got \"jdbc:postgresql://db.example.com:5432/app\". DMS looks it up as it is, so a scheme, "
      + "a port or a path in it makes the connection fail. Write the host alone, and the port, if it is not the engine's own, as 'port'. "
      + '[serverNameForm]',
    unknown: () => checkServerName('serverName', UNKNOWN),
  },
  {
    code: 'securityGroupsUnknown',
    bad: () => checkSecurityGroups({ where: WHERE, instanceGroups: 0, databaseGroups: 0 }),
    message: "'network' cannot be opened: no security group of the replication instance or the database is known. An imported resource has only the "
      + "security groups that it was given, so no rule lets the instance connect. Give 'securityGroups' where it is imported, or write "
      + 'DatabaseNetwork.unmanaged() if the way is open already. [securityGroupsUnknown]',
    unknown: () => checkSecurityGroups({ where: WHERE, instanceGroups: 1, databaseGroups: 1 }),
  },
]);
