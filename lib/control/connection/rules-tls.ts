import type { Rule } from './diagnosis';
import { any, native, ora } from './signs';

/**
 * Encryption of the connection. It comes before login and network: PostgreSQL says "no pg_hba.conf entry" for a connection without TLS, and
 * DMS calls that "Network error has occurred".
 */
export const TLS_RULES: readonly Rule[] = [
  {
    id: 'tlsExpired',
    cause: 'tls',
    certainty: 'certain',
    when: /certificate (?:has |is )?expired|expired certificate|certificate is not yet valid/i,
    words: ({ role }) => `A certificate of the ${role} has expired.`,
    checks: ({ role }) => [
      `Renew the certificate of the ${role} database`,
      'Import the current CA certificates to DMS and give them to the endpoint',
    ],
  },
  {
    id: 'tlsHostName',
    cause: 'tls',
    certainty: 'certain',
    when: any(
      /does not match (?:the )?(?:target )?host ?name|host ?name (?:mismatch|verification failed|does not match|wasn't)/,
      /certificate.{0,120}name.{0,30}(?:mismatch|does not match)|ip address mismatch/,
    ),
    words: ({ role }) => `The certificate of the ${role} is for another host name than the endpoint has.`,
    checks: () => [
      'Give the endpoint the host name that stands in the certificate, not an IP address or an alias',
      'Take `verify-ca` instead of `verify-full` if there is no such name',
    ],
  },
  {
    id: 'tlsUntrusted',
    cause: 'tls',
    certainty: 'certain',
    // ORA-29024: certificate validation failure.
    when: any(
      ora(29024),
      /certificate verif\w+ failed|certificate validation fail|self[- ]signed certificate|unable to get (?:local )?issuer/,
      /unknown ca\b|unable to verify (?:the )?(?:\w+ )?certificate|not trusted|root certificate file/,
    ),
    words: ({ role }) => `The certificate of the ${role} is not signed by a CA that the endpoint knows.`,
    checks: ({ role }) => [
      `Import the CA certificate of the ${role} database to DMS and give it to the endpoint`,
      'Take the bundle of the right Region for a database of Amazon RDS',
      'For Oracle import a wallet that has the whole chain',
    ],
  },
  {
    id: 'tlsNeeded',
    cause: 'tls',
    certainty: 'likely',
    // PostgreSQL up to 13 says "SSL off", from 14 on "no encryption"; the entry may be missing altogether, so it is likely only.
    when: /pg_hba\.conf/i,
    and: /no encryption|ssl off/i,
    words: ({ role }) => `The ${role} accepts encrypted connections only, and the endpoint does not encrypt.`,
    checks: ({ role }) => [
      'Set the SSL mode of the endpoint to `require` or `verify-full`',
      // From PostgreSQL 15 on, RDS has `rds.force_ssl` on by default [RDS User Guide, Using SSL with a PostgreSQL DB instance].
      `If it encrypts already, add an entry for the address of the replication instance to pg_hba.conf of the ${role}`,
    ],
  },
  {
    id: 'tlsRequired',
    cause: 'tls',
    certainty: 'certain',
    // 3159 of MySQL: require_secure_transport; 9002 of Azure Database for MySQL.
    when: any(
      native(3159, 9002),
      /insecure transport|ssl(?:\/tls)?(?: connection| encryption)? (?:is )?required|requires? (?:ssl|tls|encrypt)|sslmode=require/,
      /encryption is required|unencrypted connections? (?:is|are) not/,
    ),
    words: ({ role }) => `The ${role} accepts encrypted connections only, and the endpoint does not encrypt.`,
    checks: () => ['Set the SSL mode of the endpoint to `require` or `verify-full`'],
  },
  {
    id: 'tlsMissing',
    cause: 'tls',
    certainty: 'certain',
    when: /server does not support ssl|ssl is not (?:enabled|supported) on the server|ssl connection error: ssl is required, but the server/i,
    words: ({ role }) => `The endpoint wants TLS, and the ${role} does not offer it.`,
    checks: ({ role }) => [`Turn on TLS at the ${role} database`, 'See that the port is the one of the encrypted listener'],
  },
  {
    id: 'tlsHandshake',
    cause: 'tls',
    certainty: 'likely',
    // 2026 of MySQL: SSL connection error; ORA-28860: fatal SSL error, 28862, 28864, 28865: connection closed; 0x2746 (10054): reset.
    when: any(
      native(2026), ora(28860, 28862, 28864, 28865, 28759, 28750),
      /ssl provider|ssl connection error|handshake fail|alert (?:handshake|protocol|bad certificate|unknown)|wrong version number/,
      /unsupported protocol|no (?:shared|suitable) (?:cipher|tls)|ssl(?:\/tls)? (?:error|handshake)|ssl_error|tlsv1 alert/,
      /secure channel/,
    ),
    words: ({ role }) => `Endpoint and ${role} did not agree on a TLS connection: version, cipher, certificate or port.`,
    checks: ({ role }) => [
      'See that host and port are those of an encrypted listener',
      `See that the ${role} allows TLS 1.2 and a cipher that this version of DMS has`,
      'See that the certificate or wallet of the endpoint is the current one',
    ],
  },
];
