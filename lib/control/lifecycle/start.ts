import { noteStart, type Notes } from './notes';
import type { SeenConnection, SeenTask } from './task';
import { decideTests } from './tests';
import { some, type Act, type Start, type Verdict } from './verdict';

/** Tasks that are to run. */
export interface StartInput {
  readonly wanted: readonly { readonly task: SeenTask; readonly how: Start }[];
  readonly connections: readonly SeenConnection[];
  readonly notes: Notes;
}

/** DMS takes some time until it shows that it starts. */
const SHOWS_MILLISECONDS = 60_000;
/** A start is refused while DMS tests a connection anew, and just after; a few more tries do no harm. */
const MAX_TRIES = 3;

/**
 * Starts tasks, once both of their connections have been tested: DMS refuses those whose connections have not, or have failed
 * [DMS API reference, StartReplicationTask]. A serverless replication tests its own. Nothing, if there is none.
 */
export function decideStart({ wanted, connections, notes }: StartInput, at: number): Verdict | undefined {
  if (wanted.length === 0) return undefined;
  const connected = decideConnected(wanted.map(({ task }) => task), { connections, notes }, at);
  if (connected !== undefined) return connected;

  const namesOf = (of: StartInput['wanted']): string => some(of.map(({ task: { identifier } }) => identifier));
  const due = wanted.filter(({ task: { identifier } }) => at - (notes.starts[identifier]?.at ?? -Infinity) >= SHOWS_MILLISECONDS);
  const exhausted = due.filter(({ task: { identifier } }) => (notes.starts[identifier]?.tries ?? 0) >= MAX_TRIES);
  if (exhausted.length > 0) return { kind: 'failed', notes, reason: `The migration tasks ${namesOf(exhausted)} did not start in ${MAX_TRIES} tries` };
  if (due.length === 0) return { kind: 'wait', because: `starting: ${namesOf(wanted)}` };
  return {
    kind: 'act',
    acts: due.map(({ task: { arn: taskArn, identifier }, how }): Act => ({ kind: 'start', taskArn, identifier, ...how })),
    notes: due.reduce((noted, { task }) => noteStart(noted, task, at), notes),
    because: `to run: ${namesOf(due)}`,
  };
}

/** Has the connections of tasks tested that have to be good; nothing, if they are. */
export function decideConnected(tasks: readonly SeenTask[], { connections, notes }: Pick<StartInput, 'connections' | 'notes'>, at: number): Verdict | undefined {
  const tested = decideTests({
    wanted: tasks.flatMap(({ instanceArn, sourceEndpointArn, targetEndpointArn }) =>
      (instanceArn === undefined ? [] : [sourceEndpointArn, targetEndpointArn].map((endpointArn) => ({ instanceArn, endpointArn })))),
    connections,
    notes,
    anew: false,
    again: (_, { tries }) => tries < MAX_TRIES,
  }, at);
  if (tested?.kind === 'broken') {
    return { kind: 'failed', notes, reason: `Tasks cannot be started, because DMS cannot connect: ${tested.broken.map(({ failure }) => failure).join('; ')}` };
  }
  return tested;
}
