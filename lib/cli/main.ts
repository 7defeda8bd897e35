import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { Command, CommanderError } from 'commander';
import { auditCommand } from './audit/command';
import { findingsCommand } from './findings/command';
import { ExitCode, UserError, type Io } from './io';
import { planCommand } from './plan/command';
import { rehearseCommand } from './rehearse/command';
import { simulateCommand } from './simulate';

export type { Io } from './io';

/** The command line: gives the exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const program = new Command('dms-migrations')
    .description('Tools beside the constructs of cdk-dms-migrations.')
    .version(version())
    .addCommand(rehearseCommand(io))
    .addCommand(simulateCommand(io))
    .addCommand(auditCommand(io, version()))
    .addCommand(findingsCommand(io, version()))
    .addCommand(planCommand(io));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError || error instanceof ExitCode) return error.exitCode;
    if (!(error instanceof UserError)) throw error;
    io.err(`error: ${error.message}\n`);
    return 1;
  }
}

/** What is around a process. */
export function processIo(): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readFile: (file) => readFileSync(file, 'utf8'),
    writeFile: (file, text) => writeFileSync(file, text),
    ...process.stdout.isTTY && { terminal: { colours: (process.env.NO_COLOR ?? '') === '', columns: process.stdout.columns } },
    interrupted: new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
  };
}

/** Both the source and its bundle lie two folders below the package. */
function version(): string {
  return (JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version;
}
