import { asObject } from '../plan/table-mapping-reading';
import { isAboutTask } from '../plan/task-agreement-rules';
import { UNKNOWN } from '../plan/unknown';
import { markUnknown } from './reporting';

interface RenderedDocument {
  readonly document?: unknown;
  readonly text?: string;
}

/** A document of a task, for the rules: what cannot be read before deployment, or not at all, is unknown. */
export function readableDocument(rendered: RenderedDocument): unknown {
  return markUnknown(read(rendered));
}

/** Table mappings, in which only the rules count that settings or target say something about too. There may be thousands of others. */
export function readableMappings(rendered: RenderedDocument): unknown {
  const { rules } = asObject(read(rendered)) ?? {};
  return { rules: Array.isArray(rules) ? rules.map((rule: unknown) => (isAboutTask(rule) ? markUnknown(rule) : {})) : [] };
}

function read({ document, text }: RenderedDocument): unknown {
  if (document !== undefined || text === undefined) return document;
  try {
    return JSON.parse(text);
  } catch {
    return UNKNOWN;
  }
}
