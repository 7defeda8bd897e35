import type { ProblemCode, RehearsalProblem } from './problem';
import type { Moment, MomentKind } from './records';

/** Writes down what happens, and what should not have. */
export class Chronicle {
  public readonly moments: Moment[] = [];
  public readonly problems: RehearsalProblem[] = [];
  private readonly said = new Set<string>();

  constructor(private readonly now: () => number, private readonly tell: (moment: Moment) => void = () => undefined) {}

  public note(kind: MomentKind, subject: string, text: string): void {
    const moment: Moment = { at: this.now(), kind, subject, text };
    this.moments.push(moment);
    this.tell(moment);
  }

  /** The same problem counts once; it is of now, unless another time is given. */
  public problem(code: ProblemCode, where: string, what: string, mend: string, at: number = this.now()): void {
    const key = JSON.stringify([code, where, what]);
    if (this.said.has(key)) return;
    this.said.add(key);
    this.problems.push({ code, at, where, what, mend });
  }
}
