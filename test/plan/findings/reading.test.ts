import { bytesOf, isOlder, isOn, millisecondsOf, numberOf, versionOf } from '../../../lib/plan/findings/reading';
import { profileOf } from './cases/support';

const at = (version: string): ReturnType<typeof profileOf> => profileOf('postgresql', { database: { version } });

test.each([
  ['16.4 (Debian 16.4-1.pgdg120+1)', [16, 4]],
  ['10.11.6-MariaDB-0+deb12u1-log', [10, 11, 6]],
  ['PostgreSQL 9.4', [9, 4]],
  ['unknown', []],
])('reads the version %s', (version, numbers) => {
  expect(versionOf(at(version))).toEqual(numbers);
});

test.each([
  ['9.3.25', [9, 4], true],
  ['9.4', [9, 4], false],
  ['10', [9, 4], false],
  ['10.0.24', [10, 0, 24], false],
  ['10', [10, 0, 1], true],
  ['', [9, 4], undefined],
])('compares version %s with %j', (version, than, older) => {
  expect(isOlder(at(version), than)).toBe(older);
});

test.each([['1min', 60_000], ['90s', 90_000], ['0', 0], ['10000', 10_000], ['-1', -1], ['1d', 86_400_000], ['soon', undefined]])('reads the time %s', (text, milliseconds) => {
  expect(millisecondsOf(text)).toBe(milliseconds);
});

test.each([['64MB', 67_108_864], ['4', 4096], ['-1', -1024], ['1GB', 1_073_741_824], ['much', undefined]])('reads the size %s', (text, bytes) => {
  expect(bytesOf(text, 1024)).toBe(bytes);
});

test.each([['on', true], ['OFF', false], ['YES', true], ['', false], ['TRUE', true], ['maybe', undefined]])('reads the switch %j', (text, on) => {
  expect(isOn(text)).toBe(on);
});

test.each([['42', 42], ['-1', -1], ['0.000000', 0], ['1e3', undefined], ['', undefined]])('reads the number %j', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
