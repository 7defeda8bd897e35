import type { CallRecord, Dms } from '../simulator';
import type { Change } from './records';

/** Writes down what changes DMS, whoever does it: CloudFormation, a function or an operator. */
export class ChangeLog {
  public readonly all: (Change & { readonly at: number })[] = [];
  private readonly names = new Map<string, string>();

  constructor(private readonly dms: Dms) {
    dms.onCall((call) => this.note(call));
  }

  private note({ at, operation, input, outcome }: CallRecord): void {
    if (/^(Describe|List)/.test(operation)) return;
    const { instances, endpoints, tasks } = this.dms.snapshot();
    for (const { arn, identifier } of [...instances, ...endpoints, ...tasks]) this.names.set(arn, identifier);
    const named: unknown = JSON.parse(JSON.stringify(input), (_, value: unknown) => (typeof value === 'string' ? this.names.get(value) ?? value : value));
    this.all.push({ at, operation, input: named, outcome });
  }
}
