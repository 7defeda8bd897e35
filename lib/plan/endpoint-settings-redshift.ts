import type { Settings, SettingsFacts } from './endpoint-settings-facts';
import { error, warning, type Problem } from './problem';

/** [DMS API reference, RedshiftSettings]. */
export const REDSHIFT_SETTINGS: SettingsFacts = {
  acceptAnyDate: { type: 'boolean' },
  afterConnectScript: { type: 'text' },
  bucketFolder: { type: 'text' },
  bucketName: { type: 'text' },
  caseSensitiveNames: { type: 'boolean' },
  compUpdate: { type: 'boolean' },
  connectionTimeout: { type: 'whole', min: 1, unit: 'milliseconds' },
  dateFormat: { type: 'text' },
  emptyAsNull: { type: 'boolean' },
  encryptionMode: { type: 'text', words: ['sse-s3', 'sse-kms'] },
  explicitIds: { type: 'boolean' },
  fileTransferUploadStreams: { type: 'whole', min: 1, max: 64, unit: 'streams' },
  loadTimeout: { type: 'whole', min: 1, unit: 'milliseconds' },
  mapBooleanAsBoolean: { type: 'boolean' },
  maxFileSize: { type: 'whole', min: 1, max: 1_048_576, unit: 'KiB' },
  removeQuotes: { type: 'boolean' },
  replaceChars: { type: 'text' },
  replaceInvalidChars: { type: 'text' },
  serverSideEncryptionKmsKeyId: { type: 'text' },
  serviceAccessRoleArn: { type: 'text' },
  timeFormat: { type: 'text' },
  trimBlanks: { type: 'boolean' },
  truncateColumns: { type: 'boolean' },
  writeBufferSize: { type: 'whole', min: 1, unit: 'KiB' },
};

/** Checks what the settings of a Redshift target say together. */
export function checkRedshiftSettings(settings: Settings): Problem[] {
  return [...checkDates(settings), ...checkReplacement(settings), ...checkKey(settings)];
}

function checkDates({ get, where }: Settings): Problem[] {
  if (get('acceptAnyDate') !== true || get('dateFormat') !== undefined) return [];
  return [warning({
    code: 'redshiftDateFormat',
    where: where('acceptAnyDate'),
    what: 'is true without dateFormat',
    why: 'Redshift writes NULL in the place of each date that is not of its own format, without an error',
    mend: "Give the format of the dates: dateFormat: 'auto'",
  })];
}

function checkReplacement({ get, where }: Settings): Problem[] {
  if (get('replaceChars') === undefined || get('replaceInvalidChars') !== undefined) return [];
  return [warning({
    code: 'redshiftReplacement',
    where: where('replaceChars'),
    what: 'is given without replaceInvalidChars',
    why: 'It says what characters are replaced by, and nothing says which',
    mend: 'Give replaceInvalidChars, or leave it out',
  })];
}

function checkKey({ word, get, where }: Settings): Problem[] {
  if (word('encryptionMode') !== 'sse-kms' || get('serverSideEncryptionKmsKeyId') !== undefined) return [];
  return [error({
    code: 'redshiftKeyMissing',
    where: where('encryptionMode'),
    what: 'is sse-kms without a key',
    why: 'DMS names the key with every file that it stages',
    mend: 'Give S3ObjectEncryption.kms(key) as the encryption of the staged files',
  })];
}
