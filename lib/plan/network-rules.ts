import { isIP, isIPv4 } from 'node:net';
import { error, list, show, warning, type Problem } from './problem';
import { isKnown, UNKNOWN } from './unknown';

/** A replication instance cannot reach addresses in this range: DMS uses it itself [DMS User Guide, Troubleshooting migration tasks]. */
const RESERVED = '192.168.0.0/24';

/** Checks ranges of addresses that a database may have. */
export function checkCidrs(where: string, cidrs: unknown): Problem[] {
  if (!Array.isArray(cidrs)) return [];
  if (cidrs.length === 0) {
    return [error({
      code: 'cidrMissing',
      where,
      what: 'is given no range of addresses',
      why: 'The replication instance could not reach the database',
      mend: "Give the database's address, such as '10.20.0.5/32', or write DatabaseNetwork.unmanaged()",
    })];
  }
  return cidrs.flatMap((cidr: unknown) => (isKnown(cidr) ? checkCidr(where, cidr) : []));
}

/** Whether a range is spelled so that CloudFormation takes it. */
export function isCidr(cidr: unknown): boolean {
  if (cidr === UNKNOWN) return true;
  const [address, prefix, ...rest] = String(cidr).split('/');
  if (rest.length > 0 || prefix === undefined || !/^\d{1,3}$/.test(prefix)) return false;
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}

function checkCidr(where: string, cidr: unknown): Problem[] {
  if (!isCidr(cidr)) {
    return [error({
      code: 'cidrForm',
      where,
      what: `must be an address and the length of its prefix, got ${show(cidr)}`,
      why: 'CloudFormation refuses other ranges in a security group',
      mend: isIP(String(cidr)) === 0 ? "Write it as '10.20.0.0/16'" : `Write '${String(cidr)}/${isIPv4(String(cidr)) ? 32 : 128}' for that one address`,
    })];
  }
  const [address, prefix] = String(cidr).split('/');
  if (Number(prefix) === 0) {
    return [error({
      code: 'cidrAnywhere',
      where,
      what: `lets the instance connect to every address there is, got ${show(cidr)}`,
      why: 'A range is meant to name the network that the database stands in',
      mend: 'Name that network, or say DatabaseNetwork.of(ec2.Peer.anyIpv4()) if it must be so',
    })];
  }
  if (!isIPv4(address)) return [];
  if (isReservedAddress(address) && Number(prefix) >= 24) return [reservedAddress(where, show(cidr))];
  if (covers(address, Number(prefix), '192.168.0.0')) {
    return [warning({
      code: 'cidrCoversReserved',
      where,
      what: `covers ${RESERVED}, got ${show(cidr)}`,
      why: 'DMS uses that range itself, so a database with an address in it cannot be reached',
      mend: "Give the database's own address, or move it to another one",
    })];
  }
  return [];
}

/** Checks the name or address that a database is connected to by. */
export function checkServerName(where: string, serverName: unknown): Problem[] {
  if (!isKnown(serverName)) return [];
  const text = String(serverName);
  if (isIPv4(text) && isReservedAddress(text)) return [reservedAddress(where, show(text))];
  if (isIP(text) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?$/.test(text)) return [];
  return [error({
    code: 'serverNameForm',
    where,
    what: `must be a host name or an address, got ${show(text)}`,
    why: 'DMS looks it up as it is, so a scheme, a port or a path in it makes the connection fail',
    mend: "Write the host alone, and the port, if it is not the engine's own, as 'port'",
  })];
}

/** Checks that there is a security group on both sides for a rule to stand in. */
export function checkSecurityGroups({ where, instanceGroups, databaseGroups }: {
  readonly where: string;
  /** How many security groups the replication instance is known to have. */
  readonly instanceGroups: number;
  /** How many the database is known to have, or undefined if it is not reached by them. */
  readonly databaseGroups?: number;
}): Problem[] {
  const lacking = [
    ...(instanceGroups === 0 ? ['the replication instance'] : []),
    ...(databaseGroups === 0 ? ['the database'] : []),
  ];
  if (lacking.length === 0) return [];
  return [warning({
    code: 'securityGroupsUnknown',
    where,
    what: `cannot be opened: no security group of ${list(lacking, 'or')} is known`,
    why: 'An imported resource has only the security groups that it was given, so no rule lets the instance connect',
    mend: "Give 'securityGroups' where it is imported, or write DatabaseNetwork.unmanaged() if the way is open already",
  })];
}

function reservedAddress(where: string, got: string): Problem {
  return error({
    code: 'reservedAddress',
    where,
    what: `must not be in ${RESERVED}, got ${got}`,
    why: 'DMS uses that range itself, so the instance cannot reach a database there and the connection test fails',
    mend: 'Give the database an address outside it, or put a proxy or NAT in front of it',
  });
}

function isReservedAddress(address: string): boolean {
  return covers('192.168.0.0', 24, address);
}

/** Whether the IPv4 range has the address in it. */
function covers(network: string, prefix: number, address: string): boolean {
  const size = 2 ** (32 - prefix);
  return Math.floor(toNumber(network) / size) === Math.floor(toNumber(address) / size);
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}
