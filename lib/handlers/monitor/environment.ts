/** Environment variables of the function. */
export interface MonitorEnvironment {
  readonly INSTANCE_IDENTIFIER: string;
  /** Of which tasks the tables are looked at: {@link TableProgress}. */
  readonly TABLE_PROGRESS: string;
}
