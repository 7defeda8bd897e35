import type { LookedInstance, LookedTable, LookedTask } from '../../control/monitor/look';

/** An instance as DMS describes it; what follows from its class is added elsewhere. */
export interface DescribedInstance extends Pick<LookedInstance, 'created'> {
  readonly arn: string;
  readonly class: string;
  readonly status: string;
}

/** A task as DMS describes it. */
export interface DescribedTask extends LookedTask {
  readonly arn: string;
  /** The task's name. */
  readonly name: string;
}

/** The part of DMS that the monitor uses. All of it only reads, and throws what DMS faults with. */
export interface DmsApi {
  /** Nothing if there is no instance of that name. */
  instance(identifier: string): Promise<DescribedInstance | undefined>;
  tasks(instanceArn: string): Promise<DescribedTask[]>;
  /** Those of the tasks whose settings have their rows compared. */
  validated(taskArns: readonly string[]): Promise<string[]>;
  /** Nothing of a task that the function may not look into: one that the app does not declare. */
  tables(taskArn: string): Promise<LookedTable[] | undefined>;
}

/** What surrounds the monitor. */
export interface Surroundings {
  readonly dms: DmsApi;
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  /** Writes a line. */
  readonly log: (entry: object) => void;
}
