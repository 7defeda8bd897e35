import * as fc from 'fast-check';
import type { AlarmState } from '../../../lib/simulator/cloudwatch/alarm-definitions';
import { parseRule, type Rule } from '../../../lib/simulator/cloudwatch/alarm-rule';
import { parseMath, type Expression, type Operator } from '../../../lib/simulator/cloudwatch/math-syntax';
import { MetricStore } from '../../../lib/simulator/cloudwatch/metric-store';
import { ABOVE_50, metric, MINUTE, putValues, START, worldWith } from './support';

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

interface Life {
  readonly periods: number;
  readonly datapoints: number;
  readonly treatment: string;
  readonly extraPeriods: number;
  /** A value a minute: one breaches from 51 on. */
  readonly values: readonly (number | undefined)[];
}

const shapes = fc.integer({ min: 1, max: 6 }).chain((periods) => fc.record({
  periods: fc.constant(periods),
  datapoints: fc.integer({ min: 1, max: periods }),
  treatment: fc.constantFrom(...TREATMENTS),
  extraPeriods: fc.integer({ min: 0, max: 4 }),
}));
const values = (value: fc.Arbitrary<number | undefined>): fc.Arbitrary<(number | undefined)[]> => fc.array(value, { minLength: 12, maxLength: 30 });
const breaching = fc.integer({ min: 51, max: 100 });
const within = fc.integer({ min: 0, max: 50 });
const gap = fc.constant(undefined);
const anything = values(fc.oneof(breaching, within, gap));

/** The state after each minute. */
function live({ periods, datapoints, treatment, extraPeriods, values: given }: Life): AlarmState[] {
  const { store, alarms } = worldWith(
    { ...ABOVE_50, EvaluationPeriods: periods, DatapointsToAlarm: datapoints, TreatMissingData: treatment },
    { extraPeriods },
  );
  return given.map((value, index) => {
    putValues(store, 'load', [value], START + index * MINUTE);
    alarms.evaluate(START + (index + 1) * MINUTE);
    return alarms.stateOf('alarm');
  });
}

test('an alarm with nothing but breaching data is in ALARM from N data points on', () => {
  fc.assert(fc.property(shapes, values(breaching), (shape, given) => {
    expect(new Set(live({ ...shape, values: given }).slice(shape.periods - 1))).toEqual(new Set(['ALARM']));
  }));
});

test('an alarm with nothing but data within the threshold is OK from N data points on', () => {
  fc.assert(fc.property(shapes, values(within), (shape, given) => {
    expect(new Set(live({ ...shape, values: given }).slice(shape.periods - 1))).toEqual(new Set(['OK']));
  }));
});

test('missing data that is not breaching never makes an alarm: as many data points as M breach in the range', () => {
  fc.assert(fc.property(shapes, anything, (shape, given) => {
    const range = shape.periods + shape.extraPeriods;
    for (const [index, state] of live({ ...shape, treatment: 'notBreaching', values: given }).entries()) {
      const breaches = given.slice(Math.max(0, index + 1 - range), index + 1).filter((value) => value !== undefined && value > 50);
      if (state === 'ALARM') expect(breaches.length).toBeGreaterThanOrEqual(shape.datapoints);
    }
  }));
});

test('without any data an alarm is OK, in ALARM, without data, or as it was, just as it is told to treat that', () => {
  fc.assert(fc.property(shapes, (shape) => {
    const states = new Set(live({ ...shape, values: Array.from({ length: 12 }, () => undefined) }));
    const outcomes: Readonly<Record<string, AlarmState>> = { missing: 'INSUFFICIENT_DATA', ignore: 'INSUFFICIENT_DATA', breaching: 'ALARM', notBreaching: 'OK' };
    expect(states).toEqual(new Set([outcomes[shape.treatment]]));
  }));
});

test('what is in ALARM for more data points is so for fewer', () => {
  const laws = fc.property(shapes, anything, (shape, given) => {
    // An alarm that retains its state depends on the past, in which the other one may have been in another state.
    fc.pre(shape.treatment !== 'ignore' && shape.datapoints > 1);
    const [more, fewer] = [shape.datapoints, shape.datapoints - 1].map((datapoints) => live({ ...shape, datapoints, values: given }));
    for (const [index, state] of more.entries()) if (state === 'ALARM') expect(fewer[index]).toBe('ALARM');
  });
  fc.assert(laws);
});

test('once as many data points exist as are evaluated, it matters not how missing data is treated', () => {
  fc.assert(fc.property(shapes, anything, (shape, given) => {
    const all = TREATMENTS.map((treatment) => live({ ...shape, treatment, values: given }));
    const range = shape.periods + shape.extraPeriods;
    for (let index = 0; index < given.length; index++) {
      const found = given.slice(Math.max(0, index + 1 - range), index + 1).filter((value) => value !== undefined).length;
      if (found >= shape.periods) expect(new Set(all.map((states) => states[index])).size).toBe(1);
    }
  }));
});

test('it matters not in which order data points are put', () => {
  fc.assert(fc.property(anything, fc.infiniteStream(fc.nat()), (given, keys) => {
    const points = given.flatMap((value, index) => (value === undefined ? [] : [{ value, at: START + index * MINUTE }]));
    const keyed = points.map((point) => ({ point, key: Number(keys.next().value) }));
    const shuffled = keyed.sort((one, other) => one.key - other.key).map(({ point }) => point);
    const [one, other] = [points, shuffled].map((order) => {
      const store = new MetricStore();
      for (const { at, value } of order) store.put(metric('m'), at, value);
      return store.series(metric('m'), 'Sum', 60, START, START + 30 * MINUTE);
    });
    expect(other).toEqual(one);
  }));
});

const OPERATORS: readonly Operator[] = ['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', 'AND', 'OR'];
const ids = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,6}$/);
const { expression } = fc.letrec<{ expression: Expression; leaf: Expression }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ kind: fc.constant('number' as const), value: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) }),
    fc.record({ kind: fc.constant('reference' as const), id: ids }),
  ),
  expression: fc.oneof({ depthSize: 'small' },
    tie('leaf'),
    fc.record({ kind: fc.constant('negation' as const), of: tie('expression') }),
    fc.record({ kind: fc.constant('operation' as const), operator: fc.constantFrom(...OPERATORS), left: tie('expression'), right: tie('expression') }),
    fc.record({ kind: fc.constant('call' as const), name: fc.constantFrom('MAX', 'IF', 'FILL'), args: fc.array(tie('expression'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(tie('expression'), { maxLength: 3 }) }),
  ),
}));

function print(of: Expression): string {
  switch (of.kind) {
    case 'number': return String(of.value);
    case 'reference': return of.id;
    case 'word': return of.word;
    case 'negation': return `(-${print(of.of)})`;
    case 'operation': return `(${print(of.left)} ${of.operator} ${print(of.right)})`;
    case 'call': return `${of.name}(${of.args.map(print).join(', ')})`;
    case 'list': return `[${of.items.map(print).join(', ')}]`;
  }
}

test('a math expression is read as it was written', () => {
  fc.assert(fc.property(expression, (written) => {
    expect(parseMath(print(written))).toEqual(written);
  }));
});

test('whatever is no expression is told as that, and nothing hangs', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'aM1.(),[]+-*/^<>=&| "eE') }), (text) => {
    try {
      expect(parseMath(text)).toHaveProperty('kind');
    } catch (error) {
      expect((error as Error).message).toContain(`the math expression '${text}': `);
    }
  }), { numRuns: 500 });
});

const names = fc.stringMatching(/^[a-zA-Z0-9 _.()'"\\-]{1,8}$/);
const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof({ depthSize: 'small' },
    fc.record({ kind: fc.constant('constant' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('state' as const), state: fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA'), alarm: names }),
    fc.record({ kind: fc.constant('not' as const), of: tie('rule') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('rule'), right: tie('rule') }),
  ),
}));

function printRule(of: Rule): string {
  switch (of.kind) {
    case 'constant': return of.value ? 'TRUE' : 'FALSE';
    case 'state': return `${of.state}("${of.alarm.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}")`;
    case 'not': return `NOT ${printRule(of.of)}`;
    default: return `(${printRule(of.left)} ${of.kind.toUpperCase()} ${printRule(of.right)})`;
  }
}

test('a rule is read as it was written', () => {
  fc.assert(fc.property(rule, (written) => {
    expect(parseRule(printRule(written))).toEqual(written);
  }));
});
