import * as fc from 'fast-check';
import type { CustomResourceRequest, DeployedStack, Properties, ResourceDefinition, StackTemplate, Value } from '../../../lib/simulator/cloudformation';
import { Account, custom, succeed, type Answering } from './support';

// Pairs of templates by chance: resources that come, go, change and are replaced, whose functions fail or are slow, with references between them.

/** A resource in one of the two templates. */
interface State {
  readonly value: number;
  /** What replaces it, if it changes. */
  readonly name: number;
  readonly isBad: boolean;
  readonly isSlow: boolean;
  readonly needs: readonly number[];
}

interface Pair {
  readonly kind: 'plain' | 'replacing' | 'queue' | 'endpoint';
  readonly first?: State;
  readonly second?: State;
}

const state = fc.record({
  value: fc.integer({ min: 0, max: 2 }),
  name: fc.integer({ min: 0, max: 1 }),
  isBad: fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0),
  isSlow: fc.boolean(),
  needs: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
});

const pairs: fc.Arbitrary<Pair[]> = fc.array(fc.record({
  kind: fc.constantFrom('plain' as const, 'plain' as const, 'replacing' as const, 'queue' as const, 'endpoint' as const),
  first: fc.option(state, { nil: undefined }),
  second: fc.option(state, { nil: undefined }),
}), { minLength: 1, maxLength: 6 });

function definition(kind: Pair['kind'], id: string, { value, name, isBad, isSlow }: State, refs: readonly Value[], mayBeBad: boolean): ResourceDefinition {
  const needed = { DependsOn: refs.map(String) };
  switch (kind) {
    case 'queue': return { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${id}-${name}`, DelaySeconds: value }, ...needed };
    case 'endpoint': return {
      Type: 'AWS::DMS::Endpoint', ...needed,
      // With another key it is replaced, which its name does not allow.
      Properties: { EndpointIdentifier: `e-${id}`, EndpointType: 'source', EngineName: 'mysql', ServerName: `s${value}`, KmsKeyId: `key-${name}`, Tags: [{ Key: 'v', Value: `${value}` }] },
    };
    default: return custom({ kind, value, name, isBad: mayBeBad && isBad, isSlow, refs: refs.map((each) => ({ Ref: each })) });
  }
}

/** One of the templates; resources need only such as come before them, and are written in the other order. */
function templateOf(given: readonly Pair[], which: 'first' | 'second'): StackTemplate {
  const Resources: Record<string, ResourceDefinition> = {};
  for (let index = given.length - 1; index >= 0; index--) {
    const { kind, [which]: one } = given[index];
    if (one === undefined) continue;
    const refs = [...new Set(one.needs)].filter((need) => need < index && given[need][which] !== undefined).map((need) => `R${need}`);
    Resources[`R${index}`] = definition(kind, `r${index}`, one, refs, which === 'second');
  }
  return { Resources: { Always: custom(), ...Resources } };
}

/** What there is in an account. */
interface World {
  readonly things: Readonly<Record<string, Properties>>;
  readonly endpoints: readonly object[];
  readonly tags: readonly object[];
}

/** An account in which custom resources are things with properties: made and changed also by a request that fails in the end. */
class Things {
  public readonly things = new Map<string, Properties>();
  public readonly account: Account;

  constructor(rollbackOfNewPhysicalId: 'update' | 'delete') {
    this.account = new Account({ behaviour: { rollbackOfNewPhysicalId } });
    const slowly = this.account.answersAfter(30, (request) => this.handle(request));
    this.account.answering = (request, call) => (request.ResourceProperties.isSlow === 'true' ? slowly(request, call) : this.handle(request));
  }

  public get world(): World {
    const { dms } = this.account;
    const endpoints = Object.values(dms.call('DescribeEndpoints')).flat() as readonly Record<string, unknown>[];
    const tags = endpoints.map(({ EndpointArn: ResourceArn }) => dms.call('ListTagsForResource', { ResourceArn }));
    return { things: Object.fromEntries([...this.things].sort()), endpoints, tags };
  }

  private handle(request: CustomResourceRequest): ReturnType<Answering> {
    const { RequestType, LogicalResourceId: id, PhysicalResourceId: before = '', ResourceProperties: properties } = request;
    const { kind, name, isBad } = properties;
    const physicalId = kind === 'replacing' ? `${id}-${String(name)}` : id;
    if (RequestType === 'Delete') {
      this.things.delete(before);
      return succeed(request);
    }
    this.things.set(physicalId, properties);
    return { Status: isBad === 'true' ? 'FAILED' : 'SUCCESS', PhysicalResourceId: physicalId, Reason: 'bad' };
  }
}

/** What a stack knows of its resources. */
function known(stack: DeployedStack | undefined): object {
  return Object.fromEntries(Object.values(stack?.resources ?? {}).map(({ logicalId, physicalId, properties, attributes, dependencies }) =>
    [logicalId, { physicalId, properties, attributes, dependencies }]));
}

/** The world without ARNs, which differ from one to the next, and in one order. */
function comparable({ things, endpoints, tags }: World): unknown {
  const text = (value: object): string => JSON.stringify(value).replace(/"arn:aws:dms:[^"]*"/g, '"arn"');
  return { things: JSON.parse(text(things)) as object, lists: [endpoints, tags].map((list) => list.map(text).sort()) };
}

/** Deploys both templates one after the other, and gives whether the second came through; either way all is as it should be. */
async function play(given: readonly Pair[], rollback: 'update' | 'delete'): Promise<boolean> {
  const test = new Things(rollback);
  const { deployer } = test.account;
  expect(await deployer.deploy('Test', templateOf(given, 'first'))).toMatchObject({ succeeded: true });
  const [world, resources] = [test.world, known(deployer.stack('Test'))];
  const { succeeded, status, stack } = await deployer.deploy('Test', templateOf(given, 'second'));
  if (succeeded) {
    const anew = new Things(rollback);
    await anew.account.deployer.deploy('Test', templateOf(given, 'second'));
    expect(comparable(test.world)).toEqual(comparable(anew.world));
  } else {
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(known(stack)).toEqual(resources);
    expect(test.world).toEqual(world);
  }
  expect(stack.leaving).toEqual([]);
  expect(await deployer.destroy('Test')).toMatchObject({ succeeded: true });
  expect(test.world).toEqual({ things: {}, endpoints: [], tags: [] });
  return succeeded;
}

test.each(['update', 'delete'] as const)('an update is done as a whole or not at all, and nothing is left over: %s', async (rollback) => {
  const outcomes = { true: 0, false: 0 };
  await fc.assert(fc.asyncProperty(pairs, async (given) => {
    outcomes[`${await play(given, rollback)}`]++;
  }), { numRuns: 300, seed: 20261125 });
  // Both were tried often enough.
  expect(Math.min(outcomes.true, outcomes.false)).toBeGreaterThan(50);
}, 60_000);
