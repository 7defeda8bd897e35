import type { Socket } from 'node:net';
import { Client, types, type ClientConfig } from 'pg';
import { ConnectError, type Connection, type Driver } from './driver';
import { networkError } from './network-errors';
import type { Row, Session } from './session';

const MILLISECONDS = 1000;
/** `int8`: counts and sizes are far below 2^53. */
const INT8 = 20;
const NUMERIC = 1700;

const parsers: ClientConfig['types'] = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown => {
    if (oid === INT8 || oid === NUMERIC) return Number;
    return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid);
  },
};

async function open({ source, login, tls, ca, connectSeconds }: Connection): Promise<Session> {
  const client = new Client({
    host: source.socket ?? source.host,
    port: source.port,
    database: source.database,
    user: login.user,
    // Without one, the driver would look for it by itself.
    password: login.password ?? '',
    ssl: tls !== 'off' && source.socket === undefined && { rejectUnauthorized: tls === 'verify-full', ...ca !== undefined && { ca } },
    connectionTimeoutMillis: connectSeconds * MILLISECONDS,
    application_name: 'dms-migrations audit',
    types: parsers,
  });
  // A connection that is lost while nothing is asked: the next query says so.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw connectError(error, login.password !== undefined);
  }
  let inTransaction = false;
  const query = async (sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
    const { rows } = await client.query<Row>(sql, [...values]);
    if (/^begin\b/i.test(sql)) inTransaction = true;
    if (/^(commit|rollback)\b/i.test(sql)) inTransaction = false;
    return rows;
  };
  return {
    query,
    attempt: async (sql, values) => {
      if (!inTransaction) return query(sql, values);
      await query('savepoint attempt');
      try {
        const rows = await query(sql, values);
        await query('release savepoint attempt');
        return rows;
      } catch (error) {
        await query('rollback to savepoint attempt');
        throw error;
      }
    },
    close: async () => client.end(),
    abandon: () => void (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream.destroy(),
  };
}

/** By SQLSTATE and by what the driver says itself. */
function connectError(error: unknown, hadPassword: boolean): ConnectError {
  const network = networkError(error);
  if (network) return network;
  const { code, message } = error as { readonly code?: string; readonly message: string };
  switch (code) {
    case '28P01':
      return new ConnectError(hadPassword ? 'login' : 'password-needed', message);
    case '28000':
      return new ConnectError(/no encryption|SSL off/.test(message) ? 'tls-required' : 'login', message);
    case '3D000':
    case '42501':
      return new ConnectError('database', message);
    default: break;
  }
  if (/does not support SSL/.test(message)) return new ConnectError('no-tls', message);
  if (/timeout/i.test(message)) return new ConnectError('timeout', message);
  if (/password must be a string|empty string|no password/i.test(message)) return new ConnectError('password-needed', message);
  return new ConnectError('other', message);
}

export const driver: Driver = { open };
