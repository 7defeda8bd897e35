/** Tasks of one template. CloudFormation allows 500 resources; the rest is for network, endpoints, and the rules and policies of the tasks. */
const MAX_TASKS = 350;
/** Bytes of their documents in one template. CloudFormation allows 1 MB; 350 tasks take 350 kB beside their documents. */
const MAX_BYTES = 500_000;

/**
 * Deals tasks out to the stack (place 0) and its nested stacks (1, 2, ...).
 *
 * In the order of declaration: the place of a task depends on those before it alone, so appending one moves no other. A task that
 * moves between stacks is deleted in one and made anew in the other, and loads everything again.
 */
export class TaskPacking {
  private place = 0;
  private tasks = 0;
  private bytes = 0;

  /** The place of the next task, whose documents have so many bytes. */
  public add(bytes: number): number {
    if (this.tasks > 0 && (this.tasks >= MAX_TASKS || this.bytes + bytes > MAX_BYTES)) {
      this.place += 1;
      this.tasks = 0;
      this.bytes = 0;
    }
    this.tasks += 1;
    this.bytes += bytes;
    return this.place;
  }
}
