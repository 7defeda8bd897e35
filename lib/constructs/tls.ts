import type { TlsInput } from '../plan/endpoint-rules';
import type { IDmsCertificate } from './certificate';

/**
 * How the connection between DMS and a database is encrypted.
 *
 * Not every engine has every mode. PostgreSQL has all; SQL Server and MongoDB have no `verifyCa`; MySQL, MariaDB and Aurora MySQL have no `require`;
 * Oracle, Db2 and Google Cloud SQL for MySQL have `verifyCa` alone; SAP ASE and DocumentDB have `verifyFull` alone.
 */
export abstract class Tls {
  /** Encrypted. Whether the server is the right one is not verified. */
  public static require(): Tls {
    return new TlsMode({ sslMode: 'require' });
  }

  /** Encrypted, and the server's certificate has to be signed by the given authority. */
  public static verifyCa(certificate: IDmsCertificate): Tls {
    return new TlsMode({ sslMode: 'verify-ca', certificateArn: certificate?.certificateArn });
  }

  /** Encrypted, the server's certificate has to be signed by the given authority, and made out to the name that DMS connects to. */
  public static verifyFull(certificate: IDmsCertificate): Tls {
    return new TlsMode({ sslMode: 'verify-full', certificateArn: certificate?.certificateArn });
  }

  /** Not encrypted: whoever is on the way can read and change the data. */
  public static none(): Tls {
    return new TlsMode({ sslMode: 'none' });
  }

  /** Nothing is written to the template, which DMS takes for `none`: for taking over an endpoint that has it so. */
  public static unspecified(): Tls {
    return new TlsMode({});
  }

  /** @internal */
  public abstract _bind(): _TlsConfig;
}

/** @internal */
export interface _TlsConfig extends TlsInput {
  readonly sslMode?: string;
  readonly certificateArn?: string;
}

class TlsMode extends Tls {
  constructor(private readonly config: _TlsConfig) {
    super();
  }

  public _bind(): _TlsConfig {
    return this.config;
  }
}
