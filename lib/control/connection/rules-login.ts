import type { Rule } from './diagnosis';
import { any, native, ora, state } from './signs';

/**
 * The database was reached: its name, and who may log in. A missing database comes first, for SQL Server says "The login failed" of it; what
 * is known of an account comes before what is not.
 */
export const LOGIN_RULES: readonly Rule[] = [
  {
    id: 'serviceMissing',
    cause: 'database',
    certainty: 'certain',
    // ORA-12514: service not known; 12505: SID not known; 12521: instance not known.
    when: ora(12514, 12505, 12521),
    words: ({ role }) => `The listener of the ${role} does not know the service or SID that the endpoint names.`,
    checks: () => [
      'See that the database name of the endpoint is a service or SID that `lsnrctl status` lists',
      'For a pluggable database give the service of the PDB, or of the container if LogMiner is to read it',
      'See that the database is open and registered with its listener',
    ],
  },
  {
    id: 'databaseMissing',
    cause: 'database',
    certainty: 'certain',
    // 3D000 of PostgreSQL; 1049 of MySQL; SQL1013N and SQL30061N of Db2: database not found.
    when: any(state('3D000'), native(1049, -1013, -30061), /database "?[^"]{0,128}"? does not exist|unknown database|sql1013n|sql30061n/),
    words: ({ role }) => `The database that the endpoint names does not exist at the ${role}.`,
    checks: () => [
      'See that the database name of the endpoint is right, with its upper and lower case',
      'Give the name on the endpoint; DMS does not take it from the secret',
    ],
  },
  {
    id: 'databaseNotOpened',
    cause: 'database',
    certainty: 'likely',
    // 4060 of SQL Server: cannot open the database: not there, not online, or not for this user.
    when: any(native(4060), /cannot open (?:user default )?database/),
    words: ({ role }) => `The ${role} cannot open the database that the endpoint names: it is not there, not online, or the user may not open it.`,
    checks: () => [
      'See that the database name of the endpoint is right and the database is online',
      'Map the login to a user in that database',
    ],
  },
  {
    id: 'accountLocked',
    cause: 'login',
    certainty: 'certain',
    // ORA-28000: locked; 3118 of MySQL: locked; 18486 and 18470 of SQL Server: locked, disabled.
    when: any(
      ora(28000), native(3118, 18486, 18470),
      /account (?:is|has been) (?:\w+ )?(?:locked|disabled)|is (?:currently )?locked out|role .{0,128}is not permitted to log in/,
    ),
    words: ({ role }) => `The account of the user is locked, or may not log in at the ${role}.`,
    checks: ({ role }) => [
      `Unlock the user at the ${role} and let it log in`,
      'See that nothing still tries an old password, as that locks the account again',
    ],
  },
  {
    id: 'passwordExpired',
    cause: 'login',
    certainty: 'certain',
    // ORA-28001: expired; 1862, 1820 of MySQL; 18487, 18488 of SQL Server: expired, must be changed.
    when: any(ora(28001), native(1862, 1820, 18487, 18488), /password (?:has |of the account has |must be )?(?:expired|changed)/),
    words: () => 'The password of the user has expired.',
    checks: () => ['Change the password of the user, and write the new one to the secret', 'Give the user a profile whose password does not expire'],
  },
  {
    id: 'addressRefused',
    cause: 'login',
    certainty: 'certain',
    // PostgreSQL without "no encryption" (see rules-tls.ts); 1130 of MySQL: host not allowed.
    when: any(native(1130), /pg_hba\.conf|host .{0,255}is not allowed to connect/),
    words: ({ role }) => `The ${role} was reached, and does not admit this user from the address of the replication instance.`,
    checks: ({ role }) => [
      `Let the user in at the ${role} from the addresses of the replication instance (pg_hba.conf, or 'user'@'host')`,
      'For changes of PostgreSQL add an entry for `replication`, too',
    ],
  },
  {
    id: 'authenticationPlugin',
    cause: 'login',
    certainty: 'likely',
    when: any(native(2059, 1251), /authentication (?:plugin|protocol|method)|scram authentication requires|caching_sha2_password/),
    words: ({ role }) => `The ${role} wants the password in a way that this version of DMS does not know.`,
    checks: () => [
      'Take a newer engine version of the replication instance',
      'Give the user another method, as `mysql_native_password` of MySQL or `md5` of PostgreSQL',
    ],
  },
  {
    id: 'loginRefused',
    cause: 'login',
    certainty: 'certain',
    // 28P01 of PostgreSQL; 1045 of MySQL; 18456, 18452 of SQL Server; ORA-01017, 01005; SQL30082N of Db2.
    when: any(
      state('28P01'), native(1045, 1698, 18456, 18452, -30082), ora(1017, 1005),
      /password authentication failed|access denied for user|login failed for (?:user|login)|invalid username\/password|sql30082n/,
    ),
    words: ({ role }) => `The ${role} was reached, and does not accept user and password.`,
    checks: ({ role }) => [
      `Log in at the ${role} with the user and password of the secret from elsewhere, and correct what does not work`,
      // They end values of the connection string [DMS User Guide, Using secrets to access DMS endpoints].
      'See that the password has none of `;` `.` `:` `+`, and exclude them where it is rotated',
      'See that the secret is current: a rotated password has to be in it',
    ],
  },
  {
    id: 'userUnknown',
    cause: 'login',
    certainty: 'likely',
    // The second is said by a connection pooler before PostgreSQL.
    when: any(
      state('28000'),
      /role "?[^"]{0,128}"? does not exist|tenant\/user .{0,128}not found|authentication fail|authentication error/,
      /failed to authenticate|not authenticated|logon denied/,
    ),
    words: ({ role }) => `The ${role} was reached, and does not let the user in.`,
    checks: ({ role }) => [
      `See that the user exists at the ${role} and may log in from the address of the replication instance`,
      'See that user and password of the secret are current, and the password has none of `;` `.` `:` `+`',
      'See that the host is the database itself, and not a pooler or proxy that wants another name of the user',
    ],
  },
];
