import type { Rule } from './diagnosis';
import { any, native, ora, state } from './signs';

/** Neither side is wrong: it cannot be done at the moment. Wording of DMS about its own instance is from its API's faults; none was recorded. */
export const BUSY_RULES: readonly Rule[] = [
  {
    id: 'instanceBusy',
    cause: 'busy',
    certainty: 'certain',
    when: any(
      /invalidresourcestatefault/,
      /replication instance\b.{0,200}\bnot (?:in )?(?:an? )?(?:available|active)\b/,
      /replication instance\b.{0,200}\b(?:is|in) (?:an? |the )?(?:modifying|creating|rebooting|upgrading|maintenance|deleting|storage-full)\b/,
    ),
    words: () => 'The replication instance is not available, so DMS has not tested the connection.',
    checks: () => [
      'Wait until the replication instance is available, and deploy again',
      'See in the events of the instance whether it is being changed, patched or is out of storage',
    ],
  },
  {
    id: 'anotherTest',
    cause: 'busy',
    certainty: 'certain',
    when: any(
      /\b(?:another|previous) (?:connection )?test\b|already (?:being )?test(?:ed|ing)\b/,
      /\btest(?: connection)? is (?:already )?(?:in progress|running)/,
    ),
    words: () => 'Another test of the same connection was running.',
    checks: () => ['Wait for the other test to end, and deploy again'],
  },
  {
    id: 'tooManyConnections',
    cause: 'busy',
    certainty: 'certain',
    // 1040 of MySQL; 53300 of PostgreSQL; ORA-00018, 00020, 12516, 12518, 12519, 12520: sessions, processes, handlers.
    when: any(native(1040, 1203), state('53300'), ora(18, 20, 12516, 12518, 12519, 12520),
      /too many (?:clients|connections)|remaining connection slots are reserved|max_user_connections/),
    words: ({ role }) => `The ${role} has no connection left.`,
    checks: ({ role }) => [
      `Count the connections of the ${role} database against its limit, and close what is idle`,
      'Raise the limit, or load fewer tables in parallel',
    ],
  },
  {
    id: 'databaseStarting',
    cause: 'busy',
    certainty: 'certain',
    // 57P03 of PostgreSQL; ORA-01033, 01034, 01109, 12526, 12528: starting, not started, not open, restricted, blocked; 40613 of Azure.
    when: any(state('57P03'), ora(1033, 1034, 1109, 12526, 12528), native(40613),
      /the database system is (?:starting up|shutting down|in recovery mode|not yet accepting)|is not currently available/),
    words: ({ role }) => `The ${role} database is starting, stopping or not open.`,
    checks: ({ role }) => [`See that the ${role} database is available and open, and deploy again`],
  },
];
