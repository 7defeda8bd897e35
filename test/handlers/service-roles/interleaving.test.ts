import * as fc from 'fast-check';
import { makeHandler } from '../../../lib/handlers/service-roles';
import type { IamApi } from '../../../lib/handlers/service-roles/iam-api';
import { FakeIam, type AccountRole } from '../../support/fake-iam';
import { Interleaving, type Process } from '../../support/interleaving';
import { othersRole, properties } from '../../support/service-role-request';

const ROLES = ['dms-vpc-role', 'dms-cloudwatch-logs-role'] as const;

/** When a handler dies: at its n-th call to IAM, before or after the call has taken effect. */
interface Death {
  readonly atCall: number;
  readonly afterEffect: boolean;
}

interface Scenario {
  readonly existing?: Readonly<Record<string, AccountRole>>;
  readonly lagMilliseconds?: number;
  readonly pickStale?: () => boolean;
  /** For each handler the deaths that it dies, one after the other; Lambda starts it again after each. */
  readonly handlers: readonly (readonly Death[])[];
  readonly roles?: readonly (typeof ROLES)[number][];
  readonly pick: (n: number) => number;
}

/** Runs handlers side by side in one account and returns it, when all have ended well. */
async function play({ existing = {}, lagMilliseconds = 0, pickStale, handlers, roles = ROLES, pick }: Scenario): Promise<FakeIam> {
  const world = new Interleaving();
  const iam = new FakeIam(world.clock, existing, lagMilliseconds, pickStale);
  const ended: Promise<void>[] = [];

  for (const deaths of handlers) {
    ended.push(new Promise((resolve, reject) => {
      const start = (life: number): void => {
        const process = world.process();
        const clock = { now: () => world.clock.now(), sleep: (milliseconds: number) => process.turn(world.clock.now() + milliseconds) };
        const api = mortal(iam, process, deaths[life], () => start(life + 1));
        makeHandler({ api, clock, log: () => undefined })(
          { RequestType: 'Create', ResourceProperties: properties(roles) },
          { getRemainingTimeInMillis: () => 360_000 },
        ).then(() => {
          for (const role of roles) expect(iam.everyReaderSees(role)).toBe(true);
          resolve();
        }).catch(reject);
      };
      start(0);
    }));
  }
  await Promise.all([world.run(pick), ...ended]);
  return iam;
}

function mortal(iam: FakeIam, process: Process, death: Death | undefined, onDeath: () => void): IamApi {
  let calls = 0;
  async function step<T>(call: () => Promise<T>): Promise<T> {
    await process.turn();
    const dies = death !== undefined && calls++ === death.atCall;
    if (!dies) return call();
    if (death.afterEffect) await call();
    process.kill();
    onDeath();
    return new Promise(() => undefined);
  }
  return {
    role: (name) => step(() => iam.role(name)),
    policies: (name) => step(() => iam.policies(name)),
    createRole: (role) => step(() => iam.createRole(role)),
    attachPolicy: (name, policyArn) => step(() => iam.attachPolicy(name, policyArn)),
    untag: (name, key) => step(() => iam.untag(name, key)),
  };
}

/** Roles that work and carry no mark; those that were there before are as they were. */
function expectPeace(iam: FakeIam, existing: Readonly<Record<string, AccountRole>> = {}, roles: readonly string[] = ROLES): void {
  for (const name of roles) {
    const role = iam.roles[name];
    if (existing[name]) {
      expect(role).toEqual(existing[name]);
    } else {
      expect(role).toMatchObject({ policies: [expect.stringContaining('service-role/AmazonDMS')], tags: { 'created-by': 'cdk-dms-migrations' } });
      expect(role?.tags).not.toHaveProperty('cdk-dms-migrations:incomplete');
    }
  }
}

test('two handlers agree, whatever the order of their first ten steps', async () => {
  for (let order = 0; order < 2 ** 10; order++) {
    let step = 0;
    const pick = (n: number) => (step < 10 ? (order >> step++) & 1 : step++) % n;
    expectPeace(await play({ handlers: [[], []], roles: ['dms-vpc-role'], pick }), {}, ['dms-vpc-role']);
  }
}, 60_000);

test('a handler may die at any call, before or after its effect, and the next one finishes', async () => {
  for (let atCall = 0; atCall < 12; atCall++) {
    for (const afterEffect of [false, true]) {
      expectPeace(await play({ handlers: [[{ atCall, afterEffect }]], pick: () => 0 }));
    }
  }
});

/** The next value of a stream that has no end. */
function take<T>(stream: fc.Stream<T>): T {
  return stream.next().value as T;
}

const death: fc.Arbitrary<Death> = fc.record({ atCall: fc.nat(14), afterEffect: fc.boolean() });
const existingRoles = fc.subarray([...ROLES]).map((names) => Object.fromEntries(names.map((name) => [name, othersRole(name)])));

test('any handlers, in any order, dying anywhere, reading anything stale, end with working roles and never change another\'s', async () => {
  await fc.assert(fc.asyncProperty(
    existingRoles,
    fc.array(fc.array(death, { maxLength: 2 }), { minLength: 2, maxLength: 3 }),
    fc.integer({ min: 0, max: 25_000 }),
    fc.infiniteStream(fc.nat(1_000)),
    fc.infiniteStream(fc.boolean()),
    async (existing, handlers, lagMilliseconds, picks, stale) => {
      const pick = (n: number) => take(picks) % n;
      const iam = await play({ existing, lagMilliseconds, handlers, pick, pickStale: () => take(stale) });
      expectPeace(iam, existing);
    },
  ), { numRuns: 150 });
}, 120_000);
