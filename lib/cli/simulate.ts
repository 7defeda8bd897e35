import { Command, InvalidArgumentError } from 'commander';
import { Dms, playScenario, readScenario, ScenarioError, SimulatorServer, type CallRecord, type DmsEvent } from '../simulator';
import { UserError, type Io } from './io';

interface SimulateOptions {
  readonly port: number;
  readonly speed: number | 'manual';
  readonly scenario?: string;
}

/** `simulate`: AWS DMS on this machine, until Ctrl-C. */
export function simulateCommand(io: Io): Command {
  return new Command('simulate')
    .description('Simulates the API of AWS DMS on this machine, with a clock that runs faster. What it answers is documented, what is not known can be chosen.')
    .option('--port <number>', 'port to listen on; 0 is any that is free', readPort, 4577)
    .option('--speed <factor>', 'how many times faster time goes by; "manual": it stands still until it is advanced', readSpeed, 60)
    .option('--scenario <file>', 'JSON file of what there is to begin with; without one there is nothing')
    .action(async (options: SimulateOptions) => simulate(options, io));
}

async function simulate({ port, speed, scenario }: SimulateOptions, io: Io): Promise<void> {
  const dms = scenario === undefined ? new Dms() : load(scenario, io);
  dms.onEvent((event) => io.out(eventLine(dms, event)));
  dms.onCall((call) => io.out(callLine(call)));
  const server = new SimulatorServer(dms, { port, ...speed !== 'manual' && { speed } });
  const url = await start(server, port);
  io.out(greeting(url, dms.region, speed));
  await io.interrupted;
  await server.stop();
  io.out('Stopped; nothing of it is kept.\n');
}

function load(file: string, io: Io): Dms {
  try {
    return playScenario(readScenario(JSON.parse(io.readFile(file))));
  } catch (error) {
    if (error instanceof ScenarioError) throw new UserError(`${file}: ${error.message}`);
    if (error instanceof SyntaxError) throw new UserError(`${file} is not JSON: ${error.message}`);
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

async function start(server: SimulatorServer, port: number): Promise<string> {
  try {
    return await server.start();
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'EADDRINUSE':
        throw new UserError(`port ${port} is in use; choose another with --port, or 0 for any that is free`);
      case 'EACCES':
        throw new UserError(`port ${port} is not for this user; choose one above 1023 with --port`);
      default:
        throw error;
    }
  }
}

function greeting(url: string, region: string, speed: SimulateOptions['speed']): string {
  const pace = speed === 'manual' ? `time stands still; advance it with: curl -d '{"seconds":60}' ${url}/_simulator/advance` : `time goes by ${speed} times faster`;
  return [
    `AWS DMS is simulated at ${url}; ${pace}`,
    '',
    `  export AWS_ENDPOINT_URL_DATABASE_MIGRATION_SERVICE=${url}`,
    `  export AWS_REGION=${region} AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated`,
    '  aws dms describe-replication-instances',
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

function stamp(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

function eventLine(dms: Dms, { detail, resources: [arn] }: DmsEvent): string {
  const { instances, tasks } = dms.snapshot();
  const name = [...instances, ...tasks].find((each) => each.arn === arn)?.identifier ?? arn;
  return `${stamp(dms.now)}  ${detail.eventId ?? detail.eventType}  ${name}: ${detail.detailMessage}\n`;
}

function callLine({ at, operation, outcome }: CallRecord): string {
  return `${stamp(at)}  ${operation}${outcome === 'ok' ? '' : `: ${outcome}`}\n`;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  return port;
}

function readSpeed(text: string): number | 'manual' {
  if (text === 'manual') return text;
  const speed = Number(text);
  if (!(speed > 0 && Number.isFinite(speed))) throw new InvalidArgumentError('It must be a number above 0, or "manual".');
  return speed;
}
