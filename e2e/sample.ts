import type { TaskWorkload } from '../lib/simulator';
import type { Resource } from './cdk';
import { describeAll } from './deployed';
import type { World } from './world';

const INSTANCE = 'AWS::DMS::ReplicationInstance';
const TASK = 'AWS::DMS::ReplicationTask';
const ENDPOINT = 'AWS::DMS::Endpoint';
const TASKS = ['archive', 'sales'];

/** The stack OrdersMigration, as its template and the simulated DMS have it. */
export class OrdersMigration {
  constructor(private readonly world: World, private readonly template: Readonly<Record<string, Resource>>) {}

  public get instanceName(): string {
    const found = Object.values(this.template).find(({ Type }) => Type === INSTANCE);
    return String(found?.Properties.ReplicationInstanceIdentifier);
  }

  public get instance(): Readonly<Record<string, unknown>> {
    return describeAll(this.world.dms, INSTANCE)[this.instanceName] ?? {};
  }

  public get target(): Readonly<Record<string, unknown>> {
    return this.found(ENDPOINT, 'endpoints-target');
  }

  public get instanceClass(): unknown {
    return this.instance.ReplicationInstanceClass;
  }

  /** As the sample's sizing has them. */
  public get classes(): { readonly FullLoadClass: string; readonly CdcClass: string } {
    const found = Object.values(this.template).find(({ Type, Properties }) => Type === 'Custom::DmsPhaseScaling' && Properties.Part === 'Class');
    return found?.Properties as { FullLoadClass: string; CdcClass: string };
  }

  public logicalId(prefix: string): string {
    return Object.keys(this.template).find((id) => id.startsWith(prefix)) ?? '';
  }

  public task(name: string): Readonly<Record<string, unknown>> {
    return this.found(TASK, name);
  }

  public get statuses(): unknown[] {
    return TASKS.map((name) => this.task(name).Status);
  }

  /** Whether the instance has a class, and all tasks run. */
  public isAtRest(instanceClass: string): boolean {
    return this.instanceClass === instanceClass && this.instance.ReplicationInstanceStatus === 'available' && this.statuses.every((each) => each === 'running');
  }

  public loadFor(minutes: Readonly<Record<string, number>>): void {
    for (const [name, each] of Object.entries(minutes)) this.world.setWorkload(`ordersmigration-${name}-`, tablesFor(name, each));
  }

  private found(type: string, name: string): Readonly<Record<string, unknown>> {
    return Object.entries(describeAll(this.world.dms, type)).find(([identifier]) => identifier.startsWith(`ordersmigration-${name}-`))?.[1] ?? {};
  }
}

/** What a task has to load in so many minutes: three tables, one after the other. */
export function tablesFor(schema: string, minutes: number): TaskWorkload {
  return { tables: ['first', 'second', 'third'].map((name) => ({ schema, name, seconds: minutes * 20 })) };
}
