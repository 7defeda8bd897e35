import { Stack, Token, type CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { hasTokens } from './reporting';

/** A document as it stands in the template: nothing, a text that is given whole, or JSON in which tokens stay tokens. */
export function documentText(scope: Construct, { document, text }: { readonly document?: unknown; readonly text?: string }): string | undefined {
  if (document === undefined) return text;
  return hasTokens(document) ? Stack.of(scope).toJsonString(document) : JSON.stringify(document);
}

/**
 * Gives a resource a document where CloudFormation wants an object. One that a template cannot have so, with null in it or empty lists, which the CDK
 * leaves out, is a text, which is taken as well [CloudFormation, AWS::DMS::ReplicationConfig: of type Json].
 */
export function putDocument(resource: CfnResource, property: string, given: { readonly document?: unknown; readonly text?: string }): void {
  const value = given.document ?? parsed(given.text);
  if (value === undefined) return;
  // The CDK's own class takes objects alone.
  resource.addPropertyOverride(property, isWithoutGaps(value) ? value : documentText(resource, { document: value }));
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text; // told by the rules
  }
}

function isWithoutGaps(value: unknown): boolean {
  if (value === null) return false;
  if (typeof value !== 'object' || Token.isUnresolved(value)) return true;
  const members = Object.values(value);
  return members.length > 0 && members.every(isWithoutGaps);
}
