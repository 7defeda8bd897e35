import type { Duration, Size } from 'aws-cdk-lib';
import { error, type Problem } from '../plan/problem';
import { bytes, minutes, seconds } from './amounts';

/** An amount in the unit that is needed, or what is wrong with it. */
export interface Converted {
  /** May be known only at deployment. */
  readonly value?: number;
  readonly problems: Problem[];
}

export function inSeconds(where: string, duration: Duration | undefined): Converted {
  return convert(where, 'Duration.seconds()', () => seconds(duration));
}

export function inMinutes(where: string, duration: Duration | undefined): Converted {
  return convert(where, 'Duration.minutes()', () => minutes(duration));
}

export function inBytes(where: string, size: Size | undefined): Converted {
  return convert(where, 'Size.bytes()', () => bytes(size));
}

function convert(where: string, factory: string, amount: () => number | undefined): Converted {
  try {
    return { value: amount(), problems: [] };
  } catch {
    // The CDK cannot convert an amount that is a token, and has no way to ask for the unit that it is in.
    return { problems: [error({
      code: 'amountUnit',
      where,
      what: `must be given as ${factory}, since its amount is known only at deployment`,
      why: 'The CDK cannot convert such an amount to another unit',
      mend: `Write it as ${factory}`,
    })] };
  }
}
