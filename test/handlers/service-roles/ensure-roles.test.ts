import { makeHandler } from '../../../lib/handlers/service-roles';
import type { IamApi } from '../../../lib/handlers/service-roles/iam-api';
import type { ServiceRolesProperties } from '../../../lib/handlers/service-roles/request';
import type { ServiceRoleName } from '../../../lib/plan/service-roles';
import { FakeIam, VirtualClock, type AccountRole } from '../../support/fake-iam';
import { othersRole, properties } from '../../support/service-role-request';

const BOTH = ['dms-vpc-role', 'dms-cloudwatch-logs-role'] as const;

/** An account, and the handler in it. */
function account(existing: Readonly<Record<string, AccountRole>> = {}, lagMilliseconds = 0, faults: Partial<IamApi> = {}) {
  const clock = new VirtualClock();
  const iam = new FakeIam(clock, existing, lagMilliseconds);
  const api: IamApi = {
    role: (name) => iam.role(name),
    policies: (name) => iam.policies(name),
    createRole: (role) => iam.createRole(role),
    attachPolicy: (name, policyArn) => iam.attachPolicy(name, policyArn),
    untag: (name, key) => iam.untag(name, key),
    ...faults,
  };
  const log: Record<string, unknown>[] = [];
  const handler = makeHandler({ api, clock, log: (entry) => log.push(entry) });
  const started = clock.now();
  return {
    iam,
    log,
    clock,
    seconds: () => (clock.now() - started) / 1000,
    deploy: (roles: readonly ServiceRoleName[] = BOTH, changes: Partial<ServiceRolesProperties> = {}, requestType: 'Create' | 'Update' | 'Delete' = 'Create') =>
      handler({ RequestType: requestType, ResourceProperties: properties(roles, changes) }, { getRemainingTimeInMillis: () => 360_000 }),
  };
}

function failing(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

test('creates the roles that are missing, with conditions, policy and tag', async () => {
  const { iam, deploy } = account();
  await expect(deploy()).resolves.toEqual({ PhysicalResourceId: 'dms-service-roles' });
  expect(iam.roles['dms-vpc-role']).toEqual(expect.objectContaining({
    policies: ['arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole'],
    tags: { 'created-by': 'cdk-dms-migrations' },
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { Service: 'dms.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '111111111111' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:dms:*:111111111111:*' },
        },
      }],
    },
  }));
  expect(Object.keys(iam.roles)).toEqual(BOTH);
});

test('gives the permissions boundary to roles it creates', async () => {
  const { iam, deploy } = account();
  await deploy(['dms-vpc-role'], { PermissionsBoundary: 'arn:aws:iam::111111111111:policy/Boundary' });
  expect(iam.roles['dms-vpc-role']?.permissionsBoundary).toBe('arn:aws:iam::111111111111:policy/Boundary');
});

test('waits at least 30 seconds after creating a role', async () => {
  const { seconds, deploy } = account();
  await deploy();
  expect(seconds()).toBeGreaterThanOrEqual(30);
});

test('uses roles that are there as they are, without waiting', async () => {
  const existing = { 'dms-vpc-role': othersRole('dms-vpc-role'), 'dms-cloudwatch-logs-role': othersRole('dms-cloudwatch-logs-role', { policies: ['MyOwn'] }) };
  const { iam, seconds, deploy } = account(existing);
  await deploy();
  expect(iam.roles).toEqual(existing);
  expect(seconds()).toBe(0);
});

test('does the same on update', async () => {
  const existing = { 'dms-vpc-role': othersRole('dms-vpc-role') };
  const { iam, deploy } = account(existing);
  await expect(deploy(BOTH, {}, 'Update')).resolves.toEqual({ PhysicalResourceId: 'dms-service-roles' });
  expect(iam.roles['dms-vpc-role']).toEqual(existing['dms-vpc-role']);
  expect(iam.roles['dms-cloudwatch-logs-role']).toBeDefined();
});

test('deletes nothing', async () => {
  const { iam, deploy } = account();
  await deploy();
  const before = iam.roles;
  await expect(deploy(BOTH, {}, 'Delete')).resolves.toEqual({ PhysicalResourceId: 'dms-service-roles' });
  expect(iam.roles).toEqual(before);
});

test('waits for a role that CloudFormation creates', async () => {
  const { iam, clock, deploy } = account({}, 20_000);
  const done = deploy(['dms-vpc-role'], { MayCreate: 'false' });
  iam.change((roles) => roles.set('dms-vpc-role', othersRole('dms-vpc-role', { createdAt: clock.now() })));
  await done;
  expect(Object.keys(iam.roles)).toEqual(['dms-vpc-role']);
});

test('finishes a role that a handler left half-made when it died', async () => {
  const { iam, deploy } = account();
  await iam.createRole({ name: 'dms-vpc-role', description: '', trustPolicy: JSON.stringify(othersRole('dms-vpc-role').trustPolicy), tags: { 'cdk-dms-migrations:incomplete': 'true' } });
  await deploy(['dms-vpc-role']);
  expect(iam.roles['dms-vpc-role']).toEqual(expect.objectContaining({ tags: {}, policies: ['arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole'] }));
});

test('does not give a policy back to a role that it once made and that somebody has stripped', async () => {
  const stripped = othersRole('dms-vpc-role', { tags: { 'created-by': 'cdk-dms-migrations' }, policies: [] });
  const { iam, deploy } = account({ 'dms-vpc-role': stripped });
  await expect(deploy(['dms-vpc-role'])).rejects.toThrow('[serviceRoleNoPolicy]');
  expect(iam.roles['dms-vpc-role']).toEqual(stripped);
});

test('takes a role that somebody creates in the same moment', async () => {
  const theirs = othersRole('dms-vpc-role', { createdAt: Date.UTC(2026, 0, 1) });
  const world = account({}, 0, {
    createRole: async () => {
      world.iam.change((roles) => roles.set('dms-vpc-role', theirs));
      return 'exists';
    },
  });
  await world.deploy(['dms-vpc-role']);
  expect(world.iam.roles['dms-vpc-role']).toEqual(theirs);
  expect(world.seconds()).toBeGreaterThanOrEqual(30);
});

test('tries again when somebody else is at the role', async () => {
  let busy = 3;
  const world = account({}, 0, {
    attachPolicy: async (name, policyArn) => busy-- > 0 ? 'busy' : world.iam.attachPolicy(name, policyArn),
  });
  await world.deploy(['dms-vpc-role']);
  expect(world.iam.roles['dms-vpc-role']?.policies).toHaveLength(1);
});

test('tries again while its own permissions are spreading', async () => {
  const world = account({}, 0, {
    role: async (name) => {
      if (world.seconds() < 20) throw failing('AccessDeniedException', 'not authorized');
      return world.iam.role(name);
    },
  });
  await world.deploy(['dms-vpc-role']);
  expect(world.iam.roles['dms-vpc-role']).toBeDefined();
});

test('fails for a call that stays denied, after a minute', async () => {
  const { seconds, deploy } = account({}, 0, {
    createRole: () => Promise.reject(failing('AccessDenied', 'User is not authorized to perform: iam:CreateRole with an explicit deny.')),
  });
  await expect(deploy(['dms-vpc-role'])).rejects.toThrow(
    '\'dms-vpc-role\' could not be read or created: User is not authorized to perform: iam:CreateRole with an explicit deny.'
    + ' A service control policy, a permissions boundary or a path of the role other than / may stand against it.'
    + ' Allow it, or create the role by other means and use mode EXISTING. [serviceRoleDenied]',
  );
  expect(seconds()).toBe(60);
});

test('fails for a fault of IAM, with its name and message', async () => {
  const { deploy } = account({}, 0, { createRole: () => Promise.reject(failing('LimitExceededException', 'Cannot exceed quota for RolesPerAccount: 1000')) });
  await expect(deploy(['dms-vpc-role'])).rejects.toThrow(
    '\'dms-vpc-role\' could not be made ready: LimitExceededException: Cannot exceed quota for RolesPerAccount: 1000.'
    + ' IAM refused a call or did not answer. Mend what it names and deploy again; what is done is kept. [serviceRoleFault]',
  );
});

test('fails with everything that is wrong at once, and makes the rest', async () => {
  const { iam, deploy } = account({
    'dms-vpc-role': othersRole('dms-vpc-role', { policies: [] }),
    'dms-access-for-endpoint': othersRole('dms-access-for-endpoint'),
  });
  await expect(deploy(['dms-vpc-role', 'dms-cloudwatch-logs-role', 'dms-access-for-endpoint'])).rejects.toMatchObject({
    problems: [{ code: 'serviceRoleNoPolicy', where: 'dms-vpc-role' }, { code: 'serviceRoleTrust', where: 'dms-access-for-endpoint' }],
  });
  expect(iam.roles['dms-cloudwatch-logs-role']?.policies).toHaveLength(1);
});

test('tells CloudFormation the message alone, without a stack trace', async () => {
  const { deploy } = account({ 'dms-vpc-role': othersRole('dms-vpc-role', { policies: [] }) });
  const fault: unknown = await deploy(['dms-vpc-role']).catch((error: unknown) => error);
  expect(fault).toMatchObject({ stack: (fault as Error).message });
});

test('gives up in time to answer CloudFormation', async () => {
  const { seconds, deploy } = account({}, 0, { createRole: async () => 'exists' });
  await expect(deploy(['dms-vpc-role'], { TimeoutSeconds: '840' })).rejects.toThrow('[serviceRoleMissing]');
  expect(seconds()).toBeLessThan(360);
});

test('logs one line for each decision and each change, and nothing of the request', async () => {
  const { log, deploy } = account();
  await deploy(['dms-vpc-role']);
  expect(log.slice(0, 6)).toEqual([
    { role: 'dms-vpc-role', kind: 'create' },
    { role: 'dms-vpc-role', kind: 'create', outcome: 'done' },
    { role: 'dms-vpc-role', kind: 'attach' },
    { role: 'dms-vpc-role', kind: 'attach', outcome: 'done' },
    { role: 'dms-vpc-role', kind: 'unmark' },
    { role: 'dms-vpc-role', kind: 'unmark', outcome: 'done' },
  ]);
  expect(log.slice(-2)).toEqual([
    { role: 'dms-vpc-role', kind: 'wait', until: 'settled' },
    { role: 'dms-vpc-role', kind: 'ready', found: 'new' },
  ]);
});

test.each([0, 5_000, 29_000])('copes with reads that are %d ms behind', async (lag) => {
  const { iam, deploy } = account({}, lag);
  await deploy();
  for (const role of BOTH) expect(iam.everyReaderSees(role)).toBe(true);
});
