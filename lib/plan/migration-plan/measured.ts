/** How long tables took to load, as DMS recorded it. */
export interface MeasuredLoad {
  readonly tables: readonly MeasuredTable[];
}

export interface MeasuredTable {
  /** `schema.table` */
  readonly key: string;
  readonly rows: number;
  readonly seconds: number;
}

/** A file that has not what it has to have. */
export class MeasureError extends Error {
  public override readonly name = 'MeasureError';
}

/** Reads what `aws dms describe-table-statistics` printed [DMS API reference, TableStatistics]. Tables without an end of their load are left out. */
export function readMeasuredLoad(value: unknown): MeasuredLoad {
  const list = typeof value === 'object' && value !== null && 'TableStatistics' in value ? value.TableStatistics : undefined;
  if (!Array.isArray(list)) throw new MeasureError('it must have a list TableStatistics, as aws dms describe-table-statistics prints it');
  const tables = list.flatMap((each: unknown): MeasuredTable[] => {
    const { SchemaName: schema, TableName: name, FullLoadRows: rows, ...times } = (each ?? {}) as Record<string, unknown>;
    const seconds = (timeOf(times.FullLoadEndTime) - timeOf(times.FullLoadStartTime)) / 1000;
    if (typeof schema !== 'string' || typeof name !== 'string' || typeof rows !== 'number' || rows <= 0 || !(seconds > 0)) return [];
    return [{ key: `${schema}.${name}`, rows, seconds }];
  });
  if (tables.length === 0) throw new MeasureError('none of its tables has rows, a start and an end of its full load');
  return { tables };
}

/** The AWS CLI prints times as ISO 8601, or as seconds since 1970. */
function timeOf(value: unknown): number {
  return typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
}
