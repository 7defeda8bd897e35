import { planCost } from '../../../lib/plan/migration-plan/cost';
import type { InstancePlan } from '../../../lib/plan/migration-plan/data';
import { readPrices } from '../../../lib/plan/migration-plan/prices';

/** The hourly price of one class, as an offer file has it. */
function terms(usd: string, unit = 'Hrs'): object {
  return { offer: { priceDimensions: { dimension: { unit, pricePerUnit: { USD: usd } } } } };
}

const attributes = (usagetype: string, regionCode = 'eu-west-1'): object => ({ attributes: { usagetype, regionCode } });

const OFFERS = {
  products: {
    A: attributes('EU-InstanceUsg:dms.r6i.large'),
    B: attributes('EU-Multi-AZUsg:dms.r6i.large'),
    C: attributes('EU-InstanceUsg:dms.r6i.xlarge'),
    D: attributes('EU-StorageUsage:gp2'),
    E: attributes('InstanceUsg:dms.r6i.large', 'us-east-1'),
  },
  terms: { OnDemand: { A: terms('0.25'), B: terms('0.5'), C: terms('0.5'), D: terms('0.1', 'GB-Mo'), E: terms('0.2') } },
};

/** The same as `aws pricing get-products` prints it: each product is a text. */
const PRICE_LIST = {
  PriceList: (['A', 'B', 'C'] as const).map((sku) => JSON.stringify({ product: OFFERS.products[sku], terms: { OnDemand: OFFERS.terms.OnDemand[sku] } })),
};

const EXPECTED = [['dms.r6i.large', { single: 0.25, multiAz: 0.5 }], ['dms.r6i.xlarge', { single: 0.5 }]];

test('prices are read of an offer file, of one Region', () => {
  const { region, classes } = readPrices(OFFERS, 'eu-west-1');
  expect(region).toBe('eu-west-1');
  expect([...classes]).toEqual(EXPECTED);
});

test('prices are read as the AWS CLI prints them', () => {
  expect([...readPrices(PRICE_LIST).classes]).toEqual(EXPECTED);
});

test.each([
  ['several Regions, and none is named', OFFERS, undefined, 'it has prices of 2 Regions; name one of eu-west-1, us-east-1'],
  ['another Region', OFFERS, 'eu-north-1', 'it has no prices of eu-north-1, but of eu-west-1, us-east-1'],
  ['nothing', {}, undefined, 'it has no hourly price of a DMS replication instance (usage type InstanceUsg:dms.…)'],
  ['prices by the month alone', { products: { D: OFFERS.products.D }, terms: { OnDemand: { D: terms('1', 'Month') } } }, undefined,
    'it has no hourly price of a DMS replication instance (usage type InstanceUsg:dms.…)'],
  ['what is no price list', [null, 'x'], undefined, 'it has no hourly price of a DMS replication instance (usage type InstanceUsg:dms.…)'],
])('is told of %s', (_, given, region, message) => {
  expect(() => readPrices(given, region)).toThrow(message);
});

const instance = (fullLoad: string, cdc: string, multiAz: boolean): InstancePlan => ({
  id: 'main', multiAz, storageGiB: 100, storageReasons: [],
  fullLoad: { instanceClass: fullLoad, reasons: [] }, cdc: { instanceClass: cdc, reasons: [] },
}) as unknown as InstancePlan;

test('Multi-AZ costs what the list says, and twice the price of one instance where it says nothing', () => {
  expect(planCost([instance('dms.r6i.xlarge', 'dms.r6i.large', true)], readPrices(OFFERS, 'eu-west-1'))).toEqual({
    cdcToFullLoad: 0.5, fullLoadPerHour: 1, cdcPerHour: 0.5, notes: ['USD an hour in eu-west-1, for instances without storage above what is included'],
  });
});

test('a class without a price is named, and what is known of the sizes is told all the same', () => {
  expect(planCost([instance('dms.r6i.4xlarge', 'dms.r6i.large', false)], readPrices(OFFERS, 'eu-west-1'))).toEqual({
    cdcToFullLoad: 0.125, cdcPerHour: 0.25,
    notes: ['USD an hour in eu-west-1, for instances without storage above what is included', 'the prices have no dms.r6i.4xlarge'],
  });
});
