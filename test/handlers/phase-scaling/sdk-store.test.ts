import { SdkStore } from '../../../lib/handlers/phase-scaling/sdk-store';
import { StubServices } from '../../support/phase-scaling/stub-services';

const services = new StubServices();
const FIRST = { version: 1, owner: 'one', heldUntil: 1_767_571_200_000, memory: '{"told":{"größe":1}}' };
let store: SdkStore;

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: await services.start(), AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test',
  });
  store = new SdkStore('memory');
});

afterAll(() => services.stop());
beforeEach(() => services.items.clear());

test('reads back what was written, and nothing before', async () => {
  expect(await store.read('orders')).toBeUndefined();
  expect(await store.write('orders', FIRST)).toBe(true);
  expect(await store.read('orders')).toEqual(FIRST);
  expect(await store.read('customers')).toBeUndefined();
});

test('writes the first version only where there is none', async () => {
  await store.write('orders', FIRST);
  expect(await store.write('orders', { ...FIRST, owner: 'two' })).toBe(false);
  expect(await store.read('orders')).toEqual(FIRST);
});

test('writes a later version only on the one before', async () => {
  await store.write('orders', FIRST);
  const second = { ...FIRST, version: 2, owner: 'two' };
  expect(await store.write('orders', { ...second, version: 3 })).toBe(false);
  expect(await store.write('orders', second)).toBe(true);
  expect(await store.write('orders', { ...second, owner: 'three' })).toBe(false);
  expect(await store.read('orders')).toEqual(second);
});

test('writes no later version where the item was removed', async () => {
  await store.write('orders', FIRST);
  await store.remove('orders');
  expect(await store.read('orders')).toBeUndefined();
  expect(await store.write('orders', { ...FIRST, version: 2 })).toBe(false);
});

test('fails with what is no matter of versions', async () => {
  services.refusals.push({ operation: 'PutItem', code: 'AccessDeniedException' });
  await expect(store.write('orders', FIRST)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
