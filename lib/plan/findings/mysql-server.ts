import { factRule, missingSettings, settingRule } from './makers';
import { isOn, numberOf, settingOf } from './reading';
import { MYSQL, type Rule, type Verdict } from './rule';

const ASSESSMENTS = 'DMS User Guide, MySQL assessments';

export const MYSQL_SERVER_RULES: readonly Rule[] = [
  ...(['net_read_timeout', 'net_write_timeout', 'wait_timeout'] as const).map((setting) => settingRule({
    code: `mysql-${setting.replaceAll('_', '-')}`,
    engines: MYSQL,
    severity: 'warning',
    title: 'The server ends slow connections early',
    setting,
    isWrong: (value) => (numberOf(value) ?? 300) < 300,
    change: { to: '300' },
    effect: 'While DMS writes to the target or waits for it, the server may end the connection; the table starts again or fails. DMS wants 300 seconds at least.',
    source: ASSESSMENTS,
    assessment: 'mysql-check-target-network-parameter',
  })),
  {
    code: 'mysql-statement-time-limit',
    engines: MYSQL,
    severity: 'warning',
    phase: 'full-load',
    title: 'Statements have a time limit',
    effect: 'The load reads a table in one SELECT; that of a large table is ended by the server.',
    mend: 'Set the limit to 0, or give the login of DMS one of its own.',
    source: ASSESSMENTS,
    assessment: 'mysql-check-max-statement-time',
    check: (profile): Verdict => {
      const name = profile.database.engine === 'mariadb' ? 'max_statement_time' : 'max_execution_time';
      const value = settingOf(profile, name);
      if (value === undefined) return missingSettings(name);
      return (numberOf(value) ?? 0) > 0 ? { items: [`${name} = ${value}`], statements: [`SET GLOBAL ${name} = 0;`] } : undefined;
    },
  },
  factRule({
    code: 'mysql-requires-tls',
    engines: MYSQL,
    severity: 'note',
    title: 'The server takes encrypted connections only',
    setting: 'require_secure_transport',
    since: [5, 7, 8],
    isWrong: (value) => isOn(value),
    mend: "Give the endpoint the certificate of the server's authority.",
    prop: 'tls: Tls.verifyFull(certificate)',
    effect: 'DMS encrypts connections to MySQL only with the certificate of the authority; without one the connection test fails.',
    source: 'DMS User Guide, Using SSL with AWS DMS',
  }),
];
