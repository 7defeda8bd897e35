import type { DatabaseFacts } from '../../profile/profile';

/** A setting of the server that is to have another value. */
export interface SettingChange {
  readonly name: string;
  readonly to: string;
  /** Whether the server takes it only when it starts. */
  readonly restart?: boolean;
  /** What it is called in a parameter group of RDS and Aurora, where that is something else. */
  readonly managed?: { readonly name: string; readonly to: string };
}

/** How a setting is changed: that depends on the engine, and on who runs the server. */
export function changeSetting(database: DatabaseFacts, change: SettingChange): { readonly mend: string; readonly statements: readonly string[] } {
  const { engine, hosting } = database;
  const { name, to, restart = false } = change;
  switch (hosting) {
    case 'rds':
    case 'aurora': {
      const { name: parameter, to: value } = change.managed ?? change;
      const group = hosting === 'aurora' ? 'DB cluster parameter group' : 'DB parameter group';
      return { mend: `Set ${parameter} to ${value} in the ${group}${restart ? ', and reboot the instance' : ''}.`, statements: [] };
    }
    case 'google-cloud':
      return { mend: `Set ${name} to ${to} as a database flag of Cloud SQL${restart ? ', which restarts the instance' : ''}.`, statements: [] };
    case 'azure':
      return { mend: `Set ${name} to ${to} as a server parameter${restart ? ', and restart the server' : ''}.`, statements: [] };
    case 'self-managed':
    case 'unknown':
      return changeOwn(engine, name, to, restart);
  }
}

function changeOwn(engine: DatabaseFacts['engine'], name: string, to: string, restart: boolean): { mend: string; statements: string[] } {
  const mend = `Set ${name} to ${to}`;
  switch (engine) {
    case 'postgresql':
      return {
        mend: restart ? `${mend}, and restart the server.` : `${mend}.`,
        statements: [`ALTER SYSTEM SET ${name} = ${valueOf(to)};`, ...restart ? [] : ['SELECT pg_reload_conf();']],
      };
    case 'mysql':
    case 'mariadb':
      if (restart) return { mend: `${mend} in section [mysqld] of the server's option file, and restart the server.`, statements: [] };
      return {
        mend: `${mend}, and also in section [mysqld] of the server's option file, so that it outlives a restart.`,
        statements: [`SET GLOBAL ${name} = ${valueOf(to)};`],
      };
    case 'sqlserver':
    case 'oracle':
    case 'mongodb':
      return { mend: restart ? `${mend}, and restart the server.` : `${mend}.`, statements: [] };
  }
}

function valueOf(text: string): string {
  return /^-?\d+$/.test(text) ? text : `'${text}'`;
}
