import type { Db2SourceSettings, Db2TargetSettings } from '../constructs/db2-settings';
import type { NeptuneTargetSettings } from '../constructs/neptune-settings';
import type { OpenSearchTargetSettings } from '../constructs/opensearch-settings';
import type { RedshiftTargetSettings } from '../constructs/redshift-settings';
import type { SapAseSettings, SapAseSourceSettings } from '../constructs/sap-ase-settings';
import { kibibytes, milliseconds, seconds } from './amounts';
import { rendered, type RenderedSettings } from './rendered-settings';

export function renderDb2Source(given: Db2SourceSettings = {}): RenderedSettings {
  return rendered({
    currentLsn: given.currentLsn,
    maxKBytesPerRead: kibibytes(given.maxReadSize),
    setDataCaptureChanges: given.setDataCaptureChanges,
  }, { StartFromContext: given.startFromContext });
}

export function renderDb2Target(given: Db2TargetSettings = {}): RenderedSettings {
  return rendered({
    keepCsvFiles: given.keepCsvFiles,
    loadTimeout: milliseconds(given.loadTimeout),
    maxFileSize: kibibytes(given.maxFileSize),
    writeBufferSize: kibibytes(given.writeBufferSize),
  }, {});
}

export function renderSapAseSource(given: SapAseSourceSettings = {}): RenderedSettings {
  return rendered({}, { charset: given.charset, driver: given.driver, enableReplication: given.enableReplication });
}

export function renderSapAseTarget(given: SapAseSettings = {}): RenderedSettings {
  return rendered({}, { driver: given.driver });
}

export function renderRedshiftTarget(given: RedshiftTargetSettings = {}): RenderedSettings {
  return rendered({
    acceptAnyDate: given.acceptAnyDate,
    afterConnectScript: given.afterConnectScript,
    bucketFolder: given.bucketFolder,
    caseSensitiveNames: given.caseSensitiveNames,
    compUpdate: given.compUpdate,
    connectionTimeout: milliseconds(given.connectionTimeout),
    dateFormat: given.dateFormat,
    emptyAsNull: given.emptyAsNull,
    explicitIds: given.explicitIds,
    fileTransferUploadStreams: given.fileTransferUploadStreams,
    loadTimeout: milliseconds(given.loadTimeout),
    mapBooleanAsBoolean: given.mapBooleanAsBoolean,
    maxFileSize: kibibytes(given.maxFileSize),
    removeQuotes: given.removeQuotes,
    replaceChars: given.replaceChars,
    replaceInvalidChars: given.replaceInvalidChars,
    timeFormat: given.timeFormat,
    trimBlanks: given.trimBlanks,
    truncateColumns: given.truncateColumns,
    writeBufferSize: kibibytes(given.writeBufferSize),
  }, {});
}

export function renderNeptuneTarget(given: NeptuneTargetSettings = {}): RenderedSettings {
  return rendered({
    errorRetryDuration: milliseconds(given.errorRetryDuration),
    iamAuthEnabled: given.iamAuthEnabled,
    maxFileSize: kibibytes(given.maxFileSize),
    maxRetryCount: given.maxRetryCount,
  }, {});
}

export function renderOpenSearchTarget(given: OpenSearchTargetSettings = {}): RenderedSettings {
  return rendered({
    errorRetryDuration: seconds(given.errorRetryDuration),
    fullLoadErrorPercentage: given.fullLoadErrorPercentage,
  }, {});
}
