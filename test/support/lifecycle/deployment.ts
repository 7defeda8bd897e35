import { NO_NOTES, type Notes } from '../../../lib/control/lifecycle/notes';
import { makeHandler } from '../../../lib/handlers/lifecycle/handler';
import type { CloudFormationRequest, ConnectionProperties, Continuation, DeploymentProperties } from '../../../lib/handlers/lifecycle/request';
import type { Surroundings } from '../../../lib/handlers/lifecycle/surroundings';
import { writeDeployedTask, type DeployedTaskText } from '../../../lib/plan/deployed-task';
import { playScenario, type BehaviourOptions, type Dms } from '../../../lib/simulator';
import { simulatedDms } from './simulated-dms';

export const INSTANCE = 'orders';
const RUN_MILLISECONDS = 14 * 60_000;
/** When Lambda calls again after a failure [Lambda Developer Guide, Asynchronous invocation]. */
const RETRIES = [60_000, 120_000];

export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
}

/** A stack with tasks on the simulated DMS, whose custom resources are called as CloudFormation would. */
export class Deployment {
  public readonly dms: Dms;
  public stackStatus: string | undefined = 'UPDATE_IN_PROGRESS';
  public isScheduled = false;
  public notes: Notes = NO_NOTES;
  public readonly log: object[] = [];
  /** Calls to the outside so far, and the number of the one at which the run ends, before it is made or after. */
  public calls = 0;
  public crash?: { readonly at: number; readonly when: 'before' | 'after' };
  private version = 0;
  private answers: Answer[] = [];
  private readonly queue: Continuation[] = [];

  /** Instance and endpoints are there, and a task each with the given names, that was never started. */
  public constructor(tasks: readonly string[], behaviour: BehaviourOptions = {}) {
    this.dms = playScenario({
      behaviour,
      instances: [{ identifier: INSTANCE, class: 'dms.r6i.large' }],
      endpoints: [{ identifier: 'source', type: 'source', engine: 'postgres' }, { identifier: 'target', type: 'target', engine: 'aurora-postgresql' }],
      tasks: tasks.map((identifier) => ({ identifier, instance: INSTANCE, source: 'source', target: 'target', type: 'cdc' as const })),
    });
  }

  /** Calls that change something in DMS, as `operation name`. */
  public get changes(): string[] {
    return this.dms.calls.filter(({ operation }) => /^(Start|Stop|Test|Modify|Create|Delete)/.test(operation)).map(({ operation }) => operation);
  }

  /** How many runs of assessments there are. */
  public get runs(): number {
    return (this.dms.call('DescribeReplicationTaskAssessmentRuns') as { ReplicationTaskAssessmentRuns: object[] }).ReplicationTaskAssessmentRuns.length;
  }

  public status(task: string): string | undefined {
    return this.dms.snapshot().tasks.find(({ identifier }) => identifier === task)?.status;
  }

  public arnOf(task: string): string {
    return this.dms.snapshot().tasks.find(({ identifier }) => identifier === task)?.arn ?? '';
  }

  /** One custom resource, with Lambda's retries and the runs that go on with it; gives what CloudFormation is answered. */
  public async call(
    RequestType: CloudFormationRequest['RequestType'], ResourceProperties: DeploymentProperties, OldResourceProperties?: DeploymentProperties,
  ): Promise<Answer | undefined> {
    this.answers = [];
    await this.invoke({
      RequestType, ResourceProperties, OldResourceProperties, ResponseURL: 'https://example.com/answer', StackId: 'stack', RequestId: 'request',
      LogicalResourceId: ResourceProperties.Part,
      ...(RequestType !== 'Create' && { PhysicalResourceId: ResourceProperties.Part }),
    });
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) await this.invoke(next);
    return this.answers[0];
  }

  /** A minute of the schedule, if it is on. */
  public async tick(): Promise<void> {
    this.advance(60_000);
    if (this.isScheduled) await this.invoke({ 'detail-type': 'Scheduled Event' });
  }

  public advance(milliseconds: number): void {
    this.dms.advanceTo(this.dms.now + milliseconds);
  }

  private async invoke(event: Parameters<ReturnType<typeof makeHandler>>[0]): Promise<void> {
    for (const retry of [...RETRIES, undefined]) {
      const ends = this.dms.now + RUN_MILLISECONDS;
      try {
        await makeHandler(this.surroundings())(event, { getRemainingTimeInMillis: () => ends - this.dms.now });
        return;
      } catch (thrown) {
        if (retry === undefined) throw thrown;
        this.advance(retry);
      }
    }
  }

  private surroundings(): Surroundings {
    const outside = async <T>(perform: () => T): Promise<T> => {
      const number = this.calls++;
      if (this.crash?.at === number && this.crash.when === 'before') throw new Error('the run ends before a call');
      const result = perform();
      if (this.crash?.at === number) throw new Error('the run ends after a call');
      return Promise.resolve(result);
    };
    return {
      dms: simulatedDms(this.dms, outside),
      store: {
        read: () => outside(() => ({ version: this.version, notes: this.notes })),
        write: ({ version, notes }) => outside(() => {
          if (version !== this.version + 1) return false;
          this.version = version;
          this.notes = JSON.parse(JSON.stringify(notes)) as Notes;
          return true;
        }),
      },
      stackStatus: () => outside(() => this.stackStatus),
      setSchedule: (isOn) => outside(() => { this.isScheduled = isOn; }),
      goOn: (continuation) => outside(() => { this.queue.push(continuation); }),
      reply: (_, body) => outside(() => {
        this.answers.push(body as Answer);
        return true;
      }),
      clock: { now: () => this.dms.now, sleep: (milliseconds) => Promise.resolve(this.advance(milliseconds)) },
      log: (entry) => this.log.push(entry),
    };
  }
}

/** Tasks as the template has them, by the ids of their constructs, changed as given. */
export function declared(part: 'Before' | 'After', tasks: Readonly<Record<string, Partial<DeployedTaskText>>>): DeploymentProperties {
  return {
    Part: part,
    Tasks: Object.fromEntries(Object.entries(tasks).map(([id, task]) => [id, writeDeployedTask({
      identifier: id, definition: 'first', inputs: [], start: true, allowReload: false, kept: false, ...task,
    })])),
  };
}

/** The connections of an instance to its two endpoints. */
export function connections(dms: Dms, definition = 'first', PatienceSeconds = '600'): DeploymentProperties {
  const InstanceArn = dms.snapshot().instances[0].arn;
  const arns = (dms.call('DescribeEndpoints') as { Endpoints: { EndpointArn: string; EndpointType: string; EndpointIdentifier: string }[] }).Endpoints;
  const of = (role: 'source' | 'target'): ConnectionProperties => {
    const { EndpointArn, EndpointIdentifier } = arns.find(({ EndpointType }) => EndpointType.toLowerCase() === role)!;
    return { InstanceArn, EndpointArn, Role: role, EngineName: 'postgres', EndpointIdentifier, Definition: definition };
  };
  return { Part: 'Connections', PatienceSeconds, Connections: { source: of('source'), target: of('target') } };
}
