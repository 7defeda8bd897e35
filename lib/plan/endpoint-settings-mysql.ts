import type { Settings, SettingsFacts } from './endpoint-settings-facts';
import { error, show, type Problem } from './problem';

/** [DMS API reference, MySQLSettings], [DMS User Guide, Using a MySQL-compatible database as a source for AWS DMS, and as a target]. */
export const MYSQL_SETTINGS: SettingsFacts = {
  afterConnectScript: { type: 'text' },
  cleanSourceMetadataOnMismatch: { type: 'boolean', role: 'source' },
  connectionTimeout: { type: 'whole', min: 1, unit: 'seconds', attribute: 'ConnectionTimeout' },
  eventsPollInterval: { type: 'whole', role: 'source', min: 1, max: 60, unit: 'seconds' },
  executeTimeout: { type: 'whole', min: 1, unit: 'seconds', attribute: 'ExecuteTimeout' },
  ignoreOpenXaTransactionsCheck: { type: 'boolean', role: 'source', attribute: 'IgnoreOpenXaTransactionsCheck' },
  initStatement: { type: 'text', attribute: 'Initstmt' },
  loadUsingCsv: { type: 'boolean', role: 'target', attribute: 'loadUsingCSV' },
  maxFileSize: { type: 'whole', role: 'target', min: 1, max: 1_048_576, unit: 'KiB' },
  parallelLoadThreads: { type: 'whole', role: 'target', min: 1, max: 5, unit: 'threads' },
  serverTimezone: { type: 'text', role: 'source' },
  skipTableSuspensionForPartitionDdl: { type: 'boolean', role: 'source', attribute: 'skipTableSuspensionForPartitionDdl' },
  targetDbType: { type: 'text', role: 'target', words: ['specific-database', 'multiple-databases'] },
};

/** Checks what the settings of a MySQL endpoint say together. */
export function checkMySqlSettings(settings: Settings, databaseName: unknown): Problem[] {
  return [...checkServerTimezone(settings), ...checkSpecificDatabase(settings, databaseName)];
}

function checkServerTimezone({ text, where }: Settings): Problem[] {
  const zone = text('serverTimezone');
  if (zone === undefined || !/['"]/.test(zone)) return [];
  return [error({
    code: 'serverTimezoneQuotes',
    where: where('serverTimezone'),
    what: `must have no quotes, got ${show(zone)}`,
    why: 'DMS takes them for part of the name, and MySQL has no such time zone',
    mend: `Write ${zone.replace(/['"]/g, '')}`,
  })];
}

function checkSpecificDatabase({ word, where }: Settings, databaseName: unknown): Problem[] {
  if (word('targetDbType') !== 'specific-database' || (databaseName !== undefined && databaseName !== '')) return [];
  return [error({
    code: 'specificDatabaseMissing',
    where: where('targetDbType'),
    what: 'is specific-database, but the endpoint names no database',
    why: 'DMS cannot tell which database all tables are to go into',
    mend: "Give 'databaseName', or leave targetDbType out so that each schema gets a database of its own",
  })];
}
