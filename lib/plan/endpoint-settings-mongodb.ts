import type { Settings, SettingsFacts } from './endpoint-settings-facts';
import { warning, type Problem } from './problem';
import { isKnown } from './unknown';

/** [DMS API reference, DocDbSettings]; as attributes, what CloudFormation has no property for [derived: settings and attributes share names]. */
export const DOCUMENT_DB_SETTINGS: SettingsFacts = {
  docsToInvestigate: { type: 'whole', role: 'source', min: 1, unit: 'documents' },
  extractDocId: { type: 'boolean', role: 'source' },
  nestingLevel: { type: 'text', role: 'source', words: ['none', 'one'] },
  replicateShardCollections: { type: 'boolean', attribute: 'ReplicateShardCollections' },
  useUpdateLookUp: { type: 'boolean', role: 'source', attribute: 'UseUpdateLookUp' },
};

/** [DMS API reference, MongoDbSettings], where a number and a flag are text. */
export const MONGODB_SETTINGS: SettingsFacts = {
  authMechanism: { type: 'text', words: ['default', 'mongodb_cr', 'scram_sha_1'] },
  authSource: { type: 'text' },
  authType: { type: 'text', words: ['no', 'password'] },
  databaseName: { type: 'text' },
  docsToInvestigate: { type: 'whole', min: 1, unit: 'documents', asText: true },
  extractDocId: { type: 'boolean', asText: true },
  nestingLevel: { type: 'text', words: ['none', 'one'] },
  password: { type: 'text', secret: true },
  port: { type: 'whole', min: 1, max: 65_535 },
  replicateShardCollections: { type: 'boolean', attribute: 'ReplicateShardCollections' },
  serverName: { type: 'text' },
  socketTimeout: { type: 'whole', unit: 'milliseconds', min: 1, attribute: 'socketTimeoutMS' },
  useUpdateLookUp: { type: 'boolean', attribute: 'UseUpdateLookUp' },
  username: { type: 'text' },
};

/** Checks what the settings of a source of documents say together [DMS API reference, MongoDbSettings, DocDbSettings]. */
export function checkDocumentSettings({ word, get, where }: Settings): Problem[] {
  const mode = get('nestingLevel') === undefined ? 'none' : word('nestingLevel');
  if (mode === 'none' && isKnown(get('docsToInvestigate'))) {
    return [warning({
      code: 'documentsToInvestigate',
      where: where('docsToInvestigate'),
      what: 'is given in document mode',
      why: 'DMS looks into documents for columns in table mode alone',
      mend: 'Leave it out, or choose table mode',
    })];
  }
  if (mode === 'one' && get('extractDocId') === true) {
    return [warning({
      code: 'documentIdInTableMode',
      where: where('extractDocId'),
      what: 'is true in table mode',
      why: 'It makes a column of the _id beside the whole document, and table mode has columns of all members anyway',
      mend: 'Leave it out, or choose document mode',
    })];
  }
  return [];
}
