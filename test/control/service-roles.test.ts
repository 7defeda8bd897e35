import * as fc from 'fast-check';
import { decide, NOTHING_KNOWN, remember, type Memory, type SeenRole } from '../../lib/control/service-roles';

const WORKING: SeenRole = { refused: {}, incomplete: false, policies: ['policy'], ageSeconds: 1_000_000 };
const NEW: SeenRole = { ...WORKING, ageSeconds: 5 };
const MARKED: SeenRole = { ...NEW, incomplete: true, policies: [] };
const DETECT = { mayCreate: true, deadline: 300_000 };
const WAIT_ONLY = { mayCreate: false, deadline: 300_000 };

/** The decision after the given reads, one each five seconds. */
function after(reads: readonly (SeenRole | undefined)[], rules = DETECT, memory: Memory = NOTHING_KNOWN) {
  let now = 0;
  for (const [i, seen] of reads.entries()) {
    now = i * 5_000;
    memory = remember(memory, seen, now);
  }
  return decide(reads[reads.length - 1], memory, rules, now);
}

test('creates a role that is not there', () => {
  expect(after([undefined])).toEqual({ kind: 'create' });
});

test('never creates one where CloudFormation does', () => {
  expect(after([undefined], WAIT_ONLY)).toEqual({ kind: 'wait', until: 'visible' });
});

test('never creates one that was seen before', () => {
  expect(after([MARKED, undefined])).toEqual({ kind: 'wait', until: 'visible' });
});

test('never creates one that IAM said to exist', () => {
  expect(after([undefined], DETECT, { ...NOTHING_KNOWN, exists: true })).toEqual({ kind: 'wait', until: 'visible' });
});

test('takes an old role that works at the first look', () => {
  expect(after([WORKING])).toEqual({ kind: 'ready', found: 'existing' });
});

test('takes a role that somebody just created only when it has spread', () => {
  expect(after([NEW])).toEqual({ kind: 'wait', until: 'settled' });
  expect(after(Array<SeenRole>(6).fill(NEW))).toEqual({ kind: 'wait', until: 'settled' });
  expect(after(Array<SeenRole>(7).fill(NEW))).toEqual({ kind: 'ready', found: 'new' });
});

test('begins to count again when a read is behind', () => {
  expect(after([...Array<SeenRole>(5).fill(NEW), undefined, ...Array<SeenRole>(6).fill(NEW)])).toEqual({ kind: 'wait', until: 'settled' });
});

test('takes a role that has just got its policy only when that has spread', () => {
  const minutesOld = { ...WORKING, ageSeconds: 300 };
  expect(after([{ ...minutesOld, policies: [] }, minutesOld])).toEqual({ kind: 'wait', until: 'settled' });
});

test('goes on with a role that another handler has begun', () => {
  expect(after([MARKED])).toEqual({ kind: 'attach' });
  expect(after([{ ...MARKED, policies: ['policy'] }])).toEqual({ kind: 'unmark' });
});

test('waits for its own change to be seen', () => {
  expect(after([MARKED], DETECT, { ...NOTHING_KNOWN, attached: true })).toEqual({ kind: 'wait', until: 'policyAttached' });
});

test('waits for somebody who is about to attach a policy', () => {
  expect(after([{ ...NEW, policies: [] }])).toEqual({ kind: 'wait', until: 'policyAttached' });
});

test('fails for an old role without a policy, at once', () => {
  expect(after([{ ...WORKING, policies: [] }])).toEqual({ kind: 'fail', failure: { reason: 'noPolicy' } });
});

test('fails for a role that DMS may not assume, at once', () => {
  expect(after([{ ...NEW, refused: { dms: 'otherRegion' } }])).toEqual({ kind: 'fail', failure: { reason: 'trust', refused: { dms: 'otherRegion' } } });
});

test.each([
  ['that never came', undefined, 'missing'],
  ['that never got a policy', { ...NEW, policies: [] }, 'noPolicy'],
  ['that another handler left without one', MARKED, 'noPolicy'],
] as const)('fails at the deadline for a role %s', (_, seen, reason) => {
  const memory = { ...NOTHING_KNOWN, exists: true };
  expect(decide(seen, remember(memory, seen, 300_000), DETECT, 300_000)).toEqual({ kind: 'fail', failure: { reason } });
});

test('takes a role that works at the deadline, spread or not', () => {
  expect(decide(NEW, remember(NOTHING_KNOWN, NEW, 300_000), DETECT, 300_000)).toEqual({ kind: 'ready', found: 'new' });
});

const seenRoles: fc.Arbitrary<SeenRole | undefined> = fc.option(fc.record({
  refused: fc.constantFrom<SeenRole['refused']>({}, { dms: 'notTrusted' }, { redshift: 'otherAccount' }),
  incomplete: fc.boolean(),
  policies: fc.subarray(['policy', 'other']),
  ageSeconds: fc.integer({ min: 0, max: 10_000 }),
}), { nil: undefined });
const memories: fc.Arbitrary<Memory> = fc.record({
  exists: fc.boolean(), attached: fc.boolean(), watchedFromTheStart: fc.boolean(), goodSince: fc.option(fc.nat(1_000_000), { nil: undefined }),
});

test('never changes a role without the mark', () => {
  fc.assert(fc.property(seenRoles, memories, fc.boolean(), fc.nat(1_000_000), (seen, memory, mayCreate, now) => {
    const { kind } = decide(seen, remember(memory, seen, now), { mayCreate, deadline: 300_000 }, now);
    if (kind === 'attach' || kind === 'unmark') expect(seen?.incomplete).toBe(true);
    if (kind === 'create') expect([seen, memory.exists]).toEqual([undefined, false]);
  }));
});

test('changes nothing where it may not create', () => {
  fc.assert(fc.property(seenRoles, memories, fc.nat(1_000_000), (seen, memory, now) => {
    expect(['wait', 'ready', 'fail']).toContain(decide(seen, remember(memory, seen, now), WAIT_ONLY, now).kind);
  }));
});

test('is never ready with a role that does not work', () => {
  fc.assert(fc.property(seenRoles, memories, fc.boolean(), fc.nat(1_000_000), (seen, memory, mayCreate, now) => {
    const works = seen !== undefined && Object.keys(seen.refused).length === 0 && seen.policies.length > 0;
    expect(works || decide(seen, remember(memory, seen, now), { mayCreate, deadline: 300_000 }, now).kind !== 'ready').toBe(true);
  }));
});

test('waits no longer than the deadline', () => {
  fc.assert(fc.property(seenRoles, memories, fc.boolean(), fc.integer({ min: 300_000, max: 1_000_000 }), (seen, memory, mayCreate, now) => {
    expect(['create', 'wait', 'attach', 'unmark']).not.toContain(decide(seen, remember(memory, seen, now), { mayCreate, deadline: 300_000 }, now).kind);
  }));
});
