/**
 * The function of a stack's deployments: what its custom resources `Before`, `Connections` and `After` call, and a schedule while tasks wait to be
 * resumed.
 */
import { reply } from '../common/reply';
import { makeHandler } from './handler';
import type { LifecycleEnvironment } from './request';
import { SdkDms } from './sdk-dms';
import { SdkStore } from './sdk-store';

function environment(name: keyof LifecycleEnvironment): string {
  return process.env[name] ?? '';
}

/** What is rarely needed is loaded when it is. */
export const handler = makeHandler({
  dms: new SdkDms(),
  store: new SdkStore(environment('TABLE_NAME')),
  stackStatus: async () => (await import('./sdk-others.js')).stackStatus(environment('STACK_ID')),
  setSchedule: async (isOn) => (await import('./sdk-others.js')).setSchedule(environment('SCHEDULE_RULE_NAME'), isOn),
  goOn: async (continuation) => (await import('./sdk-others.js')).invoke(process.env.AWS_LAMBDA_FUNCTION_NAME ?? '', continuation),
  reply,
  clock: { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  log: (entry) => console.log(JSON.stringify(entry)),
});
