/** What a command has of the world around it. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => string;
  /** Is fulfilled when the user wants no more of it: Ctrl-C. */
  readonly interrupted: Promise<void>;
}

/** What the user can mend: is told without a stack. */
export class UserError extends Error {
  public override readonly name = 'UserError';
}
