import { asObject } from '../plan/table-mapping-reading';
import { isAboutTask } from '../plan/task-agreement-rules';
import { UNKNOWN } from '../plan/unknown';
import { documentOfText, type Document } from './document-text';
import { markUnknown } from './reporting';

/** A document of a task, for the rules: what cannot be read before deployment, or not at all, is unknown. */
export function readableDocument(rendered: Document): unknown {
  return markUnknown(documentOfText(rendered, UNKNOWN));
}

/** Table mappings, in which only the rules count that settings or target say something about too. There may be thousands of others. */
export function readableMappings(rendered: Document): unknown {
  const { rules } = asObject(documentOfText(rendered, UNKNOWN)) ?? {};
  return { rules: Array.isArray(rules) ? rules.map((rule: unknown) => (isAboutTask(rule) ? markUnknown(rule) : {})) : [] };
}
