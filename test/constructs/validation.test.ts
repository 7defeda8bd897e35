import { Duration, Size } from 'aws-cdk-lib';
import { LobHandling } from '../../lib/constructs/lob-handling';
import { TaskSettings } from '../../lib/constructs/task-settings';
import { Validation, ValidationMode } from '../../lib/constructs/validation';
import { TASK_SETTINGS } from '../../lib/plan/task-settings-sections';

function rendered(validation: Validation, lobHandling?: LobHandling): unknown {
  return TaskSettings.none()._render({ validation, lobHandling }).document?.ValidationSettings;
}

test('says only that rows are compared, and as much of LOBs as is carried', () => {
  expect(rendered(Validation.enabled())).toEqual({ EnableValidation: true, ValidationPartialLobSize: 32 });
  expect(rendered(Validation.enabled(), LobHandling.limited(Size.mebibytes(2)))).toEqual({ EnableValidation: true, ValidationPartialLobSize: 2048 });
});

test('compares whole LOBs where whole LOBs are carried, and as much as it is told', () => {
  expect(rendered(Validation.enabled(), LobHandling.full())).toEqual({ EnableValidation: true });
  expect(rendered(Validation.enabled(), LobHandling.none())).toEqual({ EnableValidation: true });
  expect(rendered(Validation.enabled({ skipLobColumns: true }))).toEqual({ EnableValidation: true, SkipLobColumns: true });
  const validationPartialLobSize = Size.kibibytes(8);
  expect(rendered(Validation.enabled({ validationPartialLobSize }))).toEqual({ EnableValidation: true, ValidationPartialLobSize: 8 });
});

test('a task that only validates says so', () => {
  expect(rendered(Validation.only({ skipLobColumns: true }))).toEqual({ EnableValidation: true, ValidationOnly: true, SkipLobColumns: true });
});

test('validation can be switched off in words', () => {
  expect(rendered(Validation.disabled())).toEqual({ EnableValidation: false });
});

test('every setting of the section can be set, and is rendered in DMS\'s order and units', () => {
  const all = rendered(Validation.only({
    validationQueryCdcDelay: Duration.minutes(3),
    validationPartialLobSize: Size.mebibytes(1),
    skipLobColumns: false,
    maxKeyColumnSize: 8096,
    recordSuspendDelay: Duration.hours(1),
    recordFailureDelayLimit: Duration.minutes(1),
    recordFailureDelay: Duration.minutes(5),
    handleCollationDiff: true,
    tableFailureMaxCount: 10,
    failureMaxCount: 100,
    partitionSize: 5000,
    threadCount: 10,
    validationMode: ValidationMode.ROW_LEVEL,
  }));
  expect(Object.keys(all as object)).toEqual(Object.keys(TASK_SETTINGS.ValidationSettings.members ?? {}));
  expect(all).toMatchObject({ ValidationQueryCdcDelaySeconds: 180, ValidationPartialLobSize: 1024, RecordSuspendDelayInMinutes: 60 });
});
