import { Command, Option } from 'commander';
import type { Io } from '../io';
import {
  CONNECT_SECONDS, DEFAULT_CHANGE_SECONDS, DEFAULT_TIMEOUT_SECONDS, EXIT_CODES, readSeconds, readTimeout, type AuditOptions,
} from './options';
import { runAudit } from './run';
import { processWorld, type AuditWorld } from './world';

/** `audit`: reads the catalogue of a database, and writes a profile. */
export function auditCommand(io: Io, version: string, world: AuditWorld = processWorld()): Command {
  return new Command('audit')
    .description('Reads a database that is to be migrated, its catalogue and statistics but no rows unless asked, and writes a workload profile.'
      + ' It changes nothing. Never run against a server so far: SQL Server, Oracle.')
    .argument('<source>', 'postgres://user@host:port/database; also mysql, mariadb, sqlserver and oracle. Never with a password')
    .option('-o, --output <file>', 'the profile; without it, it goes to the standard output')
    .option('--schemas <patterns>', 'schemas (MySQL: databases) to audit, such as "app,sales_*,!sales_old"; all of them but the system\'s')
    .addOption(new Option('--lob-sizes <basis>', 'where sizes of LOBs come from; sample and scan read rows')
      .choices(['none', 'statistics', 'sample', 'scan']).default('statistics'))
    .option('--changes <seconds>', 'from one look at the log to the other; 0: do not look', readSeconds, DEFAULT_CHANGE_SECONDS)
    .addOption(new Option('--tls <mode>', 'verify-full checks certificate and host; the default, off on this machine itself')
      .choices(['verify-full', 'require', 'off']))
    .option('--ca <file>', 'certificates of authorities, PEM')
    .option('--secret <arn>', 'user and password in AWS Secrets Manager, as Amazon RDS writes them')
    .option('--user <name>', 'the login, if the source names none')
    .option('--timeout <seconds>', `given up is a query after this time; connecting, after ${CONNECT_SECONDS} s`, readTimeout, DEFAULT_TIMEOUT_SECONDS)
    .addHelpText('after', EXIT_CODES)
    .action(async (source: string, options: AuditOptions) => runAudit(source, options, io, world, `dms-migrations ${version}`));
}
