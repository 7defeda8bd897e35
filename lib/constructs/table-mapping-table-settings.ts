import type { Size } from 'aws-cdk-lib';
import { kibibytes } from '../private/amounts';
import { withoutNulls } from '../private/read-props';
import { digits, numberOrDigits, plainCopy, ruleHead, type RuleParts } from '../private/table-mapping-parts';
import { TableMappingRule, type TableMappingRuleOptions } from './table-mapping-rule';

/** How one table is loaded. */
export interface TableSettingsProps extends TableMappingRuleOptions {
  /** Schema, or for MongoDB and DocumentDB the database, exactly. */
  readonly schema: string;

  /** Table, view or collection, exactly. */
  readonly table: string;

  /**
   * How the table is split, to be loaded by several threads.
   *
   * @default - not at all
   */
  readonly parallelLoad?: ParallelLoad;

  /**
   * How the table's large objects are moved.
   *
   * @default - as the task's settings say
   */
  readonly lobSettings?: TableLobSettings;
}

/** A rule for how one table is loaded. */
export class TableSettingsRule extends TableMappingRule {
  /** Settings of one table. */
  public static of(props: TableSettingsProps): TableSettingsRule {
    return new TableSettingsRule(withoutNulls(props));
  }

  private constructor(private readonly props: TableSettingsProps) {
    super();
  }

  /** @internal */
  public _parts(): RuleParts {
    const { schema, table, parallelLoad, lobSettings } = this.props;
    return {
      members: {
        ...ruleHead('table-settings', this.props),
        'object-locator': { 'schema-name': schema, 'table-name': table },
        'parallel-load': parallelLoad?._render?.(),
        'lob-settings': lobSettings?._render?.(),
      },
      words: ['settings', schema, table],
    };
  }
}

/** How DMS splits collections of MongoDB and DocumentDB. Other sources have partitions of their own, and take none of this. */
export interface AutoPartitionsOptions {
  /**
   * Number of segments.
   *
   * @default - DMS's own, 16
   */
  readonly numberOfPartitions?: number;

  /**
   * Whether the collection's size is taken from its metadata, which is faster than to count and less exact.
   *
   * @default - DMS's own, yes
   */
  readonly collectionCountFromMetadata?: boolean;

  /**
   * How many documents are skipped at once to find a segment's end.
   *
   * @default - DMS's own, 10000
   */
  readonly maxRecordsSkipPerPage?: number;

  /**
   * How many documents are read at once.
   *
   * @default - DMS's own, 0: as many as the database sends
   */
  readonly batchSize?: number;
}

/** Which partitions are loaded. Partitions and subpartitions must not overlap. */
export interface PartitionsListProps {
  /**
   * Names of partitions.
   *
   * @default - none
   */
  readonly partitions?: string[];

  /**
   * Names of subpartitions, of an Oracle source only.
   *
   * @default - none
   */
  readonly subpartitions?: string[];
}

/** Where a table is split. */
export interface RangesProps {
  /** Up to ten columns, most significant first; best indexed. Rows without a value in one of them are not loaded. */
  readonly columns: string[];

  /** Upper ends of all segments but the last, in ascending order, each with a value for every column. */
  readonly boundaries: string[][];
}

/** How a table is split, to be loaded by several threads. `MaxFullLoadSubTasks` of the task limits how many. */
export class ParallelLoad {
  /** By the partitions that the table has, or, for MongoDB and DocumentDB, by segments that DMS finds. */
  public static partitionsAuto(options: AutoPartitionsOptions = {}): ParallelLoad {
    const { numberOfPartitions, collectionCountFromMetadata, maxRecordsSkipPerPage, batchSize } = withoutNulls(options);
    return new ParallelLoad({
      'type': 'partitions-auto',
      'number-of-partitions': numberOrDigits(numberOfPartitions),
      'collection-count-from-metadata': collectionCountFromMetadata === undefined ? undefined : String(collectionCountFromMetadata),
      'max-records-skip-per-page': numberOrDigits(maxRecordsSkipPerPage),
      'batch-size': numberOrDigits(batchSize),
    });
  }

  /** By the subpartitions that the table of an Oracle source has. */
  public static subpartitionsAuto(): ParallelLoad {
    return new ParallelLoad({ type: 'subpartitions-auto' });
  }

  /** By some of the partitions that the table has. The others are not loaded. */
  public static partitionsList(props: PartitionsListProps): ParallelLoad {
    const { partitions, subpartitions } = withoutNulls(props);
    return new ParallelLoad({ type: 'partitions-list', partitions, subpartitions });
  }

  /** By ranges of column values; n boundaries make n+1 segments. */
  public static ranges(props: RangesProps): ParallelLoad {
    const { columns, boundaries } = withoutNulls(props);
    return new ParallelLoad({ type: 'ranges', columns, boundaries });
  }

  /** Not split. */
  public static none(): ParallelLoad {
    return new ParallelLoad({ type: 'none' });
  }

  private readonly settings: unknown;

  private constructor(settings: Record<string, unknown>) {
    this.settings = plainCopy(settings);
  }

  /** @internal */
  public _render(): unknown {
    return this.settings;
  }
}

/** How the large objects of one table are moved. The table needs a primary key. */
export class TableLobSettings {
  /**
   * Inline, and cut off at a size.
   *
   * @param bulkMaxSize in whole KiB; three times the largest LOB, since DMS measures them in their binary form.
   */
  public static limited(bulkMaxSize: Size): TableLobSettings {
    return new TableLobSettings('limited', kibibytes(bulkMaxSize));
  }

  /**
   * Whole, each fetched by a lookup at the source, which is slow.
   *
   * @param bulkMaxSize in whole KiB; smaller ones are moved inline. From Db2, and from and to SAP ASE only; elsewhere leave it out.
   */
  public static unlimited(bulkMaxSize?: Size): TableLobSettings {
    return new TableLobSettings('unlimited', bulkMaxSize ? kibibytes(bulkMaxSize) : 0);
  }

  /** As the task's settings say. */
  public static none(): TableLobSettings {
    return new TableLobSettings('none');
  }

  private constructor(private readonly mode: string, private readonly bulkMaxSizeKiB?: number) {}

  /** @internal */
  public _render(): unknown {
    return { 'mode': this.mode, 'bulk-max-size': digits(this.bulkMaxSizeKiB) };
  }
}
