/**
 * What is known of a replication instance class.
 *
 * vCPU and memory of t3, c5, c6i, r5 and r6i are AWS's own [DMS User Guide, CHAP_ReplicationInstance.Types]; c7i and r7i are in
 * the newer copy of that page without figures that could be checked, so theirs are those of the EC2 sizes of the same name [derived].
 */
export interface ClassFacts {
  /** `dms.r6i.xlarge` */
  readonly name: string;
  /** `r6i` */
  readonly family: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  /** Whether its CPU is paid in credits. */
  readonly burstable: boolean;
}

/** Storage that AWS includes in the price, in GiB [DMS User Guide, CHAP_BestPractices]. */
export const INCLUDED_STORAGE_GIB = { burstable: 50, other: 100 };

const SIZES: Record<string, { readonly gibPerVcpu: number; readonly xlarges: readonly number[] }> = {
  c5: { gibPerVcpu: 2, xlarges: [0.5, 1, 2, 4, 9, 12, 18, 24] },
  c6i: { gibPerVcpu: 2, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 32] },
  c7i: { gibPerVcpu: 2, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 48] },
  r5: { gibPerVcpu: 8, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24] },
  r6i: { gibPerVcpu: 8, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 32] },
  r7i: { gibPerVcpu: 8, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 48] },
};

const BURSTABLE: readonly ClassFacts[] = [
  { name: 'dms.t3.micro', family: 't3', vcpu: 2, memoryGiB: 1, burstable: true },
  { name: 'dms.t3.small', family: 't3', vcpu: 2, memoryGiB: 2, burstable: true },
  { name: 'dms.t3.medium', family: 't3', vcpu: 2, memoryGiB: 4, burstable: true },
  { name: 'dms.t3.large', family: 't3', vcpu: 2, memoryGiB: 8, burstable: true },
];

/** All classes that the library knows; others pass with nothing known of them. */
export const INSTANCE_CLASSES: readonly ClassFacts[] = [
  ...BURSTABLE,
  ...Object.entries(SIZES).flatMap(([family, { gibPerVcpu, xlarges }]) => xlarges.map((xlarge) => {
    const size = xlarge < 1 ? 'large' : xlarge === 1 ? 'xlarge' : `${xlarge}xlarge`;
    return { name: `dms.${family}.${size}`, family, vcpu: 4 * xlarge, memoryGiB: 4 * xlarge * gibPerVcpu, burstable: false };
  })),
];

/** Families that AWS has withdrawn for new instances [derived: absent from DescribeOrderableReplicationInstances in 2026]. */
export const WITHDRAWN_FAMILIES: readonly string[] = ['t2', 'c4', 'r4'];

const CLASSES_BY_NAME: ReadonlyMap<string, ClassFacts> = new Map(INSTANCE_CLASSES.map((each) => [each.name, each]));

/** What is known of a class, or undefined for one that the library does not list. */
export function classFacts(name: string): ClassFacts | undefined {
  return CLASSES_BY_NAME.get(name);
}

/** `r6i` of `dms.r6i.xlarge`. */
export function classFamily(name: string): string {
  return name.split('.')[1] ?? '';
}
