import { checkTaskSettings } from '../../lib/plan/task-settings-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { checkSection, checkSections, codesOf, LOGGED } from '../support/task-settings';

const FULL = { SupportLobs: true, FullLobMode: true, LimitedSizeLobMode: false, LobChunkSize: 64 };
const LIMITED = { SupportLobs: true, FullLobMode: false, LimitedSizeLobMode: true };

testRules([
  {
    code: 'lobMode',
    variant: 'both',
    bad: checkSection('TargetMetadata', { SupportLobs: true, FullLobMode: true, LimitedSizeLobMode: true, LobChunkSize: 64 }),
    message: '\'TargetMetadata.SupportLobs\' is true with FullLobMode and LimitedSizeLobMode both true. '
      + 'DMS carries the LOBs of a task in exactly one of the two modes. Set one of them to false. [lobMode]',
    unknown: checkSection('TargetMetadata', { SupportLobs: true, FullLobMode: true, LimitedSizeLobMode: UNKNOWN, LobChunkSize: 64 }),
  },
  {
    code: 'lobMode',
    variant: 'neither',
    bad: checkSection('TargetMetadata', { LimitedSizeLobMode: false }),
    message: '\'TargetMetadata.SupportLobs\' is true with neither FullLobMode nor LimitedSizeLobMode true. '
      + 'DMS carries the LOBs of a task in exactly one of the two modes. '
      + 'Set one of them to true, or SupportLobs to false to leave LOB columns out. [lobMode]',
    unknown: checkSection('TargetMetadata', { LimitedSizeLobMode: UNKNOWN }),
  },
  {
    code: 'lobModeUnstated',
    bad: checkSection('TargetMetadata', { FullLobMode: true, LobChunkSize: 64 }),
    message: '\'TargetMetadata.FullLobMode\' is true, and LimitedSizeLobMode is absent. '
      + 'DMS takes true for LimitedSizeLobMode when it is absent, and only one of the two modes may be true. '
      + 'Set LimitedSizeLobMode to false. [lobModeUnstated]',
    unknown: checkSection('TargetMetadata', { FullLobMode: UNKNOWN, LobChunkSize: 64 }),
  },
  {
    code: 'lobChunkSize',
    bad: checkSection('TargetMetadata', { ...FULL, LobChunkSize: 0 }),
    message: '\'TargetMetadata.LobChunkSize\' must be set with FullLobMode, got 0. DMS carries LOBs in pieces of this size. Set it to 64. [lobChunkSize]',
    unknown: checkSection('TargetMetadata', { ...FULL, LobChunkSize: UNKNOWN }),
  },
  {
    code: 'lobChunkSizeLarge',
    bad: checkSection('TargetMetadata', { ...FULL, LobChunkSize: 128 }),
    message: '\'TargetMetadata.LobChunkSize\' is 128 KB, above 64 KB. '
      + 'Larger pieces can make a task fail, so the DMS User Guide says (Target metadata task settings). Set it to 64. [lobChunkSizeLarge]',
    unknown: checkSection('TargetMetadata', { ...FULL, LobChunkSize: UNKNOWN }),
  },
  {
    code: 'inlineLobWithoutFull',
    bad: checkSection('TargetMetadata', { ...LIMITED, InlineLobMaxSize: 32 }),
    message: '\'TargetMetadata.InlineLobMaxSize\' is 32, and FullLobMode is not true. '
      + 'DMS carries LOBs of up to this size inline only in full LOB mode. '
      + 'Set FullLobMode to true, LimitedSizeLobMode to false and LobChunkSize to 64, or leave InlineLobMaxSize out. [inlineLobWithoutFull]',
    unknown: checkSection('TargetMetadata', { ...LIMITED, InlineLobMaxSize: UNKNOWN }),
  },
  {
    code: 'lobMaxSize',
    bad: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: 0 }),
    message: '\'TargetMetadata.LobMaxSize\' must be set with LimitedSizeLobMode, got 0. DMS cuts LOBs off at this size. '
      + 'Set it to the size of the longest LOB, or leave it out: DMS takes 32 KB. [lobMaxSize]',
    unknown: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: UNKNOWN }),
  },
  {
    code: 'lobMaxSizeLarge',
    bad: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: 102_401 }),
    message: '\'TargetMetadata.LobMaxSize\' is 102401 KB, above 102400 KB. '
      + 'DMS reserves memory of this size for each LOB of each row that it loads at once, and recommends no more than 100 MB. '
      + 'Use full or inline LOB mode, in a task of its own for the tables that have such LOBs. [lobMaxSizeLarge]',
    unknown: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: UNKNOWN }),
  },
  {
    code: 'lobMaxSizeSlow',
    bad: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: 64 }),
    message: '\'TargetMetadata.LobMaxSize\' is 64 KB, above 63 KB. '
      + 'DMS reserves this times CommitRate for each LOB column, and a full load slows down when that is more than the memory. '
      + 'Lower FullLoadSettings.CommitRate, or use inline LOB mode if most LOBs are short. [lobMaxSizeSlow]',
    unknown: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: UNKNOWN }),
  },
  {
    code: 'fullLobEngine',
    variant: 'target',
    bad: checkSection('TargetMetadata', FULL, { targetEngine: 'redshift' }),
    message: '\'TargetMetadata.FullLobMode\' cannot be true with the target engine "redshift". '
      + 'DMS has neither full nor inline LOB mode for this target. Use limited LOB mode, or set SupportLobs to false. [fullLobEngine]',
    unknown: checkSection('TargetMetadata', FULL, { targetEngine: UNKNOWN }),
  },
  {
    code: 'fullLobEngine',
    variant: 'source',
    bad: checkSection('TargetMetadata', FULL, { sourceEngine: 's3' }),
    message: '\'TargetMetadata.FullLobMode\' cannot be true with the source engine "s3". '
      + 'DMS has neither full nor inline LOB mode for this source. Use limited LOB mode, or set SupportLobs to false. [fullLobEngine]',
    unknown: checkSection('TargetMetadata', FULL, { sourceEngine: UNKNOWN }),
  },
  {
    code: 'lobTruncation',
    variant: 'by default',
    bad: () => checkTaskSettings({ Logging: LOGGED }),
    message: '\'TargetMetadata.LobMaxSize\' has LOBs cut off at 32 KB. In limited LOB mode DMS truncates longer LOBs and only writes a warning to the '
      + 'task log. Set it above the longest LOB, use full or inline LOB mode, have the source endpoint fail tasks on LOB truncation, or acknowledge '
      + 'this. [lobTruncation]',
    unknown: () => checkTaskSettings({ Logging: LOGGED, TargetMetadata: { LobMaxSize: UNKNOWN } }),
  },
  {
    code: 'lobTruncation',
    variant: 'where the longest LOB is known',
    bad: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: 48 }, { largestLobKiB: 700 }),
    message: '\'TargetMetadata.LobMaxSize\' is 48 KB, and the longest LOB has 700 KB. In limited LOB mode DMS truncates longer LOBs and only writes a '
      + 'warning to the task log. Set it above the longest LOB, use full or inline LOB mode, have the source endpoint fail tasks on LOB truncation, '
      + 'or acknowledge this. [lobTruncation]',
    unknown: checkSection('TargetMetadata', { ...LIMITED, LobMaxSize: 48 }, { largestLobKiB: UNKNOWN }),
  },
  {
    code: 'lobMemory',
    variant: 'limited',
    bad: checkSections(
      { TargetMetadata: { ...LIMITED, LobMaxSize: 4096 }, FullLoadSettings: { CommitRate: 1000 } },
      { instanceMemoryGiB: 16, lobColumns: 2 },
    ),
    message: '\'TargetMetadata\' needs 62.5 GiB for LOBs (2 LOB columns x 8 tables x 4096 KB x 1000 rows), and the instance has 16 GiB. '
      + 'The instance would swap or the task fail during the full load. '
      + 'Lower FullLoadSettings.CommitRate or MaxFullLoadSubTasks or the size of LOBs, or take a larger instance class for the full load. [lobMemory]',
    unknown: checkSections(
      { TargetMetadata: { ...LIMITED, LobMaxSize: 4096 }, FullLoadSettings: { CommitRate: 1000 } },
      { instanceMemoryGiB: UNKNOWN, lobColumns: 2 },
    ),
  },
  {
    code: 'lobMemory',
    variant: 'full, with one LOB column where the number is not known',
    bad: checkSection('TargetMetadata', FULL, { instanceMemoryGiB: 4 }),
    message: '\'TargetMetadata\' needs 4.9 GiB for LOBs (1 LOB column x 8 tables x 64 KB x 10000 rows), and the instance has 4 GiB. '
      + 'The instance would swap or the task fail during the full load. '
      + 'Lower FullLoadSettings.CommitRate or MaxFullLoadSubTasks or the size of LOBs, or take a larger instance class for the full load. [lobMemory]',
    unknown: checkSection('TargetMetadata', FULL, { instanceMemoryGiB: 4, lobColumns: UNKNOWN }),
  },
]);

test('full, inline, limited and no LOB mode are right by themselves', () => {
  for (const metadata of [FULL, { ...FULL, InlineLobMaxSize: 32 }, { ...LIMITED, LobMaxSize: 63 }, { SupportLobs: false }]) {
    expect(codesOf(checkSection('TargetMetadata', metadata, { largestLobKiB: 63 })())).toEqual([]);
  }
});

test('without LOBs, what DMS keeps of the modes does not matter', () => {
  expect(codesOf(checkSection('TargetMetadata', { SupportLobs: false, FullLobMode: true, LimitedSizeLobMode: true })())).toEqual([]);
});

test('a table without LOB columns has neither LOBs cut off nor memory taken', () => {
  const about = { lobColumns: 0, instanceMemoryGiB: 1 };
  expect(codesOf(checkTaskSettings({ Logging: LOGGED, TargetMetadata: { ...LIMITED, LobMaxSize: 90_000 } }, about))).toEqual([]);
});

test('a source endpoint that fails tasks on LOB truncation leaves nothing to warn of', () => {
  expect(codesOf(checkTaskSettings({ Logging: LOGGED }, { failTasksOnLobTruncation: true }))).toEqual([]);
});

test('a task that only captures changes takes no memory for loading LOBs', () => {
  expect(codesOf(checkSection('TargetMetadata', FULL, { instanceMemoryGiB: 1, migrationType: 'cdc' })())).toEqual([]);
});

test('of a task without settings nothing but its LOBs is told', () => {
  expect(codesOf(checkTaskSettings(undefined))).toEqual(['lobTruncation']);
});
