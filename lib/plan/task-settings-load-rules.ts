import { error, list, show, warning, type Problem } from './problem';
import type { TaskSettingsReader } from './task-settings-reading';

/** [DMS User Guide, Using Amazon Kinesis Data Streams, Apache Kafka, Amazon S3 as a target]: data can be lost. */
const NO_BATCH_TARGETS = ['Kinesis', 'Kafka', 'S3'];

/** The settings of threads, and how many threads each target takes, by the targets' own pages in the guide. */
const THREADS: readonly ThreadSetting[] = [
  {
    // MySQL has it as an endpoint setting, not as a task setting [Target metadata task settings].
    name: 'ParallelLoadThreads', buffers: ['ParallelLoadBufferSize', 'ParallelLoadQueuesPerThread'],
    most: { DynamoDB: 200, Kinesis: 32, Kafka: 32, OpenSearch: 32, Redshift: 32 },
  },
  {
    name: 'ParallelApplyThreads', buffers: ['ParallelApplyBufferSize', 'ParallelApplyQueuesPerThread'],
    most: { DocumentDB: 32, Kinesis: 32, Kafka: 32, OpenSearch: 32, Redshift: 32 },
  },
];

interface ThreadSetting {
  readonly name: string;
  /** Settings that count only when there is more than one thread. */
  readonly buffers: readonly string[];
  readonly most: Readonly<Record<string, number>>;
}

/** Batch tuning has no effect without batch apply, and transactional tuning none with it [Change processing tuning settings]. */
const BATCH_TUNING = ['BatchApplyPreserveTransaction', 'BatchApplyTimeoutMin', 'BatchApplyTimeoutMax', 'BatchApplyMemoryLimit', 'BatchSplitSize'];
const TRANSACTION_TUNING = ['MinTransactionSize', 'CommitTimeout'];

/** Checks how tables are loaded and changes applied. */
export function checkLoadAndApply(settings: TaskSettingsReader): Problem[] {
  return [
    ...checkStopFlags(settings),
    ...checkBatchApply(settings),
    ...checkTuning(settings),
    ...checkTargetSchema(settings),
    ...THREADS.flatMap((threads) => [...checkThreads(settings, threads), ...checkBuffers(settings, threads)]),
  ];
}

function checkStopFlags(settings: TaskSettingsReader): Problem[] {
  const { migrationType } = settings.context;
  const flags = ['StopTaskCachedChangesApplied', 'StopTaskCachedChangesNotApplied'].filter((flag) => settings.isOn(`FullLoadSettings.${flag}`));
  const wrongType = migrationType === 'full-load' || migrationType === 'cdc' ? flags.map((flag) => error({
    code: 'stopFlagMigrationType',
    where: `FullLoadSettings.${flag}`,
    what: `is true on a task of type ${migrationType}`,
    why: 'It stops a task between its full load and its change processing, which only a task of type full-load-and-cdc has both of',
    mend: 'Leave it out, or choose the type full-load-and-cdc',
  })) : [];
  return flags.length < 2 ? wrongType : [...wrongType, warning({
    code: 'stopFlagsBoth',
    where: 'FullLoadSettings',
    what: `has ${list(flags)} both true`,
    why: 'DMS stops such a task twice, before and after the cached changes, and it has to be resumed twice',
    mend: 'Leave one of them out',
  })];
}

function checkBatchApply(settings: TaskSettingsReader): Problem[] {
  if (!settings.isOn('TargetMetadata.BatchApplyEnabled')) return [];
  const where = 'TargetMetadata.BatchApplyEnabled';
  const problems: Problem[] = [];
  if (settings.lobMode === 'full' || settings.lobMode === 'inline') {
    problems.push(error({
      code: 'batchApplyFullLob',
      where,
      what: 'is true together with FullLobMode',
      why: 'DMS applies changes with LOB columns in batches only in limited LOB mode',
      mend: 'Use limited LOB mode, or set BatchApplyEnabled to false',
    }));
  }
  if (settings.isOn('LoopbackPreventionSettings.EnableLoopbackPrevention')) {
    problems.push(error({
      code: 'batchApplyLoopback',
      where,
      what: 'is true together with LoopbackPreventionSettings.EnableLoopbackPrevention',
      why: 'A task that prevents loopback cannot commit changes in batches',
      mend: 'Set BatchApplyEnabled to false',
    }));
  }
  if (NO_BATCH_TARGETS.includes(settings.targetKind ?? '')) {
    problems.push(error({
      code: 'batchApplyTarget',
      where,
      what: `is true with the target engine ${show(settings.context.targetEngine)}`,
      why: 'DMS does not support batch apply for this target, and data could be lost',
      mend: 'Set BatchApplyEnabled to false',
    }));
  }
  return problems;
}

function checkTuning(settings: TaskSettingsReader): Problem[] {
  const unused = (names: readonly string[], batch: boolean): Problem[] => names.filter((name) => settings.isChanged(`ChangeProcessingTuning.${name}`))
    .map((name) => warning({
      code: 'tuningUnused',
      where: `ChangeProcessingTuning.${name}`,
      what: `has no effect while TargetMetadata.BatchApplyEnabled is ${batch}`,
      why: batch ? 'It tunes change processing one transaction after the other' : 'It tunes change processing in batches',
      mend: `Leave it out, or set BatchApplyEnabled to ${!batch}`,
    }));
  return [
    ...(settings.isOff('TargetMetadata.BatchApplyEnabled') ? unused(BATCH_TUNING, false) : []),
    ...(settings.isOn('TargetMetadata.BatchApplyEnabled') ? unused(TRANSACTION_TUNING, true) : []),
    ...checkBatchTimeouts(settings),
  ];
}

function checkBatchTimeouts(settings: TaskSettingsReader): Problem[] {
  const least = settings.whole('ChangeProcessingTuning.BatchApplyTimeoutMin');
  const most = settings.whole('ChangeProcessingTuning.BatchApplyTimeoutMax');
  return least === undefined || most === undefined || least <= most ? [] : [error({
    code: 'batchTimeouts',
    where: 'ChangeProcessingTuning.BatchApplyTimeoutMin',
    what: `must not be above BatchApplyTimeoutMax, which is ${most} seconds, got ${least}`,
    why: 'DMS waits between the two times for each batch',
    mend: 'Lower the one, or raise the other',
  })];
}

function checkTargetSchema(settings: TaskSettingsReader): Problem[] {
  const schema = settings.text('TargetMetadata.TargetSchema');
  return !schema || settings.targetKind !== 'MySQL' ? [] : [warning({
    code: 'targetSchemaMySql',
    where: 'TargetMetadata.TargetSchema',
    what: `is ${show(schema)} with the target engine ${show(settings.context.targetEngine)}`,
    why: 'DMS wants it left empty for targets of the MySQL family',
    mend: 'Rename the schema in a transformation rule of the table mappings instead',
  })];
}

function checkThreads(settings: TaskSettingsReader, { name, most }: ThreadSetting): Problem[] {
  const threads = settings.whole(`TargetMetadata.${name}`);
  const { targetKind } = settings;
  if (threads === undefined || threads === 0 || targetKind === undefined) return [];
  const limit = Object.hasOwn(most, targetKind) ? most[targetKind] : undefined;
  if (limit === undefined) {
    return [warning({
      code: 'parallelThreadsTarget',
      where: `TargetMetadata.${name}`,
      what: `is ${threads} with the target engine ${show(settings.context.targetEngine)}`,
      why: `DMS uses it for ${list(Object.keys(most))} only`,
      mend: 'Leave it out; to load faster, raise FullLoadSettings.MaxFullLoadSubTasks or load single tables in parallel by table mappings',
    })];
  }
  return threads <= limit ? [] : [warning({
    code: 'parallelThreadsMany',
    where: `TargetMetadata.${name}`,
    what: `is ${threads}, above ${limit}`,
    why: `DMS takes no more for ${targetKind} unless AWS has raised the limit`,
    mend: `Set it to at most ${limit}`,
  })];
}

function checkBuffers(settings: TaskSettingsReader, { name, buffers }: ThreadSetting): Problem[] {
  const threads = settings.whole(`TargetMetadata.${name}`);
  if (threads === undefined || threads > 1) return [];
  return buffers.filter((buffer) => settings.isChanged(`TargetMetadata.${buffer}`)).map((buffer) => warning({
    code: 'parallelBufferUnused',
    where: `TargetMetadata.${buffer}`,
    what: `has no effect while ${name} is ${threads}`,
    why: 'DMS has these buffers only with more than one thread',
    mend: `Leave it out, or set ${name} above 1`,
  }));
}
