import type { LookedTable } from '../../../lib/control/monitor/look';
import type { DescribedInstance, DescribedTask, DmsApi } from '../../../lib/handlers/monitor/surroundings';
import { HOUR, NOW, task } from './looks';

/** A task with a name; its ARN ends in the same in capitals. */
export function named(name: string, change: Parameters<typeof task>[0] = {}): DescribedTask {
  const resourceId = name.toUpperCase();
  return { ...task({ resourceId, ...change }), name, arn: `arn:aws:dms:us-east-1:123456789012:task:${resourceId}` };
}

/** DMS as the monitor sees it, with time that passes at each call. */
export class FakeDms implements DmsApi {
  public now = NOW;
  public described: DescribedInstance | undefined = { arn: 'instance', class: 'dms.r6i.xlarge', status: 'available', created: NOW - 240 * HOUR };
  public present: DescribedTask[] = [];
  public readonly validatedNames = new Set<string>();
  /** By the task's name; a task that is not here has no tables, and undefined stands for one that may not be looked into. */
  public readonly tablesOf = new Map<string, LookedTable[] | undefined>();
  /** What a call fails with, by its name. */
  public readonly faults = new Map<keyof DmsApi, Error>();
  public readonly calls: string[] = [];
  public millisecondsACall = 100;

  public async instance(): Promise<DescribedInstance | undefined> {
    this.called('instance');
    return this.described;
  }

  public async tasks(): Promise<DescribedTask[]> {
    this.called('tasks');
    return this.present;
  }

  public async validated(arns: readonly string[]): Promise<string[]> {
    this.called('validated', this.present.filter(({ arn }) => arns.includes(arn)).map(({ name }) => name).join(' '));
    return this.present.filter(({ arn, name }) => arns.includes(arn) && this.validatedNames.has(name)).map(({ arn }) => arn);
  }

  public async tables(taskArn: string): Promise<LookedTable[] | undefined> {
    const { name } = this.present.find(({ arn }) => arn === taskArn)!;
    this.called('tables', name);
    return this.tablesOf.has(name) ? this.tablesOf.get(name) : [];
  }

  private called(call: keyof DmsApi, of = ''): void {
    this.now += this.millisecondsACall;
    this.calls.push(`${call} ${of}`.trim());
    const fault = this.faults.get(call);
    if (fault !== undefined) throw fault;
  }
}
