import * as fc from 'fast-check';
import { fullLobMemory, limitedLobMemory } from '../../lib/plan/lob';

test('full LOB mode takes what the guide\'s example says', () => {
  expect(fullLobMemory({ lobColumns: 2, parallelTables: 8, chunkKiB: 64, commitRate: 10_000 })).toEqual({
    kib: 10_240_000,
    arithmetic: '2 LOB columns x 8 tables x 64 KB x 10000 rows',
  });
});

test('limited LOB mode takes what the guide\'s example says, where its commit rate is low', () => {
  expect(limitedLobMemory({ lobColumns: 2, parallelTables: 8, maxLobKiB: 4096, commitRate: 1000 })).toEqual({
    kib: 65_536_000,
    arithmetic: '2 LOB columns x 8 tables x 4096 KB x 1000 rows',
  });
});

test('limited LOB mode goes by the commit rate where the guide\'s other formula gives more', () => {
  expect(limitedLobMemory({ lobColumns: 1, parallelTables: 8, maxLobKiB: 32, commitRate: 10_000 })).toEqual({
    kib: 320_000,
    arithmetic: '1 LOB column x 32 KB x 10000 rows',
  });
});

const count = fc.integer({ min: 0, max: 1000 });
const load = fc.record({ lobColumns: count, parallelTables: count, commitRate: count });

test('no LOB columns take no memory', () => {
  fc.assert(fc.property(load, count, (numbers, kib) => {
    const none = { ...numbers, lobColumns: 0 };
    expect(limitedLobMemory({ ...none, maxLobKiB: kib }).kib).toBe(0);
    expect(fullLobMemory({ ...none, chunkKiB: kib }).kib).toBe(0);
  }));
});

test('more of anything never takes less memory', () => {
  fc.assert(fc.property(load, load, count, count, (numbers, more, kib, moreKib) => {
    const larger = {
      lobColumns: numbers.lobColumns + more.lobColumns,
      parallelTables: numbers.parallelTables + more.parallelTables,
      commitRate: numbers.commitRate + more.commitRate,
    };
    const limited = limitedLobMemory({ ...numbers, maxLobKiB: kib }).kib;
    const full = fullLobMemory({ ...numbers, chunkKiB: kib }).kib;
    expect(limitedLobMemory({ ...larger, maxLobKiB: kib + moreKib }).kib).toBeGreaterThanOrEqual(limited);
    expect(fullLobMemory({ ...larger, chunkKiB: kib + moreKib }).kib).toBeGreaterThanOrEqual(full);
  }));
});
