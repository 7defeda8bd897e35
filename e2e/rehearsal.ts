import { rehearse, type RehearsalResult } from '../lib/rehearsal';
import { linesOf, type Change } from './changes';
import { expectEqual } from './checking';
import type { Step } from './expected';
import { tablesFor } from './sample';

/** What is played, and where its assemblies are. */
export interface RehearsedMigration {
  readonly sample: string;
  readonly existingVpc: string;
  readonly tableMappings: string;
  readonly endpoint: string;
  readonly storage: string;
  /** Minutes that tasks have to load, before and after the endpoint is changed. */
  readonly minutes: readonly [before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>];
}

const MINUTE = 60_000;
/** More than a class with two vCPU has, so tasks lag behind, and an alarm says so. */
const MORE_CHANGES = { cdcVcpu: 3 };

/**
 * The same migrations, as the project's own rehearsal plays them: without CloudFormation, the CDK or ministack, and by other rules of its own.
 * Gives the calls of each step that change something in DMS.
 */
export async function rehearsedChanges(played: RehearsedMigration): Promise<Readonly<Record<Step, readonly string[]>>> {
  const { sample, existingVpc, tableMappings, endpoint, storage, minutes: [before, after] } = played;
  const other = await rehearse(existingVpc, { days: 0.01, happenings: [{ at: 'deployed+1m', deploy: existingVpc }] });
  expectEqual('problems of the sample with a VPC that is there already, rehearsed', codesOf(other), []);

  const result = await rehearse(sample, {
    days: 0.01,
    workloads: Object.fromEntries(Object.entries(before).map(([task, minutes]) => [task, tablesFor(task, minutes)])),
    happenings: [
      { at: 'deployed+30m', deploy: sample },
      { at: 'deployed+1h', deploy: tableMappings },
      ...Object.entries(after).map(([task, minutes]) => ({ at: 'deployed+2h', workload: { task, workload: tablesFor(task, minutes) } })),
      { at: 'deployed+2h', deploy: endpoint },
      { at: 'cdc+10m', deploy: storage },
      { at: 'cdc+2h', workload: { task: 'sales', workload: { ...tablesFor('sales', after.sales), ...MORE_CHANGES } } },
    ],
  });
  // It goes up for the changes, and has no reason to come down again.
  expectEqual('problems of the sample, rehearsed', codesOf(result), ['INSTANCE_NOT_DOWNSIZED']);
  expectEqual('deployments of OrdersMigration, rehearsed', statusesOf(result, 'OrdersMigration'), [
    'CREATE_COMPLETE', 'CREATE_COMPLETE (nothing to do)', 'UPDATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_COMPLETE',
  ]);

  const { startedAt, reached: { cdc = 0 } } = result;
  const [made, again, mapped, changed, enlarged] = [1, 2, 3, 4, 5].map((number) => timeOf(result, number));
  return {
    sample: between(result, startedAt, made.end),
    existingVpc: between(other, other.startedAt, timeOf(other, 1).end),
    again: [...between(result, made.end, again.end), ...between(other, timeOf(other, 1).end, Infinity)],
    tableMappings: between(result, again.end, mapped.end),
    endpoint: between(result, mapped.end, changed.end),
    load: between(result, changed.end, cdc + MINUTE),
    storage: between(result, cdc + MINUTE, enlarged.end),
    alarm: between(result, enlarged.end, Infinity),
  };
}

function codesOf({ problems }: RehearsalResult): string[] {
  return problems.map(({ code }) => code);
}

function statusesOf({ deployments }: RehearsalResult, stack: string): string[] {
  return deployments.filter((each) => each.stack === stack).map(({ status, changed }) => `${status}${changed ? '' : ' (nothing to do)'}`);
}

/** A minute more than it takes: seconds are rounded, and nobody does anything so soon afterwards. */
function timeOf({ deployments }: RehearsalResult, number: number): { readonly end: number } {
  const ends = deployments.filter((each) => each.number === number).map(({ startedAt, seconds }) => startedAt + seconds * 1000);
  return { end: Math.max(...ends) + MINUTE };
}

/** All that is done is in one of the steps: each begins where the one before it ends. */
function between({ changes }: RehearsalResult, from: number, to: number): string[] {
  return linesOf(changes.filter(({ at }) => at >= from && at < to) as readonly Change[]);
}
