import * as fc from 'fast-check';
import { checkIdentifier, checkResourceIdentifier, makeIdentifier } from '../../lib/plan/identifiers';
import { UNKNOWN } from '../../lib/plan/unknown';
import { testRules } from '../support/rule-cases';

describe('makeIdentifier', () => {
  const path = fc.array(fc.string({ minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 6 });

  test('gives what DMS takes and stores unchanged, whatever the path', () => {
    fc.assert(fc.property(path, fc.jsonValue(), (words, replacedWith) => {
      const identifier = makeIdentifier({ path: words, replacedWith });
      expect(identifier).toMatch(/^[a-z](-?[a-z0-9])*$/);
      expect(identifier.length).toBeLessThanOrEqual(63);
      expect(checkIdentifier('id', identifier, 63)).toEqual([]);
    }));
  });

  test('gives the same for the same', () => {
    fc.assert(fc.property(path, (words) => {
      expect(makeIdentifier({ path: words })).toBe(makeIdentifier({ path: [...words] }));
    }));
  });

  test('gives another for another path', () => {
    fc.assert(fc.property(path, path, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(makeIdentifier({ path: a })).not.toBe(makeIdentifier({ path: b }));
    }));
  });

  test('gives another when a create-only property changes', () => {
    expect(makeIdentifier({ path: ['Orders', 'Instance'], replacedWith: { kmsKeyId: 'a' } }))
      .not.toBe(makeIdentifier({ path: ['Orders', 'Instance'], replacedWith: { kmsKeyId: 'b' } }));
  });

  test('keeps the words of a short path, and both ends of a long one', () => {
    expect(makeIdentifier({ path: ['Orders', 'Instance', 'Resource'] })).toMatch(/^orders-instance-[0-9a-f]{8}$/);
    expect(makeIdentifier({ path: ['Orders-Of-The-European-Warehouses', 'Replication', 'OnPremisesPostgres', 'Task'] }))
      .toMatch(/^orders-of-the-europe-plication-onpremisespostgres-task-[0-9a-f]{8}$/);
  });

  test('begins with a letter where the path does not', () => {
    expect(makeIdentifier({ path: ['7-eleven'] })).toMatch(/^dms-7-eleven-/);
    expect(makeIdentifier({ path: ['注文'] })).toMatch(/^dms-[0-9a-f]{8}$/);
  });
});

// An example of the API reference: the ARN keeps its capitals.
test('takes capitals in the end of an ARN', () => {
  expect(checkResourceIdentifier('Example-App-ARN1')).toEqual([]);
});

testRules([
  {
    code: 'identifierLength',
    bad: () => checkIdentifier('replicationInstanceIdentifier', 'a'.repeat(64), 63),
    message: "'replicationInstanceIdentifier' must have 1 to 63 characters, got 64. DMS refuses longer identifiers. "
      + 'Shorten it, or leave it out and one is generated. [identifierLength]',
    unknown: () => checkIdentifier('replicationInstanceIdentifier', UNKNOWN, 63),
  },
  {
    code: 'identifierForm',
    bad: () => checkIdentifier('endpointIdentifier', '9_Bad--Name-', 255),
    message: "'endpointIdentifier' must begin with a letter and have only ASCII letters, digits and single hyphens between them, got \"9_Bad--Name-\". "
      + 'DMS refuses other identifiers. Spell it so, or leave it out and one is generated. [identifierForm]',
    unknown: () => checkIdentifier('endpointIdentifier', UNKNOWN, 255),
  },
  {
    code: 'identifierCase',
    bad: () => checkIdentifier('migrationTaskIdentifier', 'Orders', 255),
    message: "'migrationTaskIdentifier' must be in lower case, got \"Orders\". DMS stores identifiers in lower case, so CloudFormation would report "
      + 'drift for ever and metrics would have another name. Write "orders". [identifierCase]',
    unknown: () => checkIdentifier('migrationTaskIdentifier', UNKNOWN, 255),
  },
  {
    code: 'resourceIdentifierForm',
    bad: () => checkResourceIdentifier('orders_task'),
    message: "'resourceIdentifier' must have at most 31 ASCII letters, digits and single hyphens and begin with a letter, got \"orders_task\". DMS makes it the end of the "
      + 'ARN and refuses others. Shorten it, or leave it out and DMS generates one. [resourceIdentifierForm]',
    unknown: () => checkResourceIdentifier(UNKNOWN),
  },
]);
