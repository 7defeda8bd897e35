import type { SettingsFacts } from './endpoint-settings-facts';

/** [DMS API reference, IBMDb2Settings], [DMS User Guide, Using IBM Db2 LUW as a source: endpoint settings]. */
export const DB2_SETTINGS: SettingsFacts = {
  currentLsn: { type: 'text', role: 'source' },
  keepCsvFiles: { type: 'boolean', role: 'target' },
  loadTimeout: { type: 'whole', role: 'target', min: 1, unit: 'milliseconds' },
  maxFileSize: { type: 'whole', role: 'target', min: 1, unit: 'KiB' },
  maxKBytesPerRead: { type: 'whole', role: 'source', min: 1, unit: 'KiB' },
  setDataCaptureChanges: { type: 'boolean', role: 'source' },
  startFromContext: { type: 'text', role: 'source', attribute: 'StartFromContext' },
  writeBufferSize: { type: 'whole', role: 'target', min: 1, unit: 'KiB' },
};
