import type { LobReading } from '../lob-sampling';
import { classCounts } from '../lob-sampling';
import { quote } from './queries';

export const MYSQL_LOB_READING: LobReading = {
  statement: ({ schema, name, primaryKey }, columns, sampleRows) => {
    const values = columns.map(({ name: column }, index) => `octet_length(${quote(column)}) as b${index}`).join(', ');
    const from = `from ${quote(schema)}.${quote(name)}`;
    const facts = columns.map((_, index) => [
      `count(b${index}) as n${index}`, `avg(b${index}) as a${index}`, `max(b${index}) as m${index}`, classCounts(`b${index}`, index),
    ].join(', ')).join(', ');
    return `select count(*) as \`rows\`, ${facts} from (${sampled(`select ${values} ${from}`, primaryKey?.columns, sampleRows)}) as sampled`;
  },
};

/** MySQL has no samples: the first and the last rows by the primary key are the oldest and the newest of most tables. */
function sampled(select: string, key: readonly string[] | undefined, rows: number | undefined): string {
  if (rows === undefined) return select;
  if (key === undefined || key.length === 0) return `${select} limit ${rows}`;
  const half = Math.floor(rows / 2);
  const order = (direction: string): string => key.map((column) => `${quote(column)} ${direction}`).join(', ');
  return `(${select} order by ${order('asc')} limit ${half}) union all (${select} order by ${order('desc')} limit ${half})`;
}
