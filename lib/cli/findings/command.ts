import { Command, Option } from 'commander';
import { findingsOf } from '../../plan/findings/findings';
import type { Profile } from '../../profile/profile';
import { parseProfile, ProfileError } from '../../profile/read-profile';
import { ExitCode, UserError, type Io } from '../io';
import { renderJson } from './json';
import { renderJunit } from './junit';
import { renderMarkdown } from './markdown';
import { contextOf, FAIL_ON, FORMATS, readCodes, readLobs, readTarget, readTasks, type FindingsOptions, type Format } from './options';
import { isFailure, type Report } from './report';
import { renderSarif } from './sarif';
import { renderText, summaryLine } from './text';

/** There is something as bad as `--fail-on` says. */
const FOUND = 2;

const EXIT_CODES = `
Exit codes:
  0  nothing was found that is as bad as --fail-on says
  1  the profile cannot be read, or an option is wrong
  2  something was found that is as bad as --fail-on says`;

/** `findings`: what in a source database will hurt a migration. */
export function findingsCommand(io: Io, version: string): Command {
  return new Command('findings')
    .description('Says what in a source database will hurt a DMS migration, from the profile that an audit has written, and how to mend it. Connects to nothing.')
    .argument('<profile>', 'JSON file that "audit" has written')
    .addOption(new Option('--format <format>', 'what to print').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write it to a file')
    .addOption(new Option('--fail-on <severity>', 'from which severity on the exit code is 2').choices(FAIL_ON).default('error'))
    .option('--target <engine>', 'engine of the target, as DMS names it', readTarget)
    .addOption(new Option('--full-load-only', 'there will be no change data capture').conflicts('cdcOnly'))
    .option('--cdc-only', 'there will be no full load')
    .option('--tasks <number>', 'tasks that read the source at once', readTasks)
    .option('--lobs <mode>', 'how LOBs are migrated: "limited:<KiB>", "full", "inline" or "none" (default: as DMS does it, "limited:32")', readLobs)
    .option('--batch-apply', 'changes are applied in batches')
    .option('--validation', 'the data is validated')
    .addOption(new Option('--log-reader <reader>', 'of an Oracle source').choices(['LOG_MINER', 'BINARY_READER']))
    .option('--ignore <codes>', 'findings that are known and accepted, by their codes, between commas', readCodes, [])
    .option('--all', 'print all evidence and statements, not the first few')
    .addHelpText('after', EXIT_CODES)
    .action((file: string, options: FindingsOptions) => findings(file, options, io, version));
}

function findings(file: string, options: FindingsOptions, io: Io, version: string): void {
  const profile = load(file, io);
  const context = contextOf(options);
  const found = findingsOf(profile, context);
  const report: Report = {
    file,
    by: { name: 'dms-migrations', version },
    database: profile.database,
    auditedAt: profile.audit.at,
    context,
    findings: found.findings.filter(({ code }) => !options.ignore.includes(code)),
    ignored: found.findings.filter(({ code }) => options.ignore.includes(code)),
    unjudged: found.unjudged.filter(({ code }) => !options.ignore.includes(code)),
    passed: found.passed,
    failOn: options.failOn,
  };
  const text = render(options.format, report, options.all ?? false, options.output === undefined ? io.terminal : undefined);
  if (options.output === undefined) {
    io.out(text);
  } else {
    save(options.output, text, io);
    io.err(`${summaryLine(report)}\n`);
  }
  if (report.findings.some((finding) => isFailure(finding, options.failOn))) throw new ExitCode(FOUND);
}

function render(format: Format, report: Report, all: boolean, terminal: Io['terminal']): string {
  switch (format) {
    case 'text': return renderText(report, { all, colours: terminal?.colours ?? false, ...terminal && { columns: terminal.columns } });
    case 'json': return renderJson(report);
    case 'sarif': return renderSarif(report);
    case 'junit': return renderJunit(report);
    case 'markdown': return renderMarkdown(report, { all });
  }
}

function load(file: string, io: Io): Profile {
  let text: string;
  try {
    text = io.readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return parseProfile(text);
  } catch (error) {
    if (error instanceof ProfileError) throw new UserError(`${file}: ${error.message}`);
    throw error;
  }
}

function save(file: string, text: string, io: Io): void {
  try {
    io.writeFile?.(file, text);
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${(error as Error).message}`);
  }
}
