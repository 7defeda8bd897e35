import type { Engines } from './driver';
import { MYSQL_AUDIT } from './mysql/audit';
import { ORACLE_AUDIT } from './oracle/audit';
import { POSTGRESQL_AUDIT } from './postgresql/audit';
import { SQL_SERVER_AUDIT } from './sqlserver/audit';

/** Drivers are files of their own beside the command's bundle: whoever audits PostgreSQL need not load Oracle's. */
export const ENGINES: Engines = {
  mysql: { audit: MYSQL_AUDIT, driver: async () => (await import('./open-mysql.js')).driver },
  oracle: { audit: ORACLE_AUDIT, driver: async () => (await import('./open-oracle.js')).driver },
  postgresql: { audit: POSTGRESQL_AUDIT, driver: async () => (await import('./open-postgresql.js')).driver },
  sqlserver: { audit: SQL_SERVER_AUDIT, driver: async () => (await import('./open-sqlserver.js')).driver },
};
