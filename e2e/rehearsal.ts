import { rehearse } from '../lib/rehearsal';
import { linesOf, type Change } from './changes';
import { tablesFor } from './sample';

/** What is played, and where its assemblies are. */
export interface RehearsedMigration {
  readonly sample: string;
  readonly tableMappings: string;
  readonly endpoint: string;
  readonly storage: string;
  /** Minutes that tasks have to load, before and after the endpoint is changed. */
  readonly minutes: readonly [before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>];
}

/** The same migration, as the project's own rehearsal plays it: without CloudFormation, the CDK or ministack, and by other rules of its own. */
export async function rehearsedChanges(played: RehearsedMigration): Promise<string[]> {
  const { sample, tableMappings, endpoint, storage, minutes: [before, after] } = played;
  const { changes } = await rehearse(sample, {
    days: 0.01,
    workloads: Object.fromEntries(Object.entries(before).map(([task, minutes]) => [task, tablesFor(task, minutes)])),
    happenings: [
      { at: 'deployed+1h', deploy: tableMappings },
      ...Object.entries(after).map(([task, minutes]) => ({ at: 'deployed+2h', workload: { task, workload: tablesFor(task, minutes) } })),
      { at: 'deployed+2h', deploy: endpoint },
      { at: 'cdc+10m', deploy: storage },
    ],
  });
  return linesOf(changes as readonly Change[]);
}
