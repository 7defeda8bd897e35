import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { checkSection, checkSections, codesOf } from '../support/task-settings';

const FULL = { SupportLobs: true, FullLobMode: true, LimitedSizeLobMode: false, LobChunkSize: 64 };
const LOOPBACK = { EnableLoopbackPrevention: true, SourceSchema: 'a', TargetSchema: 'b' };

testRules([
  {
    code: 'stopFlagMigrationType',
    bad: checkSection('FullLoadSettings', { StopTaskCachedChangesApplied: true }, { migrationType: 'full-load' }),
    message: '\'FullLoadSettings.StopTaskCachedChangesApplied\' is true on a task of type full-load. It stops a task between its full load and its change '
      + 'processing, which only a task of type full-load-and-cdc has both of. Leave it out, or choose the type full-load-and-cdc. [stopFlagMigrationType]',
    unknown: checkSection('FullLoadSettings', { StopTaskCachedChangesApplied: true }, { migrationType: UNKNOWN }),
  },
  {
    code: 'stopFlagsBoth',
    bad: checkSection('FullLoadSettings', { StopTaskCachedChangesApplied: true, StopTaskCachedChangesNotApplied: true }),
    message: '\'FullLoadSettings\' has StopTaskCachedChangesApplied and StopTaskCachedChangesNotApplied both true. '
      + 'DMS stops such a task twice, before and after the cached changes, and it has to be resumed twice. Leave one of them out. [stopFlagsBoth]',
    unknown: checkSection('FullLoadSettings', { StopTaskCachedChangesApplied: true, StopTaskCachedChangesNotApplied: UNKNOWN }),
  },
  {
    code: 'batchApplyFullLob',
    bad: checkSection('TargetMetadata', { ...FULL, BatchApplyEnabled: true }),
    message: '\'TargetMetadata.BatchApplyEnabled\' is true together with FullLobMode. '
      + 'DMS applies changes with LOB columns in batches only in limited LOB mode. Use limited LOB mode, or set BatchApplyEnabled to false. '
      + '[batchApplyFullLob]',
    unknown: checkSection('TargetMetadata', { ...FULL, BatchApplyEnabled: UNKNOWN }),
  },
  {
    code: 'batchApplyLoopback',
    bad: checkSections({ TargetMetadata: { BatchApplyEnabled: true }, LoopbackPreventionSettings: LOOPBACK }),
    message: '\'TargetMetadata.BatchApplyEnabled\' is true together with LoopbackPreventionSettings.EnableLoopbackPrevention. '
      + 'A task that prevents loopback cannot commit changes in batches. Set BatchApplyEnabled to false. [batchApplyLoopback]',
    unknown: checkSections({
      TargetMetadata: { BatchApplyEnabled: true },
      LoopbackPreventionSettings: { ...LOOPBACK, EnableLoopbackPrevention: UNKNOWN },
    }),
  },
  {
    code: 'batchApplyTarget',
    bad: checkSection('TargetMetadata', { BatchApplyEnabled: true }, { targetEngine: 'kinesis' }),
    message: '\'TargetMetadata.BatchApplyEnabled\' is true with the target engine "kinesis". '
      + 'DMS does not support batch apply for this target, and data could be lost. Set BatchApplyEnabled to false. [batchApplyTarget]',
    unknown: checkSection('TargetMetadata', { BatchApplyEnabled: true }, { targetEngine: UNKNOWN }),
  },
  {
    code: 'tuningUnused',
    variant: 'batch tuning without batches',
    bad: checkSection('ChangeProcessingTuning', { BatchApplyTimeoutMax: 60 }),
    message: '\'ChangeProcessingTuning.BatchApplyTimeoutMax\' has no effect while TargetMetadata.BatchApplyEnabled is false. '
      + 'It tunes change processing in batches. Leave it out, or set BatchApplyEnabled to true. [tuningUnused]',
    unknown: checkSection('ChangeProcessingTuning', { BatchApplyTimeoutMax: UNKNOWN }),
  },
  {
    code: 'tuningUnused',
    variant: 'transaction tuning with batches',
    bad: checkSections({ TargetMetadata: { BatchApplyEnabled: true }, ChangeProcessingTuning: { CommitTimeout: 5 } }),
    message: '\'ChangeProcessingTuning.CommitTimeout\' has no effect while TargetMetadata.BatchApplyEnabled is true. '
      + 'It tunes change processing one transaction after the other. Leave it out, or set BatchApplyEnabled to false. [tuningUnused]',
    unknown: checkSections({ TargetMetadata: { BatchApplyEnabled: UNKNOWN }, ChangeProcessingTuning: { CommitTimeout: 5 } }),
  },
  {
    code: 'batchTimeouts',
    bad: checkSections({ TargetMetadata: { BatchApplyEnabled: true }, ChangeProcessingTuning: { BatchApplyTimeoutMin: 60 } }),
    message: '\'ChangeProcessingTuning.BatchApplyTimeoutMin\' must not be above BatchApplyTimeoutMax, which is 30 seconds, got 60. '
      + 'DMS waits between the two times for each batch. Lower the one, or raise the other. [batchTimeouts]',
    unknown: checkSections({ TargetMetadata: { BatchApplyEnabled: true }, ChangeProcessingTuning: { BatchApplyTimeoutMin: UNKNOWN } }),
  },
  {
    code: 'targetSchemaMySql',
    bad: checkSection('TargetMetadata', { TargetSchema: 'app' }, { targetEngine: 'aurora' }),
    message: '\'TargetMetadata.TargetSchema\' is "app" with the target engine "aurora". DMS wants it left empty for targets of the MySQL family. '
      + 'Rename the schema in a transformation rule of the table mappings instead. [targetSchemaMySql]',
    unknown: checkSection('TargetMetadata', { TargetSchema: UNKNOWN }, { targetEngine: 'aurora' }),
  },
  {
    code: 'parallelThreadsTarget',
    bad: checkSection('TargetMetadata', { ParallelLoadThreads: 8 }, { targetEngine: 'mysql' }),
    message: '\'TargetMetadata.ParallelLoadThreads\' is 8 with the target engine "mysql". '
      + 'DMS uses it for DynamoDB, Kinesis, Kafka, OpenSearch and Redshift only. '
      + 'Leave it out; to load faster, raise FullLoadSettings.MaxFullLoadSubTasks or load single tables in parallel by table mappings. '
      + '[parallelThreadsTarget]',
    unknown: checkSection('TargetMetadata', { ParallelLoadThreads: 8 }, { targetEngine: UNKNOWN }),
  },
  {
    code: 'parallelThreadsMany',
    bad: checkSection('TargetMetadata', { ParallelApplyThreads: 33 }, { targetEngine: 'kafka' }),
    message: '\'TargetMetadata.ParallelApplyThreads\' is 33, above 32. DMS takes no more for Kafka unless AWS has raised the limit. '
      + 'Set it to at most 32. [parallelThreadsMany]',
    unknown: checkSection('TargetMetadata', { ParallelApplyThreads: UNKNOWN }, { targetEngine: 'kafka' }),
  },
  {
    code: 'parallelBufferUnused',
    bad: checkSection('TargetMetadata', { ParallelLoadBufferSize: 500 }),
    message: '\'TargetMetadata.ParallelLoadBufferSize\' has no effect while ParallelLoadThreads is 0. '
      + 'DMS has these buffers only with more than one thread. Leave it out, or set ParallelLoadThreads above 1. [parallelBufferUnused]',
    unknown: checkSection('TargetMetadata', { ParallelLoadBufferSize: UNKNOWN }),
  },
]);

test('a task that loads and captures changes may stop after its load', () => {
  expect(codesOf(checkSection('FullLoadSettings', { StopTaskCachedChangesApplied: true }, { migrationType: 'full-load-and-cdc' })())).toEqual([]);
});

test('a DynamoDB target takes more threads than the others', () => {
  expect(codesOf(checkSection('TargetMetadata', { ParallelLoadThreads: 200 }, { targetEngine: 'dynamodb' })())).toEqual([]);
});

test('tuning and buffers that have their defaults are not told to be without effect', () => {
  const sections = {
    TargetMetadata: { ParallelLoadBufferSize: 0, ParallelLoadQueuesPerThread: 1, ParallelApplyBufferSize: 100 },
    ChangeProcessingTuning: { BatchApplyPreserveTransaction: true, BatchApplyTimeoutMin: 1, BatchApplyTimeoutMax: 30, BatchSplitSize: 0 },
  };
  expect(codesOf(checkSections(sections)())).toEqual([]);
});
