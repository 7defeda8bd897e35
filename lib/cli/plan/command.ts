import { Command, InvalidArgumentError, Option } from 'commander';
import { PLANNED_MIGRATION_TYPES, type MigrationPlanData, type PlannedMigrationType } from '../../plan/migration-plan/data';
import { MeasureError, readMeasuredLoad } from '../../plan/migration-plan/measured';
import { PlanError, type PlanOptions } from '../../plan/migration-plan/options';
import { planMigration } from '../../plan/migration-plan/plan';
import { PricesError, readPrices } from '../../plan/migration-plan/prices';
import { parsePlan, PlanFileError, writePlan } from '../../plan/migration-plan/read-plan';
import { parseProfile, ProfileError } from '../../profile/read-profile';
import { UserError, type Io } from '../io';
import { MARKDOWN, renderPlan, TEXT } from './report';

const FORMATS = ['text', 'json', 'markdown'] as const;

/** The command's options, read. */
interface PlanCommandOptions {
  readonly format: typeof FORMATS[number];
  readonly output?: string;
  readonly previous?: string;
  readonly target?: string;
  readonly type?: PlannedMigrationType;
  readonly include?: string[];
  readonly exclude?: string[];
  readonly maxTasks?: number;
  readonly instances?: number;
  readonly window?: number;
  readonly parallelTables?: number;
  readonly measuredRate?: number;
  readonly measured?: string;
  readonly prices?: string;
  readonly region?: string;
  readonly all?: boolean;
}

/** `plan`: from a profile to tasks, classes and settings. */
export function planCommand(io: Io): Command {
  return new Command('plan')
    .description('Plans a DMS migration from the profile that an audit has written, and says why: tasks, instance classes, LOBs, parallel load, duration. Connects to nothing.')
    .argument('<profile>', 'JSON file that "audit" has written')
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write the plan to a file, for MigrationPlan.fromFile and for --previous')
    .option('--previous <plan>', 'file of the plan that is deployed: tables stay in their tasks unless a limit is broken')
    .option('--target <engine>', 'engine of the target, as DMS names it')
    .addOption(new Option('--type <type>', 'what the tasks do (default: full-load-and-cdc)').choices(PLANNED_MIGRATION_TYPES))
    .option('--include <patterns...>', 'tables to migrate, as "schema.table"; "*" stands for any characters')
    .option('--exclude <patterns...>', 'tables to leave out, likewise')
    .option('--max-tasks <number>', 'no more tasks than these', readNumber)
    .option('--instances <number>', 'replication instances that the tasks are split over', readNumber)
    .option('--window <hours>', 'hours in which the tables have to be loaded', readNumber)
    .option('--parallel-tables <number>', 'tables and segments that load at once, over all tasks', readNumber)
    .option('--measured-rate <GB/h>', 'what a rehearsal of this load reached, in all', readNumber)
    .option('--measured <file>', 'what "aws dms describe-table-statistics" printed after a rehearsal of the load')
    .option('--prices <file>', 'prices of AWSDatabaseMigrationSvc, as "aws pricing get-products" prints them, or an offer file of the AWS Price List')
    .option('--region <region>', 'which Region\'s prices')
    .option('--all', 'print all tables, not the largest few')
    .action((file: string, options: PlanCommandOptions) => plan(file, options, io));
}

function plan(file: string, options: PlanCommandOptions, io: Io): void {
  const profile = told(file, () => parseProfile(read(file, io)));
  const made = told(file, () => planMigration(profile, planOptions(options, io)));
  const text = render(options, made, io);
  if (options.output !== undefined) {
    const { output } = options;
    try {
      io.writeFile?.(output, writePlan(made));
    } catch (error) {
      throw new UserError(`${output} cannot be written: ${(error as Error).message}`);
    }
  }
  io.out(text);
}

function render({ format, all = false }: PlanCommandOptions, made: MigrationPlanData, io: Io): string {
  switch (format) {
    case 'text': return renderPlan(made, TEXT, { all, columns: io.terminal?.columns });
    case 'markdown': return renderPlan(made, MARKDOWN, { all });
    case 'json': return writePlan(made);
  }
}

function planOptions(options: PlanCommandOptions, io: Io): PlanOptions {
  const { target, type, include, exclude, maxTasks, instances, window, parallelTables, measuredRate, measured, previous, prices, region } = options;
  return {
    ...target !== undefined && { targetEngine: target },
    ...type !== undefined && { migrationType: type },
    ...include !== undefined && { include },
    ...exclude !== undefined && { exclude },
    ...maxTasks !== undefined && { maxTasks },
    ...instances !== undefined && { instances },
    ...window !== undefined && { loadWindowHours: window },
    ...measuredRate !== undefined && { measuredGBPerHour: measuredRate },
    ...measured !== undefined && { measured: told(measured, () => readMeasuredLoad(json(measured, io))) },
    ...prices !== undefined && { prices: told(prices, () => readPrices(json(prices, io), region)) },
    ...previous !== undefined && { previous: told(previous, () => parsePlan(read(previous, io))) },
    ...parallelTables !== undefined && { overrides: { parallelTables } },
  };
}

/** What the user can mend, with the file that it is about. */
function told<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const mendable = [ProfileError, PlanError, PlanFileError, PricesError, MeasureError].some((kind) => error instanceof kind);
    if (mendable) throw new UserError(`${file}: ${(error as Error).message}`);
    throw error;
  }
}

function json(file: string, io: Io): unknown {
  try {
    return JSON.parse(read(file, io));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserError(`${file} is not JSON: ${error.message}`);
    throw error;
  }
}

function read(file: string, io: Io): string {
  try {
    return io.readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function readNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !(number > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}
