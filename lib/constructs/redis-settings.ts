import type { SecretValue } from 'aws-cdk-lib';
import type { Problem } from '../plan/problem';
import { readProps } from '../private/read-props';
import type { IDmsCertificate } from './certificate';

// [DMS API reference, RedisSettings], [DMS User Guide, Specifying endpoint settings for Redis as a target].

/** A user of Redis. */
export interface RedisUser {
  /** The name. */
  readonly username: string;

  /** The password: a reference to where it is kept. CloudFormation resolves it when the endpoint changes, and then only. */
  readonly password: SecretValue;
}

/** How DMS logs in to Redis. */
export abstract class RedisAuthentication {
  /** Not at all. */
  public static none(): RedisAuthentication {
    return new KnownAuthentication({ settings: { authType: 'none' }, problems: [] });
  }

  /** With a token, Redis AUTH: a reference to where it is kept. CloudFormation resolves it when the endpoint changes, and then only. */
  public static token(token: SecretValue): RedisAuthentication {
    const { given, problems } = readProps({ token }, { token: 'SecretValue' });
    return new KnownAuthentication({ settings: { authType: 'auth-token', authPassword: given.token?.unsafeUnwrap() }, problems });
  }

  /** With a name and a password of role-based access control. */
  public static user(user: RedisUser): RedisAuthentication {
    const { given, problems } = readProps(user, { password: 'SecretValue' });
    const settings = { authType: 'auth-role', authUserName: given.username, authPassword: given.password?.unsafeUnwrap() };
    return new KnownAuthentication({ settings, problems });
  }

  /** @internal */
  public abstract _bind(): _RedisConfig;
}

/** How the connection to Redis is encrypted. */
export abstract class RedisTls {
  /**
   * Encrypted, and the server's certificate has to be signed by the given authority.
   *
   * @param certificate of the authority; without one, Amazon's root authority, which ElastiCache needs.
   */
  public static encrypted(certificate?: IDmsCertificate): RedisTls {
    const { given, problems } = readProps({ certificate }, { certificate: 'IDmsCertificate' });
    return new KnownTls({ settings: { sslSecurityProtocol: 'ssl-encryption', sslCaCertificateArn: given.certificate?.certificateArn }, problems });
  }

  /** Not encrypted: whoever is on the way can read and change the data. */
  public static plaintext(): RedisTls {
    return new KnownTls({ settings: { sslSecurityProtocol: 'plaintext' }, problems: [] });
  }

  /** @internal */
  public abstract _bind(): _RedisConfig;
}

/** @internal */
export interface _RedisConfig {
  readonly settings: Record<string, unknown>;
  readonly problems: Problem[];
}

class KnownAuthentication extends RedisAuthentication {
  constructor(private readonly config: _RedisConfig) {
    super();
  }

  public _bind(): _RedisConfig {
    return this.config;
  }
}

class KnownTls extends RedisTls {
  constructor(private readonly config: _RedisConfig) {
    super();
  }

  public _bind(): _RedisConfig {
    return this.config;
  }
}
