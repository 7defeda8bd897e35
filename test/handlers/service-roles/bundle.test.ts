import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import { DmsServiceRoles } from '../../../lib/constructs/dms-service-roles';
import { othersRole, properties } from '../../support/service-role-request';
import { StubIamServer } from '../../support/stub-iam-server';

/** Time runs a thousand times as fast, so that waits for IAM take milliseconds. */
const FAST_CLOCK = `
  const start = Date.now(), realNow = Date.now, realTimeout = setTimeout;
  Date.now = () => start + (realNow() - start) * 1000;
  globalThis.setTimeout = (f, ms, ...rest) => realTimeout(f, ms / 1000, ...rest);
`;
/** What Lambda does: runs CDK's entrypoint, which answers CloudFormation; the answer is printed instead of sent. */
const INVOKE = `
  const entrypoint = require(process.env.ENTRYPOINT);
  entrypoint.external.sendHttpRequest = async (options, body) => process.stdout.write('ANSWER ' + options.hostname + ' ' + body + '\\n');
  entrypoint.handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 360000 });
`;

const iam = new StubIamServer();
let endpoint: string;
let entrypoint: string;

beforeAll(async () => {
  endpoint = await iam.start();
  const app = new App();
  new DmsServiceRoles(new Stack(app, 'Test'), 'Roles');
  const { directory } = app.synth();
  // The asset as it is deployed: our bundle beside CDK's entrypoint.
  const asset = readdirSync(directory).find((name) => existsSync(path.join(directory, name, '__entrypoint__.js')));
  entrypoint = path.join(directory, asset!, '__entrypoint__.js');
});

afterAll(() => iam.stop());

beforeEach(() => {
  iam.roles.clear();
  iam.calls.length = 0;
});

async function invoke(requestType: string) {
  const event = {
    RequestType: requestType,
    ResponseURL: 'https://cloudformation.example/answer?signature=secret',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Roles',
    PhysicalResourceId: requestType === 'Create' ? undefined : 'dms-service-roles',
    ResourceProperties: properties(['dms-vpc-role', 'dms-cloudwatch-logs-role']),
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', FAST_CLOCK + INVOKE], {
    env: {
      ...process.env,
      ENTRYPOINT: entrypoint,
      EVENT: JSON.stringify(event),
      // Lambda provides the SDK.
      NODE_PATH: path.join(__dirname, '../../../node_modules'),
      AWS_ENDPOINT_URL_IAM: endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
  const lines = stdout.split('\n');
  const answer = lines.find((line) => line.startsWith('ANSWER '))?.replace(/^ANSWER \S+ /, '') ?? '{}';
  return { stdout, answer: JSON.parse(answer) as Record<string, unknown>, lines: lines.filter((line) => line.startsWith('{"role"')) };
}

test('creates the roles and tells CloudFormation', async () => {
  const { answer, lines } = await invoke('Create');
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'dms-service-roles' });
  expect([...iam.roles.keys()].sort()).toEqual(['dms-cloudwatch-logs-role', 'dms-vpc-role']);
  expect(iam.roles.get('dms-vpc-role')).toMatchObject({
    policies: ['arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole'],
    tags: { 'created-by': 'cdk-dms-migrations' },
    trustPolicy: { Statement: [{ Principal: { Service: 'dms.amazonaws.com' } }] },
  });
  expect(lines).toContain('{"role":"dms-vpc-role","kind":"create","outcome":"done"}');
});

test('uses roles that are there, and changes nothing', async () => {
  iam.roles.set('dms-vpc-role', othersRole('dms-vpc-role', { policies: ['arn:aws:iam::111111111111:policy/A', 'arn:aws:iam::111111111111:policy/B'] }));
  iam.roles.set('dms-cloudwatch-logs-role', othersRole('dms-cloudwatch-logs-role'));
  const { answer } = await invoke('Update');
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'dms-service-roles' });
  expect(iam.calls.filter((call) => !/^(Get|List)/.test(call))).toEqual([]);
});

test('fails with the message as the reason', async () => {
  iam.roles.set('dms-vpc-role', othersRole('dms-vpc-role', { policies: [] }));
  iam.roles.set('dms-cloudwatch-logs-role', othersRole('dms-cloudwatch-logs-role'));
  const { answer } = await invoke('Create');
  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toMatch(/^'dms-vpc-role' has no policy in account 111111111111\..*\[serviceRoleNoPolicy\]$/);
});

test('does nothing on deletion', async () => {
  expect((await invoke('Delete')).answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'dms-service-roles' });
  expect(iam.calls).toEqual([]);
});

test('never prints the signature with which to answer CloudFormation', async () => {
  expect((await invoke('Create')).stdout).not.toContain('signature=secret');
});
