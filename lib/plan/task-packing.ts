/** What fits into a template. */
interface Room {
  readonly tasks: number;
  /** Of the documents of the tasks; all else takes 1 kB a task. */
  readonly bytes: number;
}

/**
 * CloudFormation allows 500 resources and 1 MB in a template. In the stack itself stand network, endpoints, phase scaling, and all alarms; in
 * the nested ones nothing but tasks, and the rules and policies of those.
 */
const STACK: Room = { tasks: 100, bytes: 300_000 };
const NESTED: Room = { tasks: 300, bytes: 500_000 };

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
    const room = this.place === 0 ? STACK : NESTED;
    if (this.tasks > 0 && (this.tasks >= room.tasks || this.bytes + bytes > room.bytes)) {
      this.place += 1;
      this.tasks = 0;
      this.bytes = 0;
    }
    this.tasks += 1;
    this.bytes += bytes;
    return this.place;
  }
}
