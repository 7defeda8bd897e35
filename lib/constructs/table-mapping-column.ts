import { withoutNulls } from '../private/read-props';
import { numberOrDigits } from '../private/table-mapping-parts';

/** Size of a column's data type. */
export interface ColumnDataTypeOptions {
  /**
   * Length, in characters or bytes.
   *
   * @default - none
   */
  readonly length?: number;

  /**
   * Number of digits, of fractions of a second where it is a time.
   *
   * @default - none
   */
  readonly precision?: number;

  /**
   * Number of digits after the point.
   *
   * @default - none
   */
  readonly scale?: number;
}

/** A data type of DMS, which stands between those of the source and of the target. */
export class ColumnDataType {
  /** True or false. */
  public static readonly BOOLEAN = ColumnDataType.of('boolean');
  /** A date. */
  public static readonly DATE = ColumnDataType.of('date');
  /** A whole number with a sign, one byte. */
  public static readonly INT1 = ColumnDataType.of('int1');
  /** A whole number with a sign, two bytes. */
  public static readonly INT2 = ColumnDataType.of('int2');
  /** A whole number with a sign, four bytes. */
  public static readonly INT4 = ColumnDataType.of('int4');
  /** A whole number with a sign, eight bytes. */
  public static readonly INT8 = ColumnDataType.of('int8');
  /** A whole number without a sign, one byte. */
  public static readonly UINT1 = ColumnDataType.of('uint1');
  /** A whole number without a sign, two bytes. */
  public static readonly UINT2 = ColumnDataType.of('uint2');
  /** A whole number without a sign, four bytes. */
  public static readonly UINT4 = ColumnDataType.of('uint4');
  /** A whole number without a sign, eight bytes. */
  public static readonly UINT8 = ColumnDataType.of('uint8');
  /** A floating-point number, four bytes. */
  public static readonly REAL4 = ColumnDataType.of('real4');
  /** A floating-point number, eight bytes. */
  public static readonly REAL8 = ColumnDataType.of('real8');
  /** A large object of bytes. */
  public static readonly BLOB = ColumnDataType.of('blob');
  /** A large object of characters. */
  public static readonly CLOB = ColumnDataType.of('clob');
  /** A large object of national characters. */
  public static readonly NCLOB = ColumnDataType.of('nclob');
  /** A set. */
  public static readonly SET = ColumnDataType.of('set');
  /** A list. */
  public static readonly LIST = ColumnDataType.of('list');
  /** A map. */
  public static readonly MAP = ColumnDataType.of('map');
  /** A tuple. */
  public static readonly TUPLE = ColumnDataType.of('tuple');

  /** Text of at most so many characters. */
  public static string(length: number): ColumnDataType {
    return ColumnDataType.of('string', { length });
  }

  /** Text of at most so many wide characters. */
  public static wstring(length: number): ColumnDataType {
    return ColumnDataType.of('wstring', { length });
  }

  /** At most so many bytes. */
  public static bytes(length: number): ColumnDataType {
    return ColumnDataType.of('bytes', { length });
  }

  /** An exact number of so many digits, of them so many after the point. */
  public static numeric(precision?: number, scale?: number): ColumnDataType {
    return ColumnDataType.of('numeric', { precision, scale });
  }

  /** A date with a time, and so many digits of fractions of a second. */
  public static datetime(precision?: number): ColumnDataType {
    return ColumnDataType.of('datetime', { precision });
  }

  /** A time, and so many digits of fractions of a second. */
  public static time(precision?: number): ColumnDataType {
    return ColumnDataType.of('time', { precision });
  }

  /** A type that this library does not list. */
  public static of(type: string, options: ColumnDataTypeOptions = {}): ColumnDataType {
    return new ColumnDataType(type, withoutNulls(options));
  }

  private constructor(
    /** The name that DMS gives the type. */
    public readonly type: string,
    private readonly options: ColumnDataTypeOptions,
  ) {}

  /** @internal */
  public _render(): unknown {
    const { length, precision, scale } = this.options;
    return { type: this.type, length: numberOrDigits(length), precision: numberOrDigits(precision), scale: numberOrDigits(scale) };
  }
}

/** What a new column or a new name is computed from, in the syntax of SQLite. */
export class MappingExpression {
  /** Position of the change in the source's log: SCN, LSN or binlog position. */
  public static readonly STREAM_POSITION = MappingExpression.of('$AR_H_STREAM_POSITION');
  /** Time of the change. */
  public static readonly TIMESTAMP = MappingExpression.of('$AR_H_TIMESTAMP');
  /** Time of the commit. */
  public static readonly COMMIT_TIMESTAMP = MappingExpression.of('$AR_H_COMMIT_TIMESTAMP');
  /** INSERT, UPDATE or DELETE. */
  public static readonly OPERATION = MappingExpression.of('$AR_H_OPERATION');
  /** User who made the change, as far as the source tells it. */
  public static readonly USER = MappingExpression.of('$AR_H_USER');
  /** Number of 35 digits that grows with each change of the task. */
  public static readonly CHANGE_SEQUENCE = MappingExpression.of('$AR_H_CHANGE_SEQ');
  /** Name of the schema at the source. */
  public static readonly SOURCE_SCHEMA = MappingExpression.of('$AR_M_SOURCE_SCHEMA');
  /** Name of the table at the source. */
  public static readonly SOURCE_TABLE_NAME = MappingExpression.of('$AR_M_SOURCE_TABLE_NAME');
  /** Name of the column at the source. */
  public static readonly SOURCE_COLUMN_NAME = MappingExpression.of('$AR_M_SOURCE_COLUMN_NAME');
  /** Data type of the column at the source. */
  public static readonly SOURCE_COLUMN_DATATYPE = MappingExpression.of('$AR_M_SOURCE_COLUMN_DATATYPE');

  /**
   * Marks the rows of the target instead of deleting them, and needs a primary key on both sides.
   *
   * @param deleted value for rows that were deleted at the source.
   * @param updated value for rows that were updated.
   * @param inserted value for rows that were inserted.
   */
  public static operationIndicator(deleted: string, updated: string, inserted: string): MappingExpression {
    return MappingExpression.of(`operation_indicator(${[deleted, updated, inserted].map(quote).join(', ')})`);
  }

  /** The SHA-256 of a column's value, in 64 hexadecimal digits. */
  public static hashSha256(column: string): MappingExpression {
    return MappingExpression.of(`hash_sha256($${column})`);
  }

  /**
   * Any expression.
   *
   * @param expression columns of the source as `$NAME`, text in single quotes: `$FIRST_NAME||' '||$LAST_NAME`.
   */
  public static of(expression: string): MappingExpression {
    return new MappingExpression(expression);
  }

  private constructor(/** The expression in the syntax of SQLite. */ public readonly expression: string) {}
}

function quote(text: string): string {
  return `'${String(text).replace(/'/g, '\'\'')}'`;
}
