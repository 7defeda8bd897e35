import type { SettingsFacts } from './endpoint-settings-facts';

/** Settings of the targets that changes are sent to as messages [DMS API reference, KinesisSettings, KafkaSettings]. */
export const MESSAGE_SETTINGS: SettingsFacts = {
  includeControlDetails: { type: 'boolean' },
  includeNullAndEmpty: { type: 'boolean' },
  includePartitionValue: { type: 'boolean' },
  includeTableAlterOperations: { type: 'boolean' },
  includeTransactionDetails: { type: 'boolean' },
  messageFormat: { type: 'text', words: ['json', 'json-unformatted'] },
  noHexPrefix: { type: 'boolean' },
  partitionIncludeSchemaTable: { type: 'boolean' },
};
