import { Size } from 'aws-cdk-lib';
import type { MigrationPlanData, TaskPlan } from '../plan/migration-plan/data';
import { LOB_CHUNK_KIB } from '../plan/migration-plan/lobs';
import { renderMappings } from '../plan/migration-plan/mappings';
import type { PlanOptions, PlanOverrides, TableOverride } from '../plan/migration-plan/options';
import { unusable } from '../plan/migration-plan/plan-problems';
import { parsePlan, writePlan } from '../plan/migration-plan/read-plan';
import { lobFactsOf } from '../plan/migration-plan/table-lobs';
import { within } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';
import { gibibytes, seconds } from '../private/amounts';
import { PlannedMigration, type PlanSource } from '../private/planned-migration';
import { listOf, readProps, withoutNulls } from '../private/read-props';
import { readText } from '../private/read-text';
import { InstanceClass } from './instance-class';
import { InstanceSizing, type _SizingDecision } from './instance-sizing';
import { LobHandling } from './lob-handling';
import type { MigrationPlanOptions, PlannedTableOptions } from './migration-plan-props';
import type { MigrationTaskOptions } from './migration-task-props';
import { MigrationType } from './migration-type';
import type { ReplicationInstanceOptions } from './replication-instance-props';
import { TableMappings } from './table-mappings';
import { TaskSettings } from './task-settings';
import type { WorkloadProfile } from './workload-profile';

/**
 * What follows from a workload profile: the classes of the instance, the tasks and their tables, how LOBs are carried and large tables are split.
 *
 * `ReplicationStack` builds it. `npx dms-migrations plan` explains it, and writes it to a file that the next plan can start from.
 */
export class MigrationPlan {
  /** Plans a migration of what the profile has. */
  public static fromProfile(profile: WorkloadProfile, options: MigrationPlanOptions = {}): MigrationPlan {
    const { given: { tables = {}, ...given }, problems } = readProps(options, KINDS);
    const { given: { profile: read }, problems: ofProfile } = readProps({ profile }, { profile: 'WorkloadProfile' });
    const ofTables = Object.entries(withoutNulls(tables)).map(([name, table]) => ({ name, ...readProps(table, { lobHandling: 'LobHandling' }) }));
    const before = given.previous?._at(() => given.targetEngine);
    const failures = [
      ...within('plan', [
        ...read === undefined && ofProfile.length === 0 ? checkKind('profile', profile, 'WorkloadProfile') : ofProfile,
        ...problems,
        ...ofTables.flatMap(({ name, problems: ofTable }) => within(`tables.${name}`, ofTable)),
      ]),
      ...read?._failure === undefined ? [] : [unusable('profile', read._failure)],
      ...before !== undefined && before.plan === undefined ? before.problems() : [],
    ];
    return new MigrationPlan({
      ...failures.length > 0 ? { failures } : { profile: read?._profile },
      options: planOptions(given, ofTables, before?.plan),
      acknowledgedFindings: listOf(given.acknowledgedFindings),
    });
  }

  /**
   * A plan in a file, as `npx dms-migrations plan -o` has written it, read now.
   *
   * @param path from the directory that the app runs in.
   */
  public static fromFile(path: string): MigrationPlan {
    return readPlan(() => readText(path), (plan) => new MigrationPlan(plan));
  }

  /** A plan as JSON. */
  public static fromJson(json: string): MigrationPlan {
    return readPlan(() => json, (plan) => new MigrationPlan(plan));
  }

  private readonly alone: PlannedMigration;

  private constructor(private readonly source: PlanSource) {
    this.alone = new PlannedMigration(source, () => undefined);
  }

  /** The part of a plan for several replication instances that is for one of them: `main`, `instance-2`, ... */
  public forInstance(id: string): MigrationPlan {
    return new MigrationPlan({ ...this.source, instance: id });
  }

  /** What the plan says of its replication instance: its sizing, and whether it is Multi-AZ. */
  public instanceOptions(): ReplicationInstanceOptions {
    return this._instanceOptions(this.alone);
  }

  /** The plan's tasks, by their ids. */
  public taskOptions(): { [id: string]: MigrationTaskOptions } {
    return this._taskOptions(this.alone);
  }

  /** The plan as JSON, to be written to a file. */
  public toJson(): string {
    const { plan, problem } = { plan: this.alone.plan, problem: this.alone.problems()[0] };
    if (plan === undefined) throw new Error(`The plan ${problem?.what ?? 'cannot be made'}`);
    return writePlan(plan);
  }

  /**
   * The plan where it is used.
   *
   * @internal
   */
  public _at(targetEngine: () => string | undefined): PlannedMigration {
    return new PlannedMigration(this.source, targetEngine);
  }

  /** @internal */
  public _instanceOptions(planned: PlannedMigration, hasClass = false): ReplicationInstanceOptions {
    const { options = {}, plan } = this.source;
    const { overrides = {}, migrationType } = options;
    // The plan itself may have to wait for the target, and this not.
    const multiAz = plan === undefined ? overrides.multiAz ?? migrationType !== 'full-load' : planned.instance?.multiAz;
    return { ...!hasClass && { sizing: InstanceSizing._planned(() => decisionOf(planned)) }, multiAz };
  }

  /** @internal */
  public _taskOptions(planned: PlannedMigration): { [id: string]: MigrationTaskOptions } {
    const { plan, instance } = planned;
    if (plan === undefined || instance === undefined) return {};
    const tasks = plan.tasks.filter((task) => task.instance === instance.id);
    return Object.fromEntries(tasks.map((task) => [task.id, taskOptionsOf(task, plan, planned)]));
  }
}

function readPlan(read: () => string, make: (source: PlanSource) => MigrationPlan): MigrationPlan {
  try {
    return make({ plan: parsePlan(read()) });
  } catch (failure) {
    return make({ failures: [unusable('plan', failure instanceof Error ? failure.message : String(failure))] });
  }
}

function taskOptionsOf(task: TaskPlan, { migrationType }: MigrationPlanData, { ends }: PlannedMigration): MigrationTaskOptions {
  const facts = lobFactsOf(task, ends);
  const size = Size.kibibytes(task.lobKiB);
  const lobHandling = task.lobMode === 'limited' ? LobHandling.limited(size)
    : LobHandling.inline({ inlineMaxSize: size, chunkSize: Size.kibibytes(LOB_CHUNK_KIB) });
  return {
    migrationType: TYPES[migrationType],
    tableMappings: TableMappings.fromJsonString(JSON.stringify(renderMappings(task, ends))),
    ...migrationType === 'cdc' ? {} : {
      taskSettings: TaskSettings.of({ fullLoad: { maxFullLoadSubTasks: task.parallelTables, commitRate: task.commitRate } }),
    },
    lobHandling: lobHandling._knowing(facts),
  };
}

const TYPES: Readonly<Record<MigrationPlanData['migrationType'], MigrationType>> = {
  'full-load': MigrationType.FULL_LOAD,
  'full-load-and-cdc': MigrationType.FULL_LOAD_AND_CDC,
  'cdc': MigrationType.CDC,
};

function decisionOf({ instance }: PlannedMigration): _SizingDecision {
  if (instance === undefined) {
    const nothing = InstanceClass.C6I_LARGE.name;
    return { fullLoadClass: nothing, cdcClass: nothing, reasons: ['nothing could be planned'] };
  }
  const { fullLoad, cdc, storageGiB, storageReasons } = instance;
  const only = (fullLoad ?? cdc)!.instanceClass;
  return {
    fullLoadClass: fullLoad?.instanceClass ?? only,
    cdcClass: cdc?.instanceClass ?? only,
    storageGiB,
    reasons: [
      ...fullLoad === undefined ? [] : [`full load: ${fullLoad.instanceClass}`, ...fullLoad.reasons.map((reason) => `  ${reason}`)],
      ...cdc === undefined ? [] : [`CDC: ${cdc.instanceClass}`, ...cdc.reasons.map((reason) => `  ${reason}`)],
      `storage: ${storageGiB} GiB`,
      ...storageReasons.map((reason) => `  ${reason}`),
    ],
  };
}

/** A table's options, by its name. */
interface NamedTable {
  readonly name: string;
  readonly given: PlannedTableOptions;
}

const KINDS = {
  loadWindow: 'Duration', fullLoadClass: 'InstanceClass', cdcClass: 'InstanceClass', storage: 'Size', previous: 'MigrationPlan',
};

function planOptions(given: Omit<MigrationPlanOptions, 'tables'>, tables: readonly NamedTable[], previous: MigrationPlanData | undefined): PlanOptions {
  const { targetEngine, migrationType, include, exclude, maxTasks, instances, loadWindow } = given;
  return defined<PlanOptions>({
    targetEngine, migrationType, maxTasks, instances, previous,
    include: include === undefined ? undefined : listOf(include),
    exclude: exclude === undefined ? undefined : listOf(exclude),
    loadWindowHours: loadWindow && (seconds(loadWindow) ?? 0) / 3600,
    overrides: overridesOf(given, tables),
  });
}

function overridesOf(given: Omit<MigrationPlanOptions, 'tables'>, tables: readonly NamedTable[]): PlanOverrides {
  const { fullLoadClass, cdcClass, storage, multiAz, parallelTables } = given;
  return defined<PlanOverrides>({
    fullLoadClass: fullLoadClass?.name,
    cdcClass: cdcClass?.name,
    storageGiB: gibibytes(storage),
    multiAz,
    parallelTables,
    tables: Object.fromEntries(tables.map(({ name, given: table }) => [name, tableOverride(table)])),
  });
}

function tableOverride({ task, lobHandling, parallelLoad }: PlannedTableOptions): TableOverride {
  const { mode, kib } = lobHandling?._planned() ?? {};
  return defined<TableOverride>({ task, parallelLoad, lobMode: mode, lobKiB: kib });
}

/** Without what is undefined. */
function defined<T extends object>(members: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
