import { grantCase, lobOf, profileOf, settingCase, tableCase, tableOf, withColumns, type FindingCase } from './support';

const RDS = { database: { hosting: 'rds' } } as const;
const VALUE = { evidence: ['shop.orders.value'] };
const LOGGED = tableOf({ traits: ['supplemental-log-pk'] });

export const ORACLE_CASES: readonly FindingCase[] = [
  settingCase('oracle-archivelog', 'oracle', 'log_mode', ['NOARCHIVELOG', 'ARCHIVELOG'], {
    statements: ['SHUTDOWN IMMEDIATE;', 'STARTUP MOUNT;', 'ALTER DATABASE ARCHIVELOG;', 'ALTER DATABASE OPEN;'],
  }),
  settingCase('oracle-supplemental-logging', 'oracle', 'supplemental_log_data_min', ['NO', 'IMPLICIT'], {
    statements: ['ALTER DATABASE ADD SUPPLEMENTAL LOG DATA;'],
  }),
  tableCase('oracle-table-supplemental-logging', 'oracle', tableOf({ name: "o'rders" }), LOGGED, {
    statements: [`ALTER TABLE "shop"."o'rders" ADD SUPPLEMENTAL LOG DATA (PRIMARY KEY) COLUMNS;`],
  }),
  tableCase(
    'oracle-table-supplemental-logging', 'oracle',
    tableOf({ primaryKey: undefined, uniqueKeys: [{ name: 'once', columns: ['A', 'B'] }] }),
    tableOf({ primaryKey: undefined, uniqueKeys: [{ name: 'once', columns: ['A', 'B'] }], traits: ['supplemental-log-ui'] }),
    { statements: ['ALTER TABLE "shop"."orders" ADD SUPPLEMENTAL LOG GROUP DMS_KEY ("A", "B") ALWAYS;'] },
  ),
  tableCase(
    'oracle-table-supplemental-logging', 'oracle',
    tableOf({ primaryKey: undefined, traits: ['supplemental-log-pk'] }), tableOf({ primaryKey: undefined, traits: ['supplemental-log-all'] }),
    { statements: ['ALTER TABLE "shop"."orders" ADD SUPPLEMENTAL LOG DATA (ALL) COLUMNS;'] },
  ),
  settingCase('oracle-archivelog-retention', 'oracle', 'rds.archivelog_retention_hours', ['0', '24'], {
    around: RDS, statements: ["EXEC rdsadmin.rdsadmin_util.set_configuration('archivelog retention hours', 72);", 'COMMIT;'],
  }),
  settingCase('oracle-archived-log-destination', 'oracle', 'archived_log_dest_id', ['2', '1']),
  settingCase('oracle-root-container', 'oracle', 'con_id', ['1', '0']),
  settingCase('oracle-pluggable-database', 'oracle', 'con_id', ['3', '3'], { fineContext: { logReader: 'BINARY_READER' } }),
  settingCase('oracle-standby', 'oracle', 'database_role', ['PHYSICAL STANDBY', 'PRIMARY']),
  settingCase('oracle-rac', 'oracle', 'cluster_database', ['TRUE', 'FALSE']),
  settingCase('oracle-asm', 'oracle', 'redo_in_asm', ['TRUE', 'TRUE'], { fineContext: { logReader: 'LOG_MINER' } }),
  settingCase('oracle-dml-redirect', 'oracle', 'adg_redirect_dml', ['TRUE', 'FALSE']),
  settingCase('oracle-encrypted-tablespace', 'oracle', 'encrypted_tablespaces', ['2', '0']),
  settingCase('oracle-idle-time', 'oracle', 'idle_time', ['30', 'UNLIMITED']),
  {
    code: 'oracle-express-edition',
    bad: profileOf('oracle', { database: { edition: 'Oracle Database 21c Express Edition', version: '21.0.0.0.0' } }),
    fine: profileOf('oracle', { database: { edition: 'Oracle Database 11g Express Edition', version: '11.2.0.2.0' } }),
    evidence: ['edition Oracle Database 21c Express Edition, version 21.0.0.0.0'],
  },
  tableCase('oracle-logminer-lobs', 'oracle', withColumns({ lob: lobOf() }), withColumns({ lob: lobOf() }), { fineContext: { logReader: 'BINARY_READER' } }),
  grantCase('oracle-catalogue-grants', 'oracle', [
    'ALL_CATALOG', 'ALL_CONS_COLUMNS', 'ALL_CONSTRAINTS', 'ALL_ENCRYPTED_COLUMNS', 'ALL_IND_COLUMNS', 'ALL_INDEXES', 'ALL_LOG_GROUPS', 'ALL_OBJECTS',
    'ALL_TAB_COLS', 'ALL_TAB_PARTITIONS', 'ALL_TABLES', 'ALL_USERS', 'CREATE SESSION', 'DBA_REGISTRY', 'DBA_TABLESPACES', 'OBJ$', 'V_$DATABASE',
    'V_$NLS_PARAMETERS', 'V_$PARAMETER', 'V_$TIMEZONE_NAMES',
  ], {
    statements: [
      ...['ALL_CATALOG', 'ALL_CONS_COLUMNS', 'ALL_CONSTRAINTS', 'ALL_ENCRYPTED_COLUMNS', 'ALL_IND_COLUMNS', 'ALL_INDEXES', 'ALL_LOG_GROUPS', 'ALL_OBJECTS',
        'ALL_TAB_COLS', 'ALL_TAB_PARTITIONS', 'ALL_TABLES', 'ALL_USERS'].map((view) => `GRANT SELECT ON SYS.${view} TO dms_user;`),
      'GRANT CREATE SESSION TO dms_user;',
      'GRANT SELECT ON SYS.DBA_REGISTRY TO dms_user;',
      'GRANT SELECT ON SYS.DBA_TABLESPACES TO dms_user;',
      'GRANT SELECT ON SYS.OBJ$ TO dms_user;',
      ...['V_$DATABASE', 'V_$NLS_PARAMETERS', 'V_$PARAMETER', 'V_$TIMEZONE_NAMES'].map((view) => `GRANT SELECT ON SYS.${view} TO dms_user;`),
    ],
  }),
  grantCase('oracle-log-grants', 'oracle', ['SELECT ANY TRANSACTION', 'V_$ARCHIVED_LOG', 'V_$LOG', 'V_$LOGFILE', 'V_$THREAD', 'V_$TRANSACTION'], {
    statements: [
      'GRANT SELECT ANY TRANSACTION TO dms_user;',
      ...['V_$ARCHIVED_LOG', 'V_$LOG', 'V_$LOGFILE', 'V_$THREAD', 'V_$TRANSACTION'].map((view) => `GRANT SELECT ON SYS.${view} TO dms_user;`),
    ],
  }),
  grantCase('oracle-logminer-grants', 'oracle', ['LOGMINING', 'DBMS_LOGMNR', 'V_$LOGMNR_LOGS', 'V_$LOGMNR_CONTENTS'], {
    statements: [
      'GRANT LOGMINING TO dms_user;',
      'GRANT EXECUTE ON SYS.DBMS_LOGMNR TO dms_user;',
      'GRANT SELECT ON SYS.V_$LOGMNR_LOGS TO dms_user;',
      'GRANT SELECT ON SYS.V_$LOGMNR_CONTENTS TO dms_user;',
    ],
  }),
  grantCase('oracle-logminer-grants', 'oracle', ['LOGMINING', 'DBMS_LOGMNR', 'V_$LOGMNR_LOGS', 'V_$LOGMNR_CONTENTS'], {
    around: RDS,
    statements: [
      'GRANT LOGMINING TO dms_user;',
      "EXEC rdsadmin.rdsadmin_util.grant_sys_object('DBMS_LOGMNR', 'DMS_USER', 'EXECUTE');",
      "EXEC rdsadmin.rdsadmin_util.grant_sys_object('V_$LOGMNR_LOGS', 'DMS_USER', 'SELECT');",
      "EXEC rdsadmin.rdsadmin_util.grant_sys_object('V_$LOGMNR_CONTENTS', 'DMS_USER', 'SELECT');",
    ],
  }),
  grantCase('oracle-select', 'oracle', ['select-all-tables', 'SELECT ANY TABLE'], { statements: ['GRANT SELECT ANY TABLE TO dms_user;'] }),
  grantCase('oracle-validation-grant', 'oracle', ['DBMS_CRYPTO'], {
    around: { tables: [withColumns({ lob: lobOf() })] }, context: { validation: true }, statements: ['GRANT EXECUTE ON SYS.DBMS_CRYPTO TO dms_user;'],
  }),
  {
    code: 'oracle-version',
    bad: profileOf('oracle', { database: { version: '10.1.0.5.0' } }),
    fine: profileOf('oracle', { database: { version: '10.2.0.1.0' } }),
    evidence: ['version 10.1.0.5.0'],
  },
  tableCase('oracle-long-name', 'oracle', tableOf({ name: 'Ä'.repeat(16) }), tableOf({ name: 'A'.repeat(30) })),
  tableCase('oracle-apostrophe-in-name', 'oracle', tableOf({ name: "O'RDERS" }), tableOf()),
  tableCase('oracle-index-organized-overflow', 'oracle', tableOf({ kind: 'index-organized', traits: ['iot-overflow'] }), tableOf({ kind: 'index-organized' })),
  tableCase('oracle-nested-table', 'oracle', tableOf({ traits: ['nested-table-column'] }), tableOf()),
  tableCase('oracle-hybrid-partitioned-table', 'oracle', tableOf({ traits: ['hybrid-partitioned'] }), tableOf()),
  tableCase('oracle-partitioned-table', 'oracle', tableOf({ partitioning: { method: 'list', columns: ['id'], partitions: [{ name: 'P0' }] } }), tableOf()),
  tableCase('oracle-row-level-security', 'oracle', tableOf({ traits: ['row-level-security'] }), tableOf()),
  tableCase('oracle-hybrid-columnar-compression', 'oracle', tableOf({ traits: ['compressed-hcc'] }), tableOf({ traits: ['compressed'] })),
  tableCase('oracle-invisible-column', 'oracle', withColumns({ invisible: true }), withColumns({}), {
    ...VALUE, statements: ['ALTER TABLE "shop"."orders" MODIFY ("value" VISIBLE);'],
  }),
  tableCase('oracle-virtual-column', 'oracle', withColumns({ generated: 'virtual' }), withColumns({}), VALUE),
  tableCase('oracle-unsupported-type', 'oracle', withColumns({ type: 'BFILE' }), withColumns({ type: 'BLOB' }), VALUE),
  tableCase('oracle-long-column', 'oracle', withColumns({ type: 'LONG RAW' }), withColumns({ type: 'LONG RAW' }), {
    context: { lobs: { mode: 'full' } }, fineContext: { lobs: { mode: 'limited', maxKiB: 64 } }, ...VALUE,
  }),
  tableCase('oracle-xml-column', 'oracle', withColumns({ type: 'SYS.XMLTYPE' }), withColumns({ type: 'SYS.XMLTYPE' }), {
    context: { lobs: { mode: 'inline' } }, fineContext: {}, ...VALUE,
  }),
  tableCase('oracle-spatial-column', 'oracle', withColumns({ type: 'MDSYS.SDO_GEOMETRY' }), withColumns({ type: 'MDSYS.SDO_GEOMETRY' }), {
    context: { lobs: { mode: 'limited', maxKiB: 64 } }, fineContext: { lobs: { mode: 'full' } }, ...VALUE,
  }),
  tableCase('oracle-spatial-target', 'oracle', withColumns({ type: 'SDO_GEOMETRY' }), withColumns({ type: 'SDO_GEOMETRY' }), {
    context: { targetEngine: 'mysql' }, fineContext: { targetEngine: 'aurora-postgresql' }, ...VALUE,
  }),
  tableCase('oracle-number-without-scale', 'oracle', withColumns({ type: 'NUMBER' }), withColumns({ type: 'NUMBER(10,2)' }), VALUE),
  tableCase('oracle-extended-column', 'oracle', withColumns({ type: 'VARCHAR2(4001)' }), withColumns({ type: 'VARCHAR2(4000)' }), {
    around: { settings: { max_string_size: 'EXTENDED' } }, ...VALUE,
  }),
  tableCase('oracle-empty-lob', 'oracle', withColumns({ nullable: false, lob: lobOf() }), withColumns({ lob: lobOf() }), VALUE),
  tableCase('oracle-trailing-spaces', 'oracle', withColumns({ type: 'CHAR(10)' }), withColumns({ type: 'VARCHAR2(10)' }), VALUE),
  tableCase(
    'oracle-function-based-index', 'oracle',
    tableOf({ uniqueKeys: [{ name: 'UPPERCASE', columns: [], expression: true }] }), tableOf({ uniqueKeys: [{ name: 'ONCE', columns: ['value'] }] }),
    { evidence: ['shop.orders: UPPERCASE'] },
  ),
  tableCase(
    'oracle-nullable-unique-key', 'oracle',
    { ...withColumns({ nullable: true }), primaryKey: undefined, uniqueKeys: [{ name: 'once', columns: ['id', 'value'] }] },
    { ...withColumns({ nullable: false }), primaryKey: undefined, uniqueKeys: [{ name: 'once', columns: ['id', 'value'] }] },
    { evidence: ['shop.orders: once'] },
  ),
  tableCase('oracle-batch-parameters', 'oracle', { ...withColumns({ lob: lobOf() }), columnCount: 500 }, { ...withColumns({ lob: lobOf() }), columnCount: 499 }, {
    context: { batchApply: true },
  }),
  {
    code: 'oracle-global-temporary-table',
    bad: profileOf('oracle', { objects: [{ kind: 'global-temporary-table', count: 1, examples: ['SHOP.TMP'] }] }),
    fine: profileOf('oracle'),
    evidence: ['global-temporary-table SHOP.TMP'],
  },
  {
    code: 'oracle-schema-only-account',
    bad: profileOf('oracle', { objects: [{ kind: 'schema-only-account', count: 1, examples: ['SHOP'] }] }),
    fine: profileOf('oracle', { database: { version: '18.0.0.0.0' }, objects: [{ kind: 'schema-only-account', count: 1, examples: ['SHOP'] }] }),
    evidence: ['schema-only-account SHOP'],
  },
];
