import type { Notes } from './notes';

/** One call to DMS. */
export type Act =
  | { readonly kind: 'stop'; readonly taskArn: string; readonly identifier: string }
  | { readonly kind: 'start'; readonly taskArn: string; readonly identifier: string; readonly type: 'start-replication' | 'resume-processing' }
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
