import * as fc from 'fast-check';
import { classFacts, INSTANCE_CLASSES } from '../../lib/plan/instance-classes';
import { sizeInstance } from '../../lib/plan/sizing';
import type { Workload } from '../../lib/profile/workload';

const both: Workload = { tasks: 1, fullLoad: true, cdc: true };

test('gives the smallest classes to one task of which nothing is known', () => {
  const { fullLoad, cdc, storageGiB } = sizeInstance(both);
  expect([fullLoad?.instanceClass, cdc?.instanceClass, storageGiB]).toEqual(['dms.c6i.xlarge', 'dms.c6i.large', 100]);
});

test('shows its arithmetic', () => {
  expect(sizeInstance({ ...both, tasks: 2, dataGiB: 800, changeMiBPerSecond: 2, largestTransactionMiB: 1024, lobColumns: 1, lobKiB: 64 })).toMatchInlineSnapshot(`
{
  "cdc": {
    "instanceClass": "dms.r6i.large",
    "memoryGiB": 4.5,
    "reasons": [
      "1024 MiB for DMS itself",
      "2154 MiB for changes: 2 tasks x 1077 MiB before they spill to disk",
      "= 3178 MiB, which may fill 70 % of the memory: 4.5 GiB",
      "2 vCPU: 2 tasks with changes, 2 a vCPU, at least 2",
      "dms.r6i.large has 2 vCPU and 16 GiB",
    ],
    "vcpu": 2,
  },
  "fullLoad": {
    "instanceClass": "dms.c6i.2xlarge",
    "memoryGiB": 6.4,
    "reasons": [
      "1024 MiB for DMS itself",
      "157 MiB for rows in flight: 2 tasks x 8 tables x 10000 rows x 1 KB",
      "1250 MiB for LOBs: 2 tasks x 1 LOB column x 64 KB x 10000 rows",
      "2154 MiB for changes: 2 tasks x 1077 MiB before they spill to disk",
      "= 4585 MiB, which may fill 70 % of the memory: 6.4 GiB",
      "8 vCPU: 2 tasks x 8 tables at once, 2 a vCPU",
      "dms.c6i.2xlarge has 8 vCPU and 16 GiB",
    ],
    "vcpu": 8,
  },
  "storageGiB": 163,
  "storageReasons": [
    "140.7 GiB for changes cached while 800 GiB load at 40 GiB/h, 2 MiB/s",
    "2 GiB for the largest transaction, spilled on both sides",
    "20 GiB for logs, control tables and swap",
    "= 163 GiB",
  ],
}
`);
});

test('adds memory for batches, and for LOBs by AWS\'s formula', () => {
  // DMS User Guide, Monitoring AWS DMS tasks: 2 x 8 x 4096 x 1000 KB, 62.5 GiB
  const lobs = sizeInstance({ ...both, cdc: false, lobColumns: 2, lobKiB: 4096 });
  expect(lobs.fullLoad?.memoryGiB).toBeGreaterThan(62.5 / 0.7);
  expect(lobs.fullLoad?.instanceClass).toBe('dms.r6i.4xlarge');
  // the same page: 2 x 8 x 64 x 10000 KB, 9.8 GiB
  expect(sizeInstance({ ...both, cdc: false, lobColumns: 2, lobKiB: 64, fullLobMode: true }).fullLoad?.reasons).toContain(
    '10000 MiB for LOBs: 1 task x 2 LOB columns x 8 tables x 64 KB x 10000 rows',
  );
  expect(sizeInstance({ ...both, batchApply: true }).cdc!.memoryGiB).toBeGreaterThan(sizeInstance(both).cdc!.memoryGiB);
});

test('leaves out the phase that there is not', () => {
  expect(sizeInstance({ ...both, cdc: false }).cdc).toBeUndefined();
  expect(sizeInstance({ ...both, fullLoad: false }).fullLoad).toBeUndefined();
});

test('says so when no class is large enough', () => {
  const { fullLoad } = sizeInstance({ ...both, tasks: 200, lobColumns: 10, lobKiB: 102_400 });
  expect(fullLoad?.instanceClass).toBe('dms.r6i.32xlarge');
  expect(fullLoad?.reasons.at(-1)).toBe('dms.r6i.32xlarge has 128 vCPU and 1024 GiB, the largest there is: too small for this');
});

test('provides storage for changes cached during the load, and caps it', () => {
  expect(sizeInstance({ ...both, dataGiB: 2000, changeMiBPerSecond: 5 }).storageGiB).toBe(Math.ceil(20 + (5 * 3600 * 50) / 1024));
  expect(sizeInstance({ ...both, dataGiB: 100_000, changeMiBPerSecond: 50 }).storageGiB).toBe(6144);
});

const workload: fc.Arbitrary<Workload> = fc.record({
  tasks: fc.integer({ min: 1, max: 200 }),
  fullLoad: fc.boolean(),
  cdc: fc.boolean(),
  dataGiB: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
  parallelTables: fc.option(fc.integer({ min: 1, max: 49 }), { nil: undefined }),
  changeMiBPerSecond: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  lobColumns: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  lobKiB: fc.option(fc.integer({ min: 1, max: 102_400 }), { nil: undefined }),
  batchApply: fc.boolean(),
});

test('gives each phase a class that has what it says it needs, or the largest', () => {
  fc.assert(fc.property(workload, (stated) => {
    const { fullLoad, cdc } = sizeInstance(stated);
    for (const need of [fullLoad, cdc]) {
      if (need === undefined) continue;
      const facts = classFacts(need.instanceClass)!;
      expect(facts.name === 'dms.r6i.32xlarge' || (facts.vcpu >= need.vcpu && facts.memoryGiB >= need.memoryGiB)).toBe(true);
    }
  }));
});

test('never gives less memory to more tasks', () => {
  fc.assert(fc.property(workload, (stated) => {
    const more = sizeInstance({ ...stated, tasks: stated.tasks + 1 });
    const { fullLoad, cdc } = sizeInstance(stated);
    expect(more.fullLoad?.memoryGiB ?? 0).toBeGreaterThanOrEqual(fullLoad?.memoryGiB ?? 0);
    expect(more.cdc?.memoryGiB ?? 0).toBeGreaterThanOrEqual(cdc?.memoryGiB ?? 0);
  }));
});

test.each([
  ['dms.t3.medium', 2, 4], ['dms.c5.9xlarge', 36, 72], ['dms.c6i.large', 2, 4], ['dms.r5.24xlarge', 96, 768], ['dms.r6i.32xlarge', 128, 1024],
  ['dms.r7i.48xlarge', 192, 1536],
])('knows that %s has %d vCPU and %d GiB', (name, vcpu, memoryGiB) => {
  expect(classFacts(name)).toMatchObject({ vcpu, memoryGiB });
});

test('lists no class twice, and none that AWS has withdrawn', () => {
  const names = INSTANCE_CLASSES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => /\.(t2|c4|r4)\./.test(name))).toEqual([]);
});
