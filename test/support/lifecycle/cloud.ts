import { NO_NOTES, type Notes } from '../../../lib/control/lifecycle/notes';
import { makeHandler } from '../../../lib/handlers/lifecycle/handler';
import type { LifecycleEvent } from '../../../lib/handlers/lifecycle/request';
import type { Surroundings } from '../../../lib/handlers/lifecycle/surroundings';
import { Dms, type BehaviourOptions } from '../../../lib/simulator';
import {
  Deployer, type CustomResourceAnswer, type CustomResourceCall, type DeploymentBehaviour, type DeploymentResult, type StackTemplate,
} from '../../../lib/simulator/cloudformation';
import { simulatedDms } from './simulated-dms';

const RUN_MILLISECONDS = 14 * 60_000;
const MINUTE = 60_000;
/** A call that finds no concurrency is tried again after a second, then ever later [Lambda Developer Guide, Asynchronous invocation]. */
const FIRST_THROTTLE = 1000;
const LAST_THROTTLE = 5 * MINUTE;

export interface CloudOptions {
  readonly behaviour?: BehaviourOptions;
  readonly deployment?: Partial<DeploymentBehaviour>;
}

/**
 * An account in virtual time in which stacks are deployed to the simulated DMS, and the function of their deployments runs as Lambda would run
 * it: each invocation goes on while CloudFormation waits, and a schedule calls it where it is on. One runs at a time, as many as are reserved for it.
 */
export class Cloud {
  public readonly dms: Dms;
  public readonly deployer: Deployer;
  /** Calls that change something in DMS, as `StartReplicationTask`. */
  public readonly changes: string[] = [];
  /** Custom resources that were called, as `Update of Before`. */
  public readonly steps: string[] = [];
  public isScheduled = false;
  public notes: Notes = NO_NOTES;
  private version = 0;
  private nextTick = Infinity;
  private isBusy = false;
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  public constructor({ behaviour, deployment }: CloudOptions = {}) {
    this.dms = new Dms({ startTime: Date.UTC(2026, 0, 5), behaviour });
    this.dms.onCall(({ operation }) => {
      if (/^(Create|Modify|Delete|Start|Stop|Test|Reload|Move)/.test(operation)) this.changes.push(operation);
    });
    this.deployer = new Deployer({
      dms: this.dms, behaviour: deployment, invoke: (call) => this.invoke(call), advanceTo: (time) => this.advanceTo(time),
    });
  }

  public deploy(name: string, template: StackTemplate): Promise<DeploymentResult> {
    return this.deployer.deploy(name, template);
  }

  public statuses(): Record<string, string> {
    return Object.fromEntries(this.dms.snapshot().tasks.map(({ identifier, status }) => [identifier.replace(/-[0-9a-f]{8}$/, ''), status]));
  }

  /** Calls that change something, since there were so many. */
  public since(count: number): string[] {
    return this.changes.slice(count);
  }

  public async pass(minutes: number): Promise<void> {
    const until = this.dms.now + minutes * MINUTE;
    while (this.dms.now < until) await this.advanceTo(until);
  }

  private async advanceTo(time: number): Promise<void> {
    const next = Math.min(time, this.nextTick, ...this.sleepers.map(({ at }) => at));
    this.dms.advanceTo(Math.max(next, this.dms.now));
    if (this.isScheduled && this.dms.now >= this.nextTick) {
      this.nextTick += MINUTE;
      this.run({ 'detail-type': 'Scheduled Event' }, 'schedule');
    }
    const due = this.sleepers.filter(({ at }) => at <= this.dms.now);
    for (const sleeper of due) {
      this.sleepers.splice(this.sleepers.indexOf(sleeper), 1);
      sleeper.wake();
    }
    await settled();
  }

  private async invoke({ request, stackName, functionLogicalId = '' }: CustomResourceCall): Promise<CustomResourceAnswer | undefined> {
    const { Part: part } = request.ResourceProperties;
    if (!functionLogicalId.startsWith('DmsDeployment')) {
      const { FullLoadClass: InstanceClass } = request.ResourceProperties;
      return { Status: 'SUCCESS', PhysicalResourceId: request.PhysicalResourceId ?? String(part), Data: { InstanceClass } };
    }
    this.steps.push(`${request.RequestType} of ${String(part)}`);
    this.run(request as unknown as LifecycleEvent, stackName);
    await settled();
    return undefined;
  }

  /** Once more after a failure, and again, as Lambda does [Lambda Developer Guide, Asynchronous invocation]; later, if one runs already. */
  private run(event: LifecycleEvent, stackName: string, retries: readonly number[] = [MINUTE, 2 * MINUTE], throttle = FIRST_THROTTLE): void {
    if (this.isBusy) {
      void this.sleep(throttle).then(() => this.run(event, stackName, retries, Math.min(2 * throttle, LAST_THROTTLE)));
      return;
    }
    this.isBusy = true;
    const ends = this.dms.now + RUN_MILLISECONDS;
    const ended = (): void => { this.isBusy = false; };
    makeHandler(this.surroundings(stackName))(event, { getRemainingTimeInMillis: () => ends - this.dms.now }).then(ended, async () => {
      ended();
      const [pause, ...later] = retries;
      if (pause === undefined) return;
      await this.sleep(pause);
      this.run(event, stackName, later);
    });
  }

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => { this.sleepers.push({ at: this.dms.now + milliseconds, wake }); });
  }

  private surroundings(stackName: string): Surroundings {
    const name = stackName === 'schedule' ? this.deployer.events[0]?.stackName ?? '' : stackName;
    return {
      dms: simulatedDms(this.dms, (perform) => Promise.resolve(perform())),
      store: {
        read: () => Promise.resolve({ version: this.version, notes: this.notes }),
        write: ({ version, notes }) => {
          if (version !== this.version + 1) return Promise.resolve(false);
          this.version = version;
          this.notes = notes;
          return Promise.resolve(true);
        },
      },
      stackStatus: () => Promise.resolve(this.deployer.stack(name)?.status),
      setSchedule: (isOn) => {
        this.isScheduled = isOn;
        this.nextTick = isOn ? this.dms.now + MINUTE : Infinity;
        return Promise.resolve();
      },
      goOn: (continuation) => Promise.resolve(this.run(continuation, stackName)),
      reply: (url, body) => Promise.resolve(this.deployer.answer(url, body as CustomResourceAnswer)),
      clock: {
        now: () => this.dms.now,
        sleep: (milliseconds) => this.sleep(milliseconds),
      },
      log: () => undefined,
    };
  }
}

/** Everything has been done that needs no time. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
