import { schemasIn } from '../schemas';
import type { AuditScope, CatalogueReader, Look, Row } from '../session';
import { defined, numberIn, tableKey, textOf } from '../values';
import * as queries from './queries';

/** Where the binary log stands; where there is none, how much redo has been written. */
export async function look(reader: CatalogueReader, scope: AuditScope): Promise<Look | undefined> {
  const [clock] = await reader.want('the clock', queries.CLOCK) ?? [];
  const seconds = clock && numberIn(clock, 'seconds');
  if (seconds === undefined) return undefined;
  const schemas = schemasIn(await reader.need('schemas', queries.SCHEMAS), scope);
  const [logging] = await reader.need('whether there is a binary log', queries.SETTINGS, [['log_bin']]);
  const hasLog = logging !== undefined && textOf(logging, 'Value') === 'ON';
  const files = hasLog ? await reader.want('binary logs', queries.LOG_FILES) : undefined;
  const [commits] = await reader.want('commits', queries.COMMITS) ?? [];
  const tables = schemas.length === 0 ? [] : await reader.want('counters of changes', queries.LOOK_AT_TABLES, [schemas]);
  if (!hasLog) reader.note('There is no binary log: changes are those of the redo log.');
  return defined<Look>({
    seconds,
    logBytes: hasLog ? undefined : await redo(reader),
    logFiles: files?.map((row) => ({ name: textOf(row, 'Log_name'), bytes: numberIn(row, 'File_size') ?? 0 })),
    transactions: commits && numberIn(commits, 'Value'),
    tables: countersOf(tables ?? []),
  });
}

async function redo(reader: CatalogueReader): Promise<number | undefined> {
  const [row] = await reader.want('the redo log', queries.REDO) ?? [];
  return row && numberIn(row, 'Value');
}

function countersOf(rows: readonly Row[]): Look['tables'] {
  return new Map(rows.map((row) => [
    tableKey(textOf(row, 'schema'), textOf(row, 'name')),
    [numberIn(row, 'inserted') ?? 0, numberIn(row, 'updated') ?? 0, numberIn(row, 'deleted') ?? 0],
  ]));
}
