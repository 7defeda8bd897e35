import { ConnectError, type ConnectFailure } from './driver';

const BY_CODE: Readonly<Record<string, ConnectFailure['kind']>> = {
  EAI_AGAIN: 'host',
  EHOSTUNREACH: 'unreachable',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOENT: 'refused',
  ENOTFOUND: 'host',
  ETIMEDOUT: 'timeout',
};

/** What fails below an engine's protocol: names, sockets and certificates. Undefined if it is nothing of these. */
export function networkError(error: unknown): ConnectError | undefined {
  if (error instanceof ConnectError) return error;
  const inner = error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
  const { code = '', message = String(inner) } = inner as { readonly code?: string; readonly message?: string };
  const kind = BY_CODE[code];
  if (kind !== undefined) return new ConnectError(kind, message);
  if (/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH)/.test(code)) return new ConnectError('tls', message);
  return undefined;
}
