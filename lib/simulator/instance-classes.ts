/** vCPU and memory of an instance class. */
export interface ClassSize {
  readonly vcpu: number;
  readonly memoryGiB: number;
}

/**
 * Sizes by family, as multiples of an xlarge of 4 vCPU.
 *
 * The same as in lib/plan/instance-classes.ts, of which the simulator, a library of its own, knows nothing; a test compares them.
 *
 * t3, c5, c6i, r5 and r6i: [DMS User Guide, CHAP_ReplicationInstance.Types]; c7i and r7i: the EC2 sizes of the same name [derived].
 */
const FAMILIES: Readonly<Record<string, { readonly gibPerVcpu: number; readonly xlarges: readonly number[] }>> = {
  c5: { gibPerVcpu: 2, xlarges: [0.5, 1, 2, 4, 9, 12, 18, 24] },
  c6i: { gibPerVcpu: 2, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 32] },
  c7i: { gibPerVcpu: 2, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 48] },
  r5: { gibPerVcpu: 8, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24] },
  r6i: { gibPerVcpu: 8, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 32] },
  r7i: { gibPerVcpu: 8, xlarges: [0.5, 1, 2, 4, 8, 12, 16, 24, 48] },
};

const SMALL: Readonly<Record<string, ClassSize>> = {
  'dms.t3.micro': { vcpu: 2, memoryGiB: 1 },
  'dms.t3.small': { vcpu: 2, memoryGiB: 2 },
  'dms.t3.medium': { vcpu: 2, memoryGiB: 4 },
  'dms.t3.large': { vcpu: 2, memoryGiB: 8 },
};

/** All classes that can be ordered. */
export const CLASS_SIZES: ReadonlyMap<string, ClassSize> = new Map([
  ...Object.entries(SMALL),
  ...Object.entries(FAMILIES).flatMap(([family, { gibPerVcpu, xlarges }]) => xlarges.map((xlarge): [string, ClassSize] => {
    const size = xlarge < 1 ? 'large' : xlarge === 1 ? 'xlarge' : `${xlarge}xlarge`;
    return [`dms.${family}.${size}`, { vcpu: 4 * xlarge, memoryGiB: 4 * xlarge * gibPerVcpu }];
  })),
]);

/**
 * How much longer a load takes on one class than on another: in proportion to vCPU [derived; AWS gives no figure].
 *
 * 1 if either is not known.
 */
export function slowdown(from: string, to: string): number {
  const before = CLASS_SIZES.get(from);
  const after = CLASS_SIZES.get(to);
  return before === undefined || after === undefined ? 1 : before.vcpu / after.vcpu;
}
