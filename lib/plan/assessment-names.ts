/**
 * Names of individual premigration assessments by what they begin with, as far as they are known here [DMS User Guide, Assessments for all endpoint
 * types; PostgreSQL, MySQL and SQL Server assessments]. DMS adds some with its versions.
 */
const NAMES: Readonly<Record<string, string>> = {
  '': `
    unsupported-data-types-in-source full-lob-not-nullable-at-target table-with-lob-but-without-primary-key-or-unique-constraint
    table-with-no-primary-key-or-unique-constraint target-table-has-unique-key-or-primary-key-for-cdc
    unsupported-source-pk-type-for-elasticsearch-target all-check-source-selection-rules all-check-secondary-constraints
    all-to-all-validation-with-datamasking-digits-randomize all-to-all-validation-with-datamasking-hash-mask
    all-to-all-validation-with-digit-mask
  `,
  'postgres-': `
    check-ddl-event-trigger check-postgis-data-type check-session-replication-role check-similar-table-name check-table-with-array
    check-batch-apply-target-pk-ui-absence check-batch-apply-target-pk-ui-simultaneously check-target-secondary-indexes
    batch-apply-lob-mode check-dbversion check-for-logical-decoding-work-mem check-longrunningtxn check-maxslot-wal-keep-size
    check-maxwalsenders check-pglogical check-pk-lob check-pk check-preparedtxn check-walsenderstimeout check-wallevel
    check-limited-lob-size check-pk-validity check-target-privileges check-replication-slots-count check-select-object-privileges
  `,
  'mysql-': `
    check-binlog-compression check-replication-privileges check-select-privileges check-server-id check-target-privileges
    check-expire-logs-days batch-apply-lob-mode check-table-storage-engine check-auto-increment check-binlog-image check-binlog-format
    check-database-role check-table-partition check-supported-version check-target-localinfile-set check-fk-target
    check-cascade-constraints check-target-network-parameter check-max-statement-time check-batch-apply-target-pk-ui-absence
    check-batch-apply-target-pk-ui-simultaneously check-secondary-indexes check-pk-validity tblnum-for-max-fullload-subtasks
    check-aurora-read-only check-binlog-retention-time check-invisible-columns check-generated-columns
    check-skip-table-suspension-partition-ddl check-max-allowed-packet-lob
  `,
  'sqlserver-': `
    check-secondary-indexes batch-apply-lob-mode check-for-triggers check-for-computed-fields check-for-columnstore-indexes
    check-for-memory-optimized-tables check-for-temporal-tables check-for-delayed-durability check-for-accelerated-data-recovery
    large-number-of-tables check-for-special-characters check-for-masked-data check-for-encrypted-backups check-for-backup-url
    check-for-backup-multiple-stripes check-for-full-backup check-for-sparse-columns check-for-audit-2008 check-for-geometry-columns
    check-for-identity-columns check-user-permission-for-full-load-only check-user-permission-for-cdc
    check-attribute-for-enable-ms-cdc-onprem check-user-permission-on-view-definition check-user-permission-on-view-database-state
    check-user-permission-on-view-server-state check-for-max-text-repl-size check-batch-apply-target-pk-ui-absence
    check-batch-apply-target-pk-ui-simultaneously check-pk-validity check-target-privileges tblnum-for-max-fullload-subtasks
  `,
};

/** Names that begin so are taken as they are: the list is not complete [DMS User Guide, Oracle assessments; data masking in all of them]. */
const OTHERS = /^oracle-|^(postgres|mysql|sqlserver)-datamasking-/;

const KNOWN: ReadonlySet<string> = new Set(Object.entries(NAMES).flatMap(([prefix, names]) => names.trim().split(/\s+/).map((name) => `${prefix}${name}`)));

/** Whether DMS is known to have, or may well have, an assessment of that name. */
export function isKnownAssessment(name: string): boolean {
  return KNOWN.has(name) || OTHERS.test(name);
}
