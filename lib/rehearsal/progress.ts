import type { Account } from './account';
import type { Progress } from './records';

export function progressOf(account: Account): Progress {
  const { instances, tasks } = account.inspect();
  return {
    now: account.agenda.now,
    instances: instances.map(({ identifier: name, status, class: instanceClass }) => ({ name, status, class: instanceClass })),
    tasks: tasks.map(({ identifier: name, status, stage, percent, tables, latencySeconds }) => ({
      name, status, percent, tables, latencySeconds, ...stage !== undefined && { stage },
    })),
  };
}
