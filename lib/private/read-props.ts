import type { IConstruct } from 'constructs';
import { describeProblem, type Problem } from '../plan/problem';
import { checkKind } from '../plan/value-kinds';

/** Props as TypeScript knows them. Plain JavaScript can leave them out, or write null for a member that it does not want. */
export function withoutNulls<T extends object>(props: T | undefined): T {
  if (typeof props !== 'object' || props === null) return {} as T;
  if (!Object.values(props).includes(null)) return props;
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== null)) as T;
}

/** A list as TypeScript knows it. Plain JavaScript can leave it out, or write a single value in its place. */
export function listOf<T>(values: readonly T[] | undefined): T[] {
  if (values === undefined || values === null) return [];
  return Array.isArray(values) ? [...values as readonly T[]] : [values as T];
}

/** The values of a list that are of the type that they have to be, and what was wrong with the others. */
export function readList<T>(where: string, values: readonly T[] | undefined, kind: string): { readonly values: T[]; readonly problems: Problem[] } {
  const read = listOf(values).map((value, index) => ({ value, problems: checkKind(`${where}[${index}]`, value, kind) }));
  return {
    values: read.filter(({ problems }) => problems.length === 0).map(({ value }) => value),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Props that are safe to use, and what was wrong with them. */
export interface ReadProps<T> {
  readonly given: T;
  readonly problems: Problem[];
}

/** The types of members that are objects; that of a list ends in `[]`. */
export type MemberKinds<T> = { readonly [member in keyof T]?: string };

/**
 * Props without null, and without members that are not of the type that they have to be. Whatever uses them need not look at that any more.
 */
export function readProps<T extends object>(props: T | undefined, kinds: MemberKinds<T>): ReadProps<T> {
  const given = { ...withoutNulls(props) } as Record<string, unknown>;
  const problems = Object.entries<string | undefined>(kinds).flatMap(([member, kind = '']) => {
    if (given[member] === undefined) return [];
    if (kind.endsWith('[]')) {
      const { values, problems: inList } = readList(member, given[member] as unknown[], kind.slice(0, -2));
      given[member] = values;
      return inList;
    }
    const found = checkKind(member, given[member], kind);
    if (found.length > 0) delete given[member];
    return found;
  });
  return { given: given as T, problems };
}

/**
 * The same for a construct, which cannot even be begun without some members: it ends here if they are missing, with all that is wrong so far.
 */
export function readPropsOf<T extends object>(
  scope: IConstruct, props: T | undefined, kinds: MemberKinds<T>, ...needed: (keyof T & string)[]
): ReadProps<T> {
  const read = readProps(props, kinds);
  const missing = needed.filter((member) => read.given[member] === undefined);
  if (missing.length === 0) return read;
  const told = read.problems.map(({ where }) => where);
  const untold = missing.filter((member) => !told.includes(member)).flatMap((member) => checkKind(member, undefined, kinds[member] ?? ''));
  throw new Error([...read.problems, ...untold].map((problem) => `[${scope.node.path}] ${describeProblem(problem)}`).join('\n'));
}

/** What a construct cannot be begun without: it ends here if it is missing. */
export function neededBy<T>(scope: IConstruct, value: T | undefined, problems: readonly Problem[]): T {
  if (value !== undefined) return value;
  throw new Error(problems.map((problem) => `[${scope.node.path}] ${describeProblem(problem)}`).join('\n'));
}
