import { DmsFault } from '../simulator';
import type { Account } from './account';

/** Who does by hand what nothing else does. */
export class Operator {
  /** Tasks that were stopped by hand, and not started again. */
  public readonly stopped = new Set<string>();

  constructor(private readonly account: Account) {}

  /** Starts the tasks that no deployment has started, after connections have been tested. */
  public async startWhatWaits(): Promise<void> {
    const { dms, agenda, chronicle } = this.account;
    const waiting = this.account.inspect().tasks.filter(({ status }) => status === 'ready');
    if (waiting.length === 0) return;
    chronicle.note('operator', `${waiting.length} ${waiting.length === 1 ? 'task' : 'tasks'}`, 'started by hand, since no deployment starts them: see startOnDeploy');
    const ends = dms.call('DescribeReplicationTasks', { WithoutSettings: true }) as { readonly ReplicationTasks: readonly Record<string, string>[] };
    const pairs = new Map(ends.ReplicationTasks.flatMap(({ ReplicationInstanceArn, SourceEndpointArn, TargetEndpointArn }) => (
      [SourceEndpointArn, TargetEndpointArn].map((EndpointArn) => [`${ReplicationInstanceArn} ${EndpointArn}`, { ReplicationInstanceArn, EndpointArn }] as const)
    )));
    const { connections } = this.account.inspect();
    if (connections.length < pairs.size) {
      for (const input of pairs.values()) this.call('TestConnection', input);
      while (this.account.inspect().connections.some(({ status }) => status === 'testing')) await agenda.advance(agenda.now + 60_000);
    }
    for (const { identifier } of waiting) this.start(identifier);
  }

  public stop(name: string): void {
    if (this.call('StopReplicationTask', { ReplicationTaskArn: this.arnOf(name) })) this.stopped.add(name);
  }

  public start(name: string): void {
    const { status } = this.find(name) ?? {};
    const type = status === 'ready' ? 'start-replication' : 'resume-processing';
    if (this.call('StartReplicationTask', { ReplicationTaskArn: this.arnOf(name), StartReplicationTaskType: type })) this.stopped.delete(name);
  }

  private find(name: string): { readonly arn: string; readonly status: string } | undefined {
    return this.account.inspect().tasks.find(({ identifier }) => identifier === name);
  }

  private arnOf(name: string): string {
    return this.find(name)?.arn ?? name;
  }

  /** What DMS refuses is told; gives whether it was taken. */
  private call(operation: string, input: object): boolean {
    const { dms, chronicle } = this.account;
    try {
      dms.call(operation, input);
      return true;
    } catch (fault) {
      if (!(fault instanceof DmsFault)) throw fault;
      chronicle.note('operator', operation, `is refused: ${fault.code}: ${fault.message}`);
      return false;
    }
  }
}
