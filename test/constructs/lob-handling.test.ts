import { Size } from 'aws-cdk-lib';
import { LobHandling } from '../../lib/constructs/lob-handling';
import { TaskSettings } from '../../lib/constructs/task-settings';
import { describeProblem } from '../../lib/plan/problem';

function targetMetadata(lobHandling: LobHandling): unknown {
  return TaskSettings.of()._render({ lobHandling }).document?.TargetMetadata;
}

function problems(lobHandling: LobHandling, context = {}): string[] {
  return TaskSettings.of()._problems({ lobHandling }, context).map(describeProblem);
}

test('limited mode says its size in KB, and each flag of the mode', () => {
  expect(targetMetadata(LobHandling.limited(Size.mebibytes(1)))).toEqual({
    SupportLobs: true, FullLobMode: false, LimitedSizeLobMode: true, LobMaxSize: 1024,
  });
});

test('full LOB mode always has a chunk size, 64 KB unless told otherwise', () => {
  expect(targetMetadata(LobHandling.full())).toEqual({ SupportLobs: true, FullLobMode: true, LobChunkSize: 64, LimitedSizeLobMode: false });
  expect(targetMetadata(LobHandling.full({ chunkSize: Size.kibibytes(32) }))).toMatchObject({ LobChunkSize: 32 });
  expect(problems(LobHandling.full())).toEqual([]);
});

test('inline mode is full LOB mode with a size up to which LOBs go along', () => {
  expect(targetMetadata(LobHandling.inline({ inlineMaxSize: Size.kibibytes(16) }))).toEqual({
    SupportLobs: true, FullLobMode: true, LobChunkSize: 64, LimitedSizeLobMode: false, InlineLobMaxSize: 16,
  });
  expect(problems(LobHandling.inline({ inlineMaxSize: Size.kibibytes(16) }))).toEqual([]);
});

test('no LOBs says only that', () => {
  expect(targetMetadata(LobHandling.none())).toEqual({ SupportLobs: false });
  expect(problems(LobHandling.none())).toEqual([]);
});

test('limited mode warns that longer LOBs are cut off, unless the longest is known to be shorter', () => {
  expect(problems(LobHandling.limited(Size.kibibytes(40)))).toEqual([
    '\'taskSettings.TargetMetadata.LobMaxSize\' has LOBs cut off at 40 KB. In limited LOB mode DMS truncates longer LOBs and only writes a warning to the '
    + 'task log. Set it above the longest LOB, use full or inline LOB mode, have the source endpoint fail tasks on LOB truncation, or acknowledge '
    + 'this. [lobTruncation]',
  ]);
  expect(problems(LobHandling.limited(Size.kibibytes(40)), { largestLobKiB: 40 })).toEqual([]);
});

test('fails for a size that is no whole number of KB, without throwing', () => {
  expect(problems(LobHandling.full({ chunkSize: Size.bytes(1536) }))).toEqual([
    '\'taskSettings.TargetMetadata.LobChunkSize\' must be a whole number of KB of at least 0, got 1.5. '
    + 'So the DMS User Guide has it (Target metadata task settings). Give a whole number of KB of at least 0, or leave it out. [taskSettingType]',
  ]);
});

test('fails for an inline size of more than 100 MiB', () => {
  expect(problems(LobHandling.inline({ inlineMaxSize: Size.mebibytes(101) }))).toEqual([
    '\'taskSettings.TargetMetadata.InlineLobMaxSize\' must be a whole number of KB from 0 to 102400, got 103424. '
    + 'The DMS User Guide has this range (Target metadata task settings). Set it in that range, or leave it out: DMS takes 0. [taskSettingRange]',
  ]);
});
