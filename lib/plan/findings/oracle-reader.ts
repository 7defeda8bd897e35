import type { SettingName } from '../../profile/vocabulary';
import type { FindingContext } from './context';
import { missingSettings } from './makers';
import { isLoaded, isOn, lobColumns, numberOf, settingOf, tableName } from './reading';
import { ORACLE, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using an Oracle database as a source for AWS DMS';
const BINARY_READER = 'settings: { logReader: OracleLogReader.BINARY_READER }';

interface ReaderRule extends Omit<Rule, 'check' | 'engines' | 'phase' | 'prop'> {
  readonly prop?: string;
  readonly setting: SettingName;
  readonly isSo: (value: string) => boolean | undefined;
  /** Whether a setting that is not there says nothing at all: it exists only where it is so. */
  readonly optional?: boolean;
  /** The log reader that it does not matter to. */
  readonly unless?: FindingContext['logReader'];
}

/** What matters to how the redo log is read. */
function readerRule({ setting, isSo, optional = false, unless, ...text }: ReaderRule): Rule {
  return {
    prop: BINARY_READER,
    ...text,
    engines: ORACLE,
    phase: 'cdc',
    check: (profile, { logReader }): Verdict => {
      if (unless !== undefined && logReader === unless) return undefined;
      const value = settingOf(profile, setting);
      if (value === undefined) return optional ? undefined : missingSettings(setting);
      return isSo(value) === true ? { items: [`${setting} = ${value}`] } : undefined;
    },
  };
}

export const ORACLE_READER_RULES: readonly Rule[] = [
  readerRule({
    code: 'oracle-archived-log-destination',
    severity: 'note',
    title: 'Archived redo logs have a destination other than 1',
    setting: 'archived_log_dest_id',
    isSo: (value) => numberOf(value) !== 1,
    optional: true,
    effect: 'DMS looks for archived logs at destination 1 unless told otherwise; where it finds none, it searches all, which slows it.',
    mend: 'Tell the endpoint the destination.',
    prop: 'settings: { archivedLogDestId: 2 }',
    source: `${SOURCE} [the effect is derived]`,
    assessment: 'oracle-zero-archive-log-dest-id',
  }),
  readerRule({
    code: 'oracle-root-container',
    severity: 'error',
    title: 'The login is connected to the root of a container database',
    setting: 'con_id',
    isSo: (value) => numberOf(value) === 1,
    effect: 'DMS does not support CDB$ROOT as a source.',
    mend: 'Connect to the pluggable database, and use Binary Reader.',
    source: SOURCE,
    assessment: 'oracle-validate-cdb',
  }),
  readerRule({
    code: 'oracle-pluggable-database',
    unless: 'BINARY_READER',
    severity: 'error',
    title: 'LogMiner cannot read for a pluggable database',
    setting: 'con_id',
    isSo: (value) => (numberOf(value) ?? 0) > 1,
    effect: 'LogMiner, which DMS uses unless told otherwise, does not support connections to a PDB.',
    mend: 'Use Binary Reader.',
    source: SOURCE,
    assessment: 'oracle-check-pdb-enabled',
  }),
  readerRule({
    code: 'oracle-standby',
    unless: 'BINARY_READER',
    severity: 'error',
    title: 'The database is a standby',
    setting: 'database_role',
    isSo: (value) => value.toUpperCase() !== 'PRIMARY',
    effect: 'LogMiner, which DMS uses unless told otherwise, does not read from a standby.',
    mend: 'Use Binary Reader, with the set-up that the guide describes for a standby; or migrate from the primary.',
    source: SOURCE,
    assessment: 'oracle-check-standby-db',
  }),
  readerRule({
    code: 'oracle-rac',
    unless: 'BINARY_READER',
    severity: 'warning',
    title: 'The database is a cluster (RAC)',
    setting: 'cluster_database',
    isSo: (value) => isOn(value),
    effect: 'LogMiner works and is not recommended for it.',
    mend: 'Use Binary Reader, and grant SELECT on GV_$TRANSACTION.',
    source: SOURCE,
    assessment: 'oracle-check-rac',
  }),
  readerRule({
    code: 'oracle-asm',
    unless: 'LOG_MINER',
    severity: 'note',
    title: 'Redo logs are in ASM',
    setting: 'redo_in_asm',
    isSo: (value) => isOn(value),
    effect: 'With Binary Reader DMS needs a login of ASM, too; for many changes it is faster than LogMiner.',
    mend: 'Use LogMiner for few changes; else Binary Reader with a secret for ASM, and its parallel reading.',
    prop: 'settings: { logReader: OracleLogReader.BINARY_READER, asmSecret, asmServer, parallelAsmReadThreads: 6, readAheadBlocks: 150000 }',
    source: SOURCE,
    assessment: 'oracle-check-asm',
  }),
  readerRule({
    code: 'oracle-dml-redirect',
    severity: 'error',
    title: 'The standby redirects writes to the primary',
    setting: 'adg_redirect_dml',
    isSo: (value) => isOn(value),
    optional: true,
    effect: 'DMS does not support Data Guard DML redirect.',
    mend: 'Set ADG_REDIRECT_DML to FALSE.',
    source: SOURCE,
    assessment: 'oracle-validate-adg-redirect-dml',
  }),
  readerRule({
    code: 'oracle-encrypted-tablespace',
    severity: 'warning',
    title: 'Tablespaces are encrypted (TDE)',
    setting: 'encrypted_tablespaces',
    isSo: (value) => (numberOf(value) ?? 0) > 0,
    effect: 'Self-managed: Binary Reader needs the name and the value of the key. RDS: only LogMiner reads such a log. A wrong key does not fail the task: changes are lost.',
    mend: 'Give the endpoint the key and its name, and validate; on RDS stay with LogMiner.',
    prop: "settings: { securityDbEncryption: SecretValue.secretsManager('key'), securityDbEncryptionName: 'name' }",
    source: SOURCE,
    assessment: 'oracle-check-tde-enabled',
  }),
  {
    code: 'oracle-logminer-lobs',
    engines: ORACLE,
    severity: 'error',
    phase: 'cdc',
    title: 'LogMiner loses changes of LOBs',
    effect: 'With LogMiner, which DMS uses unless told otherwise, updates of LOB and XMLTYPE columns are not replicated, and in Oracle 12 no changes of them at all.',
    mend: 'Use Binary Reader.',
    prop: BINARY_READER,
    source: SOURCE,
    assessment: 'oracle-recommendation-cdc-method',
    check: ({ tables }, { logReader }): Verdict => {
      const found = logReader === 'BINARY_READER' ? [] : tables.filter((table) => isLoaded(table) && lobColumns(table).length > 0);
      return found.length === 0 ? undefined : { items: found.map(tableName) };
    },
  },
];
