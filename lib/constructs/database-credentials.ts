import type { SecretValue } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Problem } from '../plan/problem';
import { readProps } from '../private/read-props';

/** A user name and a password that become part of the endpoint. */
export interface PasswordCredentials {
  /** The database user. */
  readonly username: string;

  /** The user's password: a reference to where it is kept. CloudFormation resolves it when the endpoint changes, and then only. */
  readonly password: SecretValue;

  /**
   * Host name or address of the database.
   *
   * @default - that of the RDS or Aurora resource; other databases need one
   */
  readonly serverName?: string;
}

/** How DMS logs in to a database. IAM and Kerberos authentication are settings that DMS has in its API alone: CloudFormation has none of them. */
export abstract class DatabaseCredentials {
  /**
   * A secret with the members `username`, `password`, `host` and `port`, all in lower case. Other members are ignored, the name of the
   * database too.
   *
   * Its password must have none of `;` `.` `:` `+`, or the connection string breaks: `excludeCharacters: ';.:+'` where it is generated. A master
   * password that Amazon RDS manages itself does not do: that secret has no host. After a rotation, restart the tasks: DMS reads the
   * secret when a task connects.
   */
  public static fromSecret(secret: secretsmanager.ISecret): DatabaseCredentials {
    const { given, problems } = readProps({ secret }, { secret: 'secretsmanager.ISecret' });
    return new KnownCredentials({ ...given, problems });
  }

  /**
   * A user name and a password in the endpoint itself, where a secret cannot be used.
   *
   * DMS does not see a new password until CloudFormation updates the endpoint.
   */
  public static fromPassword(credentials: PasswordCredentials): DatabaseCredentials {
    const { given, problems } = readProps(credentials, { password: 'SecretValue' });
    return new KnownCredentials({ password: given, problems });
  }

  /** @internal */
  public abstract _bind(): _CredentialsConfig;
}

/**
 * One of the two.
 *
 * @internal
 */
export interface _CredentialsConfig {
  readonly secret?: secretsmanager.ISecret;
  readonly password?: PasswordCredentials;
  readonly problems: Problem[];
}

class KnownCredentials extends DatabaseCredentials {
  constructor(private readonly config: _CredentialsConfig) {
    super();
  }

  public _bind(): _CredentialsConfig {
    return this.config;
  }
}
