import * as path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { RehearsalError, rehearse, type RehearsalDocument, type RehearsalResult } from '../../rehearsal';
import { ExitCode, UserError, type Io } from '../io';
import { Style } from '../style';
import { LiveView } from './live-view';
import { report } from './report';

interface RehearseCommandOptions {
  readonly scenario?: string;
  readonly days?: number;
  readonly format: 'text' | 'json';
  readonly speed?: number;
  readonly prices?: string;
}

/** What shells give for SIGINT. */
const INTERRUPTED = 130;

/** `rehearse`: plays what an app declares, and says what comes of it. */
export function rehearseCommand(io: Io): Command {
  return new Command('rehearse')
    .description('Plays the deployment of a synthesized app and then the migration, on a simulated AWS DMS, with the functions as they would be deployed. '
      + 'Nothing leaves this machine. Ends with 1 if a problem is found.')
    .argument('[directory]', 'what `cdk synth` has written', 'cdk.out')
    .option('--scenario <file>', 'JSON file of what is assumed and what happens; without one, nothing goes wrong')
    .option('--days <number>', 'days that are played after all tasks capture changes', readNumber)
    .option('--prices <file>', 'JSON file of prices of an hour, by instance class: {"dms.r6i.large": 0.25}')
    .option('--speed <factor>', 'how many times faster than the clock it is shown; without it as fast as it goes', readNumber)
    .addOption(new Option('--format <format>', 'what is written to the standard output').choices(['text', 'json']).default('text'))
    .action(async (directory: string, options: RehearseCommandOptions) => play(directory, options, io));
}

async function play(directory: string, { scenario: file, days, format, speed, prices }: RehearseCommandOptions, io: Io): Promise<void> {
  const document = {
    ...file === undefined ? {} : readDocument(file, io) as RehearsalDocument,
    ...days !== undefined && { days },
    ...prices !== undefined && { prices: readDocument(prices, io) as Record<string, number> },
  };
  const style = new Style(io.terminal?.colours === true);
  const view = new LiveView(io, { style, ...speed !== undefined && { speed } });
  const began = performance.now();
  let isInterrupted = false;
  void io.interrupted.then(() => (isInterrupted = true));
  let result: RehearsalResult;
  try {
    result = await rehearse(directory, document, {
      baseDirectory: file === undefined ? process.cwd() : path.dirname(path.resolve(file)),
      onMoment: (moment) => view.tell(moment),
      onProgress: (progress) => {
        if (isInterrupted) throw new ExitCode(INTERRUPTED);
        return view.show(progress);
      },
    });
  } catch (error) {
    if (!(error instanceof RehearsalError)) throw error;
    throw new UserError(file === undefined ? error.message : `${file}: ${error.message}`);
  } finally {
    view.end();
  }
  const seconds = (performance.now() - began) / 1000;
  io.out(format === 'json' ? `${JSON.stringify(result, undefined, 2)}\n` : report(result, { directory, seconds, style, ...document.name !== undefined && { scenario: String(document.name) } }));
  if (!result.succeeded) throw new ExitCode(1);
}

function readDocument(file: string, io: Io): unknown {
  try {
    const document: unknown = JSON.parse(io.readFile(file));
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document;
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserError(`${file} is not JSON: ${error.message}`);
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
  throw new UserError(`${file} must have a JSON object`);
}

function readNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}
