import { DEFAULT_LOB_MAX_KIB, fullLobMemory, limitedLobMemory, RECOMMENDED_LOB_CHUNK_KIB, type LobMemory } from './lob';
import { error, show, warning, type Problem } from './problem';
import type { TaskSettingsReader } from './task-settings-reading';
import { isKnown, UNKNOWN } from './unknown';

/** The largest `LobMaxSize` that the guide recommends, 100 MB; translations of the page call it the maximum [Target metadata task settings]. */
const MAX_RECOMMENDED_LOB_KIB = 102_400;
/** Limited LOB mode slows a full load down beyond this [DMS User Guide, Setting LOB support for source databases in an AWS DMS task]. */
const FAST_LOB_KIB = 63;
const KIB_PER_GIB = 1024 * 1024;

/** Targets without full LOB mode, and those without LOBs [DMS User Guide, each target's page]. Inline LOB mode is full LOB mode here. */
const NO_FULL_LOB_TARGETS = ['S3', 'Redshift', 'Kinesis', 'Kafka', 'Redis', 'DynamoDB', 'OpenSearch', 'Neptune', 'Babelfish'];
/** [DMS User Guide, Using Amazon S3 as a source]. */
const NO_FULL_LOB_SOURCES = ['S3'];

/** Checks how large objects are carried. */
export function checkLobs(settings: TaskSettingsReader): Problem[] {
  return [
    ...checkMode(settings),
    ...checkFullMode(settings),
    ...checkInlineSize(settings),
    ...checkLimitedMode(settings),
    ...checkEngines(settings),
    ...checkTruncation(settings),
    ...checkMemory(settings),
  ];
}

function checkMode(settings: TaskSettingsReader): Problem[] {
  if (settings.lobMode === undefined) {
    const both = settings.isOn('TargetMetadata.FullLobMode');
    return [error({
      code: 'lobMode',
      where: 'TargetMetadata.SupportLobs',
      what: both ? 'is true with FullLobMode and LimitedSizeLobMode both true' : 'is true with neither FullLobMode nor LimitedSizeLobMode true',
      why: 'DMS carries the LOBs of a task in exactly one of the two modes',
      mend: both ? 'Set one of them to false' : 'Set one of them to true, or SupportLobs to false to leave LOB columns out',
    })];
  }
  const unstated = settings.given('TargetMetadata.FullLobMode') === true && settings.isMissing('TargetMetadata.LimitedSizeLobMode');
  return !unstated || settings.lobMode === 'none' ? [] : [warning({
    code: 'lobModeUnstated',
    where: 'TargetMetadata.FullLobMode',
    what: 'is true, and LimitedSizeLobMode is absent',
    why: 'DMS takes true for LimitedSizeLobMode when it is absent, and only one of the two modes may be true',
    mend: 'Set LimitedSizeLobMode to false',
  })];
}

function checkFullMode(settings: TaskSettingsReader): Problem[] {
  if (settings.lobMode !== 'full' && settings.lobMode !== 'inline') return [];
  const chunk = settings.given('TargetMetadata.LobChunkSize');
  if (chunk === undefined || chunk === 0) {
    return [error({
      code: 'lobChunkSize',
      where: 'TargetMetadata.LobChunkSize',
      what: `must be set with FullLobMode, got ${show(chunk)}`,
      why: 'DMS carries LOBs in pieces of this size',
      mend: `Set it to ${RECOMMENDED_LOB_CHUNK_KIB}`,
    })];
  }
  return typeof chunk !== 'number' || chunk <= RECOMMENDED_LOB_CHUNK_KIB ? [] : [warning({
    code: 'lobChunkSizeLarge',
    where: 'TargetMetadata.LobChunkSize',
    what: `is ${chunk} KB, above ${RECOMMENDED_LOB_CHUNK_KIB} KB`,
    why: 'Larger pieces can make a task fail, so the DMS User Guide says (Target metadata task settings)',
    mend: `Set it to ${RECOMMENDED_LOB_CHUNK_KIB}`,
  })];
}

function checkInlineSize(settings: TaskSettingsReader): Problem[] {
  const size = settings.whole('TargetMetadata.InlineLobMaxSize') ?? 0;
  if (size <= 0 || settings.lobMode === UNKNOWN || settings.lobMode === undefined || settings.lobMode === 'inline') return [];
  return [error({
    code: 'inlineLobWithoutFull',
    where: 'TargetMetadata.InlineLobMaxSize',
    what: `is ${size}, and FullLobMode is not true`,
    why: 'DMS carries LOBs of up to this size inline only in full LOB mode',
    mend: 'Set FullLobMode to true, LimitedSizeLobMode to false and LobChunkSize to 64, or leave InlineLobMaxSize out',
  })];
}

function checkLimitedMode(settings: TaskSettingsReader): Problem[] {
  if (settings.lobMode !== 'limited') return [];
  const size = settings.whole('TargetMetadata.LobMaxSize');
  if (size === undefined) return [];
  if (size === 0) {
    return [error({
      code: 'lobMaxSize',
      where: 'TargetMetadata.LobMaxSize',
      what: 'must be set with LimitedSizeLobMode, got 0',
      why: 'DMS cuts LOBs off at this size',
      mend: `Set it to the size of the longest LOB, or leave it out: DMS takes ${DEFAULT_LOB_MAX_KIB} KB`,
    })];
  }
  if (size > MAX_RECOMMENDED_LOB_KIB) {
    return [warning({
      code: 'lobMaxSizeLarge',
      where: 'TargetMetadata.LobMaxSize',
      what: `is ${size} KB, above ${MAX_RECOMMENDED_LOB_KIB} KB`,
      why: 'DMS reserves memory of this size for each LOB of each row that it loads at once, and recommends no more than 100 MB',
      mend: 'Use full or inline LOB mode, in a task of its own for the tables that have such LOBs',
    })];
  }
  // Where the memory is known, lobMemory says more precisely whether there is enough of it.
  return size <= FAST_LOB_KIB || isKnown(settings.context.instanceMemoryGiB) || settings.hasNoLobs ? [] : [warning({
    code: 'lobMaxSizeSlow',
    where: 'TargetMetadata.LobMaxSize',
    what: `is ${size} KB, above ${FAST_LOB_KIB} KB`,
    why: 'DMS reserves this times CommitRate for each LOB column, and a full load slows down when that is more than the memory',
    mend: 'Lower FullLoadSettings.CommitRate, or use inline LOB mode if most LOBs are short',
  })];
}

function checkEngines(settings: TaskSettingsReader): Problem[] {
  if (settings.lobMode !== 'full' && settings.lobMode !== 'inline') return [];
  const { targetKind = '', sourceKind = '', context } = settings;
  const ends = [
    ...(NO_FULL_LOB_TARGETS.includes(targetKind) ? [{ end: 'target', engine: context.targetEngine }] : []),
    ...(NO_FULL_LOB_SOURCES.includes(sourceKind) ? [{ end: 'source', engine: context.sourceEngine }] : []),
  ];
  return ends.map(({ end, engine }) => error({
    code: 'fullLobEngine',
    where: 'TargetMetadata.FullLobMode',
    what: `cannot be true with the ${end} engine ${show(engine)}`,
    why: `DMS has neither full nor inline LOB mode for this ${end}`,
    mend: 'Use limited LOB mode, or set SupportLobs to false',
  }));
}

function checkTruncation(settings: TaskSettingsReader): Problem[] {
  const { largestLobKiB, failTasksOnLobTruncation } = settings.context;
  if (settings.lobMode !== 'limited' || settings.hasNoLobs) return [];
  if (failTasksOnLobTruncation === true || failTasksOnLobTruncation === UNKNOWN || largestLobKiB === UNKNOWN) return [];
  const size = settings.whole('TargetMetadata.LobMaxSize');
  if (size === undefined || (typeof largestLobKiB === 'number' && largestLobKiB <= size)) return [];
  return [warning({
    code: 'lobTruncation',
    where: 'TargetMetadata.LobMaxSize',
    what: typeof largestLobKiB === 'number' ? `is ${size} KB, and the longest LOB has ${largestLobKiB} KB` : `has LOBs cut off at ${size} KB`,
    why: 'In limited LOB mode DMS truncates longer LOBs and only writes a warning to the task log',
    mend: 'Set it above the longest LOB, use full or inline LOB mode, have the source endpoint fail tasks on LOB truncation, or acknowledge this',
  })];
}

function checkMemory(settings: TaskSettingsReader): Problem[] {
  const { instanceMemoryGiB } = settings.context;
  if (typeof instanceMemoryGiB !== 'number' || !(instanceMemoryGiB > 0) || settings.context.migrationType === 'cdc' || settings.hasNoLobs) return [];
  const need = lobMemory(settings);
  if (need === undefined || need.kib <= instanceMemoryGiB * KIB_PER_GIB) return [];
  return [warning({
    code: 'lobMemory',
    where: 'TargetMetadata',
    what: `needs ${gib(need.kib)} GiB for LOBs (${need.arithmetic}), and the instance has ${instanceMemoryGiB} GiB`,
    why: 'The instance would swap or the task fail during the full load',
    mend: 'Lower FullLoadSettings.CommitRate or MaxFullLoadSubTasks or the size of LOBs, or take a larger instance class for the full load',
  })];
}

/** Memory by AWS's formulas; one LOB column a table where the number is not known. */
function lobMemory(settings: TaskSettingsReader): LobMemory | undefined {
  const { lobColumns } = settings.context;
  if (lobColumns === UNKNOWN) return undefined;
  const parallelTables = settings.whole('FullLoadSettings.MaxFullLoadSubTasks');
  const commitRate = settings.whole('FullLoadSettings.CommitRate');
  if (parallelTables === undefined || commitRate === undefined) return undefined;
  const load = { lobColumns: typeof lobColumns === 'number' ? lobColumns : 1, parallelTables, commitRate };
  const maxLobKiB = settings.whole('TargetMetadata.LobMaxSize');
  const chunkKiB = settings.whole('TargetMetadata.LobChunkSize');
  switch (settings.lobMode) {
    case 'limited': return maxLobKiB === undefined ? undefined : limitedLobMemory({ ...load, maxLobKiB });
    // Inline LOB mode has no formula of its own; its pieces are those of full LOB mode.
    case 'full': case 'inline': return chunkKiB === undefined ? undefined : fullLobMemory({ ...load, chunkKiB });
    default: return undefined;
  }
}

function gib(kib: number): string {
  return (kib / KIB_PER_GIB).toFixed(1);
}
