/**
 * What a call to AWS came to.
 *
 * `refused` is the service's no: nothing happened. `unknown` is no answer: it may have happened. `skipped` was not tried.
 */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'refused'; readonly fault: string; readonly message: string };
