import { columnOf, KEY, lobOf, profileOf, tableCase, tableOf, withColumns, type FindingCase } from './support';

const NO_KEY = { primaryKey: undefined } as const;
const VALUE = { evidence: ['shop.orders.value'] };
const KIB = 1024;

const lobs = (members: Parameters<typeof lobOf>[0]): ReturnType<typeof withColumns> => withColumns({ lob: lobOf(members) });

export const GENERAL_CASES: readonly FindingCase[] = [
  {
    code: 'long-transaction',
    bad: profileOf('postgresql', { transactions: { oldestSeconds: 601.4 } }),
    fine: profileOf('postgresql', { transactions: { oldestSeconds: 600 } }),
    evidence: ['open for 601 seconds'],
  },
  {
    code: 'homogeneous-migration',
    bad: profileOf('mariadb'),
    fine: profileOf('mariadb'),
    context: { targetEngine: 'aurora' },
    fineContext: { targetEngine: 'redshift' },
    evidence: ['mariadb 10.11.6-MariaDB-0+deb12u1-log to aurora'],
  },
  {
    code: 'many-tables',
    bad: profileOf('postgresql', { tables: Array.from({ length: 60_001 }, () => tableOf()) }),
    fine: profileOf('postgresql', { tables: Array.from({ length: 60_000 }, () => tableOf()) }),
    evidence: ['database shop: 60001 tables'],
  },
  {
    code: 'objects-not-migrated',
    bad: profileOf('mysql', { objects: [{ kind: 'view', count: 1, examples: ['shop.totals'] }, { kind: 'event', count: 2, examples: ['shop.nightly'] }] }),
    fine: profileOf('mysql', { objects: [{ kind: 'empty-schema', count: 1, examples: ['old'] }] }),
    evidence: ['event shop.nightly', 'event: 2 in all', 'view shop.totals'],
  },
  {
    code: 'sequences-not-migrated',
    bad: profileOf('oracle', { objects: [{ kind: 'sequence', count: 1, examples: ['SHOP.ORDER_ID'] }] }),
    fine: profileOf('oracle'),
    evidence: ['sequence SHOP.ORDER_ID'],
  },
  tableCase('table-without-key', 'oracle', tableOf(NO_KEY), tableOf({ ...NO_KEY, uniqueKeys: [KEY] })),
  tableCase('table-without-key', 'mysql', tableOf({ ...NO_KEY, uniqueKeys: [{ ...KEY, partial: true }] }), tableOf()),
  tableCase('lob-without-key', 'sqlserver', { ...lobs({}), ...NO_KEY }, lobs({})),
  tableCase(
    'lob-in-key', 'postgresql', { ...lobs({}), primaryKey: { ...KEY, columns: ['value'] } }, lobs({}), VALUE,
  ),
  tableCase('invalid-key', 'oracle', tableOf({ primaryKey: { ...KEY, valid: false } }), tableOf(), { evidence: ['shop.orders: pk'] }),
  {
    code: 'names-differ-in-case',
    bad: profileOf('postgresql', { tables: [tableOf({ name: 'Orders' }), tableOf(), tableOf({ name: 'other' })] }),
    fine: profileOf('postgresql', { tables: [tableOf(), tableOf({ name: 'other' }), tableOf({ schema: 'Sales' })] }),
    evidence: ['shop.Orders', 'shop.orders'],
  },
  tableCase('foreign-keys', 'postgresql', tableOf({ foreignKeys: [{ name: 'customer', columns: ['value'], references: 'shop.customers' }] }), tableOf(), {
    evidence: ['shop.orders: customer'],
  }),
  tableCase(
    'cascade-in-target', 'oracle',
    tableOf({ foreignKeys: [{ name: 'customer', columns: ['value'], references: 'shop.customers', onDelete: 'set-null' }] }),
    tableOf({ foreignKeys: [{ name: 'customer', columns: ['value'], references: 'shop.customers' }] }),
    { evidence: ['shop.orders: customer'] },
  ),
  tableCase('triggers-act-twice', 'sqlserver', tableOf({ triggers: [{ name: 'audit', enabled: true }] }), tableOf({ triggers: [{ name: 'audit', enabled: false }] })),
  tableCase('secondary-indexes', 'mysql', tableOf({ secondaryIndexes: 2 }), tableOf({ secondaryIndexes: 0 })),
  tableCase('table-not-selectable', 'mongodb', tableOf({ traits: ['not-selectable'] }), tableOf()),
  tableCase('table-not-selectable', 'oracle', tableOf({ traits: ['not-selectable'] }), tableOf(), { statements: ['GRANT SELECT ON "shop"."orders" TO dms_user;'] }),
  tableCase('table-not-selectable', 'mariadb', tableOf({ traits: ['not-selectable'] }), tableOf(), {
    statements: ["GRANT SELECT ON `shop`.`orders` TO 'dms_user'@'%';"],
  }),
  tableCase('validation-without-key', 'mysql', tableOf(NO_KEY), tableOf(), { context: { validation: true } }),
  tableCase(
    'validation-long-key', 'mysql',
    tableOf({ columns: [columnOf({ name: 'id', type: 'varchar(1024)' })] }), tableOf({ columns: [columnOf({ name: 'id', type: 'varchar(1023)' })] }),
    { context: { validation: true }, evidence: ['shop.orders.id'] },
  ),
  tableCase('batch-apply-two-keys', 'postgresql', tableOf({ uniqueKeys: [KEY] }), tableOf(), { context: { batchApply: true } }),
  tableCase('batch-apply-without-key', 'postgresql', tableOf(NO_KEY), tableOf(), { context: { batchApply: true } }),
  tableCase('lob-truncated', 'postgresql', lobs({ maxBytes: 33 * KIB }), lobs({ maxBytes: 32 * KIB }), { evidence: ['shop.orders.value (up to 33 KiB)'] }),
  tableCase('lob-truncated', 'postgresql', lobs({ content: 'json', maxBytes: 33 * KIB }), lobs({ content: 'json', maxBytes: 32 * KIB }), {
    context: { lobs: { mode: 'limited', maxKiB: 64 } }, evidence: ['shop.orders.value (up to 66 KiB)'],
  }),
  tableCase('lob-truncated', 'oracle', lobs({ maxBytes: 200_000 * KIB }), lobs({ maxBytes: 200_000 * KIB }), {
    context: { lobs: { mode: 'inline' }, tableLobs: { 'shop.orders': { mode: 'limited', maxKiB: 100 } } },
    fineContext: { tableLobs: { 'shop.orders': { mode: 'full' } } },
    evidence: ['shop.orders.value (up to 200000 KiB)'],
  }),
  tableCase('lob-beyond-limited-mode', 'sqlserver', lobs({ maxBytes: 102_401 * KIB }), lobs({ maxBytes: 102_400 * KIB }), {
    evidence: ['shop.orders.value (up to 102401 KiB)'],
  }),
  tableCase('lob-few-large-values', 'oracle', lobs({ p99Bytes: 10 * KIB, maxBytes: 900 * KIB }), lobs({ p99Bytes: 100 * KIB, maxBytes: 900 * KIB }), {
    evidence: ['shop.orders.value (up to 900 KiB)'],
  }),
  tableCase('lob-size-unknown', 'oracle', lobs({ basis: 'none' }), lobs({ basis: 'none' }), { fineContext: { lobs: { mode: 'inline' } }, ...VALUE }),
  tableCase('lob-not-migrated', 'mysql', lobs({}), lobs({}), { context: { lobs: { mode: 'none' } }, fineContext: {}, ...VALUE }),
  tableCase('lob-not-nullable-in-target', 'mysql', withColumns({ nullable: false, lob: lobOf() }), lobs({}), { context: { lobs: { mode: 'full' } }, ...VALUE }),
  tableCase('lob-batch-apply', 'mysql', lobs({}), lobs({}), {
    context: { batchApply: true, lobs: { mode: 'inline' } }, fineContext: { batchApply: true }, ...VALUE,
  }),
  tableCase('lob-full-mode-target', 'mysql', lobs({}), lobs({}), {
    context: { targetEngine: 's3', lobs: { mode: 'full' } }, fineContext: { targetEngine: 'aurora', lobs: { mode: 'full' } }, ...VALUE,
  }),
  tableCase('lob-redshift', 'mysql', lobs({ maxBytes: 65 * KIB }), lobs({ maxBytes: 64 * KIB }), {
    context: { targetEngine: 'redshift' }, evidence: ['shop.orders.value (up to 65 KiB)'],
  }),
  tableCase('lob-kinesis', 'mysql', lobs({ maxBytes: 1025 * KIB }), lobs({ maxBytes: 1024 * KIB }), {
    context: { targetEngine: 'kinesis' }, evidence: ['shop.orders.value (up to 1025 KiB)'],
  }),
  tableCase('lob-no-lobs-in-target', 'mysql', lobs({}), withColumns({}), { context: { targetEngine: 'opensearch' }, ...VALUE }),
  tableCase('lob-binary-dynamodb', 'mysql', lobs({}), lobs({ content: 'character' }), { context: { targetEngine: 'dynamodb' }, ...VALUE }),
  tableCase('lob-json', 'postgresql', lobs({ content: 'json' }), lobs({ content: 'xml' }), VALUE),
];
