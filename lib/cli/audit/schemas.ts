import { UserError } from '../io';
import type { AuditScope, Row } from './session';
import { byName, textOf } from './values';

/**
 * Which schemas belong to an audit: `app,sales_*,!sales_old`. A `*` stands for any characters, a leading `!` leaves out. Without anything to
 * take in, all are.
 */
export function schemaFilter(patterns: string | undefined): Pick<AuditScope, 'includes' | 'patterns'> {
  const parts = (patterns ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
  const inside = parts.filter((part) => !part.startsWith('!')).map(expressionOf);
  const outside = parts.filter((part) => part.startsWith('!')).map((part) => expressionOf(part.slice(1)));
  return {
    patterns: parts.length === 0 ? 'all' : parts.join(','),
    includes: (schema) => (inside.length === 0 || inside.some((each) => each.test(schema))) && !outside.some((each) => each.test(schema)),
  };
}

function expressionOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'su');
}

const SHOWN_SCHEMAS = 20;

/** The schemas of the audit; none is a mistake, of the pattern or of the login. */
export function chooseSchemas(all: readonly string[], { includes, patterns }: Pick<AuditScope, 'includes' | 'patterns'>): string[] {
  const chosen = all.filter(includes).sort(byName);
  if (chosen.length > 0) return chosen;
  const there = [...all].sort(byName);
  const shown = there.length > SHOWN_SCHEMAS ? [...there.slice(0, SHOWN_SCHEMAS), '…'] : there;
  throw new UserError(all.length === 0 ? 'the login sees no schema in this database; grant it USAGE or SELECT'
    : `--schemas ${patterns} fits none of the schemas that the login sees: ${shown.join(', ')}`);
}

export function schemasIn(rows: readonly Row[], { includes }: Pick<AuditScope, 'includes'>): string[] {
  return rows.map((row) => textOf(row, 'name')).filter(includes).sort(byName);
}
