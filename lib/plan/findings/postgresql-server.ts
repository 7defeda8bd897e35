import { objectRule, settingRule } from './makers';
import { isOlder, isOn, millisecondsOf } from './reading';
import { POSTGRESQL, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using a PostgreSQL database as an AWS DMS source';
const MANUAL = 'PostgreSQL documentation, Client connection defaults [the effect on DMS is derived]';

/** Limits on how long something may take, which end what DMS does for long: they are PostgreSQL's own, and the guide does not name them. */
const LIMITS = [
  {
    setting: 'statement_timeout', since: [8], phase: 'full-load', what: 'Statements have a time limit',
    effect: 'The load reads a table in one SELECT; that of a large table is ended by the server.',
  },
  {
    setting: 'transaction_timeout', since: [17], phase: 'full-load', what: 'Transactions have a time limit',
    effect: 'The load reads a table in one transaction; that of a large table is ended by the server.',
  },
  {
    setting: 'idle_session_timeout', since: [14], phase: undefined, what: 'The server ends idle sessions',
    effect: 'Sessions of DMS are idle while it writes to the target: when they are ended, the task starts over or fails.',
  },
] as const;

export const POSTGRESQL_SERVER_RULES: readonly Rule[] = [
  ...LIMITS.map(({ setting, since, phase, what, effect }) => settingRule({
    code: `postgresql-${setting.replaceAll('_', '-')}`,
    engines: POSTGRESQL,
    severity: 'warning',
    ...phase !== undefined && { phase },
    title: what,
    setting,
    since,
    isWrong: (value) => (millisecondsOf(value) ?? 0) > 0,
    change: { to: '0' },
    advice: `For the login of DMS alone: ALTER ROLE … SET ${setting} = 0.`,
    effect,
    source: MANUAL,
  })),
  settingRule({
    code: 'postgresql-idle-slot-timeout',
    engines: POSTGRESQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'Slots that nobody reads are lost after a time',
    setting: 'idle_replication_slot_timeout',
    since: [18],
    isWrong: (value) => (millisecondsOf(value) ?? 0) > 0,
    change: { to: '0' },
    effect: 'When a task is stopped for longer, its slot is invalidated, and all tables have to be loaded again.',
    source: 'PostgreSQL documentation, Replication settings [the effect on DMS is derived]',
  }),
  settingRule({
    code: 'postgresql-read-only-sessions',
    engines: POSTGRESQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'Sessions are read-only of themselves',
    setting: 'default_transaction_read_only',
    isWrong: (value, { database }) => isOn(value) === true && database.readOnly !== true,
    change: { to: 'off' },
    advice: 'For the login of DMS alone: ALTER ROLE … SET default_transaction_read_only = off.',
    effect: 'DMS cannot create its table and event trigger for changes of tables, nor write its heartbeat.',
    source: MANUAL,
  }),
  {
    code: 'postgresql-read-replica',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The server is a read replica',
    effect: 'Before PostgreSQL 16 a replica cannot decode its log: DMS can do a full load only.',
    mend: 'Give the endpoint the primary (Aurora: the cluster endpoint).',
    source: SOURCE,
    check: (profile): Verdict => {
      if (profile.database.readOnly !== true) return undefined;
      const older = isOlder(profile, [16]);
      if (older === undefined) return { missing: ['database version'] };
      return older ? { items: [`database ${profile.database.name} is read-only, version ${profile.database.version}`] } : undefined;
    },
  },
  {
    code: 'postgresql-read-replica-16',
    engines: POSTGRESQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'The server is a read replica',
    effect: 'From PostgreSQL 16 on a replica can decode its log, if wal_level is logical on the primary. DMS can create neither its table nor its event trigger '
      + 'there, so changes of tables are not captured; a conflict with recovery loses the slot.',
    mend: 'Give the endpoint the primary; or switch captureDdls and the heartbeat off, and hot_standby_feedback on.',
    prop: 'settings: { captureDdls: false, heartbeatEnable: false }',
    source: 'PostgreSQL documentation, Logical decoding on standby [whether DMS supports it is UNVERIFIED]',
    check: (profile): Verdict => (profile.database.readOnly === true && isOlder(profile, [16]) === false
      ? { items: [`database ${profile.database.name} is read-only, version ${profile.database.version}`] }
      : undefined),
  },
  objectRule({
    code: 'postgresql-large-object',
    engines: POSTGRESQL,
    severity: 'error',
    title: 'Large objects are not migrated',
    kinds: ['large-object'],
    effect: 'DMS migrates no OID LOBs: columns of type oid arrive as numbers, or not at all, and what they point at does not.',
    mend: 'Turn them into bytea (lo_get), or copy them with pg_dump --large-objects.',
    source: SOURCE,
  }),
  objectRule({
    code: 'postgresql-event-trigger',
    engines: POSTGRESQL,
    severity: 'note',
    phase: 'cdc',
    title: 'There are event triggers',
    kinds: ['event-trigger'],
    effect: 'DMS captures changes of tables by an event trigger of its own, awsdms_intercept_ddl. One from an earlier task is used again; '
      + 'where another system replicates into this database, it does not fire unless it is ENABLE ALWAYS.',
    mend: 'Drop what earlier tasks left behind, when none of them runs; where DDL comes from another replication: ALTER EVENT TRIGGER awsdms_intercept_ddl ENABLE ALWAYS.',
    source: SOURCE,
    assessment: 'postgres-check-ddl-event-trigger',
  }),
  settingRule({
    code: 'postgresql-no-tls',
    engines: POSTGRESQL,
    severity: 'error',
    title: 'The server has no TLS',
    setting: 'ssl',
    isWrong: (value) => isOn(value) === false,
    change: { to: 'on' },
    advice: 'It needs a certificate. Only where the network is private from end to end: tls: Tls.none().',
    effect: 'Endpoints of this library ask for TLS unless told otherwise: their connection test fails.',
    source: 'DMS User Guide, Using SSL with AWS DMS',
  }),
];
