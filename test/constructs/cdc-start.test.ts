import { CdcStart, CdcStop } from '../../lib/constructs/cdc-start';

const noon = new Date('2026-01-31T12:00:00.999Z');

test('tells times in UTC, to the second, as a position', () => {
  expect(CdcStart.atTime(noon)).toMatchObject({ _position: '2026-01-31T12:00:00', _time: undefined });
  expect(CdcStart.atTime(new Date('2026-01-31T12:00:00+05:30'))._position).toBe('2026-01-31T06:30:00');
});

test('passes positions and epochs on as they are', () => {
  expect(CdcStart.atPosition('4AF/B00000D0')).toMatchObject({ _position: '4AF/B00000D0', _time: undefined });
  expect(CdcStart.atEpoch(1_769_860_800)).toMatchObject({ _position: undefined, _time: 1_769_860_800 });
});

test('spells stops as DMS reads them', () => {
  expect(CdcStop.atServerTime(noon)._position).toBe('server_time:2026-01-31T12:00:00');
  expect(CdcStop.atCommitTime(noon)._position).toBe('commit_time:2026-01-31T12:00:00');
  expect(CdcStop.of('commit_time: 2018-02-09T12:12:12')._position).toBe('commit_time: 2018-02-09T12:12:12');
});

test('does not throw for what is no date: the rules tell it', () => {
  expect(CdcStart.atTime(new Date('yesterday'))._position).toBe('Invalid Date');
});
