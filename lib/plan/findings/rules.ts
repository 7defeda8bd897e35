import { GENERAL_RULES } from './general';
import { GRANT_RULES } from './grants';
import { ORACLE_GRANT_RULES } from './grants-oracle';
import { SQL_SERVER_GRANT_RULES } from './grants-sqlserver';
import { KEY_RULES } from './keys';
import { LOB_RULES } from './lobs';
import { MONGODB_RULES } from './mongodb';
import { MYSQL_BINLOG_RULES } from './mysql-binlog';
import { MYSQL_SERVER_RULES } from './mysql-server';
import { MYSQL_TABLE_RULES } from './mysql-tables';
import { ORACLE_COLUMN_RULES } from './oracle-columns';
import { ORACLE_LOG_RULES } from './oracle-log';
import { ORACLE_READER_RULES } from './oracle-reader';
import { ORACLE_TABLE_RULES } from './oracle-tables';
import { POSTGRESQL_LOG_RULES } from './postgresql-log';
import { POSTGRESQL_SERVER_RULES } from './postgresql-server';
import { POSTGRESQL_TABLE_RULES } from './postgresql-tables';
import type { Rule } from './rule';
import { SQL_SERVER_CAPTURE_RULES } from './sqlserver-capture';
import { SQL_SERVER_LOG_RULES } from './sqlserver-log';
import { SQL_SERVER_TABLE_RULES } from './sqlserver-tables';
import { VERSION_RULES } from './versions';

/** All prerequisites of DMS and all of its traps that a profile can show. */
export const RULES: readonly Rule[] = [
  ...GENERAL_RULES,
  ...GRANT_RULES,
  ...KEY_RULES,
  ...LOB_RULES,
  ...MONGODB_RULES,
  ...MYSQL_BINLOG_RULES,
  ...MYSQL_SERVER_RULES,
  ...MYSQL_TABLE_RULES,
  ...ORACLE_COLUMN_RULES,
  ...ORACLE_GRANT_RULES,
  ...ORACLE_LOG_RULES,
  ...ORACLE_READER_RULES,
  ...ORACLE_TABLE_RULES,
  ...POSTGRESQL_LOG_RULES,
  ...POSTGRESQL_SERVER_RULES,
  ...POSTGRESQL_TABLE_RULES,
  ...SQL_SERVER_CAPTURE_RULES,
  ...SQL_SERVER_GRANT_RULES,
  ...SQL_SERVER_LOG_RULES,
  ...SQL_SERVER_TABLE_RULES,
  ...VERSION_RULES,
];
