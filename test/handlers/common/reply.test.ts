import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { reply } from '../../../lib/handlers/common/reply';

/** What arrived where CloudFormation waits. */
interface Arrived {
  readonly method?: string;
  readonly url?: string;
  readonly contentType?: string;
  readonly contentLength?: string;
  readonly body: string;
}

const arrived: Arrived[] = [];
/** What is answered to the next ones; `hang up` ends the connection without an answer. */
let statuses: (number | 'hang up')[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, headers } = request;
      arrived.push({
        method, url: request.url, contentType: headers['content-type'], contentLength: headers['content-length'], body: Buffer.concat(chunks).toString('utf8'),
      });
      const status = statuses.shift() ?? 200;
      if (status === 'hang up') {
        response.destroy();
      } else {
        response.writeHead(status);
        response.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?X-Amz-Signature=a%2Bb`;
});

beforeEach(() => {
  arrived.length = 0;
  statuses = [];
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('puts the answer at the signed address as it is, without a content type, in as many bytes as it has', async () => {
  expect(await reply(url, { Status: 'FAILED', Reason: 'größer' })).toBe(true);
  const body = '{"Status":"FAILED","Reason":"größer"}';
  expect(arrived).toEqual([{ method: 'PUT', url: '/answer?X-Amz-Signature=a%2Bb', contentType: '', contentLength: String(body.length + 2), body }]);
});

test('cuts a reason to what CloudFormation takes, and nothing else', async () => {
  await reply(url, { Status: 'FAILED', Reason: 'x'.repeat(5_000), StackId: 'y'.repeat(2_000) });
  expect(JSON.parse(arrived[0].body)).toEqual({ Status: 'FAILED', Reason: 'x'.repeat(2_500), StackId: 'y'.repeat(2_000) });
});

test.each([[[500]], [[503, 500]], [['hang up']], [['hang up', 502]]] as const)('tries again after %j', async (failures) => {
  statuses = [...failures];
  expect(await reply(url, {})).toBe(true);
  expect(arrived).toHaveLength(failures.length + 1);
});

test.each([[403], [404], [400]])('takes %i for an answer that can be given no more', async (status) => {
  statuses = [status];
  expect(await reply(url, {})).toBe(true);
  expect(arrived).toHaveLength(1);
});

test.each([[[500, 500, 500]], [['hang up', 'hang up', 'hang up']]] as const)('tells that it could not after %j, and does not throw', async (failures) => {
  statuses = [...failures];
  expect(await reply(url, {})).toBe(false);
  expect(arrived).toHaveLength(3);
});

test.each(['', 'no address', 'https://'])('does not throw for the address %j', async (nowhere) => {
  expect(await reply(nowhere, {})).toBe(false);
});
