import type { ReboundPolicy } from '../../../lib/control/phase-scaling/policy';
import { listenToAlarms } from '../../../lib/control/phase-scaling/pressure';
import { LARGE, SMALL } from '../../support/phase-scaling/account';
import { loaded, loadingTask, NOW, situation, type Given } from '../../support/phase-scaling/observations';

const REBOUND: ReboundPolicy = { alarmNames: ['lag', 'memory'], ladder: [SMALL, 'dms.r6i.xlarge', LARGE], cooldownSeconds: 900 };
const SETTLED = { ...loaded(), settled: { phase: 'cdc', class: SMALL }, changedAt: NOW - 900_000 } as const;

function listen(given: Given) {
  return listenToAlarms(situation({ instance: { class: SMALL }, ...given }, { rebound: REBOUND }));
}

test('alarms are looked at when the instance is settled and the time in which they do not count is over', () => {
  expect(listen({ memory: SETTLED })).toEqual({ next: { kind: 'look', at: 'alarms', memory: expect.objectContaining(SETTLED) } });
});

test.each<[string, Given]>([
  ['before a first change', { memory: loaded() }],
  ['in the time in which the pause itself makes lag', { memory: { ...SETTLED, changedAt: NOW - 899_000 } }],
  ['while tables are loaded', { memory: SETTLED, tasks: [loadingTask()] }],
  ['when the class is about to be another one', { memory: { ...SETTLED, floor: LARGE } }],
  ['when the controller goes away', { memory: { ...SETTLED, retiring: true } }],
])('nobody looks at alarms %s', (_, given) => {
  expect(listen(given)).toEqual({ memory: situation(given).memory });
});

test.each([['there are none', { ...REBOUND, alarmNames: [] }], ['nobody wants the class to go up', undefined]])('nobody looks at alarms if %s', (_, rebound) => {
  const given = situation({ instance: { class: SMALL }, memory: SETTLED }, { rebound });
  expect(listenToAlarms(given)).toEqual({ memory: given.memory });
});

test('one alarm asks for one size more', () => {
  expect(listen({ memory: SETTLED, alarms: ['memory'] })).toMatchObject({ memory: { floor: 'dms.r6i.xlarge', outbox: [] } });
});

test('an alarm on the larger class asks for the next', () => {
  const up = { ...SETTLED, floor: 'dms.r6i.xlarge', settled: { phase: 'cdc', class: 'dms.r6i.xlarge' } } as const;
  expect(listen({ memory: up, instance: { class: 'dms.r6i.xlarge' }, alarms: ['lag'] })).toMatchObject({ memory: { floor: LARGE } });
});

test('alarms of others ask for nothing', () => {
  expect(listen({ memory: SETTLED, alarms: ['budget'] })).toEqual({ memory: situation({ memory: SETTLED }).memory });
});

test('the class never goes down again by itself', () => {
  const up = { ...SETTLED, floor: 'dms.r6i.xlarge', settled: { phase: 'cdc', class: 'dms.r6i.xlarge' } } as const;
  expect(listen({ memory: up, instance: { class: 'dms.r6i.xlarge' }, alarms: [] })).toMatchObject({ memory: { floor: 'dms.r6i.xlarge' } });
});

test.each([['on the largest class', LARGE], ['on a class that is not on the ladder', 'dms.c5.large']])('an alarm %s is told once, and changes nothing', (_, cls) => {
  const top = { ...SETTLED, floor: cls, settled: { phase: 'cdc', class: cls } } as const;
  const first = listen({ memory: top, instance: { class: cls }, alarms: ['lag'] });
  expect(first).toMatchObject({ memory: { floor: cls, outbox: [{ code: 'noLargerClass' }] } });
  const memory = 'memory' in first ? first.memory : {};
  expect(listen({ memory, instance: { class: cls }, alarms: ['lag'] })).toEqual({ memory });
});
