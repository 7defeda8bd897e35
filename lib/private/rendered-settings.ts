import { Tokenization } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Problem } from '../plan/problem';

/** The settings of one endpoint, as CloudFormation takes them: only what was said, so that DMS's defaults cannot drift. */
export interface RenderedSettings {
  /** Members of the engine's settings block. */
  readonly settings: Record<string, unknown>;
  /** The extra connection attributes for what CloudFormation has no property for, in the order they are to be written. */
  readonly attributes: Record<string, string>;
  /** The secret of an Oracle source's ASM. */
  readonly asmSecret?: secretsmanager.ISecret;
  /** What is wrong with members that are objects. */
  readonly problems?: readonly Problem[];
}

/** An attribute's value before it is text. */
export type AttributeValue = string | number | boolean | undefined;

/** What was said, and nothing else; attributes as text. */
export function rendered(settings: Record<string, unknown>, attributes: Record<string, AttributeValue>): RenderedSettings {
  return {
    settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
    attributes: Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, text(value)]]))),
  };
}

/** A number that is a token would become a senseless number in text, if it were not turned into a token of text first. */
function text(value: string | number | boolean): string {
  return typeof value === 'number' ? Tokenization.stringifyNumber(value) : String(value);
}
