import type { SecretValue, Size } from 'aws-cdk-lib';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Problem } from '../plan/problem';
import { readProps } from '../private/read-props';
import type { IDmsCertificate } from './certificate';
import type { MessageSettings } from './message-settings';

// [DMS API reference, KafkaSettings], [DMS User Guide, Connecting to Kafka using Transport Layer Security (TLS)].

/** The brokers' certificate authority. */
export interface KafkaTlsOptions {
  /**
   * The certificate of a private authority that signed the certificates of the brokers.
   *
   * @default - a public authority signed them, as those of Amazon MSK
   */
  readonly caCertificate?: IDmsCertificate;
}

/** A user of Kafka. */
export interface KafkaSaslOptions extends KafkaTlsOptions {
  /** The secret with the members `username` and `password`, such as that of Amazon MSK (`AmazonMSK_...`). */
  readonly secret: secretsmanager.ISecret;
}

/** A certificate that DMS shows to the brokers. */
export interface KafkaMutualTlsOptions extends KafkaTlsOptions {
  /** The certificate. */
  readonly clientCertificate: IDmsCertificate;

  /** Its private key. */
  readonly clientKey: IDmsCertificate;

  /**
   * The password of the private key.
   *
   * @default - it has none
   */
  readonly clientKeyPassword?: SecretValue;
}

/** How the connection to the brokers of Kafka is encrypted, and how DMS logs in. DMS has no IAM access control for Amazon MSK. */
export abstract class KafkaSecurity {
  /** Encrypted; nobody logs in. */
  public static tls(options: KafkaTlsOptions = {}): KafkaSecurity {
    return secured('ssl-encryption', options);
  }

  /**
   * Encrypted; DMS logs in with user name and password, by SCRAM-SHA-512. CloudFormation has no property for other mechanisms.
   *
   * CloudFormation resolves the secret when the endpoint changes, and then only.
   */
  public static saslScram(options: KafkaSaslOptions): KafkaSecurity {
    const { given: { secret }, problems } = readProps(options, { secret: 'secretsmanager.ISecret' });
    return secured('sasl-ssl', options, {
      saslUserName: secret?.secretValueFromJson('username').unsafeUnwrap(),
      saslPassword: secret?.secretValueFromJson('password').unsafeUnwrap(),
    }, problems);
  }

  /** Encrypted; DMS logs in with a certificate. */
  public static mutualTls(options: KafkaMutualTlsOptions): KafkaSecurity {
    const kinds = { clientCertificate: 'IDmsCertificate', clientKey: 'IDmsCertificate', clientKeyPassword: 'SecretValue' };
    const { given, problems } = readProps(options, kinds);
    return secured('ssl-authentication', options, {
      sslClientCertificateArn: given.clientCertificate?.certificateArn,
      sslClientKeyArn: given.clientKey?.certificateArn,
      sslClientKeyPassword: given.clientKeyPassword?.unsafeUnwrap(),
    }, problems);
  }

  /** Not encrypted: whoever is on the way can read and change the data. */
  public static plaintext(): KafkaSecurity {
    return new KnownSecurity({ settings: { securityProtocol: 'plaintext' }, problems: [] });
  }

  /** @internal */
  public abstract _bind(): _KafkaSecurityConfig;
}

/** @internal */
export interface _KafkaSecurityConfig {
  readonly settings: Record<string, unknown>;
  readonly problems: Problem[];
}

class KnownSecurity extends KafkaSecurity {
  constructor(private readonly config: _KafkaSecurityConfig) {
    super();
  }

  public _bind(): _KafkaSecurityConfig {
    return this.config;
  }
}

function secured(
  securityProtocol: string, options: KafkaTlsOptions, settings: Record<string, unknown> = {}, problems: Problem[] = [],
): KafkaSecurity {
  const { given: { caCertificate }, problems: ofCa } = readProps(options, { caCertificate: 'IDmsCertificate' });
  return new KnownSecurity({
    settings: { securityProtocol, sslCaCertificateArn: caCertificate?.certificateArn, ...settings },
    problems: [...problems, ...ofCa],
  });
}

/** Settings of a Kafka target. */
export interface KafkaTargetSettings extends MessageSettings {
  /**
   * How large a message may be, in whole bytes.
   *
   * @default Size.bytes(1000000)
   */
  readonly messageMaxBytes?: Size;

  /**
   * The topic.
   *
   * @default 'kafka-default-topic'
   */
  readonly topic?: string;
}
