import { percentile, possibleSaving, savedVcpuHours, smallFrom } from '../../bench/phase/oracle';

const HOUR = 3_600_000;
const CHANGE = { boundary: 10 * HOUR, stopping: 0, capacityFrom: -Infinity, changing: HOUR / 4, end: 34 * HOUR };

describe('the clairvoyant', () => {
  test('has a small instance as soon as the class can have changed after the boundary', () => {
    expect(smallFrom(CHANGE)).toBe(10.25 * HOUR);
    expect(possibleSaving(CHANGE)).toBe(23.75 * HOUR);
  });

  test('waits for the slowest task to stop', () => {
    expect(smallFrom({ ...CHANGE, stopping: HOUR / 2 })).toBe(10.75 * HOUR);
  });

  test('has stopped the tasks by the time that there is capacity', () => {
    expect(smallFrom({ ...CHANGE, stopping: HOUR / 2, capacityFrom: 12 * HOUR })).toBe(12.25 * HOUR);
    expect(smallFrom({ ...CHANGE, stopping: 3 * HOUR, capacityFrom: 12 * HOUR })).toBe(13.25 * HOUR);
  });

  test('saves nothing where the migration is over before, or nothing is ever possible', () => {
    expect(possibleSaving({ ...CHANGE, end: 10.1 * HOUR })).toBe(0);
    expect(possibleSaving({ ...CHANGE, boundary: Infinity })).toBe(0);
  });
});

describe('what was saved', () => {
  const vcpuOf = (name: string) => ({ large: 16, middle: 4, small: 2 })[name] ?? NaN;

  test('is the difference to the first class for as long as there was one', () => {
    const history = [{ at: 0, class: 'large' }, { at: 2 * HOUR, class: 'small' }, { at: 5 * HOUR, class: 'middle' }];
    expect(savedVcpuHours(history, 6 * HOUR, vcpuOf)).toBe(3 * 14 + 1 * 12);
  });

  test('counts nothing after the end', () => {
    const history = [{ at: 0, class: 'large' }, { at: 2 * HOUR, class: 'small' }, { at: 5 * HOUR, class: 'large' }];
    expect(savedVcpuHours(history, 3 * HOUR, vcpuOf)).toBe(14);
    expect(savedVcpuHours(history, 1 * HOUR, vcpuOf)).toBe(0);
  });

  test('is nothing without a change', () => {
    expect(savedVcpuHours([{ at: 0, class: 'large' }], HOUR, vcpuOf)).toBe(0);
    expect(savedVcpuHours([], HOUR, vcpuOf)).toBe(0);
  });
});

test.each([[0, 1], [5, 1], [50, 10], [95, 19], [99, 20], [100, 20]])('percentile %d of 1 to 20 is %d', (percent, expected) => {
  expect(percentile(Array.from({ length: 20 }, (_, index) => 20 - index), percent)).toBe(expected);
});
