import type { Duration, Size } from 'aws-cdk-lib';
import { renderGroup, type RenderedGroup } from '../private/task-settings-rendering';

/** How rows are compared. */
export enum ValidationMode {
  /** One by one. */
  ROW_LEVEL = 'ROW_LEVEL',
  /** In groups, which is faster; from engine 3.5.4 on, between Oracle or SQL Server and PostgreSQL. */
  GROUP_LEVEL = 'GROUP_LEVEL',
}

/** How source and target are compared: the section ValidationSettings. */
export interface ValidationOptions {
  /**
   * How rows are compared.
   *
   * @default - DMS's: in groups where it can, one by one elsewhere
   */
  readonly validationMode?: ValidationMode;

  /**
   * Threads that compare. More are faster, and put more load on source and target.
   *
   * @default - DMS's: 5
   */
  readonly threadCount?: number;

  /**
   * Rows that are read at once.
   *
   * @default - DMS's: 10000
   */
  readonly partitionSize?: number;

  /**
   * Failed rows of all tables after which the task no longer validates.
   *
   * @default - DMS's: 10000
   */
  readonly failureMaxCount?: number;

  /**
   * Failed rows of one table after which the table is no longer validated.
   *
   * @default - DMS's: 1000
   */
  readonly tableFailureMaxCount?: number;

  /**
   * Time before a row that differs is told; the change may still be on its way.
   *
   * @default - DMS's
   */
  readonly recordFailureDelay?: Duration;

  /**
   * Time before a row that differs is told, whatever the latency of the task.
   *
   * @default - DMS's: 0
   */
  readonly recordFailureDelayLimit?: Duration;

  /**
   * Time before a table with too many failed rows is no longer validated.
   *
   * @default - DMS's
   */
  readonly recordSuspendDelay?: Duration;

  /**
   * Longest column of a key. Its unit is not documented.
   *
   * @default - DMS's
   */
  readonly maxKeyColumnSize?: number;

  /**
   * Whether PostgreSQL and SQL Server may sort differently.
   *
   * @default - DMS's: false
   */
  readonly handleCollationDiff?: boolean;

  /**
   * Whether LOB columns are left out.
   *
   * @default - DMS's: false
   */
  readonly skipLobColumns?: boolean;

  /**
   * How much of each LOB is compared.
   *
   * @default - in limited LOB mode as much as is carried, so that LOBs which were cut off are no failures; all of it otherwise
   */
  readonly validationPartialLobSize?: Size;

  /**
   * Time before a changed row is compared for the first time.
   *
   * @default - DMS's: 0, and 180 seconds for a task that only validates
   */
  readonly validationQueryCdcDelay?: Duration;
}

/**
 * Whether DMS compares the rows of source and target, table by table as each is loaded, and then changed rows as they change.
 *
 * Tables need a primary key or a unique index.
 */
export class Validation {
  /** Rows are migrated and compared. */
  public static enabled(options: ValidationOptions = {}): Validation {
    return new Validation({ ...options, enableValidation: true });
  }

  /** Rows are compared and not migrated. DMS can never change this of a task; its type must be full-load or cdc. */
  public static only(options: ValidationOptions = {}): Validation {
    return new Validation({ ...options, enableValidation: true, validationOnly: true });
  }

  /** Rows are not compared. */
  public static disabled(): Validation {
    return new Validation({ enableValidation: false });
  }

  private constructor(private readonly settings: object) {}

  /**
   * The settings of the section ValidationSettings.
   *
   * @internal
   */
  public _render(): RenderedGroup {
    return renderGroup('ValidationSettings', this.settings);
  }
}
