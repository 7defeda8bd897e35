import type { AlarmState } from '../../../lib/simulator/cloudwatch/alarm-definitions';
import { ABOVE_50, MINUTE, putSigns, START, worldWith } from './support';

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];
/** Data that brings an alarm to a state. */
const BEFORE: Readonly<Record<AlarmState, string | undefined>> = { OK: '0 0 0', ALARM: 'X X X', INSUFFICIENT_DATA: undefined };

type Outcome = AlarmState | 'retain';

interface Row {
  readonly data: string;
  /** By treatment, in the order of the columns MISSING, IGNORE, BREACHING, NOT BREACHING. */
  readonly outcomes: readonly [Outcome, Outcome, Outcome, Outcome];
}

/** [CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data], first table: 3 out of 3, an evaluation range of 5. */
const THREE_OF_THREE: readonly Row[] = [
  { data: '0 - X - X', outcomes: ['OK', 'OK', 'OK', 'OK'] },
  { data: '0 - - - -', outcomes: ['OK', 'OK', 'OK', 'OK'] },
  { data: '- - - - -', outcomes: ['INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'] },
  { data: '0 X X - X', outcomes: ['ALARM', 'ALARM', 'ALARM', 'ALARM'] },
  { data: '- - X - -', outcomes: ['ALARM', 'retain', 'ALARM', 'OK'] },
];

/** [ibid.], second table: 2 out of 3, an evaluation range of 5. */
const TWO_OF_THREE: readonly Row[] = [
  { data: '0 - X - X', outcomes: ['ALARM', 'ALARM', 'ALARM', 'ALARM'] },
  { data: '0 0 X 0 X', outcomes: ['ALARM', 'ALARM', 'ALARM', 'ALARM'] },
  { data: '0 - X - -', outcomes: ['OK', 'OK', 'ALARM', 'OK'] },
  { data: '- - - - 0', outcomes: ['OK', 'OK', 'ALARM', 'OK'] },
  { data: '- - - X -', outcomes: ['ALARM', 'retain', 'ALARM', 'OK'] },
];

/** [ibid., edition of 2019]: rows that are no longer there, and that nothing in the present edition speaks against. */
const ROWS_OF_2019: readonly (Row & { readonly datapoints: number })[] = [
  { datapoints: 3, data: '- - - - X', outcomes: ['INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'] },
  { datapoints: 3, data: 'X - - - -', outcomes: ['ALARM', 'retain', 'ALARM', 'OK'] },
  { datapoints: 2, data: '- - - - X', outcomes: ['INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'] },
];

const CASES = [
  ...THREE_OF_THREE.map((row) => ({ ...row, datapoints: 3 })),
  ...TWO_OF_THREE.map((row) => ({ ...row, datapoints: 2 })),
  ...ROWS_OF_2019,
].flatMap(({ datapoints, data, outcomes }) => TREATMENTS.flatMap((treatment, column) => STATES.map((before) => ({
  datapoints, data, treatment, before, after: outcomes[column] === 'retain' ? before : outcomes[column],
}))));

test.each(CASES)('$datapoints out of 3: $data with missing data $treatment leads from $before to $after', ({ datapoints, data, treatment, before, after }) => {
  const { store, alarms } = worldWith({ ...ABOVE_50, DatapointsToAlarm: datapoints, TreatMissingData: treatment });
  const signs = BEFORE[before];
  if (signs !== undefined) {
    putSigns(store, signs, START);
    alarms.evaluate(START);
  }
  expect(alarms.stateOf('alarm')).toBe(before);
  const end = START + 10 * MINUTE;
  putSigns(store, data, end);
  alarms.evaluate(end);
  expect(alarms.stateOf('alarm')).toBe(after);
});

function stateFor(data: string, treatment: string, options: { readonly extraPeriods?: number; readonly datapoints?: number } = {}): AlarmState {
  const { extraPeriods = 2, datapoints = 3 } = options;
  const { store, alarms } = worldWith({ ...ABOVE_50, DatapointsToAlarm: datapoints, TreatMissingData: treatment }, { extraPeriods });
  putSigns(store, data, START);
  alarms.evaluate(START);
  return alarms.stateOf('alarm');
}

test.each(['- - - - X', '- - - X -'])('%s does not go to ALARM at once, since the next data point may be within the threshold', (data) => {
  expect(stateFor(data, 'missing')).not.toBe('ALARM');
});

test.each(['- - - X 0', '- - X - 0'])('%s is OK', (data) => {
  expect(stateFor(data, 'missing')).toBe('OK');
});

test('a data point that was within the threshold holds a 3 out of 3 alarm on breaching missing data until it leaves the range', () => {
  const { store, alarms } = worldWith({ ...ABOVE_50, TreatMissingData: 'breaching' });
  putSigns(store, '0 - - - -', START);
  alarms.evaluate(START);
  expect(alarms.stateOf('alarm')).toBe('OK');
  alarms.evaluate(START + MINUTE);
  expect(alarms.stateOf('alarm')).toBe('ALARM');
});

test('as many breaching data points as make an alarm do so however missing data is treated', () => {
  for (const treatment of TREATMENTS) expect(stateFor('- - - X X', treatment, { datapoints: 2 })).toBe('ALARM');
});

test('looks no farther back than it is told', () => {
  expect(stateFor('0 X X - X', 'notBreaching', { extraPeriods: 1 })).toBe('ALARM');
  expect(stateFor('0 X X - X', 'notBreaching', { extraPeriods: 0 })).toBe('OK');
  expect(stateFor('0 - - - - - -', 'missing', { extraPeriods: 4 })).toBe('OK');
  expect(stateFor('0 - - - - - -', 'missing', { extraPeriods: 3 })).toBe('INSUFFICIENT_DATA');
});

test('missing data is missing unless told otherwise', () => {
  const { store, alarms } = worldWith(ABOVE_50);
  putSigns(store, '0 0 0', START);
  alarms.evaluate(START);
  alarms.evaluate(START + 10 * MINUTE);
  expect(alarms.stateOf('alarm')).toBe('INSUFFICIENT_DATA');
});

test('alarms on DynamoDB ignore missing data unless told otherwise', () => {
  const { store, alarms } = worldWith({ ...ABOVE_50, Namespace: 'AWS/DynamoDB' });
  store.put({ namespace: 'AWS/DynamoDB', name: 'load', dimensions: {} }, START, 0);
  alarms.evaluate(START + MINUTE);
  alarms.evaluate(START + 10 * MINUTE);
  expect(alarms.stateOf('alarm')).toBe('OK');
});
