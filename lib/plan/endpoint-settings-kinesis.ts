import type { SettingsFacts } from './endpoint-settings-facts';
import { MESSAGE_SETTINGS } from './endpoint-settings-messages';
import { error, show, type Problem } from './problem';
import { isKnown } from './unknown';

/** [DMS API reference, KinesisSettings]. */
export const KINESIS_SETTINGS: SettingsFacts = {
  ...MESSAGE_SETTINGS,
  serviceAccessRoleArn: { type: 'text' },
  streamArn: { type: 'text' },
};

/** Checks where a stream is [DMS User Guide, Using Amazon Kinesis Data Streams as a target: Limitations]. */
export function checkStreamAccount({ stream, own }: { readonly stream: unknown; readonly own: unknown }): Problem[] {
  if (!isKnown(stream) || !isKnown(own) || stream === own) return [];
  return [error({
    code: 'streamAccount',
    where: 'stream',
    what: `is in the account ${show(stream)}, and the endpoint in ${show(own)}`,
    why: 'DMS writes to streams of its own account only',
    mend: 'Give a stream of this account, and let a consumer of it pass the records on',
  })];
}
