// Tables and types of an S3 source: [DMS User Guide, Defining external tables for Amazon S3 as a source for AWS DMS].

/** The type of a column in the files of an S3 source. */
export class S3ColumnType {
  /** True or false. */
  public static readonly BOOLEAN = new S3ColumnType('BOOLEAN');
  /** A whole number of 1 byte. */
  public static readonly INT1 = new S3ColumnType('INT1');
  /** A whole number of 2 bytes. */
  public static readonly INT2 = new S3ColumnType('INT2');
  /** A whole number of 4 bytes. */
  public static readonly INT4 = new S3ColumnType('INT4');
  /** A whole number of 8 bytes. */
  public static readonly INT8 = new S3ColumnType('INT8');
  /** A whole number of 1 byte without a sign. */
  public static readonly UINT1 = new S3ColumnType('UINT1');
  /** A whole number of 2 bytes without a sign. */
  public static readonly UINT2 = new S3ColumnType('UINT2');
  /** A whole number of 4 bytes without a sign. */
  public static readonly UINT4 = new S3ColumnType('UINT4');
  /** A whole number of 8 bytes without a sign. */
  public static readonly UINT8 = new S3ColumnType('UINT8');
  /** A floating-point number of 4 bytes. */
  public static readonly REAL4 = new S3ColumnType('REAL4');
  /** A floating-point number of 8 bytes. */
  public static readonly REAL8 = new S3ColumnType('REAL8');
  /** A date. */
  public static readonly DATE = new S3ColumnType('DATE');
  /** A time of day. */
  public static readonly TIME = new S3ColumnType('TIME');
  /** A date and time, in whole seconds. */
  public static readonly DATETIME = new S3ColumnType('DATETIME');
  /** A large object of bytes. */
  public static readonly BLOB = new S3ColumnType('BLOB');
  /** A large object of characters. */
  public static readonly CLOB = new S3ColumnType('CLOB');

  /** A string of at most so many bytes. */
  public static string(length: number): S3ColumnType {
    return new S3ColumnType('STRING', { ColumnLength: length });
  }

  /** At most so many bytes. */
  public static bytes(length: number): S3ColumnType {
    return new S3ColumnType('BYTE', { ColumnLength: length });
  }

  /** A decimal number: how many digits it has, at most 38, and how many of them follow the point, at most 31. */
  public static numeric(precision: number, scale: number): S3ColumnType {
    return new S3ColumnType('NUMERIC', { ColumnPrecision: precision, ColumnScale: scale });
  }

  /** A date and time with fractions of seconds, of so many digits: 0 to 9. */
  public static datetime(fractionDigits: number): S3ColumnType {
    return new S3ColumnType('DATETIME', { ColumnScale: fractionDigits });
  }

  private constructor(
    /** The name that DMS has for the type. */
    public readonly typeName: string,
    private readonly facets: Readonly<Record<string, number>> = {},
  ) {}

  /** @internal */
  public _render(): Record<string, unknown> {
    return { ColumnType: this.typeName, ...this.facets };
  }
}

/** A column in the files of an S3 source. */
export interface S3SourceColumn {
  /** Its name. */
  readonly name: string;

  /** Its type. */
  readonly type: S3ColumnType;

  /**
   * Whether it may be NULL.
   *
   * @default false
   */
  readonly nullable?: boolean;

  /**
   * Whether it is part of the primary key.
   *
   * @default false
   */
  readonly primaryKey?: boolean;

  /**
   * How dates and times are written, such as `YYYY/MM/dd HH:mm:ss`.
   *
   * @default - as YYYY-MM-dd HH:mm:ss
   */
  readonly dateFormat?: string;
}

/** A table in the files of an S3 source. */
export interface S3SourceTable {
  /** The schema that the table belongs to. */
  readonly schema: string;

  /** The table's name. */
  readonly name: string;

  /** Its columns, in the order that they have in the files. */
  readonly columns: S3SourceColumn[];

  /**
   * The folder of its files, below `bucketFolder`.
   *
   * @default - `schema/name/`
   */
  readonly path?: string;
}
