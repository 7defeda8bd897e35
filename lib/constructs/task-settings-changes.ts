import type { Duration, Size } from 'aws-cdk-lib';

/** How changes are collected and applied: the section ChangeProcessingTuning. */
export interface ChangeProcessingTuning {
  /**
   * Whether a batch has whole transactions. Batch apply to Oracle only.
   *
   * @default - DMS's: true
   */
  readonly batchApplyPreserveTransaction?: boolean;

  /**
   * Shortest time between two batches. Batch apply only.
   *
   * @default - DMS's: 1 second
   */
  readonly batchApplyTimeoutMin?: Duration;

  /**
   * Longest time between two batches. Batch apply only.
   *
   * @default - DMS's: 30 seconds
   */
  readonly batchApplyTimeoutMax?: Duration;

  /**
   * Memory to prepare a batch in. Batch apply only.
   *
   * @default - DMS's: 500 MiB
   */
  readonly batchApplyMemoryLimit?: Size;

  /**
   * Most changes of a batch; 0 is no limit. Batch apply only.
   *
   * @default - DMS's: 0
   */
  readonly batchSplitSize?: number;

  /**
   * Fewest changes of a transaction at the target. Without batch apply only.
   *
   * @default - DMS's: 1000
   */
  readonly minTransactionSize?: number;

  /**
   * Longest time that transactions are collected for. Without batch apply only.
   *
   * @default - DMS's: 1 second
   */
  readonly commitTimeout?: Duration;

  /**
   * Memory for transactions, before they are written to the instance's disk.
   *
   * @default - DMS's: 1024 MiB
   */
  readonly memoryLimitTotal?: Size;

  /**
   * Time that a transaction is kept in memory, before it is written to the instance's disk.
   *
   * @default - DMS's: 60 seconds
   */
  readonly memoryKeepTime?: Duration;

  /**
   * Prepared statements that are kept, at most 200.
   *
   * @default - DMS's: 50
   */
  readonly statementCacheSize?: number;

  /**
   * Written by newer engines, and documented nowhere, nor is its unit.
   *
   * @default - DMS's: -1
   */
  readonly recoveryTimeout?: number;
}

/** Which changes of the source's tables themselves are made at the target: the section ChangeProcessingDdlHandlingPolicy. */
export interface DdlHandlingPolicy {
  /**
   * Whether a table that is dropped at the source is dropped at the target.
   *
   * @default - DMS's: true
   */
  readonly handleSourceTableDropped?: boolean;

  /**
   * Whether a table that is truncated at the source is truncated at the target.
   *
   * @default - DMS's: true
   */
  readonly handleSourceTableTruncated?: boolean;

  /**
   * Whether a table that is altered at the source is altered at the target.
   *
   * @default - DMS's: true
   */
  readonly handleSourceTableAltered?: boolean;
}

/** Columns whose values from before an update are carried along. */
export enum BeforeImageColumns {
  /** Those of the primary key. */
  PK_ONLY = 'pk-only',
  /** Those that are not LOBs. */
  NON_LOB = 'non-lob',
  /** All that have such values. */
  ALL = 'all',
}

/** Values from before an update, for targets such as Kinesis and Kafka: the section BeforeImageSettings. */
export interface BeforeImageSettings {
  /** Name of the attribute that gets them. */
  readonly fieldName: string;

  /**
   * Which columns.
   *
   * @default - DMS's: BeforeImageColumns.PK_ONLY
   */
  readonly columnFilter?: BeforeImageColumns;

  /**
   * Whether they are carried along.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** Keeps changes that a task made from coming back by the task of the other direction: the section LoopbackPreventionSettings. */
export interface LoopbackPreventionSettings {
  /** Schema of the source in which DMS keeps its table awsdms_loopback_prevention. */
  readonly sourceSchema: string;

  /** Schema of the target in which DMS keeps its table awsdms_loopback_prevention. */
  readonly targetSchema: string;

  /**
   * Whether changes are kept from coming back.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/** One character that is replaced at the target. */
export interface CharacterReplacement {
  /** Unicode code point in hexadecimal digits, such as '00B8'. */
  readonly sourceCodePoint: string;

  /**
   * Unicode code point in hexadecimal digits.
   *
   * @default - '0': the character is left out
   */
  readonly targetCodePoint?: string;
}

/** Characters that the target cannot have: the section CharacterSetSettings. */
export interface CharacterSubstitutionSettings {
  /**
   * Characters that are replaced.
   *
   * @default - none
   */
  readonly replacements?: CharacterReplacement[];

  /**
   * The character set that all characters must belong to then, such as 'UTF16_PlatformEndian'.
   *
   * @default - not checked
   */
  readonly characterSet?: string;

  /**
   * What replaces characters outside of that set, as a Unicode code point in hexadecimal digits; '0' leaves them out.
   *
   * @default - not said
   */
  readonly replaceWithCodePoint?: string;
}

/** Mends at the target what validation found, from engine 3.6.1 on: the section ResyncSettings. */
export interface ResyncSettings {
  /**
   * When, as minutes, hours, days, months and days of the week (0 to 6): '0 0 * * 6'. Needed for tasks that capture changes, and for no others.
   *
   * @default - none
   */
  readonly resyncSchedule?: string;

  /**
   * For how long, from 5 minutes to 10 days. Needed for tasks that capture changes, and for no others.
   *
   * @default - none
   */
  readonly maxResyncTime?: Duration;

  /**
   * The end of the ARN of a task that only validates, whose findings are mended.
   *
   * @default - this task's own findings
   */
  readonly validationTaskId?: string;

  /**
   * Whether findings are mended.
   *
   * @default true
   */
  readonly enabled?: boolean;
}
