import type { Duration, SecretValue } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

// What each setting does, its unit, its default and the end that reads it:
// [DMS API reference, OracleSettings], [DMS User Guide, Using an Oracle database as a source for AWS DMS, and as a target: endpoint settings].

/** With what DMS reads the redo logs of an Oracle source. */
export enum OracleLogReader {
  /** Oracle LogMiner: the database reads its logs and hands over the changes. */
  LOG_MINER = 'LOG_MINER',
  /** DMS's Binary Reader: DMS reads the log files itself; less load on the source, more set-up. */
  BINARY_READER = 'BINARY_READER',
}

/** What the length of a character column in an Oracle target counts. */
export enum OracleCharLengthSemantics {
  /** What the database does of itself. */
  DEFAULT = 'default',
  /** Characters. */
  CHAR = 'char',
  /** Bytes. */
  BYTE = 'byte',
}

/** What becomes of an Oracle `NUMBER` without precision and scale. */
export class OracleNumberScale {
  /** A floating-point number. */
  public static readonly FLOAT = new OracleNumberScale(-1);
  /** A string: loses nothing, also beyond 38 digits. */
  public static readonly VARCHAR = new OracleNumberScale(-2);

  /** A decimal number of 38 digits, of which so many (0 to 38) follow the point. */
  public static of(digits: number): OracleNumberScale {
    return new OracleNumberScale(digits);
  }

  private constructor(/** The number by which DMS knows it. */ public readonly scale: number) {}
}

/** Settings of an Oracle source. */
export interface OracleSourceSettings {
  /**
   * Whether Binary Reader opens log files directly under the replaced path. Say false for Amazon RDS before Oracle 12.2.
   *
   * @default true
   */
  readonly accessAlternateDirectly?: boolean;

  /**
   * A second destination of archived logs, for a primary with one standby: where to read on after a switchover.
   *
   * @default - none
   */
  readonly additionalArchivedLogDestId?: number;

  /**
   * Whether DMS turns on supplemental logging for the tables of a task. It still has to be on for the database.
   *
   * @default false
   */
  readonly addSupplementalLogging?: boolean;

  /**
   * Whether tables with nested tables or defined types are replicated.
   *
   * @default false
   */
  readonly allowSelectNestedTables?: boolean;

  /**
   * The destination of archived logs that is read: `dest_id` in `v$archived_log`.
   *
   * @default 1
   */
  readonly archivedLogDestId?: number;

  /**
   * Whether archived logs alone are read, not the online ones.
   *
   * @default false
   */
  readonly archivedLogsOnly?: boolean;

  /**
   * The password of the ASM user. Better give `asmSecret`.
   *
   * @default - none
   */
  readonly asmPassword?: SecretValue;

  /**
   * The secret for ASM, with the members `asm_user`, `asm_password` and `asm_server`.
   *
   * @default - none; needed if Binary Reader reads logs on ASM
   */
  readonly asmSecret?: secretsmanager.ISecret;

  /**
   * The address of the ASM server, such as `10.0.0.12:1521/+ASM`. Better give `asmSecret`.
   *
   * @default - none
   */
  readonly asmServer?: string;

  /**
   * Whether Binary Reader fetches 50 reads at once by a PL/SQL block. Faster; costs memory on the ASM instance: redo threads x
   * `parallelAsmReadThreads` x 7 MB for each task.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly asmUsePlsqlArray?: boolean;

  /**
   * The ASM user. Better give `asmSecret`.
   *
   * @default - none
   */
  readonly asmUser?: string;

  /**
   * Whether timestamps with a time zone, or with the local one, are converted to UTC.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false - they stay in the time zone of the source
   */
  readonly convertTimestampWithZoneToUtc?: boolean;

  /**
   * Whether changes of partitions are replicated, from Oracle to Oracle.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly enableHomogenousPartitionOps?: boolean;

  /**
   * Whether tables and indexes come into the tablespace of the same name, from Oracle to Oracle.
   *
   * @default false
   */
  readonly enableHomogenousTablespace?: boolean;

  /**
   * A character that makes the wildcard after it an ordinary one, in the table names of the table mappings.
   *
   * Rendered as an extra connection attribute.
   *
   * @default - none
   */
  readonly escapeCharacter?: string;

  /**
   * Whether views can be loaded, as tables. Full load only.
   *
   * Rendered as an extra connection attribute.
   *
   * @default false
   */
  readonly exposeViews?: boolean;

  /**
   * More destinations of archived logs, for a primary with several standbys.
   *
   * @default - none
   */
  readonly extraArchivedLogDestIds?: number[];

  /**
   * Whether a task fails where a LOB is larger than its limit, instead of cutting it off.
   *
   * @default false
   */
  readonly failTasksOnLobTruncation?: boolean;

  /**
   * Users whose transactions are not replicated, in capitals. LogMiner only.
   *
   * Rendered as an extra connection attribute.
   *
   * @default - none
   */
  readonly filterTransactionsOfUser?: string[];

  /**
   * With what the redo logs are read.
   *
   * @default OracleLogReader.LOG_MINER
   */
  readonly logReader?: OracleLogReader;

  /**
   * What becomes of `NUMBER` columns without precision and scale.
   *
   * @default OracleNumberScale.of(10)
   */
  readonly numberDatatypeScale?: OracleNumberScale;

  /**
   * How far back a task that captures changes only looks for transactions that are open where it starts; whole minutes, at most 240.
   *
   * Rendered as an extra connection attribute.
   *
   * @default Duration.minutes(0)
   */
  readonly openTransactionWindow?: Duration;

  /**
   * The root of the log files as the database names it, for Binary Reader on Amazon RDS: `/rdsdbdata/db/ORCL_A/`.
   *
   * @default - none
   */
  readonly oraclePathPrefix?: string;

  /**
   * With how many threads Binary Reader reads from ASM; 2 to 8.
   *
   * @default 2
   */
  readonly parallelAsmReadThreads?: number;

  /**
   * How many blocks Binary Reader reads ahead; 1000 to 2000000.
   *
   * @default 1000
   */
  readonly readAheadBlocks?: number;

  /**
   * Whether tablespaces are replicated.
   *
   * @default false
   */
  readonly readTableSpaceName?: boolean;

  /**
   * Whether Binary Reader replaces `oraclePathPrefix` by `usePathPrefix`. Say true for Amazon RDS before Oracle 12.2.
   *
   * @default false
   */
  readonly replacePathPrefix?: boolean;

  /**
   * How long DMS waits before it sends a query again, in whole seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly retryInterval?: Duration;

  /**
   * The password of the TDE key that the redo logs are encrypted with.
   *
   * @default - none
   */
  readonly securityDbEncryption?: SecretValue;

  /**
   * The name of that TDE key in the wallet: `ORACLE.SECURITY.DB.ENCRYPTION.` and what follows.
   *
   * @default - none
   */
  readonly securityDbEncryptionName?: string;

  /**
   * The function in the source that makes GeoJSON of `SDO_GEOMETRY`.
   *
   * @default 'SDO2GEOJSON'
   */
  readonly spatialDataOptionToGeoJsonFunctionName?: string;

  /**
   * How far an Active Data Guard standby is behind its primary, in whole minutes.
   *
   * @default - DMS asks the standby itself, if it may read `V_$DATAGUARD_STATS`
   */
  readonly standbyDelayTime?: Duration;

  /**
   * Whether spaces at the end of `char` and `nchar` values are cut off.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly trimSpaceInChar?: boolean;

  /**
   * Whether Binary Reader finds online logs under the replaced path as well. Say true for Amazon RDS before Oracle 12.2.
   *
   * @default false
   */
  readonly useAlternateFolderForOnline?: boolean;

  /**
   * What takes the place of `oraclePathPrefix`, for Binary Reader on Amazon RDS: `/rdsdbdata/log/`.
   *
   * @default - none
   */
  readonly usePathPrefix?: string;
}

/** Settings of an Oracle target. */
export interface OracleTargetSettings {
  /**
   * Whether an empty string is written as one space. If false, it becomes NULL, as Oracle has no empty strings.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly alwaysReplaceEmptyString?: boolean;

  /**
   * Whether column lengths count characters or bytes.
   *
   * @default OracleCharLengthSemantics.DEFAULT
   */
  readonly charLengthSemantics?: OracleCharLengthSemantics;

  /**
   * Whether a direct-path load leaves no trail in the redo logs. Faster; the tables cannot be recovered until they are backed up.
   *
   * @default false
   */
  readonly directPathNoLog?: boolean;

  /**
   * Whether the segments of a table that is loaded in parallel are written by direct path at once. The table must have no indexes or constraints.
   *
   * @default false
   */
  readonly directPathParallelLoad?: boolean;

  /**
   * Whether the full load writes by direct path.
   *
   * @default true
   */
  readonly useDirectPathFullLoad?: boolean;
}
