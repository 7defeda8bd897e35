/** Signs by which drivers tell an error apart from its wording. */

/**
 * A native error code: `NativeError: 18456`, and `NativeErrorCode: [28000]` as newer versions of DMS add it.
 *
 * The ODBC driver for PostgreSQL has 101 for whatever keeps it from connecting (time-out, TLS, name), so that code says nothing.
 */
export function native(...codes: readonly number[]): RegExp {
  return new RegExp(`native ?error(?: ?code)?: ?\\[?(?:${codes.join('|')})\\b`, 'i');
}

/** A state: `SqlState: 28P01`, `SQLSTATE=28P01`, `NativeErrorCode: [28P01]`. */
export function state(...states: readonly string[]): RegExp {
  return new RegExp(`(?:sql ?state|native ?error ?code)[:=]? ?\\[?(?:${states.join('|')})\\b`, 'i');
}

/** An error of Oracle: `ORA-01017`, also without its leading zeros. */
export function ora(...codes: readonly number[]): RegExp {
  return new RegExp(`ora-0*(?:${codes.join('|')})\\b`, 'i');
}

/** Any of several signs. */
export function any(...signs: readonly RegExp[]): RegExp {
  return new RegExp(signs.map(({ source }) => `(?:${source})`).join('|'), 'i');
}
