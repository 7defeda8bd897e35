/**
 * What DMS's messages mean.
 *
 * DMS wraps what drivers and services say, and its own part of a message is of little use: "Network error has occurred" stands before a refused
 * login as well as before a time-out, "Unable to find Secrets Manager secret" before whatever keeps it from the secret. So the innermost words
 * count, and the first rule that fits is taken, in this order:
 * 1. what DMS or the database cannot do at the moment;
 * 2. the secret and its key, on whose way time-outs occur as well;
 * 3. TLS, which PostgreSQL calls a missing entry of pg_hba.conf;
 * 4. privileges, which MySQL calls "access denied" like a wrong password;
 * 5. the database's name and the login;
 * 6. what is not set up for DMS;
 * 7. the way: names before refusals before time-outs, for SQL Server's driver ends each with "Login timeout expired";
 * 8. what says little, and at last nothing.
 */
import type { Rule, Subject, TestedEndpoint } from './diagnosis';
import { BUSY_RULES } from './rules-busy';
import { LOGIN_RULES } from './rules-login';
import { NETWORK_LAST, NETWORK_RULES } from './rules-network';
import { AWS_SERVICES, SECRET_RULES } from './rules-secret';
import { GRANT_RULES, SETUP_LAST, SETUP_RULES } from './rules-setup';
import { TLS_RULES } from './rules-tls';

/** From the ground up: what works is out of the question. */
function everything({ role }: Subject): string[] {
  return [
    `See that the replication instance reaches the ${role}: security groups, routes, network ACLs, firewalls`,
    'See that host, port and database name of the endpoint are right',
    `Log in at the ${role} with the user and password of the secret from elsewhere`,
    'See that the SSL mode and certificate of the endpoint are what the database wants',
    'Look into the log of the database at the time of the test',
  ];
}

/** Taken if no other rule fits. */
export const NOTHING_KNOWN: Rule = {
  id: 'unknown',
  cause: 'unknown',
  certainty: 'unknown',
  when: /^/,
  words: ({ role, said }) => `DMS could not connect to the ${role}, and its message does not tell why: "${said}".`,
  checks: everything,
};

/** Messages that are known, and known to say nothing of the cause. */
const EMPTY_RULES: readonly Rule[] = [
  {
    id: 'noMessage',
    cause: 'unknown',
    certainty: 'unknown',
    when: /^$/,
    words: ({ role }) => `DMS could not connect to the ${role}, and says nothing about it.`,
    checks: (subject) => ['Test the connection in the console of DMS, which may say more', ...everything(subject)],
  },
  {
    id: 'oracleClient',
    cause: 'unknown',
    certainty: 'unknown',
    // Oracle's client failed, and DMS left out its ORA number. Where it was seen, routes were suspected, which is not proven.
    when: /oci (?:connection failure|error)/i,
    words: ({ role, said }) => `DMS could not connect to Oracle at the ${role}, and leaves out Oracle's reason: "${said}".`,
    checks: (subject) => [
      `See that the replication instance reaches the ${subject.role}: security groups, routes, network ACLs, firewalls`,
      'See that host, port and service or SID of the endpoint are what `lsnrctl status` has',
      ...everything(subject).slice(2),
    ],
  },
  {
    id: 'service',
    cause: 'unknown',
    certainty: 'unknown',
    when: /failed to connect|cannot connect/i,
    engine: AWS_SERVICES,
    known: true,
    words: ({ role, said }) => `DMS could not use the ${role}, and its message does not tell why: "${said}".`,
    checks: () => [
      'See that the bucket, stream, table or domain exists in the Region that the endpoint has',
      'See that DMS may assume the role of the endpoint, and the role may use that resource and its KMS key',
      'Give the subnets of the replication instance a VPC endpoint for the service, or a route to a NAT gateway',
    ],
  },
  {
    id: 'dmsItself',
    cause: 'unknown',
    certainty: 'unknown',
    when: /unknown exception|internal (?:error|failure|server error)/i,
    words: ({ said }) => `The test itself failed, and its message does not tell why: "${said}".`,
    checks: (subject) => ['Test again, as DMS itself failed', ...everything(subject)],
  },
];

/** In the order in which they are tried. */
export const RULES: readonly Rule[] = [
  ...BUSY_RULES,
  ...SECRET_RULES,
  ...TLS_RULES,
  ...GRANT_RULES,
  ...LOGIN_RULES,
  ...SETUP_RULES,
  ...NETWORK_RULES,
  ...NETWORK_LAST,
  ...SETUP_LAST,
  ...EMPTY_RULES,
];

/** The rule for a message whose white space is single blanks. */
export function findRule(message: string, { engineName }: Pick<TestedEndpoint, 'engineName'>): Rule {
  const fits = ({ when, and, engine, known, notEngine }: Rule): boolean => when.test(message)
    && (and === undefined || and.test(message))
    && (engine === undefined || (engineName === undefined ? known !== true : engine.test(engineName)))
    && (notEngine === undefined || engineName === undefined || !notEngine.test(engineName));
  return RULES.find(fits) ?? NOTHING_KNOWN;
}
