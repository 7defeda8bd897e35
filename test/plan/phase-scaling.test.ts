import * as fc from 'fast-check';
import { classFacts, INSTANCE_CLASSES } from '../../lib/plan/instance-classes';
import { explainPhases, isLarger, minAvailableBytes, reboundLadder, savedShare } from '../../lib/plan/phase-scaling';

const classes = (fullLoadClass: string, cdcClass: string): { fullLoadClass: string; cdcClass: string } => ({ fullLoadClass, cdcClass });
const anyClass = fc.constantFrom(...INSTANCE_CLASSES.map(({ name }) => name));

describe('what is saved', () => {
  test.each([
    ['dms.r6i.4xlarge', 'dms.r6i.xlarge', 0.75],
    ['dms.r6i.12xlarge', 'dms.r6i.8xlarge', 0.333],
    ['dms.c5.xlarge', 'dms.c5.xlarge', 0],
    ['dms.c6i.4xlarge', 'dms.r6i.large', undefined], // another family has another price
    ['dms.t3.large', 'dms.t3.small', undefined], // sizes with the same number of vCPUs
    ['dms.r6i.large', 'dms.r6i.xlarge', undefined], // nothing
    ['dms.r9i.4xlarge', 'dms.r9i.large', undefined], // not known
  ])('by going from %s to %s is %p', (fullLoadClass, cdcClass, share) => {
    expect(savedShare({ fullLoadClass, cdcClass })).toBe(share);
  });
});

describe('the ladder of a rebound', () => {
  test.each([
    ['dms.r6i.4xlarge', 'dms.r6i.large', 2, ['dms.r6i.large', 'dms.r6i.xlarge', 'dms.r6i.2xlarge']],
    ['dms.r6i.xlarge', 'dms.r6i.large', 2, ['dms.r6i.large', 'dms.r6i.xlarge']],
    ['dms.c5.12xlarge', 'dms.c5.4xlarge', 1, ['dms.c5.4xlarge', 'dms.c5.9xlarge']],
    ['dms.t3.large', 'dms.t3.small', 2, ['dms.t3.small', 'dms.t3.medium', 'dms.t3.large']],
    ['dms.c6i.4xlarge', 'dms.r6i.large', 2, ['dms.r6i.large', 'dms.c6i.4xlarge']],
    ['dms.r9i.4xlarge', 'dms.r9i.large', 2, ['dms.r9i.large', 'dms.r9i.4xlarge']],
    ['dms.r6i.large', 'dms.r6i.large', 2, ['dms.r6i.large']],
    ['dms.r6i.large', 'dms.r6i.4xlarge', 2, ['dms.r6i.4xlarge']],
  ])('from %s to %s, %d steps', (fullLoadClass, cdcClass, steps, ladder) => {
    expect(reboundLadder({ fullLoadClass, cdcClass }, steps)).toEqual(ladder);
  });

  test('begins with the class for CDC, never goes above that for the full load, and never down', () => {
    fc.assert(fc.property(anyClass, anyClass, fc.integer({ min: 1, max: 10 }), (fullLoadClass, cdcClass, steps) => {
      const ladder = reboundLadder({ fullLoadClass, cdcClass }, steps);
      expect(ladder[0]).toBe(cdcClass);
      expect(ladder.length).toBeLessThanOrEqual(steps + 1);
      expect(new Set(ladder).size).toBe(ladder.length);
      const within = ladder.slice(1);
      expect(within.filter((each) => isLarger(each, fullLoadClass))).toEqual([]);
      if (classFacts(cdcClass)?.family === classFacts(fullLoadClass)?.family) {
        expect(within.filter((each, index) => !isLarger(each, ladder[index]))).toEqual([]);
      }
    }));
  });
});

test('a tenth of the memory of the class for CDC has to be left, or 1 GiB of a class that is not known', () => {
  expect(minAvailableBytes(classes('dms.r6i.4xlarge', 'dms.r6i.large'))).toBe(Math.round(1.6 * 2 ** 30));
  expect(minAvailableBytes(classes('dms.r9i.4xlarge', 'dms.r9i.large'))).toBe(2 ** 30);
});

describe('the reasons', () => {
  const plan = {
    ...classes('dms.r6i.4xlarge', 'dms.r6i.large'), fullLoadGiven: false, cdcGiven: true, strategy: 'stopAtBoundary', hasHook: true,
    ladder: ['dms.r6i.large', 'dms.r6i.xlarge', 'dms.r6i.2xlarge'],
  };

  test('say what was decided, why, and what it saves', () => {
    expect(explainPhases(plan)).toEqual([
      'full load: dms.r6i.4xlarge, by the sizing of the instance',
      'CDC: dms.r6i.large, as given: 88 % cheaper, since price goes with size in the family r6i',
      'boundary: DMS stops each task at the end of its load; it is resumed at once while others still load; the hook runs for it there',
      'rebound: to dms.r6i.xlarge, then dms.r6i.2xlarge while alarms say that dms.r6i.large is too small',
    ]);
  });

  test('do not say what nobody knows', () => {
    expect(explainPhases({ ...plan, cdcClass: 'dms.c6i.large', hasHook: false, strategy: 'hold', ladder: undefined })).toEqual([
      'full load: dms.r6i.4xlarge, by the sizing of the instance',
      'CDC: dms.c6i.large, as given: of another family, so AWS\'s price list says what it saves',
      'boundary: DMS stops each task at the end of its load; it waits for the others',
      'rebound: never',
    ]);
  });

  test('say that there is nothing to change', () => {
    expect(explainPhases({ ...plan, cdcClass: 'dms.r6i.4xlarge', strategy: 'keepRunning', hasHook: false, ladder: ['dms.r6i.4xlarge'] })).toEqual([
      'full load: dms.r6i.4xlarge, by the sizing of the instance',
      'CDC: dms.r6i.4xlarge, as given: the same, so there is nothing to change',
      'boundary: tasks go on; the end of their load is read off their statistics',
      'rebound: there is no larger class to go back to',
    ]);
  });
});
