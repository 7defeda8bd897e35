import { Lazy, Reference, Stack, Token, Tokenization, type NestedStack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { makeIdentifier } from '../plan/identifiers';

/**
 * An identifier for a construct's resource.
 *
 * It is plain text if everything is known by now, and made at synthesis otherwise.
 *
 * @param construct whose stack and path the identifier is made from.
 * @param replacedWith the values (tokens allowed) whose change makes CloudFormation replace the resource.
 */
export function generatedIdentifier(construct: IConstruct, replacedWith: unknown): string {
  const make = (values: unknown): string => makeIdentifier({ path: namesOf(construct), replacedWith: values });
  const named = nameReferences(replacedWith);
  return named !== undefined ? make(named.values) : Lazy.string({ produce: () => make(Stack.of(construct).resolve(replacedWith)) });
}

/** Longest tail of an ARN that can be chosen [DMS API reference]. */
const MAX_RESOURCE_IDENTIFIER = 31;
/** The hash at the end of an identifier, with its hyphen. */
const TAIL_LENGTH = 9;

/** The end of an ARN for a construct's resource, in lower case: an identifier, cut in its middle. */
export function generatedResourceIdentifier(construct: IConstruct): string {
  const identifier = generatedIdentifier(construct, []);
  if (identifier.length <= MAX_RESOURCE_IDENTIFIER) return identifier;
  const start = identifier.slice(0, MAX_RESOURCE_IDENTIFIER - TAIL_LENGTH).replace(/-+$/, '');
  return `${start}${identifier.slice(-TAIL_LENGTH)}`;
}

/** The name of the stack, then the ids below it. What stands above (app, stages) is told apart by the stack's name. */
function namesOf(construct: IConstruct): string[] {
  let root = Stack.of(construct);
  // A nested stack has no name before deployment.
  while ((root as NestedStack).nestedStackParent) root = (root as NestedStack).nestedStackParent!;
  return [root.stackName, ...construct.node.path.slice(root.node.path.length).split('/').filter((id) => id !== '')];
}

/** Values in which tokens have given way to what they refer to. */
export interface NamedValues {
  readonly values: unknown;
}

/** Puts the path of what a token refers to in its place; undefined if a token is none that refers to a construct. */
export function nameReferences(value: unknown): NamedValues | undefined {
  if (Token.isUnresolved(value)) {
    const token = typeof value === 'string' ? Tokenization.reverseCompleteString(value) : undefined;
    return token !== undefined && Reference.isReference(token) ? { values: `${token.target.node.path}.${token.displayName}` } : undefined;
  }
  if (typeof value !== 'object' || value === null) return { values: value };
  const members = Object.entries(value).map(([key, member]) => [key, nameReferences(member)] as const);
  if (members.some(([, member]) => member === undefined)) return undefined;
  return { values: members.map(([key, member]) => [key, member?.values]) };
}
