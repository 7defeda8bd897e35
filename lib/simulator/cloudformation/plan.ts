import { StackFault } from './faults';
import { isTrue, type Scope } from './intrinsics';
import { namesIn } from './references';
import type { ResourceDefinition, StackTemplate } from './template';

/** A resource that a stack is to have. */
export interface PlannedResource {
  readonly logicalId: string;
  readonly definition: ResourceDefinition;
  /** Logical ids of what must be there before: what it names, and its DependsOn. */
  readonly dependencies: readonly string[];
}

/**
 * The resources whose conditions hold, in the order of the template, with what they depend on.
 *
 * Throws a StackFault for whatever CloudFormation refuses before it begins.
 */
export function planned(template: StackTemplate, scope: Scope): PlannedResource[] {
  if (template.Transform !== undefined) throw new StackFault('Template error: macros are not simulated here; deploy the template that they make');
  const known = Object.keys(template.Resources ?? {});
  if (known.length === 0) throw new StackFault('Template format error: At least one Resources member must be defined.');
  const holds = (condition: string): boolean => isTrue(condition, scope);
  const present = Object.entries(template.Resources).filter(([, { Condition: condition }]) => condition === undefined || holds(condition));
  const ids = new Set(present.map(([logicalId]) => logicalId));
  const isOther = (name: string): boolean => name.startsWith('AWS::') || Object.hasOwn(template.Parameters ?? {}, name);
  const resources = present.map(([logicalId, definition]) => {
    const names = [...namesIn(definition.Properties ?? {}, holds)].filter((name) => !isOther(name));
    requirePresent(names, ids);
    const dependsOn = [definition.DependsOn ?? []].flat();
    requirePresent(dependsOn, new Set(known));
    // What a condition has left out is not waited for.
    return { logicalId, definition, dependencies: [...new Set([...names, ...dependsOn.filter((id) => ids.has(id))])] };
  });
  for (const { Condition: condition, ...output } of Object.values(template.Outputs ?? {})) {
    if (condition !== undefined && !holds(condition)) continue;
    requirePresent([...namesIn(output.Value, holds)].filter((name) => !isOther(name)), ids);
  }
  requireNoCycle(resources);
  return resources;
}

function requirePresent(names: readonly string[], ids: ReadonlySet<string>): void {
  const missing = names.filter((name) => !ids.has(name));
  if (missing.length === 0) return;
  throw new StackFault(`Template format error: Unresolved resource dependencies [${missing.join(', ')}] in the Resources block of the template`);
}

/** Takes away whatever depends on nothing that is left, until nothing is; what remains are the cycles, and what depends on them. */
function requireNoCycle(resources: readonly PlannedResource[]): void {
  let left = resources;
  for (;;) {
    const ids = new Set(left.map(({ logicalId }) => logicalId));
    const blocked = left.filter(({ dependencies }) => dependencies.some((id) => ids.has(id)));
    if (blocked.length === 0) return;
    if (blocked.length === left.length) throw new StackFault(`Circular dependency between resources: [${inCycles(left).join(', ')}]`);
    left = blocked;
  }
}

/** Those that are depended on, too. */
function inCycles(resources: readonly PlannedResource[]): string[] {
  let left = resources;
  for (;;) {
    const needed = new Set(left.flatMap(({ dependencies }) => dependencies));
    const inner = left.filter(({ logicalId }) => needed.has(logicalId));
    if (inner.length === left.length) return left.map(({ logicalId }) => logicalId);
    left = inner;
  }
}
