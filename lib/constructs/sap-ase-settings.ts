// [DMS User Guide, Using an SAP ASE database as a source for AWS DMS, and as a target: endpoint settings].

/** Settings of an SAP ASE endpoint, at either end; a target has no others. */
export interface SapAseSettings {
  /**
   * The driver, needed for TLS with ASE 15.7 and later: `Adaptive Server Enterprise 16.03.06`.
   *
   * Rendered as an extra connection attribute.
   *
   * @default 'Adaptive Server Enterprise'
   */
  readonly driver?: string;
}

/** Settings of an SAP ASE source. */
export interface SapAseSourceSettings extends SapAseSettings {
  /**
   * The character set, by ASE's name for it.
   *
   * Rendered as an extra connection attribute.
   *
   * @default - that of the database
   */
  readonly charset?: string;

  /**
   * Whether DMS turns on replication for the tables of a task (`sp_setreptable`). If false, somebody else has to.
   *
   * Rendered as an extra connection attribute.
   *
   * @default true
   */
  readonly enableReplication?: boolean;
}
