import { findingsOf } from '../../../lib/plan/findings/findings';
import { problemsOf } from '../../../lib/plan/findings/problems';
import { describeProblem } from '../../../lib/plan/problem';
import { profileOf, tableOf, withColumns } from './cases/support';

const found = findingsOf(profileOf('postgresql', {
  settings: { wal_level: 'replica' },
  tables: ['a', 'b', 'c', 'd'].map((name) => ({ ...withColumns({ type: 'numeric' }), name })).concat(tableOf({ secondaryIndexes: 1, kind: 'partitioned' })),
}));

test('errors are errors, warnings are warnings, and notes are left out', () => {
  expect(found.findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
    'error postgresql-unbounded-numeric', 'error postgresql-wal-level', 'warning postgresql-partitioned-table', 'note secondary-indexes',
  ]);
  expect(problemsOf(found, { where: 'plan' }).map((problem) => `${problem.severity} ${describeProblem(problem)}`)).toEqual([
    "error 'plan' finds in the source: Numbers without precision are rounded (shop.a.value, shop.b.value, shop.c.value and 1 more). DMS takes NUMERIC without "
    + 'precision and scale for NUMERIC(28,6): further decimals are cut, and larger numbers fail. Have them carried as strings, at both ends; or give the columns a '
    + 'precision and scale. In the app: settings: { mapUnboundedNumericAsString: true }. [postgresql-unbounded-numeric]',
    "error 'plan' finds in the source: The write-ahead log has not what logical decoding needs (wal_level = replica). DMS cannot create its replication slot, and "
    + 'the task fails when changes are to be captured. Set wal_level to logical, and restart the server. [postgresql-wal-level]',
    "warning 'plan' finds in the source: Partitioned tables are migrated partition by partition (shop.orders). DMS takes parent and partitions for tables of their "
    + 'own and creates them so: the target has no partitions. Partitions that are added, dropped or truncated later are not replicated. A parent that is selected '
    + 'beside its partitions gives duplicate keys. Create parent and partitions in the target beforehand, truncate instead of dropping, and select either the parent '
    + 'or the partitions. In the app: taskSettings: TaskSettings.of({ fullLoad: { targetTablePrepMode: TargetTablePrepMode.TRUNCATE_BEFORE_LOAD } }). '
    + '[postgresql-partitioned-table]',
  ]);
});

test('what is acknowledged by its code is not told', () => {
  const acknowledged = ['postgresql-wal-level', 'postgresql-partitioned-table'];
  expect(problemsOf(found, { where: 'plan', acknowledged }).map(({ code }) => code)).toEqual(['postgresql-unbounded-numeric']);
});

test('a code of which there is no finding is told', () => {
  expect(problemsOf({ findings: [] }, { where: 'plan', acknowledged: ['postgresql-wal-levle', 'postgresql-wal-level'] }).map(describeProblem)).toEqual([
    "'plan' acknowledges findings that there are none of: postgresql-wal-levle. Nothing is acknowledged by that, and the finding that was meant is told as before. "
    + 'Take the code from the message of the finding. [unknownFindingCode]',
  ]);
});
