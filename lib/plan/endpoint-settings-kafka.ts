import type { SettingsFacts } from './endpoint-settings-facts';
import { MESSAGE_SETTINGS } from './endpoint-settings-messages';
import { error, show, type Problem } from './problem';
import { isKnown } from './unknown';

/** [DMS API reference, KafkaSettings]; how the connection is secured: [DMS User Guide, Connecting to Kafka using Transport Layer Security]. */
export const KAFKA_SETTINGS: SettingsFacts = {
  ...MESSAGE_SETTINGS,
  broker: { type: 'text' },
  messageMaxBytes: { type: 'whole', min: 1, unit: 'bytes' },
  saslPassword: { type: 'text', secret: true },
  saslUserName: { type: 'text' },
  securityProtocol: { type: 'text', words: ['plaintext', 'ssl-authentication', 'ssl-encryption', 'sasl-ssl'] },
  sslCaCertificateArn: { type: 'text' },
  sslClientCertificateArn: { type: 'text' },
  sslClientKeyArn: { type: 'text' },
  sslClientKeyPassword: { type: 'text', secret: true },
  topic: { type: 'text' },
};

const BROKER = /^[^\s,:]+:(\d{1,5})$/;

/**
 * Checks the list of brokers [DMS API reference, KafkaSettings, Broker].
 *
 * @param port is what is opened in the place of their ports.
 */
export function checkBrokers(brokers: readonly unknown[], port?: unknown): Problem[] {
  if (brokers.length === 0) {
    return [error({
      code: 'brokersMissing',
      where: 'brokers',
      what: 'is empty',
      why: 'DMS connects to at least one broker, which tells it of the others',
      mend: "Give two or more: brokers: ['b-1.example.com:9094', 'b-2.example.com:9094']",
    })];
  }
  if (port === undefined && brokers.every((broker) => !isKnown(broker))) {
    return [error({
      code: 'brokerPortUnknown',
      where: 'port',
      what: 'is not given, and the brokers are known only at deployment',
      why: 'The port has to be opened for the replication instance, and cannot be read from them',
      mend: 'Give it: 9094 for TLS with Amazon MSK, 9096 for SASL',
    })];
  }
  return brokers.flatMap((broker, index) => (!isKnown(broker) || BROKER.test(String(broker)) ? [] : [error({
    code: 'brokerForm',
    where: `brokers[${index}]`,
    what: `must be a host and a port, got ${show(broker)}`,
    why: 'DMS connects to what stands there, and knows no usual port',
    mend: "Write it as 'b-1.example.com:9094'",
  })]));
}

/** The ports of the brokers that are known, each once. */
export function brokerPorts(brokers: readonly unknown[]): number[] {
  const ports = brokers.flatMap((broker) => BROKER.exec(typeof broker === 'string' ? broker : '')?.slice(1) ?? []).map(Number);
  return [...new Set(ports)].sort((one, other) => one - other);
}
