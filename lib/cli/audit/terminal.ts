import * as readline from 'node:readline';
import { Writable } from 'node:stream';
import { ExitCode } from '../io';

/** After 128 comes the number of the signal: of SIGINT it is 2. */
export const INTERRUPTED = 130;

/** Asks on the terminal, and shows nothing of the answer. */
export async function askSecretly(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = readline.createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('SIGINT', () => reject(new ExitCode(INTERRUPTED)));
      lines.once('close', () => reject(new ExitCode(INTERRUPTED)));
      lines.question('', resolve);
    });
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

export interface Progress {
  readonly say: (text: string) => void;
  /** Takes the last of it away, so that what is written next stands by itself. */
  readonly end: () => void;
}

const ERASE_LINE = '\u001B[2K\r';

/** On a terminal one line that is rewritten; elsewhere a line for each. */
export function progressOn(write: (text: string) => void, columns: number | undefined): Progress {
  if (columns === undefined) return { say: (text) => write(`reading ${text}\n`), end: () => undefined };
  let shown = false;
  return {
    say: (text) => {
      shown = true;
      write(`${ERASE_LINE}${`reading ${text}`.slice(0, columns - 1)}`);
    },
    end: () => {
      if (shown) write(ERASE_LINE);
      shown = false;
    },
  };
}
