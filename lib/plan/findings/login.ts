import type { AuditedEngine, TableFacts } from '../../profile/profile';
import { quoteTable } from './quoting';

/** Stands for the login of DMS: no profile says who that is. */
export const LOGIN = 'dms_user';
export const SAY_WHO = `Put the login of DMS in the place of ${LOGIN}.`;

/** What lets the login read a table. */
export function grantSelect(engine: AuditedEngine, table: TableFacts): string[] {
  switch (engine) {
    case 'postgresql':
    case 'sqlserver':
    case 'oracle':
      return [`GRANT SELECT ON ${quoteTable(engine, table)} TO ${LOGIN};`];
    case 'mysql':
    case 'mariadb':
      return [`GRANT SELECT ON ${quoteTable(engine, table)} TO '${LOGIN}'@'%';`];
    case 'mongodb':
      return [];
  }
}
