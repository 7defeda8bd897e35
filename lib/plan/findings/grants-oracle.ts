import type { Profile } from '../../profile/profile';
import type { GrantName } from '../../profile/vocabulary';
import { LOGIN, SAY_WHO } from './login';
import { grantRule } from './makers';
import { isUnknownWhich } from './reading';
import { ORACLE, type Rule } from './rule';

/** Privileges and roles; all else that is granted here is an object of SYS. */
const PRIVILEGE = /^(CREATE|SELECT) |^LOGMINING$/;

/** RDS has a procedure for objects of SYS, which its master user cannot grant [same page, AWS-managed Oracle source]. */
function oracleGrant(grant: GrantName, { database }: Profile): string {
  if (PRIVILEGE.test(grant)) return `GRANT ${grant} TO ${LOGIN};`;
  const right = grant.startsWith('DBMS_') ? 'EXECUTE' : 'SELECT';
  return database.hosting === 'rds'
    ? `EXEC rdsadmin.rdsadmin_util.grant_sys_object('${grant}', '${LOGIN.toUpperCase()}', '${right}');`
    : `GRANT ${right} ON SYS.${grant} TO ${LOGIN};`;
}

export const ORACLE_GRANT_RULES: readonly Rule[] = [
  grantRule({
    code: 'oracle-catalogue-grants',
    engines: ORACLE,
    severity: 'error',
    title: 'The login lacks views of the catalogue',
    grants: [
      'ALL_CATALOG', 'ALL_CONS_COLUMNS', 'ALL_CONSTRAINTS', 'ALL_ENCRYPTED_COLUMNS', 'ALL_IND_COLUMNS', 'ALL_INDEXES', 'ALL_LOG_GROUPS', 'ALL_OBJECTS',
      'ALL_TAB_COLS', 'ALL_TAB_PARTITIONS', 'ALL_TABLES', 'ALL_USERS', 'CREATE SESSION', 'DBA_REGISTRY', 'DBA_TABLESPACES', 'OBJ$', 'V_$DATABASE',
      'V_$NLS_PARAMETERS', 'V_$PARAMETER', 'V_$TIMEZONE_NAMES',
    ],
    grantStatements: (missing, profile) => missing.map((grant) => oracleGrant(grant, profile)),
    effect: 'DMS reads the shape of tables from them; the task fails when it starts.',
    mend: `Grant them. ${SAY_WHO}`,
    source: 'DMS User Guide, Using an Oracle database as a source for AWS DMS: user account privileges',
  }),
  grantRule({
    code: 'oracle-log-grants',
    engines: ORACLE,
    severity: 'error',
    phase: 'cdc',
    title: 'The login lacks views of the redo log',
    grants: ['SELECT ANY TRANSACTION', 'V_$ARCHIVED_LOG', 'V_$LOG', 'V_$LOGFILE', 'V_$THREAD', 'V_$TRANSACTION'],
    grantStatements: (missing, profile) => missing.map((grant) => oracleGrant(grant, profile)),
    effect: 'DMS finds the redo log and open transactions by them; the task fails when changes are to be captured.',
    mend: `Grant them. ${SAY_WHO}`,
    source: 'DMS User Guide, Using an Oracle database as a source for AWS DMS: user account privileges',
  }),
  grantRule({
    code: 'oracle-logminer-grants',
    engines: ORACLE,
    severity: 'warning',
    phase: 'cdc',
    title: 'The login may not use LogMiner',
    when: (_profile, { logReader }) => logReader !== 'BINARY_READER',
    grants: ['LOGMINING', 'DBMS_LOGMNR', 'V_$LOGMNR_LOGS', 'V_$LOGMNR_CONTENTS'],
    grantStatements: (missing, profile) => missing.map((grant) => oracleGrant(grant, profile)),
    effect: 'LogMiner is what DMS reads changes with unless told otherwise: the task fails when changes are to be captured. Oracle before 12c knows no LOGMINING.',
    mend: `Grant them, or use Binary Reader. ${SAY_WHO}`,
    prop: 'settings: { logReader: OracleLogReader.BINARY_READER }',
    source: 'DMS User Guide, Using an Oracle database as a source for AWS DMS: account privileges for LogMiner',
  }),
  grantRule({
    code: 'oracle-select',
    engines: ORACLE,
    severity: 'error',
    title: 'The login may not read all tables',
    grants: ['select-all-tables', 'SELECT ANY TABLE'],
    any: true,
    when: isUnknownWhich,
    grantStatements: () => [`GRANT SELECT ANY TABLE TO ${LOGIN};`],
    effect: 'DMS cannot load the tables that the login cannot read.',
    mend: `Grant SELECT on each table, or SELECT ANY TABLE. ${SAY_WHO}`,
    source: 'DMS User Guide, Using an Oracle database as a source for AWS DMS: user account privileges',
  }),
  grantRule({
    code: 'oracle-validation-grant',
    engines: ORACLE,
    severity: 'warning',
    title: 'The login may not compare LOBs',
    grants: ['DBMS_CRYPTO'],
    when: ({ tables }, { validation = false }) => validation && tables.some(({ columns }) => columns.some(({ lob }) => lob !== undefined)),
    grantStatements: (missing, profile) => missing.map((grant) => oracleGrant(grant, profile)),
    effect: 'Validation hashes LOBs with SYS.DBMS_CRYPTO, and fails for tables with LOBs.',
    mend: `Grant it. ${SAY_WHO}`,
    source: 'DMS User Guide, Using an Oracle database as a source for AWS DMS: user account privileges',
    assessment: 'oracle-prerequisites-privileges-of-validation-feature',
  }),
];
