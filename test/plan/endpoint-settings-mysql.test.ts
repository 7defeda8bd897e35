import { checkEndpointSettings, type EndpointSettingsInput } from '../../lib/plan/endpoint-settings-rules';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

type Rest = Omit<EndpointSettingsInput, 'family' | 'role'>;
const source = (rest: Rest) => checkEndpointSettings({ family: 'mysql', role: 'source', ...rest });
const target = (rest: Rest) => checkEndpointSettings({ family: 'mysql', role: 'target', ...rest });

testRules([
  {
    code: 'serverTimezoneQuotes',
    bad: () => source({ settings: { serverTimezone: "'US/Pacific'" } }),
    message: `'settings.serverTimezone' must have no quotes, got "'US/Pacific'". DMS takes them for part of the name, `
      + 'and MySQL has no such time zone. Write US/Pacific. [serverTimezoneQuotes]',
    unknown: () => source({ settings: { serverTimezone: UNKNOWN } }),
  },
  {
    code: 'specificDatabaseMissing',
    bad: () => target({ settings: { targetDbType: 'specific-database' }, databaseName: undefined }),
    message: "'settings.targetDbType' is specific-database, but the endpoint names no database. "
      + "DMS cannot tell which database all tables are to go into. Give 'databaseName', "
      + 'or leave targetDbType out so that each schema gets a database of its own. [specificDatabaseMissing]',
    unknown: () => target({ settings: { targetDbType: 'specific-database' }, databaseName: UNKNOWN }),
  },
]);

test('takes a database for all tables, where the endpoint names one, or where that is not asked', () => {
  const settings = { targetDbType: 'SPECIFIC_DATABASE' };
  expect(target({ settings, databaseName: 'sales' })).toEqual([]);
  expect(target({ settings })).toEqual([]);
});
