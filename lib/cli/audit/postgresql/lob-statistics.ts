import type { LobFacts } from '../../../profile/profile';
import type { Row } from '../session';
import { defined, numberIn, rounded } from '../values';

/** What lies beside a table because it is large. */
export interface ToastFacts {
  readonly rows: number | undefined;
  readonly bytes: number | undefined;
  /** Columns whose values may lie there. */
  readonly columns?: number;
}

/**
 * A LOB's sizes by statistics. ANALYZE takes a value that was moved out of the row for its pointer of 18 bytes [derived: PostgreSQL's
 * analyze.c]. So what lies outside is added if it can only be this column's; else nothing is said, lest it be far too little. Both are sizes on
 * disk, after compression.
 */
export function lobFactsOf(lob: LobFacts, statistics: Row | undefined, { rows, bytes, columns }: ToastFacts): LobFacts {
  if (statistics === undefined) return lob;
  const nullShare = numberIn(statistics, 'nullShare');
  const width = numberIn(statistics, 'width');
  const values = rows === undefined || nullShare === undefined ? undefined : rows * (1 - nullShare);
  return defined<LobFacts>({
    ...lob,
    basis: 'statistics',
    nullShare: nullShare === undefined ? undefined : rounded(nullShare),
    averageBytes: averageBytes(width, values, bytes, columns ?? 0),
  });
}

function averageBytes(width: number | undefined, values: number | undefined, outside: number | undefined, columns: number): number | undefined {
  if (width === undefined || width <= 0 || outside === undefined) return undefined;
  if (outside === 0) return rounded(width);
  return columns === 1 && values !== undefined && values >= 1 ? rounded(width + outside / values) : undefined;
}
