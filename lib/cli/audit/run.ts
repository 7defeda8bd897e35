import { isIP } from 'node:net';
import type { Profile } from '../../profile/profile';
import { profileText } from '../../profile/write-profile';
import { ExitCode, UserError, type Io } from '../io';
import { audit, type AuditClock, type AuditRequest } from './audit';
import { connectMessage } from './connect-message';
import { isConnectError, type Connection, type Driver, type TlsMode } from './driver';
import { askForPassword, findLogin } from './login';
import { CONNECT_SECONDS, NO_CONNECTION, NOT_FINISHED, RANGES_FROM_ROWS, type AuditOptions } from './options';
import { schemaFilter } from './schemas';
import type { Session } from './session';
import { isLocal, placeOf, readSource, type Source } from './source';
import { INTERRUPTED, progressOn } from './terminal';
import type { AuditWorld } from './world';

const USER_VARIABLES: Readonly<Partial<Record<Source['engine'], string>>> = { postgresql: 'PGUSER' };

/** From the command's words to the file. */
export async function runAudit(sourceText: string, options: AuditOptions, io: Io, world: AuditWorld, by: string): Promise<void> {
  const { output, schemas, lobSizes, changes, timeout } = options;
  const { write } = outputOf(output, io);
  const source = readSource(sourceText);
  const engine = world.engines[source.engine];
  const progress = progressOn(io.err, world.progressColumns);
  const connection = await connectionOf(source, options, io, world);
  const session = await connect(await engine.driver(), connection, world, io);
  const request: AuditRequest = {
    // A login of MySQL is in no database until it says so: the one that is named is the one that is meant.
    scope: {
      ...schemaFilter(schemas ?? (source.engine === 'mysql' ? source.database : undefined)),
      lobSizes, rangesFromRows: RANGES_FROM_ROWS, statementSeconds: timeout,
    },
    changeSeconds: changes,
    by,
  };
  const reading = audit(session, engine.audit, request, interruptible(world.clock, io.interrupted), progress.say);
  const auditing = finish(reading, session, source, (text) => {
    progress.end();
    io.err(text);
  });
  const profile = await Promise.race([auditing, io.interrupted.then(() => undefined)]).finally(progress.end);
  if (profile === undefined) {
    auditing.catch(() => undefined);
    session.abandon();
    io.err('Interrupted; nothing was written.\n');
    throw new ExitCode(INTERRUPTED);
  }
  write(profileText(profile));
  io.err(summaryOf(profile, output));
}

/** Who does not want the audit any more does not wait for its second look either. */
function interruptible({ now, sleep }: AuditClock, interrupted: Promise<void>): AuditClock {
  const ended = interrupted.then(() => { throw new ExitCode(INTERRUPTED); });
  ended.catch(() => undefined);
  return { now, sleep: async (milliseconds) => Promise.race([sleep(milliseconds), ended]) };
}

function outputOf(file: string | undefined, io: Io): { write: (text: string) => void } {
  if (file === undefined) return { write: io.out };
  return {
    write: (text) => {
      try {
        io.writeFile?.(file, text);
      } catch (error) {
        throw new UserError(`${file} cannot be written: ${(error as Error).message}`);
      }
    },
  };
}

async function connectionOf(source: Source, { tls, ca, secret, user, timeout }: AuditOptions, io: Io, world: AuditWorld): Promise<Connection> {
  const mode: TlsMode = tls ?? (isLocal(source) ? 'off' : 'verify-full');
  // The other engines' drivers check names only: mysql2 takes any address for "localhost".
  if (mode === 'verify-full' && source.engine !== 'postgresql' && isIP(source.host ?? '') !== 0) {
    throw new UserError(`--tls verify-full needs the name that the server's certificate is for, and ${source.host} is an address;`
      + ' name the host, or say --tls require, which encrypts without checking who answers');
  }
  const variable = USER_VARIABLES[source.engine];
  const named = source.user ?? user ?? (secret === undefined && variable !== undefined ? world.env[variable] : undefined);
  const login = await findLogin({ ...source, ...named !== undefined && { user: named } }, secret, world);
  return {
    source,
    login: { ...login, user: login.user ?? world.userName },
    tls: mode,
    ...ca !== undefined && { ca: readCa(ca, io) },
    connectSeconds: CONNECT_SECONDS,
    statementSeconds: timeout,
  };
}

function readCa(file: string, io: Io): string {
  let text: string;
  try {
    text = io.readFile(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new UserError(`${file} has no certificate in PEM format`);
  return text;
}

async function connect(driver: Driver, connection: Connection, world: AuditWorld, io: Io): Promise<Session> {
  try {
    return await driver.open(connection);
  } catch (error) {
    if (!isConnectError(error)) throw error;
    if (error.kind === 'password-needed' && connection.login.password === undefined) {
      const password = await askForPassword(connection.source, connection.login.user ?? '', placeOf(connection.source), world);
      return connect(driver, { ...connection, login: { ...connection.login, password } }, world, io);
    }
    io.err(`error: ${connectMessage(error, connection)}\n`);
    throw new ExitCode(NO_CONNECTION);
  }
}

/** Closes the session. What went wrong at the server is said in a line: a stack would be the driver's. */
async function finish(auditing: Promise<Profile>, session: Session, source: Source, sayFailure: (text: string) => void): Promise<Profile> {
  try {
    const profile = await auditing;
    await session.close();
    return profile;
  } catch (error) {
    session.abandon();
    if (error instanceof UserError || error instanceof ExitCode) throw error;
    sayFailure(`error: the audit of ${placeOf(source)} did not come to its end: ${(error as Error).message}\n`);
    throw new ExitCode(NOT_FINISHED);
  }
}

const GIB = 1024 ** 3;

function summaryOf({ tables, database, audit: { notes, seconds } }: Profile, file: string | undefined): string {
  const size = database.bytes === undefined ? '' : `, ${(database.bytes / GIB).toFixed(database.bytes < 10 * GIB ? 2 : 0)} GiB`;
  const lines = [`${file ?? 'profile'}: ${database.engine} ${database.version}, ${tables.length} tables${size}, read in ${seconds} s`];
  return `${[...lines, ...notes.map((note) => `note: ${note}`)].join('\n')}\n`;
}
