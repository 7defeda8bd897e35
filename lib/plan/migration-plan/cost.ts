import { classFacts, classFamily } from '../instance-classes';
import type { CostEstimate, InstancePlan } from './data';
import type { HourlyPrices } from './prices';
import { sum } from './sizes';

/** What the instances cost, as far as it can be said without a table of prices: those change, and differ by Region. */
export function planCost(instances: readonly InstancePlan[], prices: HourlyPrices | undefined): CostEstimate {
  const phases = instances.filter(({ fullLoad, cdc }) => fullLoad !== undefined && cdc !== undefined);
  const relative = phases.length === instances.length ? relativeCost(instances) : undefined;
  if (prices === undefined) {
    return { ...relative !== undefined && { cdcToFullLoad: relative }, notes: relativeNotes(instances, phases.length > 0, relative) };
  }
  const missing = new Set<string>();
  const perHour = (phase: 'fullLoad' | 'cdc'): number | undefined => {
    const each = instances.flatMap((instance) => {
      const name = instance[phase]?.instanceClass;
      if (name === undefined) return [];
      const price = priceOf(name, instance.multiAz, prices);
      if (price === undefined) missing.add(name);
      return [price];
    });
    return each.length === 0 || each.includes(undefined) ? undefined : rounded(sum(each as number[]));
  };
  const [fullLoadPerHour, cdcPerHour] = [perHour('fullLoad'), perHour('cdc')];
  const ratio = fullLoadPerHour !== undefined && cdcPerHour !== undefined ? cdcPerHour / fullLoadPerHour : relative;
  return {
    ...ratio !== undefined && { cdcToFullLoad: rounded(ratio) },
    ...fullLoadPerHour !== undefined && { fullLoadPerHour },
    ...cdcPerHour !== undefined && { cdcPerHour },
    notes: [
      `USD an hour in ${prices.region}, for instances without storage above what is included`,
      ...[...missing].sort().map((name) => `the prices have no ${name}`),
    ],
  };
}

/** Multi-AZ costs exactly twice [AWS DMS pricing, as third parties read it from the Price List]. */
function priceOf(name: string, multiAz: boolean, { classes }: HourlyPrices): number | undefined {
  const price = classes.get(name);
  if (price === undefined) return undefined;
  if (!multiAz) return price.single ?? (price.multiAz === undefined ? undefined : price.multiAz / 2);
  return price.multiAz ?? (price.single === undefined ? undefined : price.single * 2);
}

/** Within a family, price goes with size [same source]. */
function relativeCost(instances: readonly InstancePlan[]): number | undefined {
  let [load, cdc] = [0, 0];
  const families = new Set<string>();
  for (const instance of instances) {
    const [large, small] = [instance.fullLoad!.instanceClass, instance.cdc!.instanceClass];
    const [a, b] = [classFacts(large), classFacts(small)];
    if (a === undefined || b === undefined) return undefined;
    families.add(classFamily(large)).add(classFamily(small));
    load += a.vcpu;
    cdc += b.vcpu;
  }
  return families.size === 1 ? rounded(cdc / load) : undefined;
}

function relativeNotes(instances: readonly InstancePlan[], twoPhases: boolean, relative: number | undefined): string[] {
  return [
    ...!twoPhases ? []
      : relative === undefined ? ['the phases have classes of several families: only prices tell what CDC costs against the full load']
        : ['price goes with size within a family of classes'],
    ...instances.some(({ multiAz }) => multiAz) ? ['Multi-AZ costs twice'] : [],
    'for amounts, give prices of the AWS Price List',
  ];
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
