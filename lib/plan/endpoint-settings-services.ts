import type { SettingsFacts } from './endpoint-settings-facts';

/** [DMS API reference, DynamoDbSettings]. */
export const DYNAMODB_SETTINGS: SettingsFacts = { serviceAccessRoleArn: { type: 'text' } };

/** [DMS API reference, NeptuneSettings]. */
export const NEPTUNE_SETTINGS: SettingsFacts = {
  errorRetryDuration: { type: 'whole', min: 1, unit: 'milliseconds' },
  iamAuthEnabled: { type: 'boolean' },
  maxFileSize: { type: 'whole', min: 1, max: 1_048_576, unit: 'KiB' },
  maxRetryCount: { type: 'whole', min: 0, unit: 'attempts' },
  s3BucketFolder: { type: 'text' },
  s3BucketName: { type: 'text' },
  serviceAccessRoleArn: { type: 'text' },
};

/** [DMS API reference, ElasticsearchSettings]. */
export const OPENSEARCH_SETTINGS: SettingsFacts = {
  endpointUri: { type: 'text' },
  errorRetryDuration: { type: 'whole', min: 1, unit: 'seconds' },
  fullLoadErrorPercentage: { type: 'whole', min: 0, max: 100, unit: 'percent' },
  serviceAccessRoleArn: { type: 'text' },
};
