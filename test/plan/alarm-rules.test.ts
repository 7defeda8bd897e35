import { checkAlarms, type AlarmsInput } from '../../lib/plan/alarm-rules';
import type { Problem } from '../../lib/plan/problem';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

const good: AlarmsInput = {
  lagWarning: 300, lagCritical: 900, lagSustained: 900, stalledLoad: 1800, plannedStop: 2700, idle: 86400, backlogChanges: 10000, logRetention: 86400,
  sourceLogWarning: 20, sourceLogCritical: 50, hourlyPrice: 0.5, tasksWithOwnAlarms: 20, monitorInterval: 300,
};

function check(change: AlarmsInput): Problem[] {
  return checkAlarms({ ...good, ...change });
}

/** The same change with everything in it known only at deployment. */
function unknown(change: AlarmsInput): () => Problem[] {
  return () => check(Object.fromEntries(Object.keys(change).map((name) => [name, UNKNOWN])));
}

function ruleCase({ code }: { readonly code: string }, change: AlarmsInput, message: string): Parameters<typeof testRules>[0][number] {
  return { code, variant: Object.keys(change).join(' and '), bad: () => check(change), message: `${message} [${code}]`, unknown: unknown(change) };
}

test('finds nothing wrong with what is right, or with nothing', () => {
  expect(check({})).toEqual([]);
  expect(checkAlarms({})).toEqual([]);
});

const range = 'Set it in that range, or leave it out.';

testRules([
  ruleCase({ code: 'alarmLag' }, { lagWarning: 30 }, `'lag.warning' must be a whole number from 60 to 86400 seconds, got 30. Lag comes once a minute, as the age of a batch. ${range}`),
  ruleCase({ code: 'alarmLag' }, { lagCritical: 1e6 }, `'lag.critical' must be a whole number from 60 to 86400 seconds, got 1000000. Lag comes once a minute, as the age of a batch. ${range}`),
  ruleCase({ code: 'alarmOrder' }, { lagWarning: 900 }, "'lag' has a warning at 900 seconds that is not below its critical threshold, 900. Somebody would be woken before anybody"
    + ' was warned. Give the critical threshold a higher value than the warning.'),
  ruleCase({ code: 'alarmOrder' }, { sourceLogCritical: 10 }, "'sourceLog' has a warning at 20 bytes that is not below its critical threshold, 10. Somebody would be woken before anybody"
    + ' was warned. Give the critical threshold a higher value than the warning.'),
  ruleCase({ code: 'alarmPeriods' }, { lagSustained: 400 }, `'lag.sustained' must be a multiple of 5 minutes, from 5 minutes to 2 hours, got 400 seconds. Alarms look at periods of 5 minutes. ${range}`),
  ruleCase({ code: 'alarmPeriods' }, { stalledLoad: 300 }, `'stalledLoad' must be a multiple of 5 minutes, from 10 minutes to 2 hours, got 300 seconds. Alarms look at periods of 5 minutes. ${range}`),
  ruleCase({ code: 'alarmPlannedStop' }, { plannedStop: 60 }, "'plannedStop' must be a whole number from 300 to 86400 seconds, got 60. The monitor looks every few minutes, and a task that stands"
    + ` still for a day is not planned to. ${range}`),
  ruleCase({ code: 'alarmIdle' }, { idle: 60 }, `'idle' must be a whole number from 3600 to 2592000 seconds, got 60. An instance is idle between the steps of any migration. ${range}`),
  ruleCase({ code: 'alarmLogRetention' }, { logRetention: 60 }, "'sourceLogRetention' must be a whole number from 3600 to 31536000 seconds, got 60. The alarm goes off at half of it, and somebody"
    + ` has to be able to act by then. ${range}`),
  ruleCase({ code: 'alarmBacklog' }, { backlogChanges: 0.5 }, `'backlogChanges' must be a whole number from 1 to 1000000000000, got 0.5. It is a number of changes. ${range}`),
  ruleCase({ code: 'alarmTasks' }, { tasksWithOwnAlarms: 21 }, "'tasksWithOwnAlarms' must be a whole number from 0 to 20, got 21. Each task has up to a dozen alarms, and a stack 500 resources; the"
    + ` others are watched by queries over all tasks. ${range}`),
  ruleCase({ code: 'alarmPrice' }, { hourlyPrice: 0 }, "'hourlyPrice' must be a number greater than 0, got 0. The alarm of an idle instance tells what it costs. Take the price of the instance for an"
    + " hour from AWS's price list, or leave it out."),
  ruleCase({ code: 'alarmMonitorInterval' }, { monitorInterval: 600 }, "'monitor' must look at least every 5 minutes, and looks every 10. Alarms take what it tells in periods of so long, and would"
    + ' not see a load that is stalled. Set its interval to 5 minutes or less.'),
]);
