import { UserError } from '../io';
import { loginInMyCnf, passwordInPgpass } from './password-files';
import type { Source } from './source';

/** What a password may come from. */
export interface PasswordWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined if there is none; with who else may read it. */
  readonly readPrivateFile: (path: string) => { readonly text: string; readonly othersMayRead: boolean } | undefined;
  readonly home: string;
  /** The secret's text, of AWS Secrets Manager. */
  readonly secret: (arn: string) => Promise<string>;
  /** Undefined if there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

export interface Login {
  readonly user?: string;
  readonly password?: string;
}

const VARIABLES: Readonly<Record<Source['engine'], readonly string[]>> = {
  postgresql: ['DMS_AUDIT_PASSWORD', 'PGPASSWORD'],
  mysql: ['DMS_AUDIT_PASSWORD', 'MYSQL_PWD'],
  sqlserver: ['DMS_AUDIT_PASSWORD'],
  oracle: ['DMS_AUDIT_PASSWORD'],
};

/** User and password: from the secret, else the environment, else the engine's password file. Nothing if none has one: the server may not ask. */
export async function findLogin(source: Source, secretArn: string | undefined, world: PasswordWorld): Promise<Login> {
  if (secretArn !== undefined) return loginInSecret(await world.secret(secretArn), source);
  const variable = VARIABLES[source.engine].find((name) => (world.env[name] ?? '') !== '');
  if (variable !== undefined) return { user: source.user, password: world.env[variable] };
  return loginInFile(source, world);
}

/** A question on the terminal, after the server has asked for a password that there is not. */
export async function askForPassword({ engine }: Source, user: string, place: string, { ask }: PasswordWorld): Promise<string> {
  if (ask !== undefined) return ask(`Password of ${user} at ${place}: `);
  const file = engine === 'postgresql' ? ', in ~/.pgpass' : engine === 'mysql' ? ', in ~/.my.cnf' : '';
  throw new UserError(`${place} asks for a password, and there is none: set ${VARIABLES[engine].join(' or ')}${file}, give --secret, or run this on a terminal`);
}

/** As Amazon RDS and DMS write secrets: JSON with `username` and `password`. */
function loginInSecret(text: string, source: Source): Login {
  let secret: unknown;
  try {
    secret = JSON.parse(text);
  } catch {
    throw new UserError('the secret is not JSON; it must have "username" and "password", as Amazon RDS writes it');
  }
  const { username, password } = (typeof secret === 'object' && secret !== null ? secret : {}) as Record<string, unknown>;
  if (typeof password !== 'string') throw new UserError('the secret has no text "password"');
  return { password, ...typeof username === 'string' && source.user === undefined ? { user: username } : { user: source.user } };
}

function loginInFile(source: Source, { env, home, readPrivateFile }: PasswordWorld): Login {
  if (source.engine !== 'postgresql' && source.engine !== 'mysql') return { user: source.user };
  const path = source.engine === 'postgresql' ? env.PGPASSFILE ?? `${home}/.pgpass` : `${home}/.my.cnf`;
  const file = readPrivateFile(path);
  if (file === undefined) return { user: source.user };
  // The engines' own clients do not use such a file either.
  if (file.othersMayRead) throw new UserError(`${path} can be read by others on this machine, so its password is not used: chmod 600 ${path}`);
  if (source.engine === 'postgresql') return { user: source.user, password: passwordInPgpass(file.text, source) };
  const { user, password } = loginInMyCnf(file.text);
  return source.user === undefined || source.user === user ? { user: user ?? source.user, password } : { user: source.user };
}
