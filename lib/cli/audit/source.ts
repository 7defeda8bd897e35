import { UserError } from '../io';

/** Engines by the scheme of their URL; which of MySQL and MariaDB it is, the server says. */
export type SourceEngine = 'postgresql' | 'mysql' | 'sqlserver' | 'oracle';

export interface Source {
  readonly engine: SourceEngine;
  /** Undefined with a socket. */
  readonly host?: string;
  readonly port: number;
  /** A folder (PostgreSQL) or file (MySQL) of a Unix socket. */
  readonly socket?: string;
  /** Oracle: the service. MySQL: may be left out, then all databases are audited. */
  readonly database?: string;
  readonly user?: string;
}

const SCHEMES: Readonly<Record<string, { readonly engine: SourceEngine; readonly port: number }>> = {
  'mariadb:': { engine: 'mysql', port: 3306 },
  'mssql:': { engine: 'sqlserver', port: 1433 },
  'mysql:': { engine: 'mysql', port: 3306 },
  'oracle:': { engine: 'oracle', port: 1521 },
  'postgres:': { engine: 'postgresql', port: 5432 },
  'postgresql:': { engine: 'postgresql', port: 5432 },
  'sqlserver:': { engine: 'sqlserver', port: 1433 },
};

/** Says nothing of the URL that it could not read: there may be a password in it. */
const SHAPE = 'engine://user@host:port/database, where engine is postgres, mysql, mariadb, sqlserver or oracle';

/** Reads `postgres://dms@db.example.com:5432/app`. A socket is given by its path: `postgres://dms@/app?host=/var/run/postgresql`. */
export function readSource(text: string): Source {
  let url: URL;
  try {
    // A URL of a scheme that browsers do not know may have a user and no host only with something in the host's place.
    url = new URL(text.replace(/^([a-z]+:\/\/(?:[^/?#]*@)?)(?=[/?#]|$)/, '$1socket.invalid'));
  } catch {
    throw new UserError(`the source must be a URL: ${SHAPE}`);
  }
  const scheme = SCHEMES[url.protocol];
  if (scheme === undefined) throw new UserError(`there is no engine ${url.protocol.slice(0, -1)}; the source must be ${SHAPE}`);
  if (url.password !== '') {
    throw new UserError('the source must be without a password: others on this machine can read a command line, and a shell remembers it;'
      + ' leave it out, then it is taken from the environment, from a password file, from --secret, or asked for');
  }
  const socket = url.searchParams.get('host') ?? url.searchParams.get('socket') ?? undefined;
  const unknown = [...url.searchParams.keys()].filter((name) => name !== 'host' && name !== 'socket');
  if (unknown.length > 0) throw new UserError(`the source may have no ${unknown.join(', ')} behind its "?"; see the options of the command`);
  const host = url.hostname === 'socket.invalid' ? undefined : decodeURIComponent(url.hostname.replace(/^\[(.*)\]$/, '$1'));
  if (host === undefined && socket === undefined) throw new UserError(`the source has no host; it must be ${SHAPE}`);
  if (socket !== undefined && !socket.startsWith('/')) throw new UserError(`the socket ${socket} must be a path that begins with "/"`);
  const database = decodeURIComponent(url.pathname.slice(1));
  const user = decodeURIComponent(url.username);
  if (scheme.engine !== 'mysql' && database === '') throw new UserError(`the source names no database; it must be ${SHAPE}`);
  return {
    engine: scheme.engine,
    port: url.port === '' ? scheme.port : Number(url.port),
    ...socket === undefined ? { host } : { socket },
    ...database !== '' && { database },
    ...user !== '' && { user },
  };
}

/** For people: `db.example.com:5432`. */
export function placeOf({ host, port, socket }: Source): string {
  return socket ?? `${host?.includes(':') === true ? `[${host}]` : host}:${port}`;
}

/** Whether all that is sent stays on this machine. */
export function isLocal({ host, socket }: Source): boolean {
  return socket !== undefined || host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host ?? '');
}
