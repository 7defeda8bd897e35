import * as fc from 'fast-check';
import { ASKED_BY, resumeSeconds, retrySeconds, STOPPED_BY, TESTED_BY } from '../../../lib/control/phase-scaling/timing';

test('a failed change is tried again after a quarter of an hour, an hour, four, and then every six', () => {
  expect([1, 2, 3, 4, 5, 6, 100].map(retrySeconds)).toEqual([900, 3_600, 14_400, 21_600, 21_600, 21_600, 21_600]);
});

test('a resume that did not last is tried again after a minute, two, four, eight, then every ten, and every hour after ten tries', () => {
  expect([1, 2, 3, 4, 5, 10, 11, 1_000].map(resumeSeconds)).toEqual([60, 120, 240, 480, 600, 600, 3_600, 3_600]);
});

test.each([['changes', retrySeconds], ['resumes', resumeSeconds]])('the more %s failed, the longer the wait, which has an end', (_, seconds) => {
  fc.assert(fc.property(fc.nat(10_000), (failures) => {
    expect(seconds(failures)).toBeGreaterThanOrEqual(60);
    expect(seconds(failures)).toBeLessThanOrEqual(24 * 3600);
    expect(seconds(failures + 1)).toBeGreaterThanOrEqual(seconds(failures));
  }));
});

test('tasks have stopped before the class is asked for, and that is before connections are no more tested', () => {
  expect([0, STOPPED_BY, ASKED_BY, TESTED_BY, 1]).toEqual([0, STOPPED_BY, ASKED_BY, TESTED_BY, 1].sort((one, other) => one - other));
});
