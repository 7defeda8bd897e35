import type { Profile } from '../../profile/profile';
import type { FindingContext } from './context';
import { missingSettings, settingRule } from './makers';
import { changeSetting } from './mending';
import { bytesOf, isOn, millisecondsOf, numberOf, settingOf } from './reading';
import { POSTGRESQL, type Rule, type Verdict } from './rule';

const SOURCE = 'DMS User Guide, Using a PostgreSQL database as an AWS DMS source';
const ASSESSMENTS = 'DMS User Guide, PostgreSQL assessments';
const LOGICAL = { name: 'rds.logical_replication', to: '1' };

/** A slot and a sender for each task that runs at once [same page]; one task is the least that can be planned. */
function tasksOf({ tasks = 1 }: FindingContext): number {
  return Math.max(1, tasks);
}

export const POSTGRESQL_LOG_RULES: readonly Rule[] = [
  settingRule({
    code: 'postgresql-wal-level',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The write-ahead log has not what logical decoding needs',
    setting: 'wal_level',
    isWrong: (value) => value !== 'logical',
    change: { to: 'logical', restart: true, managed: LOGICAL },
    effect: 'DMS cannot create its replication slot, and the task fails when changes are to be captured.',
    source: SOURCE,
    assessment: 'postgres-check-wallevel',
  }),
  {
    code: 'postgresql-rds-logical-replication',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'Logical replication is off in the parameter group',
    effect: 'RDS and Aurora write a log that can be decoded only with rds.logical_replication; DMS cannot create its replication slot.',
    mend: 'Set rds.logical_replication to 1 in the DB parameter group (Aurora: DB cluster parameter group), and reboot the instance.',
    source: SOURCE,
    assessment: 'postgres-check-wallevel',
    check: (profile): Verdict => {
      if (profile.database.hosting !== 'rds' && profile.database.hosting !== 'aurora') return undefined;
      const value = settingOf(profile, 'rds.logical_replication');
      if (value === undefined) return missingSettings('rds.logical_replication');
      // A wal_level that is wrong, too, is told by its own rule, and mended by the same parameter.
      if (isOn(value) !== false || (settingOf(profile, 'wal_level') ?? 'logical') !== 'logical') return undefined;
      return { items: [`rds.logical_replication = ${value}`] };
    },
  },
  {
    code: 'postgresql-replication-slots',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'There are not enough free replication slots',
    effect: 'Each task with CDC takes a slot of its own; the task that finds none fails.',
    mend: 'Set max_replication_slots to at least the slots in use and one for each task, or drop slots that nobody reads.',
    source: SOURCE,
    assessment: 'postgres-check-replication-slots-count',
    check: (profile, context): Verdict => {
      const value = settingOf(profile, 'max_replication_slots');
      if (value === undefined || profile.replication === undefined) {
        return { missing: [...value === undefined ? ['setting max_replication_slots'] : [], ...profile.replication === undefined ? ['replication'] : []] };
      }
      const slots = numberOf(value);
      const { slots: used } = profile.replication;
      const needed = used.length + tasksOf(context);
      if (slots === undefined || slots >= needed) return undefined;
      return {
        items: [`max_replication_slots = ${value}`, ...used.map(({ name, active }) => `replication slot ${name}${active ? '' : ' (not active)'}`)],
        ...raise(profile, 'max_replication_slots', needed),
      };
    },
  },
  {
    code: 'postgresql-wal-senders',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'There are not enough free WAL senders',
    effect: 'Each task with CDC takes a sender of its own, beside those of replicas and backups; the task that finds none fails.',
    mend: 'Set max_wal_senders to at least the senders in use and one for each task.',
    source: SOURCE,
    assessment: 'postgres-check-maxwalsenders',
    check: (profile, context): Verdict => {
      const value = settingOf(profile, 'max_wal_senders');
      if (value === undefined) return missingSettings('max_wal_senders');
      const senders = numberOf(value);
      const needed = (profile.replication?.streams ?? 0) + tasksOf(context);
      if (senders === undefined || senders >= needed) return undefined;
      return { items: [`max_wal_senders = ${value}`], ...raise(profile, 'max_wal_senders', needed) };
    },
  },
  settingRule({
    code: 'postgresql-wal-sender-timeout-short',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'The server ends replication connections too early',
    setting: 'wal_sender_timeout',
    isWrong: (value) => within(millisecondsOf(value), (milliseconds) => milliseconds > 0 && milliseconds < 10_000),
    change: { to: '60000' },
    effect: 'DMS needs 10 seconds at least; the server ends the connection before, and the task fails or starts capturing anew again and again.',
    source: SOURCE,
    assessment: 'postgres-check-walsenderstimeout',
  }),
  settingRule({
    code: 'postgresql-wal-sender-timeout-long',
    engines: POSTGRESQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'A broken replication connection is noticed late',
    setting: 'wal_sender_timeout',
    isWrong: (value) => within(millisecondsOf(value), (milliseconds) => milliseconds > 300_000),
    change: { to: '60000' },
    effect: 'A slot counts as active until the server notices that its connection is gone; for so long a task that resumes cannot take it.',
    source: `${SOURCE} [the effect is derived]`,
  }),
  settingRule({
    code: 'postgresql-idle-in-transaction-timeout',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'The server ends sessions that are idle in a transaction',
    setting: 'idle_in_transaction_session_timeout',
    since: [9, 6],
    isWrong: (value) => within(millisecondsOf(value), (milliseconds) => milliseconds > 0),
    change: { to: '0' },
    advice: 'For the login of DMS alone: ALTER ROLE … SET idle_in_transaction_session_timeout = 0.',
    effect: 'The full load holds transactions open while it writes to the target; the server may end them, and the table is loaded again or fails.',
    source: `${SOURCE} [the effect is derived]`,
  }),
  settingRule({
    code: 'postgresql-slot-wal-limit',
    engines: POSTGRESQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'Slots lose their log beyond a size',
    setting: 'max_slot_wal_keep_size',
    since: [13],
    isWrong: (value) => within(numberOf(value) ?? bytesOf(value, 1), (size) => size >= 0),
    change: { to: '-1' },
    advice: 'Without the limit, watch the free storage of the source: a stopped task keeps the log growing.',
    effect: 'When a task is stopped or late, and the log behind its slot grows beyond the limit, the slot is lost, and all tables have to be loaded again.',
    source: ASSESSMENTS,
    assessment: 'postgres-check-maxslot-wal-keep-size',
  }),
  settingRule({
    code: 'postgresql-logical-decoding-memory',
    engines: POSTGRESQL,
    severity: 'note',
    phase: 'cdc',
    title: 'Decoding of large transactions spills to disk',
    setting: 'logical_decoding_work_mem',
    since: [13],
    isWrong: (value) => within(bytesOf(value, 1024), (bytes) => bytes <= 64 * 1024 ** 2),
    change: { to: '256MB' },
    advice: 'Every replication slot that is read takes as much memory.',
    effect: 'Transactions whose changes are larger are written to files of the source and read back, which costs it disk and time.',
    source: ASSESSMENTS,
    assessment: 'postgres-check-for-logical-decoding-work-mem',
  }),
  {
    code: 'postgresql-worker-processes',
    engines: POSTGRESQL,
    severity: 'warning',
    phase: 'cdc',
    title: 'There are too few worker processes for logical replication',
    effect: 'Background workers of replication, autovacuum and parallel queries take them from each other, and replication may not start.',
    mend: 'Set max_worker_processes to at least max_logical_replication_workers + autovacuum_max_workers + max_parallel_workers, and restart the server.',
    source: SOURCE,
    check: (profile): Verdict => {
      const names = ['max_worker_processes', 'max_logical_replication_workers', 'autovacuum_max_workers', 'max_parallel_workers'] as const;
      const values = names.map((name) => settingOf(profile, name));
      const absent = names.filter((_, index) => values[index] === undefined);
      if (absent.length > 0) return missingSettings(...absent);
      const [processes, ...users] = values.map((value) => numberOf(value ?? '') ?? Number.NaN);
      const needed = users.reduce((sum, each) => sum + each, 0);
      if (!(processes < needed)) return undefined;
      return { items: names.map((name, index) => `${name} = ${values[index]}`), ...raise(profile, 'max_worker_processes', needed) };
    },
  },
  {
    code: 'postgresql-idle-slot',
    engines: POSTGRESQL,
    severity: 'warning',
    title: 'There are replication slots that nobody reads',
    effect: 'The server keeps all of its log from the oldest slot on, until its storage is full. What DMS left behind after a deleted task does that too.',
    mend: 'Drop the slots that no replica and no task needs any more.',
    source: 'PostgreSQL documentation, Replication slots',
    check: ({ replication }): Verdict => {
      if (replication === undefined) return { missing: ['replication'] };
      const idle = replication.slots.filter(({ active }) => !active);
      if (idle.length === 0) return undefined;
      return {
        items: idle.map(({ name, retainedBytes }) => `replication slot ${name}${retainedBytes === undefined ? '' : ` (keeps ${retainedBytes} bytes)`}`),
        statements: idle.map(({ name }) => `SELECT pg_drop_replication_slot('${name.replaceAll("'", "''")}');`),
      };
    },
  },
  {
    code: 'postgresql-prepared-transactions',
    engines: POSTGRESQL,
    severity: 'error',
    phase: 'cdc',
    title: 'Prepared transactions wait for their end',
    effect: 'A replication slot comes about only when all transactions before it have ended: the task hangs when it starts.',
    mend: 'Commit or roll back what SELECT gid, prepared, owner, database FROM pg_prepared_xacts shows.',
    source: ASSESSMENTS,
    assessment: 'postgres-check-preparedtxn',
    check: ({ transactions }): Verdict => {
      if (transactions?.prepared === undefined) return { missing: ['transactions prepared'] };
      return transactions.prepared > 0 ? { items: [`prepared transactions: ${transactions.prepared}`] } : undefined;
    },
  },
  {
    code: 'postgresql-pglogical',
    engines: POSTGRESQL,
    severity: 'note',
    phase: 'cdc',
    title: 'The plugin pglogical is not loaded',
    effect: 'DMS decodes the log with test_decoding, which sends the changes of all tables of the database to every task, wanted or not.',
    mend: 'Add pglogical to shared_preload_libraries, restart the server, and run CREATE EXTENSION pglogical; or stay with test_decoding and make few tasks.',
    prop: 'settings: { pluginName: PostgreSqlPlugin.TEST_DECODING }',
    source: SOURCE,
    assessment: 'postgres-check-pglogical',
    check: (profile): Verdict => {
      const value = settingOf(profile, 'shared_preload_libraries');
      if (value === undefined) return missingSettings('shared_preload_libraries');
      return /\bpglogical\b/.test(value) ? undefined : { items: [`shared_preload_libraries = ${value}`] };
    },
  },
];

function raise({ database }: Profile, name: string, to: number): { mend: string; statements: readonly string[] } {
  return changeSetting(database, { name, to: String(to), restart: true });
}

function within(value: number | undefined, isWrong: (value: number) => boolean): boolean | undefined {
  return value === undefined ? undefined : isWrong(value);
}
