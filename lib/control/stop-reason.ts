/** Reasons for which DMS stops a task that has not got enough of its instance [AWS SDK, ReplicationTask.StopReason]. */
export const STARVED_REASONS: readonly string[] = ['STOPPED_DUE_TO_LOW_MEMORY', 'STOPPED_DUE_TO_LOW_DISK'];

/**
 * The word of a stop reason as DMS has it: `Stop Reason NORMAL`.
 *
 * On failure it is free text in which the words stand somewhere (recorded in 2023).
 */
export function readStopReason(text: string | undefined): string | undefined {
  return /Stop Reason ([A-Z_]+)/.exec(text ?? '')?.[1];
}
