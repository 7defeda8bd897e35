import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';
import { checkSection, codesOf } from '../support/task-settings';

testRules([
  {
    code: 'prepModeTarget',
    variant: 'DocumentDB',
    bad: checkSection('FullLoadSettings', { TargetTablePrepMode: 'TRUNCATE_BEFORE_LOAD' }, { targetEngine: 'docdb' }),
    message: '\'FullLoadSettings.TargetTablePrepMode\' is "TRUNCATE_BEFORE_LOAD" with the target engine "docdb". DMS has DO_NOTHING and DROP_AND_CREATE alone '
      + 'for DocumentDB. Write DO_NOTHING or DROP_AND_CREATE, and prepare the tables yourself where that is not enough. [prepModeTarget]',
    unknown: checkSection('FullLoadSettings', { TargetTablePrepMode: UNKNOWN }, { targetEngine: 'docdb' }),
  },
  {
    code: 'prepModeTarget',
    variant: 'Babelfish',
    bad: checkSection('FullLoadSettings', { TargetTablePrepMode: 'DROP_AND_CREATE' }, { targetEngine: 'babelfish' }),
    message: '\'FullLoadSettings.TargetTablePrepMode\' is "DROP_AND_CREATE" with the target engine "babelfish". DMS has DO_NOTHING alone for Babelfish. '
      + 'Write DO_NOTHING, and prepare the tables yourself where that is not enough. [prepModeTarget]',
    unknown: checkSection('FullLoadSettings', { TargetTablePrepMode: 'DROP_AND_CREATE' }, { targetEngine: UNKNOWN }),
  },
  {
    code: 'primaryKeysTarget',
    bad: checkSection('FullLoadSettings', { CreatePkAfterFullLoad: true }, { targetEngine: 'babelfish' }),
    message: '\'FullLoadSettings.CreatePkAfterFullLoad\' is true with the target engine "babelfish". DMS makes no tables and keys in Babelfish that are there '
      + 'already, and asks for false. Set it to false, or leave it out. [primaryKeysTarget]',
    unknown: checkSection('FullLoadSettings', { CreatePkAfterFullLoad: UNKNOWN }, { targetEngine: 'babelfish' }),
  },
]);

test('other targets have all ways to prepare tables', () => {
  const section = { TargetTablePrepMode: 'TRUNCATE_BEFORE_LOAD', CreatePkAfterFullLoad: true };
  expect(codesOf(checkSection('FullLoadSettings', section, { targetEngine: 'postgres' })())).toEqual([]);
});

test('full LOB mode and validation are not for Babelfish', () => {
  const full = { SupportLobs: true, FullLobMode: true, LimitedSizeLobMode: false, LobChunkSize: 64 };
  expect(codesOf(checkSection('TargetMetadata', full, { targetEngine: 'babelfish' })())).toEqual(['fullLobEngine']);
  expect(codesOf(checkSection('ValidationSettings', { EnableValidation: true }, { targetEngine: 'babelfish' })())).toContain('validationEngine');
});
