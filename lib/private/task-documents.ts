import { UNKNOWN } from '../plan/unknown';
import { markUnknown } from './reporting';

/** A document of a task, for the rules: what cannot be read before deployment, or not at all, is unknown. */
export function readableDocument({ document, text }: { readonly document?: unknown; readonly text?: string }): unknown {
  if (document !== undefined || text === undefined) return markUnknown(document);
  try {
    return markUnknown(JSON.parse(text));
  } catch {
    return UNKNOWN;
  }
}
