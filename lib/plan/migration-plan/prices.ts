/** What classes cost an hour, in USD, without and with Multi-AZ. */
export interface HourlyPrices {
  readonly region: string;
  /** By the name of the class: `dms.r6i.large`. */
  readonly classes: ReadonlyMap<string, ClassPrice>;
}

export interface ClassPrice {
  readonly single?: number;
  readonly multiAz?: number;
}

/** A price list that cannot be read. */
export class PricesError extends Error {
  public override readonly name = 'PricesError';
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads prices of AWSDatabaseMigrationSvc in either shape of the AWS Price List: what `aws pricing get-products` prints (`PriceList`), or an offer
 * file (`products` and `terms`). Classes are found by the usage type, `InstanceUsg:dms.r6i.large` or `Multi-AZUsg:dms.r6i.large`
 * [unverified: seen in third parties' code].
 */
export function readPrices(value: unknown, region?: string): HourlyPrices {
  const found = new Map<string, Map<string, ClassPrice>>();
  for (const { attributes, terms } of productsOf(value)) {
    const usage = /(?:^|-)(InstanceUsg|Multi-AZUsg):(dms\.[a-z0-9]+\.[a-z0-9]+)$/.exec(textOf(attributes.usagetype));
    const price = hourly(terms);
    if (usage === null || price === undefined) continue;
    const place = textOf(attributes.regionCode) || 'unnamed';
    const classes = found.get(place) ?? new Map<string, ClassPrice>();
    found.set(place, classes);
    const [, kind, name] = usage;
    classes.set(name, { ...classes.get(name), ...kind === 'InstanceUsg' ? { single: price } : { multiAz: price } });
  }
  const regions = [...found.keys()].sort();
  const chosen = region ?? (regions.length === 1 ? regions[0] : undefined);
  if (regions.length === 0) throw new PricesError('it has no hourly price of a DMS replication instance (usage type InstanceUsg:dms.…)');
  if (chosen === undefined) throw new PricesError(`it has prices of ${regions.length} Regions; name one of ${regions.join(', ')}`);
  const classes = found.get(chosen);
  if (classes === undefined) throw new PricesError(`it has no prices of ${chosen}, but of ${regions.join(', ')}`);
  return { region: chosen, classes };
}

interface Product {
  readonly attributes: JsonObject;
  readonly terms: unknown;
}

function productsOf(value: unknown): Product[] {
  const document = objectOf(value);
  if (Array.isArray(document.PriceList)) {
    return document.PriceList.map((each: unknown): Product => {
      const entry = objectOf(typeof each === 'string' ? parsed(each) : each);
      return { attributes: objectOf(objectOf(entry.product).attributes), terms: objectOf(objectOf(entry.terms).OnDemand) };
    });
  }
  const onDemand = objectOf(objectOf(document.terms).OnDemand);
  return Object.entries(objectOf(document.products)).map(([sku, product]) => ({
    attributes: objectOf(objectOf(product).attributes), terms: onDemand[sku],
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hourly(terms: unknown): number | undefined {
  const dimensions = Object.values(objectOf(terms)).flatMap((term) => Object.values(objectOf(objectOf(term).priceDimensions)).map(objectOf));
  const prices = dimensions.filter(({ unit }) => /^h(ou)?rs?$/i.test(textOf(unit))).map(({ pricePerUnit }) => Number(objectOf(pricePerUnit).USD));
  return prices.find((price) => Number.isFinite(price) && price > 0);
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? value as JsonObject : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
