import { Token, Tokenization } from 'aws-cdk-lib';
import type { DocumentDbSourceSettings, DocumentDbTargetSettings, MongoDbSourceSettings } from '../constructs/mongodb-settings';
import { milliseconds } from './amounts';
import { rendered, type AttributeValue, type RenderedSettings } from './rendered-settings';

export function renderMongoDbSource(given: MongoDbSourceSettings = {}): RenderedSettings {
  return rendered({
    authMechanism: given.authMechanism,
    authSource: given.authSource,
    docsToInvestigate: text(given.docsToInvestigate),
    extractDocId: text(given.extractDocId),
    nestingLevel: given.nestingLevel,
  }, { ...documentAttributes(given), socketTimeoutMS: milliseconds(given.socketTimeout) });
}

export function renderDocumentDbSource(given: DocumentDbSourceSettings = {}): RenderedSettings {
  return rendered({
    docsToInvestigate: given.docsToInvestigate,
    extractDocId: given.extractDocId,
    nestingLevel: given.nestingLevel,
  }, documentAttributes(given));
}

export function renderDocumentDbTarget(given: DocumentDbTargetSettings = {}): RenderedSettings {
  return rendered({}, { ReplicateShardCollections: given.replicateShardCollections });
}

function documentAttributes(given: DocumentDbSourceSettings): Record<string, AttributeValue> {
  return { ReplicateShardCollections: given.replicateShardCollections, UseUpdateLookUp: given.useUpdateLookUp };
}

/** The API takes these of MongoDB as text, and those of DocumentDB as they are. */
function text(value: number | boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'number' && Token.isUnresolved(value) ? Tokenization.stringifyNumber(value) : String(value);
}
