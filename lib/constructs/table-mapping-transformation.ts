import { withoutNulls } from '../private/read-props';
import { plainCopy, ruleHead, type RuleParts, type TransformedObject } from '../private/table-mapping-parts';
import type { ColumnDataType, MappingExpression } from './table-mapping-column';
import { TableMappingRule, type TableMappingRuleOptions } from './table-mapping-rule';

/** How the columns to be transformed are found, besides by their names. */
export interface TransformedColumnOptions {
  /**
   * Only columns that have this data type now. DMS recommends it for patterns of columns such as `%`.
   *
   * @default - columns of every data type
   */
  readonly ofDataType?: ColumnDataType;
}

/** How a column is added. */
export interface AddColumnOptions extends TableMappingRuleOptions {
  /**
   * What the column's values are computed from.
   *
   * @default - the column is empty
   */
  readonly expression?: MappingExpression;
}

/** What kind of unique key is defined. */
export enum KeyOrigin {
  /** The table's primary key. */
  PRIMARY_KEY = 'primary-key',
  /** A unique index. */
  UNIQUE_INDEX = 'unique-index',
}

/** How a primary key or unique index is defined. */
export interface DefinePrimaryKeyOptions extends TableMappingRuleOptions {
  /**
   * Kind of key.
   *
   * @default KeyOrigin.PRIMARY_KEY
   */
  readonly origin?: KeyOrigin;
}

/** Which columns get a before-image column. */
export enum BeforeImageColumnFilter {
  /** Columns of the primary key. */
  PK_ONLY = 'pk-only',
  /** All columns that are no LOBs. */
  NON_LOB = 'non-lob',
  /** All columns that have a before image. */
  ALL = 'all',
}

/** How before-image columns are added. */
export interface BeforeImageColumnsOptions extends TableMappingRuleOptions {
  /**
   * What the new columns' names begin with.
   *
   * @default 'BI_'
   */
  readonly columnPrefix?: string;

  /**
   * What the new columns' names end with.
   *
   * @default ''
   */
  readonly columnSuffix?: string;

  /**
   * Which columns get one.
   *
   * @default BeforeImageColumnFilter.PK_ONLY
   */
  readonly columnFilter?: BeforeImageColumnFilter;
}

/**
 * A rule that changes what is written to the target: first what is changed, then how.
 *
 *     TransformationRule.table('sales', 'orders').rename('orders_v2')
 *
 * Names may have wildcards, `%` and `_`, and are case-sensitive. DMS carries out one action on an object: of several rules about it the
 * first one, so that exact names go before patterns.
 */
export class TransformationRule extends TableMappingRule {
  /** Transforms schemas. */
  public static schema(schema: string): SchemaTransformations {
    return SchemaTransformations._of(schema);
  }

  /** Transforms tables, or adds columns to them. */
  public static table(schema: string, table: string): TableTransformations {
    return TableTransformations._of(schema, table);
  }

  /** Transforms columns. */
  public static column(schema: string, table: string, column: string, options: TransformedColumnOptions = {}): ColumnTransformations {
    return ColumnTransformations._of(schema, table, column, options);
  }

  /** Transforms tablespaces of tables, where the target is Oracle. */
  public static tableTablespace(schema: string, table: string, tablespace: string): TablespaceTransformations {
    return TablespaceTransformations._of('table-tablespace', schema, table, tablespace);
  }

  /** Transforms tablespaces of indexes, where the target is Oracle. */
  public static indexTablespace(schema: string, table: string, tablespace: string): TablespaceTransformations {
    return TablespaceTransformations._of('index-tablespace', schema, table, tablespace);
  }

  /** @internal */
  public static _of(
    object: TransformedObject, action: string, members: Record<string, unknown>, options: TableMappingRuleOptions,
  ): TransformationRule {
    return new TransformationRule(object, action, members, options);
  }

  private readonly members: Record<string, unknown>;

  private constructor(
    private readonly object: TransformedObject,
    private readonly action: string,
    members: Record<string, unknown>,
    private readonly options: TableMappingRuleOptions,
  ) {
    super();
    this.members = plainCopy(members) as Record<string, unknown>;
  }

  /** @internal */
  public _parts(): RuleParts {
    const { target, locator } = this.object;
    const added = this.action === 'add-column' ? [String(this.members.value)] : [];
    return {
      members: {
        ...ruleHead('transformation', this.options),
        'rule-target': target,
        'object-locator': { ...locator },
        'rule-action': this.action,
        ...this.members,
      },
      words: [this.action.includes(target) ? this.action : `${this.action}-${target}`, ...Object.values(locator), ...added],
    };
  }
}

/** What can be done to names of every kind. */
export abstract class NameTransformations {
  /** @internal */
  protected abstract readonly _object: TransformedObject;

  protected constructor() {}

  /** Gives it a new name. */
  public rename(name: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('rename', { value: name }, options);
  }

  /** Gives it a name that is computed. */
  public renameByExpression(expression: MappingExpression, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('rename', { expression: expression?.expression }, options);
  }

  /** Writes the name in lower case. */
  public convertToLowercase(options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('convert-lowercase', {}, options);
  }

  /** Writes the name in upper case. */
  public convertToUppercase(options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('convert-uppercase', {}, options);
  }

  /** Puts something before the name. */
  public addPrefix(prefix: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('add-prefix', { value: prefix }, options);
  }

  /** Takes away what the name begins with. */
  public removePrefix(prefix: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('remove-prefix', { value: prefix }, options);
  }

  /** Exchanges what the name begins with. */
  public replacePrefix(oldPrefix: string, newPrefix: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('replace-prefix', { 'value': newPrefix, 'old-value': oldPrefix }, options);
  }

  /** Puts something behind the name. */
  public addSuffix(suffix: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('add-suffix', { value: suffix }, options);
  }

  /** Takes away what the name ends with. */
  public removeSuffix(suffix: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('remove-suffix', { value: suffix }, options);
  }

  /** Exchanges what the name ends with. */
  public replaceSuffix(oldSuffix: string, newSuffix: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('replace-suffix', { 'value': newSuffix, 'old-value': oldSuffix }, options);
  }

  /** @internal */
  protected _rule(action: string, members: Record<string, unknown>, options: TableMappingRuleOptions): TransformationRule {
    return TransformationRule._of(this._object, action, members, options);
  }
}

/** What can be done to schemas. */
export class SchemaTransformations extends NameTransformations {
  /** @internal */
  public static _of(schema: string): SchemaTransformations {
    return new SchemaTransformations({ target: 'schema', locator: { 'schema-name': schema } });
  }

  private constructor(/** @internal */ protected readonly _object: TransformedObject) {
    super();
  }
}

/** What can be done to tables. */
export class TableTransformations extends NameTransformations {
  /** @internal */
  public static _of(schema: string, table: string): TableTransformations {
    return new TableTransformations({ target: 'table', locator: { 'schema-name': schema, 'table-name': table } });
  }

  private constructor(/** @internal */ protected readonly _object: TransformedObject) {
    super();
  }

  /** Adds a column that the source does not have. */
  public addColumn(name: string, dataType: ColumnDataType, options: AddColumnOptions = {}): TransformationRule {
    const { expression } = withoutNulls(options);
    return this.columnRule('add-column', { 'value': name, 'expression': expression?.expression, 'data-type': dataType?._render?.() }, options);
  }

  /** Adds columns with the values that rows had before they were changed. */
  public addBeforeImageColumns(options: BeforeImageColumnsOptions = {}): TransformationRule {
    const { columnPrefix = 'BI_', columnSuffix = '', columnFilter = BeforeImageColumnFilter.PK_ONLY } = withoutNulls(options);
    return this.columnRule('add-before-image-columns', {
      'before-image-def': { 'column-prefix': columnPrefix, 'column-suffix': columnSuffix, 'column-filter': columnFilter },
    }, options);
  }

  /** Defines a primary key or unique index. The table has to be named exactly. */
  public definePrimaryKey(name: string, columns: string[], options: DefinePrimaryKeyOptions = {}): TransformationRule {
    return this._rule('define-primary-key', { 'primary-key-def': { name, origin: withoutNulls(options).origin, columns } }, options);
  }

  /** To DMS, a rule that makes columns is about columns, of a table. */
  private columnRule(action: string, members: Record<string, unknown>, options: TableMappingRuleOptions): TransformationRule {
    return TransformationRule._of({ ...this._object, target: 'column' }, action, members, options);
  }
}

/** What can be done to columns. */
export class ColumnTransformations extends NameTransformations {
  /** @internal */
  public static _of(schema: string, table: string, column: string, options: TransformedColumnOptions): ColumnTransformations {
    const { ofDataType } = withoutNulls(options);
    const locator = { 'schema-name': schema, 'table-name': table, 'column-name': column };
    return new ColumnTransformations({ target: 'column', locator: ofDataType ? { ...locator, 'data-type': ofDataType.type } : locator });
  }

  private constructor(/** @internal */ protected readonly _object: TransformedObject) {
    super();
  }

  /** Leaves the column out on the target. */
  public remove(options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('remove-column', {}, options);
  }

  /** Leaves out every column of the table but this one, and others that are included so. */
  public include(options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('include-column', {}, options);
  }

  /** Gives the column another data type. */
  public changeDataType(dataType: ColumnDataType, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('change-data-type', { 'data-type': dataType?._render?.() }, options);
  }

  /** Puts a character in the place of every digit of a text. Needs DMS 3.5.4. A masked column is not validated. */
  public maskDigits(character: string, options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('data-masking-digits-mask', { value: character }, options);
  }

  /** Puts a random digit in the place of every digit of a text or number. Needs DMS 3.5.4. A masked column is not validated. */
  public randomizeDigits(options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('data-masking-digits-randomize', {}, options);
  }

  /**
   * Puts the SHA-256 of a text, 64 characters, in its place: the one mask that keeps keys unique. Needs DMS 3.5.4.
   *
   * A masked column is not validated, and with a masked key none of the table is.
   */
  public maskByHash(options: TableMappingRuleOptions = {}): TransformationRule {
    return this._rule('data-masking-hash-mask', {}, options);
  }
}

/** What can be done to tablespaces. */
export class TablespaceTransformations extends NameTransformations {
  /** @internal */
  public static _of(target: 'table-tablespace' | 'index-tablespace', schema: string, table: string, tablespace: string): TablespaceTransformations {
    return new TablespaceTransformations({ target, locator: { 'schema-name': schema, 'table-name': table, [`${target}-name`]: tablespace } });
  }

  private constructor(/** @internal */ protected readonly _object: TransformedObject) {
    super();
  }
}
