import type { KafkaTargetSettings } from '../constructs/kafka-settings';
import type { MessageSettings } from '../constructs/message-settings';
import { bytes } from './amounts';
import { rendered, type RenderedSettings } from './rendered-settings';

export function renderKinesisTarget(given: MessageSettings = {}): RenderedSettings {
  return rendered(messageSettings(given), {});
}

export function renderKafkaTarget(given: KafkaTargetSettings = {}): RenderedSettings {
  return rendered({ ...messageSettings(given), messageMaxBytes: bytes(given.messageMaxBytes), topic: given.topic }, {});
}

function messageSettings(given: MessageSettings): Record<string, unknown> {
  return {
    includeControlDetails: given.includeControlDetails,
    includeNullAndEmpty: given.includeNullAndEmpty,
    includePartitionValue: given.includePartitionValue,
    includeTableAlterOperations: given.includeTableAlterOperations,
    includeTransactionDetails: given.includeTransactionDetails,
    messageFormat: given.messageFormat,
    noHexPrefix: given.noHexPrefix,
    partitionIncludeSchemaTable: given.partitionIncludeSchemaTable,
  };
}
