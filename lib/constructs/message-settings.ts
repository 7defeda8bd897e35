// What each setting does and its default: [DMS API reference, KinesisSettings, KafkaSettings].

/** The format of the messages that DMS sends. */
export enum MessageFormat {
  /** JSON with line breaks. */
  JSON = 'json',
  /** JSON on one line. */
  JSON_UNFORMATTED = 'json-unformatted',
}

/** Settings of a target that changes are sent to as messages. */
export interface MessageSettings {
  /**
   * Whether messages tell of the definitions of tables and columns, and of changes to them.
   *
   * @default false
   */
  readonly includeControlDetails?: boolean;

  /**
   * Whether columns that are NULL or empty are in the messages.
   *
   * @default false
   */
  readonly includeNullAndEmpty?: boolean;

  /**
   * Whether messages have the value by which they were partitioned, unless that is schema and table.
   *
   * @default false
   */
  readonly includePartitionValue?: boolean;

  /**
   * Whether messages tell of statements that rename or drop tables, or add, drop or rename columns.
   *
   * @default false
   */
  readonly includeTableAlterOperations?: boolean;

  /**
   * Whether messages have the time of the commit, the position in the log and the transaction.
   *
   * @default false
   */
  readonly includeTransactionDetails?: boolean;

  /**
   * The format of the messages.
   *
   * @default MessageFormat.JSON
   */
  readonly messageFormat?: MessageFormat;

  /**
   * Whether binary data in hexadecimal form goes without the prefix `0x`.
   *
   * @default false
   */
  readonly noHexPrefix?: boolean;

  /**
   * Whether schema and table come before the primary key in the partition value, so that equal keys of many tables spread over the partitions.
   *
   * @default false
   */
  readonly partitionIncludeSchemaTable?: boolean;
}
