import type { Assessment } from './assessment';
import type { Notes } from './notes';

/** How a task is started: `StartReplicationTaskType`, and where changes are captured from. */
export interface Start {
  readonly type: 'start-replication' | 'resume-processing' | 'reload-target';
  readonly cdcStartPosition?: string;
}

/** One call to DMS. */
export type Act =
  | { readonly kind: 'stop'; readonly taskArn: string; readonly identifier: string }
  | { readonly kind: 'start'; readonly taskArn: string; readonly identifier: string } & Start
  | { readonly kind: 'assess'; readonly taskArn: string; readonly identifier: string; readonly runName: string; readonly assessment: Assessment }
  | { readonly kind: 'test'; readonly instanceArn: string; readonly endpointArn: string };

/** What is to be done next. Notes are written down before acts are carried out. */
export type Verdict =
  | { readonly kind: 'act'; readonly acts: readonly Act[]; readonly notes: Notes; readonly because: string }
  | { readonly kind: 'wait'; readonly because: string }
  | { readonly kind: 'done'; readonly notes: Notes; readonly because: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly notes: Notes };

/** `a, b and 3 more`. */
export function some(names: readonly string[], most = 3): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
