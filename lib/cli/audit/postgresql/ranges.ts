import type { RangeFacts } from '../../../profile/profile';
import { MOST_RANGES, thinned } from '../ranges';
import type { Row } from '../session';
import { textOf, textsIn } from '../values';

/** Inner bounds of a histogram, thinned out evenly: its first and last are the smallest and the largest value. */
export function rangesOf(histogram: Row | undefined): RangeFacts | undefined {
  if (histogram === undefined) return undefined;
  const buckets = textsIn(histogram, 'bounds');
  const inner = thinned(buckets.slice(1, -1), MOST_RANGES - 1);
  return inner.length === 0 ? undefined : { column: textOf(histogram, 'column'), bounds: inner };
}
