const MASK = '***';

/**
 * Names under which secrets are given: `PWD=`, `"password": "`, `asm_password=`, `SecretString`, the members of a signed URL, which is what an
 * IAM authentication token is.
 */
const NAMES = [
  'password', 'passwd', 'passphrase', 'pwd', 'secretstring', 'secretaccesskey', 'secret_access_key', 'session_?token', 'security-token',
  'x-amz-signature', 'x-amz-credential',
].join('|');

/** In braces (ODBC, where `}}` stands for a brace), in quotes that may be escaped, or up to a blank or the next `;name=`. */
const VALUE = [
  /\{(?:[^}]|\}\})*\}?/,
  /\\+"[^"]*"?/,
  /N?"(?:[^"\\]|\\.)*"?/,
  /N?'(?:[^'\\]|\\.|'')*'?/,
  /(?:(?![;&,]\s*[\w-]+\s*=)\S)+/,
].map(({ source }) => source).join('|');

/** MySQL tells whether a password was given: `(using password: YES)`. That is no secret, and it helps. */
const NAMED = new RegExp(`((?:${NAMES})\\\\*["']?\\s*[=:]\\s*)(?!(?:YES|NO)\\))(?:${VALUE})`, 'gi');

/** `IDENTIFIED BY secret` of Oracle and MySQL. */
const IDENTIFIED = new RegExp(`(\\bidentified\\s+by\\s+(?:values\\s+)?)(?:${VALUE})`, 'gi');

/** `scheme://user:secret@host`; the secret may have an `@` itself. */
const IN_URL = /(:\/\/[^\s:/@]*:)\S*(?=@)/g;

/** `user/secret@host` of Oracle. */
const EASY_CONNECT = /(^|[\s"'(=])([\w$#]+\/)[^\s@/]+(?=@)/g;

/** A text without whatever looks like a password or a token; user and host stay. */
export function maskSecrets(text: string): string {
  return text
    .replace(NAMED, `$1${MASK}`)
    .replace(IDENTIFIED, `$1${MASK}`)
    .replace(IN_URL, `$1${MASK}`)
    .replace(EASY_CONNECT, `$1$2${MASK}`);
}
