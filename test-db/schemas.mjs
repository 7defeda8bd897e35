// Schemas of real software, from its Debian packages.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const share = (...parts) => path.join('usr/share', ...parts);

/** Statements of a database of each name; `read` gives a file's text. */
export const POSTGRESQL_SCHEMAS = {
  bacula: (read) => read(share('dbconfig-common/data/bacula-director-pgsql/install/pgsql')),
  icinga: (read) => read(share('dbconfig-common/data/icinga2-ido-pgsql/install/pgsql')),
  // Its tables have a mark in the place of a prefix that there need not be.
  mediawiki: (read) => read(share('mediawiki/maintenance/postgres/tables-generated.sql')).replaceAll('/*_*/', ''),
  pdns: (read) => read(share('pdns-backend-pgsql/schema/schema.pgsql.sql')),
  request_tracker: (read) => read(share('request-tracker5/etc/schema.Pg')),
  roundcube: (read) => read(share('dbconfig-common/data/roundcube/install/pgsql')),
  zabbix: (read) => read(share('zabbix-server-pgsql/schema.sql.gz')),
};

export const MARIADB_SCHEMAS = {
  bacula: (read) => read(share('dbconfig-common/data/bacula-director-mysql/install/mysql')),
  cacti: (read) => read(share('cacti/conf_templates/cacti.sql')),
  icinga: (read) => read(share('dbconfig-common/data/icinga2-ido-mysql/install/mysql')),
  mediawiki: (read) => read(share('mediawiki/maintenance/tables-generated.sql')).replaceAll('/*_*/', '').replaceAll('/*$wgDBTableOptions*/', ''),
  pdns: (read) => read(share('pdns-backend-mysql/schema/schema.mysql.sql')),
  request_tracker: (read) => read(share('request-tracker5/etc/schema.mysql')),
  roundcube: (read) => read(share('dbconfig-common/data/roundcube/install/mysql')),
  zabbix: (read) => read(share('zabbix-server-mysql/schema.sql.gz')),
};

export function readerIn(root) {
  return (file) => {
    const bytes = readFileSync(path.join(root, file));
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  };
}
