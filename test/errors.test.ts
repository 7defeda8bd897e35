import { Stack, type App } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import * as lib from '../lib';
import { callSpecimen, SPECIMENS } from './support/specimens';
import { testStack } from './support/stacks';

/** Odd, and yet not for plain JavaScript, where a prop can be forgotten or mistyped without anybody telling. */
const ODD: readonly unknown[] = [
  undefined, null, Number.NaN, Infinity, 1e308, -1, 0.5, 0, '', '%', ' ', '\u0000', '订单', '${Token}', 'x'.repeat(300), true, [], {}, [null], [''],
];

/** Calls that have no parameters. */
const WITHOUT_PARAMETERS = [
  'ServerlessCapacity.unlimited', '_ServerlessReplicationBase', // internal, and abstract
  'DatabaseNetwork.unmanaged', 'DmsServiceRoles.of', 'Encryption.awsManagedKey',
  'EventSubscriptionSource.allInstances', 'EventSubscriptionSource.allTasks', 'FilterCondition.isNotNull', 'FilterCondition.isNull', 'KafkaSecurity.plaintext',
  'LobHandling.none', 'OracleNumberScale.of', 'ParallelLoad.none', 'ParallelLoad.subpartitionsAuto', 'Rebound.none', 'RedisAuthentication.none', 'RedisTls.plaintext', 'S3ObjectEncryption.s3Managed', 'TableLobSettings.none', 'TaskSettings.none',
  'Tls.none', 'Tls.require', 'Tls.unspecified', 'Validation.disabled',
];

type Path = readonly string[];

/** The places in the arguments that can be replaced: all but what is inside of objects that are no plain data. */
function pathsIn(value: unknown, at: Path = []): Path[] {
  const inside = isData(value) ? Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...at, key])) : [];
  return at.length === 0 ? inside : [at, ...inside];
}

function isData(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
}

function replaced(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  // An earlier replacement may have taken the place away.
  if (!isData(value) || !Object.hasOwn(value, key) || (Array.isArray(value) && key === 'length')) return value;
  const copy: unknown = Array.isArray(value) ? [...value as unknown[]] : { ...value };
  Reflect.set(copy as object, key, rest.length === 0 ? odd : replaced(Reflect.get(value, key), rest, odd));
  return copy;
}

/** What plain JavaScript would see: nothing, or the error. */
function outcome(name: string, changes: readonly (readonly [Path, unknown])[]): unknown {
  const stack = testStack();
  try {
    const args = changes.reduce<unknown>((given, [path, odd]) => replaced(given, path, odd), SPECIMENS[name].args(stack));
    callSpecimen(name, SPECIMENS[name], stack, args as unknown[]);
    (stack.node.root as App).synth();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** An error that was meant: it is no TypeError (of Node.js's own realm neither), nor was one wrapped into the CDK's own. */
function isMeant(error: unknown): boolean {
  if (error === undefined) return true;
  const { name, message } = error as Error;
  return !/^(Type|Range|Reference)Error$/.test(name)
    && !/is not a function|is not iterable|Cannot (read|destructure|convert|use)|circular structure/.test(message);
}

test('every way into the API is fed', () => {
  const ways = Object.entries(lib).flatMap(([name, member]) => {
    if (typeof member !== 'function') return [];
    const functions = Object.getOwnPropertyNames(member).filter((key) => typeof Reflect.get(member, key) === 'function' && !key.startsWith('_'));
    return [...(member.prototype instanceof Construct ? [name] : []), ...functions.map((key) => `${name}.${key}`)];
  });
  expect(ways.length).toBeGreaterThan(80);
  expect(ways.filter((way) => !(way in SPECIMENS) && !WITHOUT_PARAMETERS.includes(way))).toEqual([]);
});

test.each(Object.keys(SPECIMENS))('%s does what is asked of it, or says what is wrong, whatever it is given', (name) => {
  const paths = pathsIn(SPECIMENS[name].args(new Stack()));
  expect(isMeant(outcome(name, []))).toBe(true);
  const change = fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...ODD));
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
    const error = outcome(name, changes);
    if (!isMeant(error)) throw error instanceof Error ? error : new Error(String(error));
  }), { numRuns: 12 });
});
