import * as fc from 'fast-check';
import { describeFailure, diagnose, HEAD_BYTES, MAX_REASON_BYTES } from '../../../lib/control/connection/diagnose';
import { findRule, NOTHING_KNOWN, RULES } from '../../../lib/control/connection/rules';
import { bytesOf, oneLine } from '../../../lib/control/connection/shown-text';
import { DERIVED, SEEN, type FailureCase } from '../../support/connection-failures';

const CASES = [...SEEN, ...DERIVED];
const MESSAGES = CASES.map(([, , message]) => message);
const ALL_RULES = [...RULES, NOTHING_KNOWN];
const ROLES = ['source', 'target'] as const;
const ENGINES = ['mysql', 'oracle', 'postgres', 'aurora', 'aurora-postgresql', 'mariadb', 'sqlserver', 'db2', 'mongodb', 's3', 'redshift', 'kafka', ''];

const ruleOf = (message: string, engineName?: string): string => findRule(oneLine(message), { engineName }).id;

/** Titles are numbered, for messages are long. */
const numbered = (cases: readonly FailureCase[]) => cases.map((each, index) => [index, each[0], each] as const);

describe.each([['seen', numbered(SEEN)], ['derived', numbered(DERIVED)]])('a message that was %s', (_, cases) => {
  test.each(cases)('%d means %s', (_index, rule, [, cause, message, engineName]) => {
    expect({ rule: ruleOf(message, engineName), cause: diagnose(message, { role: 'source', engineName }).cause }).toEqual({ rule, cause });
  });

  test.each(cases)('%d means %s in other letters and among other words', (_index, rule, [, , message, engineName]) => {
    if (['noMessage', 'unknown'].includes(rule)) return expect(ruleOf(`Well: ${message}`, engineName)).toBe('unknown');
    const wrapped = `Connection of the endpoint failed.\n\n${message.toUpperCase()}\r\n\tRequest id: 4f1c2a. Try again later.`;
    return expect(ruleOf(wrapped, engineName)).toBe(rule);
  });
});

test('every rule has a case', () => {
  expect(ALL_RULES.map(({ id }) => id).filter((id) => !CASES.some(([rule]) => rule === id))).toEqual([]);
});

test('no two rules have one name', () => {
  expect(new Set(ALL_RULES.map(({ id }) => id)).size).toBe(ALL_RULES.length);
});

test('an engine that is not known is told of nothing that only AWS services have', () => {
  expect(ruleOf('Failed to connect to database.')).toBe('unknown');
  expect(ruleOf('Access Denied')).toBe('unknown');
});

test('what PostgreSQL calls a missing entry is TLS, a login, or an address, by what stands after it', () => {
  const entry = 'no pg_hba.conf entry for host "10.0.0.1", user "dms", database "orders"';
  expect(['no encryption', 'SSL off', 'SSL on', 'SSL encryption'].map((end) => diagnose(`${entry}, ${end}`, { role: 'source' }).cause))
    .toEqual(['tls', 'tls', 'login', 'login']);
});

test("a time-out cannot tell a security group from a route, so both are told, the group first, and the native code 101 is no 'unreachable'", () => {
  const diagnosis = diagnose(SEEN[2][2], { role: 'target', engineName: 'aurora-postgresql' });
  expect(diagnosis).toEqual({
    cause: 'network',
    certainty: 'certain',
    words: 'Nothing answered at the address of the target in time. A time-out cannot tell a security group from a route.',
    checks: [
      'Let the security group of the target in from the security group of the replication instance, at the port of the database',
      'Let the security group of the replication instance out to that port',
      'See that host and port of the endpoint or its secret are right, and that the name resolves to an address that the VPC can reach',
      'See that route tables of the subnets of the replication instance lead there (peering, transit gateway, VPN, NAT), and others back',
      'See that network ACLs let the port out and answers to ports 1024-65535 in',
      'For a database on premises let its firewall in from the subnets of the replication instance',
    ],
  });
});

test('of a message that nobody knows it says so, in the words of DMS', () => {
  const diagnosis = diagnose('The stars are not right', { role: 'source' });
  expect({ ...diagnosis, checks: diagnosis.checks.length }).toEqual({
    cause: 'unknown',
    certainty: 'unknown',
    words: 'DMS could not connect to the source, and its message does not tell why: "The stars are not right".',
    checks: 5,
  });
});

test('a message that DMS has left out is unknown', () => {
  expect(diagnose(undefined, { role: 'source' }).words).toBe('DMS could not connect to the source, and says nothing about it.');
});

test('whoever cannot be sure does not say so', () => {
  expect(ALL_RULES.filter(({ cause, certainty }) => (cause === 'unknown') !== (certainty === 'unknown'))).toEqual([]);
});

describe.each(ALL_RULES.map((rule) => [rule.id, rule] as const))('what %s says', (_, rule) => {
  const said = ROLES.map((role) => ({ words: rule.words({ role, said: 'x' }), checks: rule.checks({ role, said: 'x' }) }));

  test('has one or two sentences', () => {
    for (const { words } of said) expect(words).toMatch(/^[A-Z][^\n]+\.$/);
  });

  test('has checks that begin with a capital and end without a full stop', () => {
    for (const { checks } of said) {
      expect(checks.length).toBeGreaterThan(0);
      for (const check of checks) expect(check).toMatch(/^[A-Z][^\n]*[^.\s]$/);
    }
  });

  test('has a first check that fits into the head beside the one of the other endpoint', () => {
    for (const { checks } of said) expect(checks[0].length).toBeLessThanOrEqual(130);
  });
});

describe('the reason of a failed deployment', () => {
  test('has cause and first check, the diagnosis, the words of DMS and all checks', () => {
    expect(describeFailure([{
      role: 'source',
      endpointIdentifier: 'orders-source',
      engineName: 'mysql',
      message: "Test Endpoint failed: NativeError: 2003 Can't connect to MySQL server on 'db.example.com' (111)",
    }])).toBe([
      'The connection test failed.',
      'Source (orders-source, mysql): connection refused. '
      + 'First: See that the port of the endpoint or its secret is the one that the source database listens at.',
      '',
      'The host of the source was reached, and nothing listens at the port.',
      "DMS says: Test Endpoint failed: NativeError: 2003 Can't connect to MySQL server on 'db.example.com' (111)",
      'Check at the source, in this order:',
      '1. See that the port of the endpoint or its secret is the one that the source database listens at.',
      '2. See that the source database runs, and listens at its address and not at localhost only.',
      '3. See that no firewall or proxy on the way refuses the connection.',
    ].join('\n'));
  });

  test('says probably of what is likely only', () => {
    expect(describeFailure([{ role: 'target', message: 'Network error has occurred' }])).toContain('\nTarget: probably no answer from its host. First: Let ');
  });

  test('says that DMS says nothing', () => {
    expect(describeFailure([{ role: 'target' }])).toContain('\nDMS says: nothing\n');
  });

  test('of no failure says that there is none', () => {
    expect(describeFailure([])).toBe('No connection test has failed.');
  });

  test('has cause and first check of both endpoints whole in its first 500 bytes, whatever the two causes', () => {
    const cut = CASES.filter(([, , message, engineName]) => {
      const failure = (role: 'source' | 'target') => ({ role, endpointIdentifier: `a-rather-long-name-of-a-${role}-endpoint`, engineName, message });
      const head = describeFailure([failure('source'), failure('target')]).slice(0, HEAD_BYTES).split('\n\n')[0];
      return ROLES.some((role) => !head.includes(`First: ${diagnose(message, failure(role)).checks[0]}.`));
    });
    expect(cut.map(([rule]) => rule)).toEqual([]);
  });

  test('has all checks of both endpoints, whatever the two causes, if the messages are long', () => {
    const lost = CASES.filter(([, , message, engineName]) => {
      const long = `${message} ${'x'.repeat(5000)}`;
      const failure = (role: 'source' | 'target') => ({ role, endpointIdentifier: `${role}-endpoint`, engineName, message: long });
      const text = describeFailure([failure('source'), failure('target')]);
      return ROLES.some((role) => diagnose(failure(role).message, failure(role)).checks.some((check) => !text.includes(`${check}.`)));
    });
    expect(lost.map(([rule]) => rule)).toEqual([]);
  });
});

describe('whatever DMS says', () => {
  /** Texts of all kinds, and such as have pieces of real messages in them. */
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.oneof(fc.constantFrom(...MESSAGES), fc.string({ unit: 'binary' })), { maxLength: 40 }).map((parts) => parts.join(' ')),
    fc.tuple(fc.constantFrom(...MESSAGES), fc.nat(400), fc.nat(400)).map(([message, from, to]) => message.slice(from, from + to)),
  );
  const failure = fc.record({
    role: fc.constantFrom(...ROLES),
    endpointIdentifier: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
    engineName: fc.option(fc.constantFrom(...ENGINES), { nil: undefined }),
    message: fc.option(text, { nil: undefined }),
  });

  test('there is a diagnosis, and twice the same', () => {
    fc.assert(fc.property(failure, (failed) => {
      const diagnosis = diagnose(failed.message, failed);
      expect(diagnosis.words).not.toBe('');
      expect(diagnosis.checks.length).toBeGreaterThan(0);
      expect(diagnose(failed.message, failed)).toEqual(diagnosis);
    }));
  });

  test('the reason of both endpoints is never longer than it may be, and twice the same', () => {
    fc.assert(fc.property(fc.array(failure, { maxLength: 2 }), (failures) => {
      const reason = describeFailure(failures);
      expect(bytesOf(reason)).toBe(Buffer.byteLength(reason));
      expect(bytesOf(reason)).toBeLessThanOrEqual(MAX_REASON_BYTES);
      expect(describeFailure(failures)).toBe(reason);
    }));
  });

  test('both endpoints are in the first 500 bytes', () => {
    fc.assert(fc.property(failure, failure, (source, target) => {
      const head = describeFailure([source, target]).split('\n\n')[0];
      expect(head.split('\n')).toHaveLength(3);
      expect(bytesOf(head)).toBeLessThanOrEqual(HEAD_BYTES);
    }));
  });

  test('no password of it is shown', () => {
    const secret = fc.string({ unit: fc.constantFrom(...'abcdefgXYZ0189!#$%*_-.:+'), minLength: 10, maxLength: 30 });
    const around = fc.constantFrom(...MESSAGES);
    fc.assert(fc.property(secret, around, fc.constantFrom(...ROLES), (password, message, role) => {
      const reason = describeFailure([{ role, message: `SERVER=db;UID=dms;PWD=${password};DATABASE=x ${message} password='${password}'` }]);
      expect(reason).not.toContain(password);
    }));
  });

  test('it is read in little time, however long and contrived', () => {
    const contrived = ['certificate ', 'replication instance ', '://a:', "can't connect to x server on ", 'database "', 'pwd=', '\\\\"', 'host ', 'kms ', 'x', 'password ', 'user/'];
    for (const piece of contrived) {
      const started = performance.now();
      describeFailure([{ role: 'source', message: piece.repeat(20000) }]);
      expect(performance.now() - started).toBeLessThan(2000);
    }
  });
});
