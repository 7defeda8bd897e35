import { createConnection, type Connection as MySqlConnection, type RowDataPacket } from 'mysql2/promise';
import { ConnectError, type Connection, type Driver } from './driver';
import { networkError } from './network-errors';
import type { Row, Session } from './session';

const MILLISECONDS = 1000;

async function open({ source, login, tls, ca, connectSeconds }: Connection): Promise<Session> {
  let connection: MySqlConnection;
  try {
    connection = await createConnection({
      ...source.socket === undefined ? { host: source.host, port: source.port } : { socketPath: source.socket },
      user: login.user,
      password: login.password,
      database: source.database,
      connectTimeout: connectSeconds * MILLISECONDS,
      supportBigNumbers: true,
      dateStrings: true,
      ...tls !== 'off' && source.socket === undefined && {
        ssl: { rejectUnauthorized: tls === 'verify-full', verifyIdentity: tls === 'verify-full', ...ca !== undefined && { ca } },
      },
    });
  } catch (error) {
    throw connectError(error, login.password !== undefined);
  }
  // A connection that is lost while nothing is asked: the next query says so.
  connection.on('error', () => undefined);
  const query = async (sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
    const [rows] = await connection.query<RowDataPacket[]>(sql, [...values]);
    // A statement that gives no rows gives an object.
    return Array.isArray(rows) ? rows : [];
  };
  return { query, attempt: query, close: async () => connection.end(), abandon: () => connection.destroy() };
}

function connectError(error: unknown, hadPassword: boolean): ConnectError {
  const network = networkError(error);
  if (network) return network;
  const { code = '', message } = error as { readonly code?: string; readonly message: string };
  switch (code) {
    case 'ER_ACCESS_DENIED_ERROR':
    case 'ER_ACCESS_DENIED_NO_PASSWORD_ERROR':
      return new ConnectError(hadPassword ? 'login' : 'password-needed', message);
    case 'ER_SECURE_TRANSPORT_REQUIRED':
    case 'ER_HANDSHAKE_SECURE_TRANSPORT_REQUIRED':
      return new ConnectError('tls-required', message);
    case 'ER_BAD_DB_ERROR':
    case 'ER_DBACCESS_DENIED_ERROR':
      return new ConnectError('database', message);
    case 'HANDSHAKE_NO_SSL_SUPPORT':
      return new ConnectError('no-tls', message);
    case 'HANDSHAKE_SSL_ERROR':
      return new ConnectError('tls', message);
    default:
      return new ConnectError(/timeout/i.test(message) ? 'timeout' : 'other', message);
  }
}

export const driver: Driver = { open };
