import { changeSetting } from '../../../lib/plan/findings/mending';
import type { DatabaseFacts } from '../../../lib/profile/profile';

const WAL_LEVEL = { name: 'wal_level', to: 'logical', restart: true, managed: { name: 'rds.logical_replication', to: '1' } } as const;
const database = (engine: DatabaseFacts['engine'], hosting: DatabaseFacts['hosting']): DatabaseFacts => ({ engine, hosting, version: '16', name: 'shop' });

test.each([
  ['self-managed', 'Set wal_level to logical, and restart the server.', ["ALTER SYSTEM SET wal_level = 'logical';"]],
  ['unknown', 'Set wal_level to logical, and restart the server.', ["ALTER SYSTEM SET wal_level = 'logical';"]],
  ['rds', 'Set rds.logical_replication to 1 in the DB parameter group, and reboot the instance.', []],
  ['aurora', 'Set rds.logical_replication to 1 in the DB cluster parameter group, and reboot the instance.', []],
  ['azure', 'Set wal_level to logical as a server parameter, and restart the server.', []],
  ['google-cloud', 'Set wal_level to logical as a database flag of Cloud SQL, which restarts the instance.', []],
] as const)('a setting of PostgreSQL, %s', (hosting, mend, statements) => {
  expect(changeSetting(database('postgresql', hosting), WAL_LEVEL)).toEqual({ mend, statements });
});

test('what needs no restart is loaded anew', () => {
  expect(changeSetting(database('postgresql', 'self-managed'), { name: 'wal_sender_timeout', to: '60000' })).toEqual({
    mend: 'Set wal_sender_timeout to 60000.', statements: ['ALTER SYSTEM SET wal_sender_timeout = 60000;', 'SELECT pg_reload_conf();'],
  });
  expect(changeSetting(database('postgresql', 'rds'), { name: 'wal_sender_timeout', to: '60000' }).mend).toBe('Set wal_sender_timeout to 60000 in the DB parameter group.');
});

test('MySQL forgets what it was only told', () => {
  expect(changeSetting(database('mysql', 'self-managed'), { name: 'binlog_format', to: 'ROW' })).toEqual({
    mend: "Set binlog_format to ROW, and also in section [mysqld] of the server's option file, so that it outlives a restart.",
    statements: ["SET GLOBAL binlog_format = 'ROW';"],
  });
  expect(changeSetting(database('mariadb', 'self-managed'), { name: 'log_bin', to: 'ON', restart: true })).toEqual({
    mend: "Set log_bin to ON in section [mysqld] of the server's option file, and restart the server.", statements: [],
  });
});
