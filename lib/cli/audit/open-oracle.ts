import oracledb from 'oracledb';
import { ConnectError, type Connection, type Driver } from './driver';
import { networkError } from './network-errors';
import type { Row, Session } from './session';

const MILLISECONDS = 1000;

async function open({ source, login, tls, ca, connectSeconds, statementSeconds }: Connection): Promise<Session> {
  if (source.socket !== undefined) throw new ConnectError('other', 'Oracle is not reached by a Unix socket');
  if (login.password === undefined) throw new ConnectError('password-needed', 'none was given');
  const host = source.host?.includes(':') === true ? `[${source.host}]` : source.host;
  let connection: oracledb.Connection;
  try {
    connection = await oracledb.getConnection({
      user: login.user,
      password: login.password,
      connectString: `${tls === 'off' ? 'tcp' : 'tcps'}://${host}:${source.port}/${source.database}?connect_timeout=${connectSeconds}`
        + `${tls === 'off' ? '' : `&ssl_server_dn_match=${tls === 'verify-full' ? 'on' : 'off'}`}`,
      ...ca !== undefined && { walletContent: ca },
    });
  } catch (error) {
    throw connectError(error);
  }
  connection.callTimeout = statementSeconds * MILLISECONDS;
  const query = async (sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
    const { rows } = await connection.execute<Row>(sql, values.map(String), {
      outFormat: oracledb.OUT_FORMAT_OBJECT,
      // Defaults and expressions are LONG in the catalogue: they are text, not streams.
      fetchTypeHandler: ({ dbType }) => (dbType === oracledb.DB_TYPE_CLOB ? { type: oracledb.STRING } : undefined),
    });
    return rows ?? [];
  };
  return {
    query,
    attempt: query,
    close: async () => connection.close(),
    abandon: () => void connection.close({ drop: true }).catch(() => undefined),
  };
}

function connectError(error: unknown): ConnectError {
  const network = networkError(error);
  if (network) return network;
  const { message } = error as Error;
  if (/ORA-01017|ORA-28000|ORA-28001|ORA-01045/.test(message)) return new ConnectError('login', message);
  if (/ORA-12514|NJS-518|ORA-12505|NJS-517/.test(message)) return new ConnectError('database', message);
  if (message.includes('NJS-530')) return new ConnectError('host', message);
  if (/certificate|NJS-505|NJS-512|TLS/i.test(message)) return new ConnectError('tls', message);
  if (/timeout|timed out|NJS-510/i.test(message)) return new ConnectError('timeout', message);
  if (/ECONNREFUSED|NJS-503|NJS-511/.test(message)) return new ConnectError('refused', message);
  return new ConnectError('other', message);
}

export const driver: Driver = { open };
