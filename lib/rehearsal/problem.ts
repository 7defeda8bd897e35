/** What keeps a rehearsal from being played at all, and who rehearses can mend. */
export class RehearsalError extends Error {
  public override readonly name = 'RehearsalError';
}

/** Something that should not be: a deployment that fails, a task that ends failed, a permission that is missing. */
export interface RehearsalProblem {
  /** `PERMISSION_MISSING` */
  readonly code: ProblemCode;
  /** Virtual time, in milliseconds of the epoch. */
  readonly at: number;
  /** The stack, the task, the alarm or the function. */
  readonly where: string;
  readonly what: string;
  /** How to mend it. */
  readonly mend: string;
}

export const PROBLEM_CODES = [
  'ALARM_WENT_OFF', 'CALL_NOT_SIMULATED', 'DEPLOYMENT_FAILED', 'EXPECTATION_NOT_MET', 'FUNCTION_FAILED', 'INSTANCE_NOT_DOWNSIZED',
  'NOT_DELIVERED', 'PERMISSION_MISSING', 'TABLES_FAILED', 'TASK_FAILED', 'TASK_NOT_RUNNING',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];
