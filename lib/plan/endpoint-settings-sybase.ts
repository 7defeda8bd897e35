import type { SettingsFacts } from './endpoint-settings-facts';

/** [DMS User Guide, Using SAP ASE as a source for AWS DMS, and as a target: endpoint settings]; CloudFormation has no property for any. */
export const SYBASE_SETTINGS: SettingsFacts = {
  charset: { type: 'text', role: 'source', attribute: 'charset' },
  driver: { type: 'text', attribute: 'driver' },
  enableReplication: { type: 'boolean', role: 'source', attribute: 'enableReplication' },
};
