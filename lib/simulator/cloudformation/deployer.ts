import { isDeepStrictEqual } from 'node:util';
import type { Dms } from '../dms';
import { DEFAULT_DEPLOYMENT_BEHAVIOUR, type DeploymentBehaviour } from './behaviour';
import { Change } from './change';
import type { CustomResourceAnswer, CustomResourceCall } from './custom-resource-calls';
import { StackFault } from './faults';
import { parameterValues } from './parameters';
import { removeStack } from './removal';
import type { DeployedStack, Engine, StackEvent, StackPlan } from './resource';
import { UPDATABLE, type StackStatus } from './status';
import type { StackTemplate } from './template';
import type { Work } from './work';

export interface DeployerOptions {
  /** Where resources of DMS are made, and whose time passes while they are. */
  readonly dms: Dms;
  /** The account of that DMS. @default '123456789012' */
  readonly account?: string;
  /** @default 'aws' */
  readonly partition?: string;
  /**
   * Calls the function of a custom resource, and gives what it has put to the ResponseURL when it ends; if that is nothing, the answer may
   * come later by `answer`. The promise must not wait for virtual time to pass, and not be rejected: a function that throws has not answered.
   *
   * @default - there is nobody, and custom resources time out
   */
  readonly invoke?: (call: CustomResourceCall) => Promise<CustomResourceAnswer | undefined>;
  /** @default - nobody is told */
  readonly onEvent?: (event: StackEvent) => void;
  /** The template of a nested stack, by its TemplateURL. @default - there are none */
  readonly templateAt?: (url: string) => StackTemplate | undefined;
  /** Parameters of Systems Manager that templates name. @default - they stay dynamic references */
  readonly ssmParameters?: Readonly<Record<string, string>>;
  /** What is not known about CloudFormation. @default - see DeploymentBehaviour */
  readonly behaviour?: Partial<DeploymentBehaviour>;
  /**
   * Lets virtual time pass until then, or until something happens before: for those who have more in it than the simulated DMS.
   *
   * @default - dms.advanceTo
   */
  readonly advanceTo?: (time: number) => void | Promise<void>;
  /** How often at least it is looked whether something is ready, in virtual seconds. @default 5 */
  readonly pollSeconds?: number;
}

export interface DeployOptions {
  /** @default - those of the last deployment, or the defaults of the template */
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default - those of the last deployment */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface DeploymentResult {
  readonly succeeded: boolean;
  /** Whether there was anything to do. */
  readonly changed: boolean;
  readonly status: StackStatus;
  /** Why it failed. */
  readonly reason?: string;
  /** The stack as it was left; also one that is deleted. */
  readonly stack: DeployedStack;
  readonly events: readonly StackEvent[];
}

/**
 * AWS CloudFormation over the simulated DMS, in virtual time: stacks are created, updated, rolled back and deleted by its documented rules.
 *
 * Resources of DMS are made by calls to its API, and waited for. Custom resources are told as they would be by CloudFormation. All other
 * types are placeholders: they have names and attributes, and take no time. The same templates and answers give the same events.
 */
export class Deployer {
  private readonly engine: Engine;
  private readonly advanceTo: (time: number) => void | Promise<void>;
  private readonly pollMilliseconds: number;
  private readonly told: StackEvent[] = [];
  /** Updates whose rollback failed, by the name of the stack. */
  private readonly halfTakenBack = new Map<string, Change>();

  constructor(options: DeployerOptions) {
    const { dms, account = '123456789012', partition = 'aws', pollSeconds = 5, onEvent } = options;
    const counts = new Map<string, number>();
    this.advanceTo = options.advanceTo ?? ((time) => dms.advanceTo(time));
    this.pollMilliseconds = pollSeconds * 1000;
    this.engine = {
      dms,
      account,
      partition,
      region: dms.region,
      behaviour: { ...DEFAULT_DEPLOYMENT_BEHAVIOUR, ...options.behaviour },
      stacks: new Map(),
      ssmParameters: options.ssmParameters ?? {},
      invoke: options.invoke ?? (() => Promise.resolve(undefined)),
      answers: new Map(),
      templateAt: options.templateAt ?? (() => undefined),
      tell: (event) => {
        this.told.push(event);
        onEvent?.(event);
      },
      count: (name) => {
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        return count;
      },
      change: (stackName, plan) => this.newChange(stackName, plan),
      removeStack: (stackName) => removeStack(this.engine, stackName),
    };
  }

  /** All that has been told so far, oldest first. */
  public get events(): readonly StackEvent[] {
    return this.told;
  }

  /** A stack as it is at this moment, also while it is being deployed. */
  public stack(stackName: string): DeployedStack | undefined {
    return this.engine.stacks.get(stackName);
  }

  /** All stacks as they are at this moment, nested ones, too. */
  public get stacks(): readonly DeployedStack[] {
    return [...this.engine.stacks.values()];
  }

  /** The answer of a custom resource, put to the ResponseURL of its request; gives whether somebody waits for it. The first one counts. */
  public answer(responseUrl: string, answer: CustomResourceAnswer): boolean {
    const { answers } = this.engine;
    if (!answers.has(responseUrl) || answers.get(responseUrl) !== undefined) return false;
    answers.set(responseUrl, answer);
    return true;
  }

  /**
   * Creates or updates a stack, and comes back when that has ended one way or the other.
   *
   * Throws a StackFault if CloudFormation would not begin. With the template, the parameters and the tags of the last time, it does nothing,
   * where CloudFormation answers "No updates are to be performed."
   */
  public async deploy(stackName: string, template: StackTemplate, options: DeployOptions = {}): Promise<DeploymentResult> {
    const before = this.stack(stackName);
    const parameters = parameterValues(template, options.parameters ?? {}, before?.parameters ?? {});
    const plan: StackPlan = { template: structuredClone(template), parameters, tags: (options.tags ?? before?.tags ?? {}) };
    const from = this.told.length;
    const change = this.newChange(stackName, plan);
    if (before !== undefined && isSame(before, plan)) return { succeeded: true, changed: false, status: before.status, stack: before, events: [] };
    const succeeded = await this.run(change.forward());
    const reason = this.stack(stackName)?.statusReason;
    if (succeeded) await this.run(change.finish());
    else await this.takeBack(stackName, change, []);
    const stack = this.stack(stackName) as DeployedStack;
    return { succeeded, changed: true, status: stack.status, ...!succeeded && { reason }, stack, events: this.told.slice(from) };
  }

  /**
   * Goes on with the rollback of an update that failed, after what was in its way has been cleared.
   *
   * Resources that are skipped count as rolled back, whatever they are [CloudFormation API, ContinueUpdateRollback].
   */
  public async continueRollback(stackName: string, skipped: readonly string[] = []): Promise<DeploymentResult> {
    const change = this.halfTakenBack.get(stackName);
    if (change === undefined) throw new StackFault(`Stack:${stackName} is in ${this.stack(stackName)?.status ?? 'no'} state and its rollback can not be continued.`);
    const from = this.told.length;
    const succeeded = await this.takeBack(stackName, change, skipped);
    const stack = this.stack(stackName) as DeployedStack;
    const { status, statusReason: reason } = stack;
    return { succeeded, changed: true, status, ...!succeeded && { reason }, stack, events: this.told.slice(from) };
  }

  /** Deletes a stack and all that it has. */
  public async destroy(stackName: string): Promise<DeploymentResult> {
    const before = this.stack(stackName);
    if (before === undefined) throw new StackFault(`Stack with id ${stackName} does not exist`);
    if (before.status.endsWith('_IN_PROGRESS')) throw new StackFault(`Stack [${before.id}] cannot be deleted while in status ${before.status}`);
    const from = this.told.length;
    this.halfTakenBack.delete(stackName);
    const succeeded = await this.run(this.engine.removeStack(stackName));
    const stack = this.stack(stackName) ?? { ...before, status: 'DELETE_COMPLETE' as const, resources: {}, leaving: [] };
    const { status, statusReason: reason } = stack;
    return { succeeded, changed: true, status, ...!succeeded && { reason }, stack, events: this.told.slice(from) };
  }

  private async takeBack(stackName: string, change: Change, skipped: readonly string[]): Promise<boolean> {
    this.halfTakenBack.delete(stackName);
    const succeeded = await this.run(change.takeBack(skipped));
    if (this.stack(stackName)?.status === 'UPDATE_ROLLBACK_FAILED') this.halfTakenBack.set(stackName, change);
    return succeeded;
  }

  private newChange(stackName: string, plan: StackPlan): Change {
    const before = this.stack(stackName);
    if (before !== undefined && !UPDATABLE.includes(before.status)) {
      throw new StackFault(`Stack:${before.id} is in ${before.status} state and can not be updated.`);
    }
    const parameters = parameterValues(plan.template, plan.parameters, {});
    return new Change(this.engine, stackName, { ...plan, parameters });
  }

  /** Lets time pass whenever the work cannot go on without. */
  private async run<T>(work: Work<T>): Promise<T> {
    const { dms } = this.engine;
    for (;;) {
      const step = await work.next();
      if (step.done === true) return step.value;
      await this.advanceTo(Math.min(dms.nextDue() ?? Number.POSITIVE_INFINITY, dms.now + this.pollMilliseconds));
    }
  }
}

function isSame({ template, parameters, tags }: DeployedStack, plan: StackPlan): boolean {
  return isDeepStrictEqual({ template, parameters, tags }, { template: plan.template, parameters: plan.parameters, tags: plan.tags });
}
