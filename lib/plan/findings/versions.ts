import type { AuditedEngine } from '../../profile/profile';
import { isOlder } from './reading';
import type { Rule, Verdict } from './rule';

const SOURCE = 'DMS User Guide, Sources for AWS DMS';

interface OldestVersion {
  readonly code: string;
  readonly engines: readonly AuditedEngine[];
  readonly product: string;
  /** The oldest that DMS supports as a source; what is newest changes with each version of DMS, so no rule asks for it. */
  readonly oldest: readonly number[];
  readonly oldestName: string;
  readonly source?: string;
  readonly assessment?: string;
}

const OLDEST: readonly OldestVersion[] = [
  { code: 'postgresql-version', engines: ['postgresql'], product: 'PostgreSQL', oldest: [9, 4], oldestName: '9.4', assessment: 'postgres-check-dbversion' },
  { code: 'mysql-version', engines: ['mysql'], product: 'MySQL', oldest: [5, 5], oldestName: '5.5', assessment: 'mysql-check-supported-version' },
  { code: 'mariadb-version', engines: ['mariadb'], product: 'MariaDB', oldest: [10, 0, 24], oldestName: '10.0.24', assessment: 'mysql-check-supported-version' },
  // The numbers of the product: SQL Server 2005 is 9.
  { code: 'sqlserver-version', engines: ['sqlserver'], product: 'SQL Server', oldest: [9], oldestName: '2005' },
  { code: 'oracle-version', engines: ['oracle'], product: 'Oracle', oldest: [10, 2], oldestName: '10.2', assessment: 'oracle-validate-supported-versions-of-source' },
  {
    code: 'mongodb-version', engines: ['mongodb'], product: 'MongoDB', oldest: [3, 6], oldestName: '3.6',
    source: 'DMS User Guide, Using MongoDB as a source for AWS DMS (DMS 3.5.0 and later)',
  },
];

export const VERSION_RULES: readonly Rule[] = OLDEST.map(({ code, engines, product, oldest, oldestName, source = SOURCE, assessment }) => ({
  code,
  engines,
  severity: 'error',
  title: `${product} is older than DMS supports`,
  effect: `DMS reads ${product} ${oldestName} and later.`,
  mend: `Upgrade the server to ${product} ${oldestName} at least, or use the engine's own tools.`,
  source,
  ...assessment !== undefined && { assessment },
  check: (profile): Verdict => {
    const older = isOlder(profile, oldest);
    if (older === undefined) return { missing: ['database version'] };
    return older ? { items: [`version ${profile.database.version}`] } : undefined;
  },
}));
