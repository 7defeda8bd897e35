import type { CatalogueReader, Row, Session } from './session';

/** A reader over a session; notes are added to the list. */
export function readerOf(session: Session, notes: string[], progress: (text: string) => void): CatalogueReader {
  const need = async (what: string, sql: string, values?: readonly unknown[]): Promise<readonly Row[]> => {
    progress(what);
    return session.query(sql, values);
  };
  return {
    need,
    want: async (what, sql, values) => {
      progress(what);
      try {
        return await session.attempt(sql, values);
      } catch (error) {
        notes.push(`${what[0].toUpperCase()}${what.slice(1)} could not be read: ${(error as Error).message}`);
        return undefined;
      }
    },
    run: async (sql) => void await session.query(sql),
    note: (sentence) => void notes.push(sentence),
    progress,
  };
}
