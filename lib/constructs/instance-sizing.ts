import type { Size } from 'aws-cdk-lib';
import { classFacts } from '../plan/instance-classes';
import { sizeInstance, type SizingPlan } from '../plan/sizing';
import { mebibytes } from '../private/amounts';
import { withoutNulls } from '../private/read-props';
import type { Workload } from '../profile/workload';
import type { InstanceClass } from './instance-class';

/**
 * What is known of the databases that a replication instance serves.
 *
 * All of it may be left out: then the class follows from the number of tasks alone.
 */
export interface WorkloadProps {
  /**
   * Size of the tables at the source, without indexes.
   *
   * @default - unknown; CPUs follow from the tables loaded at once, and no storage is provided for cached changes
   */
  readonly dataSize?: Size;

  /**
   * Changes that the source writes in one second, averaged over its busiest hour.
   *
   * @default - unknown; storage is what AWS includes in the price
   */
  readonly changesPerSecond?: Size;

  /**
   * Changes of the largest transaction.
   *
   * @default - unknown; none is provided for
   */
  readonly largestTransaction?: Size;

  /**
   * Tables that each task loads at once (`MaxFullLoadSubTasks`).
   *
   * @default 8
   */
  readonly parallelTables?: number;

  /**
   * Rows that DMS commits together during the load (`CommitRate`).
   *
   * @default 10000
   */
  readonly commitRate?: number;

  /**
   * LOB columns of a table, on average over the tables that have any.
   *
   * @default 0
   */
  readonly lobColumns?: number;

  /**
   * Size up to which LOBs are carried (limited LOB mode), or size of the pieces in which they are carried (full LOB mode).
   *
   * @default Size.kibibytes(32)
   */
  readonly lobSize?: Size;

  /**
   * Whether LOBs are looked up one by one (full LOB mode).
   *
   * @default false
   */
  readonly fullLobMode?: boolean;

  /**
   * Whether changes are applied in batches.
   *
   * @default false
   */
  readonly batchApply?: boolean;

  /**
   * Tasks that run on the instance, also those that are not declared in this app.
   *
   * @default - the tasks that this app declares on the instance, at least one
   */
  readonly tasks?: number;
}

/** Classes that the user has chosen. */
export interface ExplicitSizingProps {
  /** Class while tables are loaded. */
  readonly fullLoad: InstanceClass;

  /**
   * Class while only changes are captured.
   *
   * @default - the same class as for the full load
   */
  readonly cdc?: InstanceClass;

  /**
   * Storage of the instance. It can grow later and never shrink.
   *
   * @default - what AWS includes in the price: 50 GiB for burstable classes, 100 GiB for others
   */
  readonly storage?: Size;
}

/**
 * What the tasks of an instance tell about it.
 *
 * @internal
 */
export interface _ObservedWorkload {
  readonly tasks: number;
  readonly cdc: boolean;
  readonly fullLoad: boolean;
}

/**
 * A decision about classes and storage, with its reasons.
 *
 * @internal
 */
export interface _SizingDecision {
  readonly fullLoadClass: string;
  readonly cdcClass: string;
  readonly storageGiB?: number;
  /** What was decided and why, a line each. */
  readonly reasons: string[];
}

/** How the class of a replication instance is chosen for each phase of the migration. */
export abstract class InstanceSizing {
  /**
   * Sizes the instance by what is known of the databases.
   *
   * Memory is counted by AWS's formulas for LOBs, stream buffers and cached changes, CPUs by the tables and tasks at work at once.
   * What AWS gives no figure for (tasks or tables per vCPU) is a choice of this library: `npm start` and
   * `ReplicationInstance.sizingReasons` show the arithmetic.
   *
   * @param workload what is known.
   */
  public static forWorkload(workload: WorkloadProps = {}): InstanceSizing {
    return new WorkloadSizing(withoutNulls(workload));
  }

  /** Takes the classes given. */
  public static explicit(props: ExplicitSizingProps): InstanceSizing {
    return new ExplicitSizing(withoutNulls(props));
  }

  /**
   * Takes what a plan says, when it is asked for.
   *
   * @internal
   */
  public static _planned(decide: () => _SizingDecision): InstanceSizing {
    return new PlannedSizing(decide);
  }

  /**
   * Decides for the tasks that the instance has.
   *
   * @internal
   */
  public abstract _decide(observed: _ObservedWorkload): _SizingDecision;
}

class WorkloadSizing extends InstanceSizing {
  constructor(private readonly props: WorkloadProps) {
    super();
  }

  public _decide(observed: _ObservedWorkload): _SizingDecision {
    const plan = sizeInstance(this.workload(observed));
    const cdcClass = plan.cdc?.instanceClass ?? plan.fullLoad?.instanceClass ?? '';
    return {
      fullLoadClass: largerClass(plan.fullLoad?.instanceClass ?? cdcClass, cdcClass),
      cdcClass,
      storageGiB: plan.storageGiB,
      reasons: explain(plan),
    };
  }

  private workload({ tasks, cdc, fullLoad }: _ObservedWorkload): Workload {
    const { dataSize, changesPerSecond, largestTransaction, lobSize, tasks: stated, ...rest } = this.props;
    return {
      ...rest,
      tasks: Math.max(1, stated ?? tasks),
      cdc,
      fullLoad,
      ...known('dataGiB', mebibytesOf(dataSize), 1024),
      ...known('changeMiBPerSecond', mebibytesOf(changesPerSecond)),
      ...known('largestTransactionMiB', mebibytesOf(largestTransaction)),
      ...known('lobKiB', mebibytesOf(lobSize), 1 / 1024),
    };
  }
}

class ExplicitSizing extends InstanceSizing {
  constructor(private readonly props: ExplicitSizingProps) {
    super();
  }

  public _decide(): _SizingDecision {
    const { fullLoad, cdc = fullLoad, storage } = this.props;
    return {
      fullLoadClass: String(fullLoad),
      cdcClass: String(cdc),
      ...known('storageGiB', mebibytesOf(storage), 1024),
      reasons: [`full load: ${String(fullLoad)}, as given`, `CDC: ${String(cdc)}, as given`],
    };
  }
}

class PlannedSizing extends InstanceSizing {
  constructor(private readonly decide: () => _SizingDecision) {
    super();
  }

  public _decide(): _SizingDecision {
    const decision = this.decide();
    return { ...decision, fullLoadClass: largerClass(decision.fullLoadClass, decision.cdcClass) };
  }
}

/** A size in MiB, or undefined if it is not given, or known only at deployment. */
function mebibytesOf(size: Size | undefined): number | undefined {
  return size?.isUnresolved?.() === true ? undefined : mebibytes(size);
}

function known<K extends string>(name: K, value: number | undefined, divisor = 1): { [P in K]?: number } {
  return value === undefined ? {} : { [name]: value / divisor } as { [P in K]?: number };
}

/** The instance never grows at the boundary: what CDC needs, the load has too. */
function largerClass(a: string, b: string): string {
  const size = (name: string): number => classFacts(name)?.vcpu ?? 0;
  return size(a) >= size(b) ? a : b;
}

function explain({ fullLoad, cdc, storageGiB, storageReasons }: SizingPlan): string[] {
  return [
    ...(fullLoad === undefined ? [] : [`full load: ${fullLoad.instanceClass}`, ...fullLoad.reasons.map((reason) => `  ${reason}`)]),
    ...(cdc === undefined ? [] : [`CDC: ${cdc.instanceClass}`, ...cdc.reasons.map((reason) => `  ${reason}`)]),
    `storage: ${storageGiB} GiB`,
    ...storageReasons.map((reason) => `  ${reason}`),
  ];
}
