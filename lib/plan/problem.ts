/** How bad a problem is: an error stops the synthesis, a warning is printed with it. */
export type Severity = 'error' | 'warning';

/**
 * Something that AWS would reject, that cannot work, or (as a warning) that will hurt.
 *
 * All four texts are needed: a message says where, what, why, and how to mend it.
 */
export interface Problem {
  /** Stable name of the rule, in camelCase; part of the public contract. */
  readonly code: string;
  readonly severity: Severity;
  /** The prop, as the user wrote it, with its path: `taskSettings.FullLoadSettings.CommitRate`. */
  readonly where: string;
  /** What is wrong, beginning in lower case, with the value found: `must be from 1 to 49, got 50`. */
  readonly what: string;
  /** A full sentence without its full stop: what DMS or CloudFormation would do. */
  readonly why: string;
  /** A full sentence without its full stop, in the imperative. */
  readonly mend: string;
}

/** A problem without its severity, as the makers below take it. */
export type ProblemText = Omit<Problem, 'severity'>;

/** A problem that stops the synthesis. */
export function error(text: ProblemText): Problem {
  return { ...text, severity: 'error' };
}

/** A problem that is told and does not stop the synthesis. */
export function warning(text: ProblemText): Problem {
  return { ...text, severity: 'warning' };
}

/** The whole message of a problem, on one line. */
export function describeProblem({ code, where, what, why, mend }: Problem): string {
  return `'${where}' ${what}. ${why}. ${mend}. [${code}]`;
}

/** The same problems, seen from one level further out: `within('tableMappings', ...)`. */
export function within(outer: string, problems: Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, where: problem.where === '' ? outer : joinPath(outer, problem.where) }));
}

function joinPath(outer: string, inner: string): string {
  return inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;
}

/** A value as it is shown in a message: short, and with its type visible. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = toText(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function toText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value); // what refers to itself, as constructs do
  }
}

/** `a, b and c`. */
export function list(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}

/** `a, b, c and 4 more`. */
export function listSome(words: readonly string[], most = 3): string {
  return words.length <= most ? list(words) : `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
}
