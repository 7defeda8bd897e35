import type { EventDestination } from './event-destination';
import type { IMigrationTask } from './migration-task';
import type { IReplicationInstance } from './replication-instance';

/** How much an event matters. Which event has which severity is a choice of this library; `MigrationEventsOptions.severities` changes it. */
export enum EventSeverity {
  /**
   * Somebody has to do something now: a task has failed or has stopped reading, storage, network or key of the instance have failed, storage is
   * short, or a failover is refused.
   */
  CRITICAL = 'critical',
  /** Somebody should know: a failover or offline maintenance has begun, tables are loaded again, something could not be cleaned up or upgraded. */
  WARNING = 'warning',
  /** All that goes as it should: created, started, stopped, modified, deleted, class or storage changed. */
  INFO = 'info',
}

/** Which events of DMS are told, and to whom. */
export interface MigrationEventsOptions {
  /**
   * Where events go that are at least as severe as `minimumSeverity`. Others may be added for one severity by `on()`.
   *
   * @default - nowhere but to those that `on()` names
   */
  readonly destinations?: EventDestination[];

  /**
   * The least severity of what goes to `destinations`.
   *
   * @default EventSeverity.WARNING
   */
  readonly minimumSeverity?: EventSeverity;

  /**
   * Severities of events in the place of those that this library gives them, by the ids of the DMS User Guide. A task that stops, for example,
   * is no news while a migration is set up, and may be bad news afterwards: `{ 'DMS-EVENT-0079': EventSeverity.WARNING }`.
   *
   * @default - as this library has them
   */
  readonly severities?: { readonly [eventId: string]: EventSeverity };

  /**
   * Tasks on the instance that this app does not declare.
   *
   * @default - none
   */
  readonly tasks?: IMigrationTask[];
}

/** Properties of the events of an instance and its tasks. */
export interface MigrationEventsProps extends MigrationEventsOptions {
  /** The instance. All tasks that this app declares on it are heard of, also those that come later. */
  readonly instance: IReplicationInstance;
}
