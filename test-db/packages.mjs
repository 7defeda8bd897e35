// Debian's packages, taken apart in a folder: nothing is installed, so no right of root is needed, and nothing is left but the folder.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SERVERS = ['mariadb-server', 'postgresql-15'];
/** Packages that have statements for a schema in them. */
const SOFTWARE = [
  'bacula-director-mysql', 'bacula-director-pgsql', 'cacti', 'icinga2-ido-mysql', 'icinga2-ido-pgsql', 'mediawiki', 'pdns-backend-mysql',
  'pdns-backend-pgsql', 'request-tracker5', 'roundcube-core', 'zabbix-server-mysql', 'zabbix-server-pgsql',
];

/** Gives the folder in which files lie as they would below `/`. */
export function unpackedPackages() {
  const cache = process.env.TEST_DB_PACKAGES ?? path.join(tmpdir(), 'dms-migrations-test-db');
  const debs = path.join(cache, 'debs');
  const root = path.join(cache, 'root');
  if (!existsSync(path.join(cache, 'complete'))) {
    mkdirSync(debs, { recursive: true });
    mkdirSync(root, { recursive: true });
    // What the servers need and this machine does not have.
    const plan = run('apt-get', ['--simulate', '--no-install-recommends', 'install', ...SERVERS]);
    const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name).filter((name) => !/^perl|^libperl/.test(name));
    run('apt-get', ['download', ...new Set([...missing, ...SERVERS, 'mariadb-client-core', 'mariadb-server-core', 'postgresql-client-15', ...SOFTWARE])], debs);
    for (const file of readdirSync(debs).sort()) run('dpkg-deb', ['--extract', path.join(debs, file), root]);
    mkdirSync(path.join(cache, 'complete'));
  }
  return root;
}

function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 26 });
}
