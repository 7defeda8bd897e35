/** What an engine's own password file says; each gives undefined where it says nothing. */
import type { Source } from './source';

/** `~/.pgpass`: `host:port:database:user:password`, the first line that fits; `*` fits all, and `\` is before a colon or a `\` that is meant. */
export function passwordInPgpass(text: string, { host, port, database, user }: Source): string | undefined {
  // A socket is looked up as localhost [PostgreSQL manual, The Password File].
  const wanted = [host ?? 'localhost', String(port), database ?? '', user ?? ''];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = fieldsOf(line);
    if (fields.length === 5 && wanted.every((value, index) => fields[index] === '*' || fields[index] === value)) return fields[4];
  }
  return undefined;
}

function fieldsOf(line: string): string[] {
  const fields = [''];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '\\' && at + 1 < line.length) fields[fields.length - 1] += line[++at];
    else if (line[at] === ':' && fields.length < 5) fields.push('');
    else fields[fields.length - 1] += line[at];
  }
  return fields;
}

/** `~/.my.cnf`: user and password of the groups that MySQL's own client reads; later lines hold. */
export function loginInMyCnf(text: string): { readonly user?: string; readonly password?: string } {
  const found: { user?: string; password?: string } = {};
  let group = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]/.exec(line);
    if (header) group = header[1].trim();
    const option = /^\s*(user|password)\s*=\s*(.*?)\s*$/.exec(line);
    if (option && ['client', 'client-mariadb', 'mysql', 'mariadb-client'].includes(group)) found[option[1] as 'user' | 'password'] = valueOf(option[2]);
  }
  return found;
}

const ESCAPES: Readonly<Record<string, string>> = { 'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 's': ' ', '\\': '\\' };

function valueOf(text: string): string {
  const quoted = /^(["'])(.*)\1(?:\s*#.*)?$/.exec(text);
  // Outside quotes, a comment may begin anywhere.
  return (quoted ? quoted[2] : text.replace(/\s*#.*/, '')).replace(/\\(.)/g, (whole, letter: string) => ESCAPES[letter] ?? whole);
}
