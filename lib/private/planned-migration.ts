import { findingsOf } from '../plan/findings/findings';
import { problemsOf } from '../plan/findings/problems';
import { dmsEngine } from '../plan/migration-plan/candidates';
import type { InstancePlan, MigrationPlanData } from '../plan/migration-plan/data';
import { findingContext } from '../plan/migration-plan/finding-context';
import { endsOf, type Ends } from '../plan/migration-plan/lobs';
import type { PlanOptions } from '../plan/migration-plan/options';
import { planMigration } from '../plan/migration-plan/plan';
import { checkOneInstance, checkTarget, planWarnings, unusable } from '../plan/migration-plan/plan-problems';
import type { Problem } from '../plan/problem';
import type { Profile } from '../profile/profile';

/** What a plan is made of: a profile and what is asked, or a plan that is there; or why there is neither. */
export interface PlanSource {
  readonly profile?: Profile;
  readonly options?: PlanOptions;
  readonly plan?: MigrationPlanData;
  readonly failures?: readonly Problem[];
  readonly acknowledgedFindings?: readonly string[];
  /** Of several instances, the one that is meant. */
  readonly instance?: string;
}

/** A plan, or why there is none. */
interface Made {
  readonly plan?: MigrationPlanData;
  readonly failures?: readonly Problem[];
}

/** A plan in the place where it is used. It is made when it is first asked for: the target is known by then. */
export class PlannedMigration {
  private made?: Made;

  constructor(private readonly source: PlanSource, private readonly targetEngine: () => string | undefined) {}

  /** The plan; undefined if it cannot be made. */
  public get plan(): MigrationPlanData | undefined {
    return this.make().plan;
  }

  /** The instance that is meant, or the only one. */
  public get instance(): InstancePlan | undefined {
    return this.plan?.instances.find(({ id }) => id === this.source.instance) ?? this.plan?.instances[0];
  }

  public get ends(): Ends {
    const { plan } = this;
    return plan === undefined ? {} : endsOf(dmsEngine(plan.source.engine), plan.targetEngine);
  }

  /** All that is wrong: with the plan, and with the source database as its profile has it. */
  public problems(): Problem[] {
    const { plan, failures = [] } = this.make();
    if (plan === undefined) return [...failures];
    const { profile, instance, acknowledgedFindings } = this.source;
    return [
      ...instance === undefined ? checkOneInstance(plan) : [],
      ...checkTarget(plan, this.targetEngine()),
      ...planWarnings(plan),
      ...profile === undefined ? [] : problemsOf(findingsOf(profile, findingContext(plan)), { where: 'plan', acknowledged: acknowledgedFindings }),
    ];
  }

  private make(): Made {
    return this.made ??= this.readOrPlan();
  }

  private readOrPlan(): Made {
    const { profile, options, plan, failures } = this.source;
    if (failures !== undefined) return { failures };
    if (plan !== undefined || profile === undefined) return { plan };
    const targetEngine = options?.targetEngine ?? this.targetEngine();
    try {
      return { plan: planMigration(profile, { ...options, ...targetEngine !== undefined && { targetEngine } }) };
    } catch (reason) {
      return { failures: [unusable('plan', reason instanceof Error ? reason.message : String(reason))] };
    }
  }
}
