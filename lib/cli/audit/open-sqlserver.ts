import { Connection as TediousConnection, Request, TYPES } from 'tedious';
import { ConnectError, type Connection, type Driver } from './driver';
import { networkError } from './network-errors';
import type { Row, Session } from './session';

const MILLISECONDS = 1000;

async function open({ source, login, tls, ca, connectSeconds, statementSeconds }: Connection): Promise<Session> {
  if (source.socket !== undefined) throw new ConnectError('other', 'SQL Server is not reached by a Unix socket');
  const connection = new TediousConnection({
    server: source.host ?? '',
    authentication: { type: 'default', options: { userName: login.user, password: login.password } },
    options: {
      port: source.port,
      database: source.database,
      appName: 'dms-migrations audit',
      encrypt: tls !== 'off',
      trustServerCertificate: tls !== 'verify-full',
      ...ca !== undefined && { cryptoCredentialsDetails: { ca } },
      connectTimeout: connectSeconds * MILLISECONDS,
      requestTimeout: statementSeconds * MILLISECONDS,
      readOnlyIntent: false,
    },
  });
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(connectError(error, login.password !== undefined)) : resolve()));
  });
  connection.on('error', () => undefined);
  const query = async (sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> => ask(connection, sql, values);
  return {
    query,
    attempt: query,
    close: async () => new Promise((resolve) => {
      connection.once('end', resolve);
      connection.close();
    }),
    abandon: () => connection.close(),
  };
}

interface Cell {
  readonly metadata: { readonly colName: string };
  readonly value: unknown;
}

async function ask(connection: TediousConnection, sql: string, values: readonly unknown[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    const request = new Request(sql, (error) => (error ? reject(error) : resolve(rows)));
    request.on('row', (cells: readonly Cell[]) => void rows.push(Object.fromEntries(cells.map(({ metadata, value }) => [metadata.colName, value]))));
    values.forEach((value, index) => request.addParameter(`p${index}`, TYPES.NVarChar, value));
    connection.execSql(request);
  });
}

function connectError(error: Error & { readonly code?: string; readonly cause?: unknown }, hadPassword: boolean): ConnectError {
  const network = networkError(error.cause ?? error) ?? networkError(error);
  if (network) return network;
  switch (error.code) {
    case 'ELOGIN': return new ConnectError(/cannot open database/i.test(error.message) ? 'database' : hadPassword ? 'login' : 'password-needed', error.message);
    case 'ETIMEOUT': return new ConnectError('timeout', error.message);
    case 'EENCRYPT': return new ConnectError('no-tls', error.message);
    default: return new ConnectError(/certificate|self.signed|TLS/i.test(error.message) ? 'tls' : 'other', error.message);
  }
}

export const driver: Driver = { open };
