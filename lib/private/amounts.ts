import { SizeRoundingBehavior, type Duration, type Size } from 'aws-cdk-lib';

// Amounts in the units that DMS takes them in. Fractions are kept: the rules report them, where rounding would hide them and the CDK would
// throw. What is no amount at all, as plain JavaScript can have it, is kept too.

export function bytes(size: Size | undefined): number | undefined {
  return amount(size, 'toBytes');
}

export function kibibytes(size: Size | undefined): number | undefined {
  return amount(size, 'toKibibytes');
}

export function mebibytes(size: Size | undefined): number | undefined {
  return amount(size, 'toMebibytes');
}

export function gibibytes(size: Size | undefined): number | undefined {
  return amount(size, 'toGibibytes');
}

export function milliseconds(duration: Duration | undefined): number | undefined {
  return amount(duration, 'toMilliseconds');
}

export function seconds(duration: Duration | undefined): number | undefined {
  return amount(duration, 'toSeconds');
}

export function minutes(duration: Duration | undefined): number | undefined {
  return amount(duration, 'toMinutes');
}

const EXACT = { rounding: SizeRoundingBehavior.NONE, integral: false };

function amount(given: Size | Duration | undefined, method: string): number | undefined {
  if (given === undefined || given === null) return undefined;
  const convert: unknown = Reflect.get(Object(given) as object, method);
  return (typeof convert === 'function' ? Reflect.apply(convert, given, [EXACT]) : given) as number;
}
