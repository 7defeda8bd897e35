import type { Memory, Message } from './memory';

/**
 * The next step: the memory that has to be written first, and one act, or something to look at before deciding again, or nothing.
 *
 * `none` means that nothing is left to do until something happens; `wait` that the world is to be looked at again, in a minute or in an hour.
 */
export type Decision = { readonly memory: Memory } & (
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'wait'; readonly why: string; readonly pace: 'minutes' | 'hours' }
  | { readonly kind: 'look'; readonly at: 'connections' }
  | { readonly kind: 'look'; readonly at: 'alarms' }
  | { readonly kind: 'look'; readonly at: 'stack' }
  | { readonly kind: 'look'; readonly at: 'tables'; readonly tasks: readonly string[] }
  | { readonly kind: 'look'; readonly at: 'stopFlags'; readonly tasks: readonly string[] }
  | { readonly kind: 'look'; readonly at: 'hooks'; readonly tasks: readonly string[] }
  | Act
);

/** Something that is done to the world. Tasks and endpoints go by their ARNs. */
export type Act =
  | { readonly kind: 'stopTasks'; readonly tasks: readonly string[]; readonly why: string }
  | { readonly kind: 'resumeTasks'; readonly tasks: readonly string[]; readonly why: string }
  | { readonly kind: 'startHooks'; readonly tasks: readonly string[]; readonly why: string }
  | { readonly kind: 'changeClass'; readonly to: string; readonly why: string }
  | { readonly kind: 'testConnections'; readonly endpoints: readonly string[]; readonly why: string }
  | ({ readonly kind: 'answer'; readonly requestId: string; readonly why: string } & Answer);

/** What CloudFormation is told. */
export type Answer =
  | { readonly status: 'SUCCESS'; readonly data: Readonly<Record<string, string>> }
  | { readonly status: 'FAILED'; readonly reason: string };

/** A memory with one message more to be sent. */
export function tell(memory: Memory, message: Message): Memory {
  return { ...memory, outbox: [...memory.outbox, message] };
}

/** The same, unless it has been told already under this key and is still so. */
export function tellOnce(memory: Memory, key: string, message: Message, now: number): Memory {
  return memory.told[key] !== undefined ? memory : { ...tell(memory, message), told: { ...memory.told, [key]: now } };
}
