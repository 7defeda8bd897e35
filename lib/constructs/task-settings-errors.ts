import type { Duration } from 'aws-cdk-lib';

/** What happens when something is wrong with one record. */
export enum DataErrorPolicy {
  /** The record is left out; it counts towards the escalation. */
  IGNORE_RECORD = 'IGNORE_RECORD',
  /** The record is left out and written to the task log. */
  LOG_ERROR = 'LOG_ERROR',
  /** The table goes into an error state and is no longer replicated. */
  SUSPEND_TABLE = 'SUSPEND_TABLE',
  /** The task stops, and waits for somebody. */
  STOP_TASK = 'STOP_TASK',
}

/** What happens when something is wrong with a whole table, or with too many records. */
export enum TableErrorPolicy {
  /** The table goes into an error state and is no longer replicated. */
  SUSPEND_TABLE = 'SUSPEND_TABLE',
  /** The task stops, and waits for somebody. */
  STOP_TASK = 'STOP_TASK',
}

/** What happens when DMS cannot send an event about the task. */
export enum EventErrorPolicy {
  /** The task goes on. */
  IGNORE = 'IGNORE',
  /** The task stops, and waits for somebody. */
  STOP_TASK = 'STOP_TASK',
}

/** What happens when a row that is to be inserted is already there. */
export enum ApplyErrorInsertPolicy {
  /** The change is dropped; it counts towards the escalation. */
  IGNORE_RECORD = 'IGNORE_RECORD',
  /** The change is dropped and written to the task log. */
  LOG_ERROR = 'LOG_ERROR',
  /** The table goes into an error state and is no longer replicated. */
  SUSPEND_TABLE = 'SUSPEND_TABLE',
  /** The task stops, and waits for somebody. */
  STOP_TASK = 'STOP_TASK',
  /** The row is overwritten. */
  INSERT_RECORD = 'INSERT_RECORD',
}

/** What happens when a row that is to be updated is missing. */
export enum ApplyErrorUpdatePolicy {
  /** The change is dropped; it counts towards the escalation. */
  IGNORE_RECORD = 'IGNORE_RECORD',
  /** The change is dropped and written to the task log. */
  LOG_ERROR = 'LOG_ERROR',
  /** The table goes into an error state and is no longer replicated. */
  SUSPEND_TABLE = 'SUSPEND_TABLE',
  /** The task stops, and waits for somebody. */
  STOP_TASK = 'STOP_TASK',
  /** The row is inserted. DMS then disables LOB columns for the whole task; an Oracle source needs full supplemental logging. */
  UPDATE_RECORD = 'UPDATE_RECORD',
}

/** What happens when too many changes of one table could not be applied. */
export enum ApplyErrorEscalationPolicy {
  /** Further ones are written to the task log. */
  LOG_ERROR = 'LOG_ERROR',
  /** The table goes into an error state and is no longer replicated. */
  SUSPEND_TABLE = 'SUSPEND_TABLE',
  /** The task stops, and waits for somebody. */
  STOP_TASK = 'STOP_TASK',
}

/** What a task does when something goes wrong: the section ErrorBehavior. */
export interface ErrorBehavior {
  /**
   * For records that cannot be processed: conversion errors, errors in a transformation, bad data.
   *
   * @default - DMS's: DataErrorPolicy.LOG_ERROR
   */
  readonly dataErrorPolicy?: DataErrorPolicy;

  /**
   * For values that are cut off.
   *
   * @default - DMS's: DataErrorPolicy.LOG_ERROR
   */
  readonly dataTruncationErrorPolicy?: DataErrorPolicy;

  /**
   * For values that cannot be masked, from engine 3.5.4 on. With LOG_ERROR they are loaded unmasked.
   *
   * @default - DMS's: DataErrorPolicy.STOP_TASK
   */
  readonly dataMaskingErrorPolicy?: DataErrorPolicy;

  /**
   * For when there are `dataErrorEscalationCount` errors in the data of a table.
   *
   * @default - DMS's: TableErrorPolicy.SUSPEND_TABLE
   */
  readonly dataErrorEscalationPolicy?: TableErrorPolicy;

  /**
   * How many errors in the data of a table lead to `dataErrorEscalationPolicy`.
   *
   * @default - DMS's: 0
   */
  readonly dataErrorEscalationCount?: number;

  /**
   * For events about the task that cannot be sent.
   *
   * @default - DMS's: EventErrorPolicy.IGNORE
   */
  readonly eventErrorPolicy?: EventErrorPolicy;

  /**
   * For errors in a table that are not about one record.
   *
   * @default - DMS's: TableErrorPolicy.SUSPEND_TABLE
   */
  readonly tableErrorPolicy?: TableErrorPolicy;

  /**
   * For when there are `tableErrorEscalationCount` errors in tables. The guide documents STOP_TASK alone.
   *
   * @default - DMS's: TableErrorPolicy.STOP_TASK
   */
  readonly tableErrorEscalationPolicy?: TableErrorPolicy;

  /**
   * How many errors in tables lead to `tableErrorEscalationPolicy`.
   *
   * @default - DMS's: 0
   */
  readonly tableErrorEscalationCount?: number;

  /**
   * How often a task is restarted after an error of its environment; 0 is never, -1 as DMS thinks best for the kind of error.
   *
   * @default - DMS's: -1
   */
  readonly recoverableErrorCount?: number;

  /**
   * Time between two restarts.
   *
   * @default - DMS's: 5 seconds
   */
  readonly recoverableErrorInterval?: Duration;

  /**
   * Whether the time between restarts doubles each time.
   *
   * @default - DMS's: true
   */
  readonly recoverableErrorThrottling?: boolean;

  /**
   * The longest time between restarts.
   *
   * @default - DMS's: 1800 seconds
   */
  readonly recoverableErrorThrottlingMax?: Duration;

  /**
   * Whether DMS gives up when it has waited for `recoverableErrorThrottlingMax`.
   *
   * @default - DMS's: true
   */
  readonly recoverableErrorStopRetryAfterThrottlingMax?: boolean;

  /**
   * For rows that are to be deleted and are not there.
   *
   * @default - DMS's: DataErrorPolicy.IGNORE_RECORD
   */
  readonly applyErrorDeletePolicy?: DataErrorPolicy;

  /**
   * For rows that are to be inserted and are already there.
   *
   * @default - DMS's: ApplyErrorInsertPolicy.LOG_ERROR
   */
  readonly applyErrorInsertPolicy?: ApplyErrorInsertPolicy;

  /**
   * For rows that are to be updated and are not there.
   *
   * @default - DMS's: ApplyErrorUpdatePolicy.LOG_ERROR
   */
  readonly applyErrorUpdatePolicy?: ApplyErrorUpdatePolicy;

  /**
   * For when `applyErrorEscalationCount` changes of a table could not be applied.
   *
   * @default - DMS's: ApplyErrorEscalationPolicy.LOG_ERROR
   */
  readonly applyErrorEscalationPolicy?: ApplyErrorEscalationPolicy;

  /**
   * How many changes of a table that could not be applied lead to `applyErrorEscalationPolicy`.
   *
   * @default - DMS's: 0
   */
  readonly applyErrorEscalationCount?: number;

  /**
   * Whether the task fails when a table is truncated at the source.
   *
   * @default - DMS's: false
   */
  readonly applyErrorFailOnTruncationDdl?: boolean;

  /**
   * Whether the task fails when the table mappings find no table.
   *
   * @default - DMS's: true
   */
  readonly failOnNoTablesCaptured?: boolean;

  /**
   * Whether a task with an Oracle source fails when a transaction stays open for too long before change capture begins, and would be missed.
   *
   * @default - DMS's: false
   */
  readonly failOnTransactionConsistencyBreached?: boolean;

  /**
   * Whether duplicates and missing rows are passed over while cached changes are applied.
   *
   * @default - DMS's: true
   */
  readonly fullLoadIgnoreConflicts?: boolean;
}
