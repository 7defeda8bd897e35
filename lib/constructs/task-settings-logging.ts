/** How much a component writes to the task log. Each severity has all that the ones before it have. */
export enum LogSeverity {
  /** Errors. */
  ERROR = 'LOGGER_SEVERITY_ERROR',
  /** Warnings too. */
  WARNING = 'LOGGER_SEVERITY_WARNING',
  /** Information too. */
  INFO = 'LOGGER_SEVERITY_INFO',
  /** What DMS thinks right, and the least that Security Hub accepts for source and target. */
  DEFAULT = 'LOGGER_SEVERITY_DEFAULT',
  /** Debugging too. */
  DEBUG = 'LOGGER_SEVERITY_DEBUG',
  /** Everything. */
  DETAILED_DEBUG = 'LOGGER_SEVERITY_DETAILED_DEBUG',
}

/** A part of DMS that writes to the task log. */
export class LogComponent {
  /** Transformations of the table mappings. */
  public static readonly TRANSFORMATION = LogComponent.of('TRANSFORMATION');
  /** Full load, at the source. */
  public static readonly SOURCE_UNLOAD = LogComponent.of('SOURCE_UNLOAD');
  /** Input and output. */
  public static readonly IO = LogComponent.of('IO');
  /** Full load, at the target. */
  public static readonly TARGET_LOAD = LogComponent.of('TARGET_LOAD');
  /** Performance. */
  public static readonly PERFORMANCE = LogComponent.of('PERFORMANCE');
  /** Changes, at the source. */
  public static readonly SOURCE_CAPTURE = LogComponent.of('SOURCE_CAPTURE');
  /** Transactions, between source and target. */
  public static readonly SORTER = LogComponent.of('SORTER');
  /** DMS's own interface. */
  public static readonly REST_SERVER = LogComponent.of('REST_SERVER');
  /** Validation, in detail. */
  public static readonly VALIDATOR_EXT = LogComponent.of('VALIDATOR_EXT');
  /** Changes, at the target. */
  public static readonly TARGET_APPLY = LogComponent.of('TARGET_APPLY');
  /** The task and its parts. */
  public static readonly TASK_MANAGER = LogComponent.of('TASK_MANAGER');
  /** Tables and their order. */
  public static readonly TABLES_MANAGER = LogComponent.of('TABLES_MANAGER');
  /** Metadata of source and target. */
  public static readonly METADATA_MANAGER = LogComponent.of('METADATA_MANAGER');
  /** Files for batches, and for S3. */
  public static readonly FILE_FACTORY = LogComponent.of('FILE_FACTORY');
  /** What all parts use. Leave it at DEFAULT unless AWS Support asks for more. */
  public static readonly COMMON = LogComponent.of('COMMON');
  /** Leave it at DEFAULT unless AWS Support asks for more. */
  public static readonly ADDONS = LogComponent.of('ADDONS');
  /** Leave it at DEFAULT unless AWS Support asks for more. */
  public static readonly DATA_STRUCTURE = LogComponent.of('DATA_STRUCTURE');
  /** Leave it at DEFAULT unless AWS Support asks for more. */
  public static readonly COMMUNICATION = LogComponent.of('COMMUNICATION');
  /** Leave it at DEFAULT unless AWS Support asks for more. */
  public static readonly FILE_TRANSFER = LogComponent.of('FILE_TRANSFER');
  /** Validation. */
  public static readonly VALIDATOR = LogComponent.of('VALIDATOR');

  /** A component that this library does not list. */
  public static of(componentId: string): LogComponent {
    return new LogComponent(componentId);
  }

  private constructor(/** What DMS calls it. */ public readonly componentId: string) {}
}

/** How much one component writes. */
export interface ComponentSeverity {
  /** Which component. */
  readonly component: LogComponent;

  /** How much. */
  readonly severity: LogSeverity;
}

/** The task log: the section Logging. DMS writes it to the log group of the replication instance. */
export interface LoggingSettings {
  /**
   * Whether there is one.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * How much single components write.
   *
   * @default - SOURCE_UNLOAD, SOURCE_CAPTURE, TARGET_LOAD and TARGET_APPLY have LogSeverity.DEFAULT where nothing else is said of them here,
   * as the Security Hub controls DMS.7 and DMS.8 ask for; DMS chooses for the others
   */
  readonly components?: ComponentSeverity[];

  /**
   * Whether connections, behavior and statements are logged too, from engine 3.5.0 on.
   *
   * @default - DMS's
   */
  readonly enableLogContext?: boolean;

  /**
   * An order to delete the logs on the instance. It is for a single change by hand more than for a template.
   *
   * @default - DMS's: false
   */
  readonly deleteTaskLogs?: boolean;
}
