import type { SettingsFacts } from './endpoint-settings-facts';

/** [DMS API reference, RedisSettings]. */
export const REDIS_SETTINGS: SettingsFacts = {
  authPassword: { type: 'text', secret: true },
  authType: { type: 'text', words: ['none', 'auth-role', 'auth-token'] },
  authUserName: { type: 'text' },
  port: { type: 'whole', min: 1, max: 65_535 },
  serverName: { type: 'text' },
  sslCaCertificateArn: { type: 'text' },
  sslSecurityProtocol: { type: 'text', words: ['plaintext', 'ssl-encryption'] },
};
