import { isDeepStrictEqual } from 'node:util';
import { ResourceFailure } from './faults';
import { asText } from './functions';
import { isTrue, resolve, type Scope } from './intrinsics';
import type { DeployedOutput, DeployedStack, Engine } from './resource';

type Outputs = DeployedStack['outputs'];

/** The outputs whose conditions hold. */
export function outputsOf(scope: Scope): Outputs {
  const outputs: Record<string, DeployedOutput> = {};
  for (const [name, { Condition: condition, Value: value, Export: exported }] of Object.entries(scope.template.Outputs ?? {})) {
    if (condition !== undefined && !isTrue(condition, scope)) continue;
    outputs[name] = { value: resolve(value, scope) ?? '', ...exported !== undefined && { exportName: asText(resolve(exported.Name, scope)) } };
  }
  return outputs;
}

/** An export has one owner, and keeps its value while another stack uses it [CloudFormation User Guide, Exporting stack output values]. */
export function requireExports(engine: Engine, stackName: string, before: Outputs, after: Outputs): void {
  for (const [name, user] of usedExports(engine, stackName, before)) {
    const one = exportOf(before, name);
    const other = exportOf(after, name);
    if (other === undefined) throw new ResourceFailure(`Export ${name} cannot be deleted as it is in use by ${user}`);
    if (!isDeepStrictEqual(one, other)) throw new ResourceFailure(`Export ${name} cannot be updated as it is in use by ${user}`);
  }
  for (const stack of engine.stacks.values()) {
    if (stack.name === stackName) continue;
    const taken = Object.values(after).find(({ exportName }) => exportName !== undefined && exportOf(stack.outputs, exportName) !== undefined);
    if (taken !== undefined) throw new ResourceFailure(`Export with name ${taken.exportName} is already exported by stack ${stack.name}. Rollback requested by user.`);
  }
}

function exportOf(outputs: Outputs, name: string): unknown {
  return Object.values(outputs).find(({ exportName }) => exportName === name)?.value;
}

/** Exports of a stack with the first stack that uses each. */
function usedExports(engine: Engine, stackName: string, outputs: Outputs): (readonly [exportName: string, user: string])[] {
  return Object.values(outputs).flatMap(({ exportName }) => {
    if (exportName === undefined) return [];
    const user = [...engine.stacks.values()].find(({ name, imports }) => name !== stackName && imports.includes(exportName));
    return user === undefined ? [] : [[exportName, user.name] as const];
  });
}
