import type { Login } from './login';
import type { EngineAudit, Session } from './session';
import type { Source, SourceEngine } from './source';

export type TlsMode = 'verify-full' | 'require' | 'off';

export interface Connection {
  readonly source: Source;
  readonly login: Login;
  readonly tls: TlsMode;
  /** Certificates of authorities, PEM. Without them, those that Node brings. */
  readonly ca?: string;
  readonly connectSeconds: number;
  /** For drivers that give up queries themselves; the others' servers do it. */
  readonly statementSeconds: number;
}

/** Why a connection could not be made, as far as drivers tell. */
export type ConnectFailure =
  | { readonly kind: 'host' | 'refused' | 'unreachable' | 'timeout' | 'tls' | 'tls-required' | 'no-tls' | 'login' | 'password-needed' | 'database' | 'other'; readonly detail: string };

export class ConnectError extends Error {
  public override readonly name = 'ConnectError';

  constructor(public readonly kind: ConnectFailure['kind'], public readonly detail: string) {
    super(detail);
  }
}

/** Drivers are bundled by themselves, each with a class of its own by this name. */
export function isConnectError(error: unknown): error is ConnectError {
  return error instanceof Error && error.name === 'ConnectError';
}

/** What is loaded only when an engine is audited. */
export interface Driver {
  readonly open: (connection: Connection) => Promise<Session>;
}

export interface EngineEntry {
  readonly audit: EngineAudit;
  readonly driver: () => Promise<Driver>;
}

export type Engines = Readonly<Record<SourceEngine, EngineEntry>>;
