/**
 * The function of `TaskMonitor`: one look at an instance and its tasks for each call, by the schedule and by events of DMS.
 */
import type { TableProgress } from '../../control/monitor/turns';
import type { MonitorEnvironment } from './environment';
import { makeHandler } from './handler';
import { SdkDms } from './sdk-dms';

function environment(name: keyof MonitorEnvironment): string {
  return process.env[name] ?? '';
}

export const handler = makeHandler({
  dms: new SdkDms(),
  now: () => Date.now(),
  log: (entry) => console.log(JSON.stringify(entry)),
}, { identifier: environment('INSTANCE_IDENTIFIER'), tableProgress: environment('TABLE_PROGRESS') as TableProgress });
