/** What a command has of the world around it. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readFile: (path: string) => string;
  readonly writeFile?: (path: string, text: string) => void;
  /** Absent if the output goes elsewhere: to a file or a pipe. */
  readonly terminal?: { readonly colours: boolean; readonly columns: number };
  /** Is fulfilled when the user wants no more of it: Ctrl-C. */
  readonly interrupted: Promise<void>;
}

/** What the user can mend: is told without a stack. */
export class UserError extends Error {
  public override readonly name = 'UserError';
}

/** Ends a command that has said everything, with an exit code of its own. */
export class ExitCode extends Error {
  public override readonly name = 'ExitCode';

  constructor(public readonly exitCode: number) {
    super(`exit code ${exitCode}`);
  }
}
