import type { Rule } from './diagnosis';
import { AWS_SERVICES } from './rules-secret';
import { any, native, ora, state } from './signs';

const POSTGRES = /postgres|redshift/i;
const MYSQL = /mysql|mariadb|^aurora(?:-serverless)?$/i;
const ORACLE = /oracle/i;
const SQL_SERVER = /sqlserver|azure|babelfish/i;
const MONGO = /mongo|docdb/i;

/**
 * Connected, and a privilege is missing. Before the prerequisites, for these name the same things: "permission denied to use replication
 * slots" is no lack of slots.
 */
export const GRANT_RULES: readonly Rule[] = [
  {
    id: 'serviceDenied',
    cause: 'grants',
    certainty: 'likely',
    when: /access ?denied|not authorized|forbidden|assume/i,
    engine: AWS_SERVICES,
    known: true,
    words: ({ role }) => `The role of the endpoint may not use the ${role}, or DMS may not assume it.`,
    checks: () => [
      'See that the trust policy of the role names `dms.amazonaws.com`',
      'Allow in the role what DMS needs, on the ARN of the bucket, stream, table or domain, and on its KMS key',
      'See that policies of the bucket, of the key and of VPC endpoints deny it to nobody of these',
    ],
  },
  {
    id: 'replicationRole',
    cause: 'grants',
    certainty: 'certain',
    engine: POSTGRES,
    when: /must be (?:a )?superuser|must have replication|permission denied to (?:use|start|create).{0,40}(?:replication|wal)|replication role/i,
    words: () => 'The user may not read changes: it has no right to replicate.',
    checks: () => [
      'Grant `rds_replication` on Amazon RDS, or the attribute REPLICATION elsewhere, to the user',
      'Take a full load alone if changes are not to be migrated',
    ],
  },
  {
    id: 'privilege',
    cause: 'grants',
    certainty: 'certain',
    // 42501 of PostgreSQL; 1044, 1142, 1143, 1227, 1370 of MySQL; 229, 230, 262, 297, 300, 916 of SQL Server; ORA-01031: insufficient
    // privileges, 01045: no CREATE SESSION, 01749; -551, -552 of Db2.
    when: any(
      state('42501', '42502'), native(1044, 1142, 1143, 1227, 1370, 229, 230, 262, 297, 300, 916, -551, -552), ora(1031, 1045, 1749),
      /insufficient[ _]privilege|permission (?:was )?denied|you need \(?at least one of|lacks? (?:the )?\w+(?: \w+)? privilege/,
      /does not have (?:the )?(?:required |necessary |sufficient )?(?:\w+ )?(?:privilege|permission)|not authorized (?:on|to|for)/,
      /privileges? (?:is|are) (?:missing|required)|is not able to access the database|access denied for user .{0,255} to database/,
      /missing (?:\w+ )?privilege/,
    ),
    words: ({ role }) => `The ${role} was reached and the user let in, but a privilege is missing.`,
    checks: ({ role }) => [
      `Grant the user what DMS needs of this engine as a ${role}; the message mostly names it`,
      'See in the page of the DMS User Guide about this engine which grants there are, and that they hold in the right database or schema',
    ],
  },
  {
    id: 'notVisible',
    cause: 'grants',
    certainty: 'likely',
    // ORA-00942: table or view does not exist, which is what a view is that one may not see.
    when: ora(942),
    words: ({ role }) => `The user does not see a table or view of the ${role} that DMS reads.`,
    checks: () => [
      'Grant the user SELECT on the views of the dictionary that DMS reads (`V_$DATABASE`, `V_$LOG`, `ALL_TABLES` and others)',
      'On Amazon RDS grant them by `rdsadmin.rdsadmin_util.grant_sys_object`',
    ],
  },
];

/** Connected, and the database is not set up for what DMS is to do. */
export const SETUP_RULES: readonly Rule[] = [
  {
    id: 'logMinerInPdb',
    cause: 'prerequisite',
    certainty: 'certain',
    engine: ORACLE,
    // [AWS Prescriptive Guidance, Migrate an Oracle JD Edwards EnterpriseOne database]: there, too, Binary Reader is the way out.
    when: any(ora(65040), /log ?miner is not supported/),
    words: () => 'DMS is to read changes by LogMiner in a pluggable database, which it cannot.',
    checks: () => [
      'Let DMS read by Binary Reader: `useLogMinerReader=N;useBfile=Y` in the settings of the endpoint',
      'Or connect to the container (CDB$ROOT) with a common user, where the version of DMS supports that',
    ],
  },
  {
    id: 'oracleLogging',
    cause: 'prerequisite',
    certainty: 'likely',
    engine: ORACLE,
    when: /supplemental log|noarchivelog|archive ?log mode|archivelog|ora-0*1325\b|ora-0*258\b/i,
    words: () => 'The Oracle source does not log what DMS needs for changes.',
    checks: () => [
      'Put the database into ARCHIVELOG mode; on Amazon RDS turn on backups, and keep logs for 24 hours or more',
      'Turn on supplemental logging of the database, and of the tables (`addSupplementalLogging=Y` does the latter)',
    ],
  },
  {
    id: 'walLevel',
    cause: 'prerequisite',
    certainty: 'certain',
    engine: POSTGRES,
    when: /wal_level|rds\.logical_replication|logical (?:decoding|replication) (?:requires|is not (?:enabled|supported))/i,
    words: ({ role }) => `The ${role} does not write what logical replication needs: \`wal_level\` is not \`logical\`.`,
    checks: () => [
      'Set `rds.logical_replication` to 1 in the parameter group (on Amazon RDS), or `wal_level` to `logical`, and restart the database',
      'See that the parameter group is in sync, which it is only after a restart',
    ],
  },
  {
    id: 'replicationSlots',
    cause: 'prerequisite',
    certainty: 'certain',
    engine: POSTGRES,
    when: any(
      /all replication slots are in use|max_replication_slots|max_wal_senders|requested standby connections exceeds/,
      /replication slot .{0,128}(?:is active|does not exist|already exists)/,
    ),
    words: () => 'There is no replication slot for DMS.',
    checks: () => [
      'Drop replication slots that nobody uses',
      'Raise `max_replication_slots` and `max_wal_senders` above the number of tasks, and restart the database',
    ],
  },
  {
    id: 'decodingPlugin',
    cause: 'prerequisite',
    certainty: 'certain',
    engine: POSTGRES,
    when: any(
      /(?:could not access file|not (?:installed|loaded|available)).{0,80}(?:pglogical|test_decoding)/,
      /(?:pglogical|test_decoding).{0,120}(?:not (?:installed|loaded|available|found)|shared_preload_libraries)/,
      /logical decoding cannot be used while in recovery/,
    ),
    words: () => 'The plug-in by which DMS reads changes of PostgreSQL is not there, or the database is a replica that has none.',
    checks: () => [
      'Add `pglogical` to `shared_preload_libraries`, restart, and create the extension; or take `test_decoding` by `pluginName`',
      'Connect to the primary, for replicas decode only from PostgreSQL 16 on',
    ],
  },
  {
    id: 'binlog',
    cause: 'prerequisite',
    certainty: 'likely',
    engine: MYSQL,
    when: /binlog_(?:format|row_image|checksum)|binary log(?:ging|s)?\b|\blog_bin\b|binlog|\bserver[-_]id\b/i,
    words: () => 'The MySQL source does not write the binary log that DMS reads.',
    checks: () => [
      'Set `binlog_format` to ROW and `binlog_row_image` to FULL, and restart the database if it has to',
      'On Amazon RDS turn on backups and set `binlog retention hours` to 24 or more',
      'Connect to the writer of the cluster',
    ],
  },
  {
    id: 'sqlServerCapture',
    cause: 'prerequisite',
    certainty: 'likely',
    engine: SQL_SERVER,
    when: any(
      /ms-?cdc|ms-?replication|change data capture|\bcdc\b.{0,80}not enabled|recovery (?:model|mode)|distribut(?:or|ion)\b/,
      /(?:simple|full) (?:recovery|backup)|sql server agent/,
    ),
    words: () => 'The SQL Server source is not set up for reading changes.',
    checks: () => [
      'Turn on MS-CDC for the database (`rdsadmin.msdb.dbo.rds_cdc_enable_db` on Amazon RDS) and for tables without a primary key',
      'Set the recovery model to FULL or BULK_LOGGED, and take a full backup',
      'On premises set up distribution for MS-REPLICATION, and see that SQL Server Agent runs',
    ],
  },
  {
    id: 'mongoReplicaSet',
    cause: 'prerequisite',
    certainty: 'likely',
    engine: MONGO,
    when: /replica set|replset|oplog|change ?streams?/i,
    words: ({ role }) => `The ${role} has no log of changes that DMS could read.`,
    checks: () => [
      'Run MongoDB as a replica set, and connect to its primary',
      'Turn on change streams of the collections (Amazon DocumentDB)',
    ],
  },
];

/** What says little, so it comes after everything that knows better: a time-out may end with it, too. */
export const SETUP_LAST: readonly Rule[] = [
  {
    id: 'version',
    cause: 'prerequisite',
    certainty: 'likely',
    when: /(?:version|edition|release)\b.{0,80}(?:not supported|unsupported)|unsupported (?:\w+ ){0,3}(?:version|edition)/i,
    words: ({ role }) => `This version of the ${role} is not supported by the version of DMS.`,
    checks: () => ['Take a newer engine version of the replication instance', 'See in the DMS User Guide which versions of the database it supports'],
  },
  {
    id: 'initialization',
    cause: 'prerequisite',
    certainty: 'likely',
    when: /endpoint initialization failed|failed to init/i,
    words: ({ role }) => `The ${role} was reached, but DMS could not prepare to work with it.`,
    checks: ({ role }) => [
      `See that the ${role} meets the prerequisites of its page in the DMS User Guide`,
      'See that the user has all grants of that page',
      'See that the settings of the endpoint fit the database',
    ],
  },
];
