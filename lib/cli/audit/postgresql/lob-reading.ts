import type { LobFacts, TableFacts } from '../../../profile/profile';
import type { LobReading } from '../lob-sampling';

const LARGEST_SHARE = 100;

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Bytes of a value as DMS reads it: text in the database's encoding. Lengths of text and bytea are known without reading what was moved out of
 * the row.
 */
function bytesOf(column: string, content: LobFacts['content']): string {
  return content === 'binary' ? `octet_length(${quote(column)})` : `octet_length(${quote(column)}::text)`;
}

export const POSTGRESQL_LOB_READING: LobReading = {
  statement: ({ schema, name, rows }: TableFacts, columns, sampleRows) => {
    const from = `${quote(schema)}.${quote(name)}`;
    // Pages are chosen at random, whole; a table that was never counted is read from its beginning.
    const share = sampleRows === undefined || rows === undefined || rows === 0 ? LARGEST_SHARE : (LARGEST_SHARE * sampleRows) / rows;
    const source = sampleRows === undefined ? from
      : share < LARGEST_SHARE ? `${from} tablesample system (${share.toPrecision(4)})` : `${from}`;
    const values = columns.map(({ name: column, lob }, index) => `${bytesOf(column, lob.content)} as b${index}`).join(', ');
    const facts = columns.map((_, index) => [
      `count(b${index}) as n${index}`, `avg(b${index})::float8 as a${index}`, `max(b${index}) as m${index}`,
      `percentile_disc(0.99) within group (order by b${index}) as p${index}`,
    ].join(', ')).join(', ');
    return `select count(*) as rows, ${facts} from (select ${values} from ${source}${sampleRows === undefined ? '' : ` limit ${sampleRows * 2}`}) sampled`;
  },
};
