import { Stack } from 'aws-cdk-lib';
import { listOf, readProps, readPropsOf, withoutNulls } from '../../lib/private/read-props';

interface Props {
  readonly name?: string;
  readonly made: Date;
  readonly list?: Date[];
}

const KINDS = { made: 'Date', list: 'Date[]' };
const made = new Date(0);
const untyped = (props: unknown): Props => props as Props;

test('what is as TypeScript has it is passed on', () => {
  const props = { name: 'a', made, list: [made] };
  expect(readProps(props, KINDS)).toEqual({ given: props, problems: [] });
});

test('null is nothing', () => {
  expect(withoutNulls(untyped({ name: null, made }))).toEqual({ made });
  expect([null, undefined, 'props', 5].map((props) => withoutNulls(untyped(props)))).toEqual([{}, {}, {}, {}]);
});

test('a single value is a list of one', () => {
  expect([undefined, null, 'a', ['a', 'b']].map((value) => listOf(value as string[]))).toEqual([[], [], ['a'], ['a', 'b']]);
});

test('members of another type are told and left out', () => {
  const { given, problems } = readProps(untyped({ name: 'a', made: '1970-01-01', list: [made, 'x'] }), KINDS);
  expect(given).toEqual({ name: 'a', list: [made] });
  expect(problems.map(({ where, what }) => [where, what])).toEqual([
    ['made', 'must be of the type Date, got "1970-01-01"'], ['list[1]', 'must be of the type Date, got "x"'],
  ]);
});

test('a construct ends with all that is wrong where it cannot even be begun', () => {
  const scope = new Stack(undefined, 'Test');
  expect(() => readPropsOf(scope, untyped({ list: 'x' }), KINDS, 'made')).toThrow(
    /^\[Test\] 'list\[0\]' must be of the type Date, got "x"\. .*\n\[Test\] 'made' must be of the type Date, got nothing\. .*\[valueKind\]$/,
  );
  expect(readPropsOf(scope, untyped({ made, name: null }), KINDS, 'made').given).toEqual({ made });
});
