import type { DeployedResource, DeployedStack, Properties, Value } from '../../simulator/cloudformation';

/** A resource that is there. */
export interface Resource {
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** With all functions carried out. */
  readonly properties: Properties;
}

/** What has been deployed, by type. */
export class Resources {
  private byType: Map<string, Resource[]> | undefined;
  private readonly derived = new Map<string, unknown>();

  constructor(private readonly stacks: () => readonly DeployedStack[]) {}

  /** To be called whenever something has been deployed. */
  public forget(): void {
    this.byType = undefined;
    this.derived.clear();
  }

  public ofType(type: string): readonly Resource[] {
    this.byType ??= this.read();
    return this.byType.get(type) ?? [];
  }

  public find(type: string, physicalId: string): Resource | undefined {
    return this.once(`find ${type}`, () => new Map(this.ofType(type).map((resource) => [resource.physicalId, resource]))).get(physicalId);
  }

  /** What follows from the resources, until these change. */
  public once<T>(key: string, make: () => T): T {
    if (!this.derived.has(key)) this.derived.set(key, make());
    return this.derived.get(key) as T;
  }

  private read(): Map<string, Resource[]> {
    const byType = new Map<string, Resource[]>();
    for (const { name, id, resources, leaving } of this.stacks()) {
      // What is being replaced is there until it has been deleted.
      for (const resource of [...leaving, ...Object.values(resources)]) {
        if (!isThere(resource)) continue;
        const { logicalId, type, physicalId, properties } = resource;
        const all = byType.get(type) ?? [];
        all.push({ stackName: name, stackId: id, logicalId, type, physicalId, properties });
        byType.set(type, all);
      }
    }
    return byType;
  }
}

function isThere(resource: DeployedResource): resource is DeployedResource & { readonly physicalId: string } {
  return resource.physicalId !== undefined && resource.status !== 'DELETE_COMPLETE';
}

export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

/** A list, or what would be its only member. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value as readonly Value[] : [value];
}

export function objectOf(value: Value | undefined): Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Properties : {};
}
