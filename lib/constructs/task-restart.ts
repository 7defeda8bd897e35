/**
 * Starts a task that has run already once more from the beginning, where a deployment would only resume it.
 *
 * Each has a name. A deployment in which the name is another one than in the deployment before restarts the task, once; one that goes back never
 * does. So a name may stay in the code for as long as it likes: a date is a good one.
 */
export class TaskRestart {
  /**
   * Loads all tables again, by the mappings and settings of then, and captures changes anew (`reload-target`). What happens to the tables in the
   * target is up to `targetTablePrepMode`.
   *
   * @param name for example `2026-03-01 renamed columns`.
   */
  public static reload(name: string): TaskRestart {
    return new TaskRestart(name, 'reload-target');
  }

  /**
   * Captures changes from `cdcStart` on, whatever has been captured before (`start-replication`). For tasks of type CDC, whose start is a position.
   *
   * @param name for example `2026-03-01 after the restore`.
   */
  public static fromCdcStart(name: string): TaskRestart {
    return new TaskRestart(name, 'start-replication');
  }

  private constructor(
    /** @internal */
    public readonly _name: string,
    /** @internal */
    public readonly _type: 'reload-target' | 'start-replication',
  ) {}
}
