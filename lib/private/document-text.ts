import { Stack, Token, type CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { hasTokens } from './reporting';

/** A JSON document, which may have tokens in it, or its text. */
export interface Document {
  readonly document?: unknown;
  readonly text?: string;
}

/** A document as it stands in the template: nothing, a text that is given whole, or JSON in which tokens stay tokens. */
export function documentText(scope: Construct, { document, text }: Document): string | undefined {
  if (document === undefined) return text;
  return hasTokens(document) ? Stack.of(scope).toJsonString(document) : JSON.stringify(document);
}

/** The document as rules look at it. That a text is none is told by the rules of the document itself; here it is what it is to count as. */
export function documentOfText({ document, text }: Document, unreadable?: unknown): unknown {
  if (document !== undefined || text === undefined) return document;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return unreadable;
  }
}

/**
 * Gives a resource a document where CloudFormation wants an object. One that a template cannot have so, with null in it or empty lists, which the CDK
 * leaves out, is a text, which is taken as well [CloudFormation, AWS::DMS::ReplicationConfig: of type Json].
 */
export function putDocument(resource: CfnResource, property: string, given: Document): void {
  const value = documentOfText(given) ?? given.text;
  if (value === undefined) return;
  // The CDK's own class takes objects alone.
  resource.addPropertyOverride(property, isWithoutGaps(value) ? value : documentText(resource, { document: value }));
}

function isWithoutGaps(value: unknown): boolean {
  if (value === null) return false;
  if (typeof value !== 'object' || Token.isUnresolved(value)) return true;
  const members = Object.values(value);
  return members.length > 0 && members.every(isWithoutGaps);
}
