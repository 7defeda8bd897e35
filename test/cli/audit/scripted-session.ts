import type { Row, Session } from '../../../lib/cli/audit/session';

export type Answer = readonly Row[] | Error;

export type Answers = readonly (readonly [part: string | RegExp, rows: Answer])[];

/**
 * A server that knows some statements by a part of their text, the first that fits; all else fails, as a server does that lacks a view or a
 * right.
 */
export function scriptedSession(answers: Answers): Session & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const query = async (sql: string): Promise<readonly Row[]> => {
    asked.push(sql);
    const [, rows] = answers.find(([part]) => (typeof part === 'string' ? sql.includes(part) : part.test(sql))) ?? [];
    if (rows === undefined) throw new Error(`not known: ${sql.slice(0, 60)}`);
    if (rows instanceof Error) throw rows;
    return rows;
  };
  return { asked, query, attempt: query, close: async () => undefined, abandon: () => undefined };
}
