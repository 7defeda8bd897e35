/** What a migration task does. */
export enum MigrationType {
  /** Loads the tables as they are, once. */
  FULL_LOAD = 'full-load',
  /** Loads the tables, then captures and applies changes until cutover. */
  FULL_LOAD_AND_CDC = 'full-load-and-cdc',
  /** Captures and applies changes alone, from a given start. */
  CDC = 'cdc',
}
