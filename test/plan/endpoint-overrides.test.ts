import { checkOverrides } from '../../lib/plan/endpoint-overrides';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

testRules([
  {
    code: 'settingOverridden',
    bad: () => checkOverrides({ settings: { useBFile: true }, additional: { UseBFile: false } }),
    message: `'additionalSettings.UseBFile' takes the place of what other props come to, true. The two are the same member, and only one can count. Leave one of them out, or acknowledge this. [settingOverridden]`,
    unknown: () => checkOverrides({ settings: { useBFile: true }, additional: { UseBFile: UNKNOWN } }),
  },
]);

test('passes what no prop has, and what says the same', () => {
  expect(checkOverrides({ settings: { slotName: 'dms' }, additional: { SlotName: 'dms', SettingOfTomorrow: { Nested: [1] } } })).toEqual([]);
});
