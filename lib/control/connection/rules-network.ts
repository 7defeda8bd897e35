import type { Rule, Subject } from './diagnosis';
import { any, native, ora, state } from './signs';

/**
 * In the order in which it is quickly looked up and mostly wrong: group, address, route, ACL, firewall. A dropped packet looks the same at
 * each of them.
 */
function reachability({ role }: Subject): string[] {
  return [
    `Let the security group of the ${role} in from the security group of the replication instance, at the port of the database`,
    'Let the security group of the replication instance out to that port',
    'See that host and port of the endpoint or its secret are right, and that the name resolves to an address that the VPC can reach',
    'See that route tables of the subnets of the replication instance lead there (peering, transit gateway, VPN, NAT), and others back',
    'See that network ACLs let the port out and answers to ports 1024-65535 in',
    'For a database on premises let its firewall in from the subnets of the replication instance',
  ];
}

/**
 * The way to the database. SQL Server's driver says "Login timeout expired" of a name that is not found and of a refused connection, so those
 * come before the time-out. Codes in hexadecimal are those of Windows Sockets, which the driver has on Linux, too.
 */
export const NETWORK_RULES: readonly Rule[] = [
  {
    id: 'badConnectionString',
    cause: 'dns',
    certainty: 'likely',
    // [DMS User Guide, Troubleshooting migration tasks: Incorrect thread connection string]
    when: /incorrect thread (?:connection string|value)/i,
    words: () => 'The connection string has a character that does not belong there, such as a blank after the host.',
    checks: () => [
      'See that host, port, user and database name have no blank or line break at their ends',
      'See that the password has none of `;` `.` `:` `+`',
    ],
  },
  {
    id: 'unresolvedIdentifier',
    cause: 'dns',
    certainty: 'likely',
    when: ora(12154),
    words: ({ role }) => `Oracle could not make an address of what the endpoint says about the ${role}.`,
    checks: ({ role }) => [
      `See that host, port and database name of the ${role} are plain values, without blanks or brackets`,
      'See that the password has none of `;` `.` `:` `+`',
    ],
  },
  {
    id: 'hostNotFound',
    cause: 'dns',
    certainty: 'certain',
    // 2005 of MySQL: unknown host; ORA-12545: host does not exist; 0x2AF9 (11001): host not found.
    when: any(
      native(2005), ora(12545),
      /0x2af9\b|could not translate host ?name|unknown (?:mysql |mariadb )?(?:server )?host\b|name or service not known/,
      /temporary failure in name resolution|name resolution|no such host|nodename nor servname|getaddrinfo|failed to resolve/,
      /could ?n[o']t resolve|unable to resolve|host not found|no address associated/,
    ),
    words: ({ role }) => `The host name of the ${role} has no address in the VPC of the replication instance.`,
    checks: ({ role }) => [
      `See that the host of the ${role} in the endpoint or its secret is spelt right`,
      'See that DNS support and DNS host names of the VPC are on',
      'Associate the private hosted zone with this VPC, or forward its names by a Route 53 Resolver rule',
      'For a name on premises let the replication instance use a DNS server that knows it, or give the IP address',
    ],
  },
  {
    id: 'refused',
    cause: 'refused',
    certainty: 'certain',
    // ORA-12541: no listener; 111 is ECONNREFUSED of Linux; 0x274D (10061): refused. Db2 has the number in its protocol specific codes.
    when: any(
      ora(12541),
      /connection refused|actively refused|econnrefused|can'?t connect to \w+ server on .{0,255}\((?:111|61)\b|\b0x274d\b/,
      /error code\(?s?\)?: "111"|no listener|errno[=: ]+111\b/,
    ),
    words: ({ role }) => `The host of the ${role} was reached, and nothing listens at the port.`,
    checks: ({ role }) => [
      `See that the port of the endpoint or its secret is the one that the ${role} database listens at`,
      `See that the ${role} database runs, and listens at its address and not at localhost only`,
      'See that no firewall or proxy on the way refuses the connection',
    ],
  },
  {
    id: 'timeout',
    cause: 'network',
    certainty: 'certain',
    // ORA-12170, 12535, 12606, 12609: time-outs; 110 is ETIMEDOUT and 113 EHOSTUNREACH of Linux; 0x274C (10060): time-out. Db2 names the
    // function in which it waited. HYT00 and HYT01 are time-outs of ODBC.
    when: any(
      ora(12170, 12535, 12606, 12609), state('HYT00', 'HYT01'),
      /time-?out (?:expired|occurred|was reached|exceeded)|timed[ -]?out|i\/o timeout|etimedout|\btimeout\b|selectforconnecttimeout/,
      /can'?t connect to \w+ server on .{0,255}\((?:110|113|101)\b|\b0x274c\b|no route to host|network is unreachable/,
      /host is unreachable|no suitable servers found|serverselection/,
    ),
    words: ({ role }) => `Nothing answered at the address of the ${role} in time. A time-out cannot tell a security group from a route.`,
    checks: reachability,
  },
  {
    id: 'cutOff',
    cause: 'network',
    certainty: 'likely',
    // ORA-12537, 12547: closed or lost; 03113, 03135: end of file, lost; 12564: refused by the listener's list; 2013, 2006 of MySQL.
    when: any(
      ora(12537, 12547, 12560, 12564, 3113, 3135), native(2013, 2006), state('08S01'),
      /server closed the connection|connection reset|econnreset|lost connection to mysql server|communication link failure/,
      /connection (?:was )?closed|broken pipe|\b0x2746\b/,
    ),
    words: ({ role }) => `The connection to the ${role} was closed while it was being made. Something on the way, or the server, does not want it.`,
    checks: ({ role }) => [
      `See that the ${role} or a firewall before it accepts the address of the replication instance (as \`tcp.invited_nodes\` of Oracle)`,
      'See that the port is that of the database, and not of another service or of an encrypted listener',
      `Look into the log of the ${role} database at the time of the test`,
    ],
  },
  {
    id: 'cannotConnect',
    cause: 'network',
    certainty: 'likely',
    // 08001: the client could not connect. 2002, 2003 of MySQL without a number of the operating system; -30081 of Db2.
    when: any(native(2002, 2003, -30081), /sql30081n|can'?t connect to (?:local )?(?:mysql|mariadb)/),
    words: ({ role }) => `The replication instance does not reach the ${role}.`,
    checks: reachability,
  },
];

/** What DMS says of many things, so it comes after everything that knows better. */
export const NETWORK_LAST: readonly Rule[] = [
  {
    id: 'networkError',
    cause: 'network',
    certainty: 'likely',
    when: any(state('08001', '08004', '08006'), /network error has occurred/),
    words: ({ role }) => `The replication instance does not reach the ${role}, as DMS has it; it says so of other things, too.`,
    checks: (subject) => [
      ...reachability(subject),
      `If the network is right, see that the SSL mode of the endpoint and the user are what the ${subject.role} wants`,
    ],
  },
];
