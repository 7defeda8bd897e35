import { error, type Problem } from './problem';

/** Two props that answer the same question must not both be given. */
export function checkTwoAnswers(one: string, first: unknown, other: string, second: unknown): Problem[] {
  if (first === undefined || second === undefined) return [];
  return [error({
    code: 'twoAnswers',
    where: one,
    what: `is given together with '${other}'`,
    why: 'Both answer the same question, and only one can count',
    mend: `Leave out '${one}' or '${other}'`,
  })];
}
