import { createHash } from 'node:crypto';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { renderedProperties } from './rendered-properties';

const DIGITS = 16;

/** What a custom resource knows of the resources that something is made from. */
export interface Definition {
  /** Changes with them. */
  readonly digest: string;
  /** Values that are known only at deployment, of the stack of the custom resource. */
  readonly inputs: readonly unknown[];
}

/**
 * What resources are made from, as custom resources of a stack may know it that come before them. Holds for as long as the app does not change.
 *
 * References to what comes later, or to other stacks, are only names in a digest.
 */
export class Definitions {
  private readonly rendered = new Map<CfnResource, { readonly text: string; readonly inputs: readonly unknown[] }>();
  private readonly known: ReadonlySet<string>;

  /** @param later resources of the stack that come after the custom resource. */
  constructor(private readonly stack: Stack, later: ReadonlySet<CfnResource>) {
    const resources = stack.node.findAll().filter((each): each is CfnResource => each instanceof CfnResource && Stack.of(each) === stack);
    this.known = new Set(resources.filter((each) => !later.has(each)).map(({ logicalId }) => stack.resolve(logicalId) as string));
  }

  public of(resources: readonly CfnResource[]): Definition {
    const parts = resources.map((resource) => this.render(resource));
    const digest = createHash('sha256').update(`[${parts.map(({ text }) => text).join()}]`).digest('hex').slice(0, DIGITS);
    const inputs = new Map(parts.flatMap((part) => part.inputs.map((input) => [JSON.stringify(input), input])));
    return { digest, inputs: [...inputs.values()] };
  }

  private render(resource: CfnResource): { readonly text: string; readonly inputs: readonly unknown[] } {
    const present = this.rendered.get(resource);
    if (present !== undefined) return present;
    const properties = renderedProperties(resource);
    const made = { text: JSON.stringify(properties), inputs: Stack.of(resource) === this.stack ? this.inputsIn(properties) : [] };
    this.rendered.set(resource, made);
    return made;
  }

  private inputsIn(value: unknown): unknown[] {
    if (Array.isArray(value)) return value.flatMap((each) => this.inputsIn(each));
    if (typeof value !== 'object' || value === null) return [];
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && (name === 'Ref' || name === 'Fn::GetAtt')) {
      return this.known.has(String(Array.isArray(argument) ? argument[0] : argument)) ? [value] : [];
    }
    return Object.values(value).flatMap((each) => this.inputsIn(each));
  }
}
