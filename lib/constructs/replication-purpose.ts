/** What a replication stack is for. */
export enum ReplicationPurpose {
  /** A migration: tables are loaded, changes follow until the cutover, and everything goes. */
  MIGRATION = 'migration',
  /** A copy that is kept up to date for good, to go on with when the source is lost. */
  DISASTER_RECOVERY = 'disaster-recovery',
}
