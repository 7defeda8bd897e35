import { listOf, withoutNulls } from '../private/read-props';
import { digits, ruleHead, type RuleParts } from '../private/table-mapping-parts';
import { TableMappingRule, type TableMappingRuleOptions } from './table-mapping-rule';

/** What a selection rule selects. */
export enum TableType {
  /** Tables. */
  TABLE = 'table',
  /** Views, which DMS loads in full-load tasks only. */
  VIEW = 'view',
  /** Tables and views. */
  ALL = 'all',
}

/** What to exclude. */
export interface ExclusionProps extends TableMappingRuleOptions {
  /** Schema, or for MongoDB and DocumentDB the database; `%` and `_` are wildcards. */
  readonly schema: string;

  /**
   * Table or collection; `%` and `_` are wildcards.
   *
   * @default '%'
   */
  readonly table?: string;

  /**
   * Whether tables, views or both are meant.
   *
   * @default - tables
   */
  readonly tableType?: TableType;
}

/** What to include. */
export interface InclusionProps extends ExclusionProps {
  /**
   * Tables with a higher number, from 1 on, begin to load earlier.
   *
   * @default - in no order
   */
  readonly loadOrder?: number;

  /**
   * Conditions that a row has to meet, all of them. DMS documents them for tables that are named exactly.
   *
   * @default - every row
   */
  readonly filters?: ColumnFilter[];
}

/** The one table or view that an explicit rule selects. */
export interface ExplicitSelectionProps extends TableMappingRuleOptions {
  /** Schema, exactly. */
  readonly schema: string;

  /** Table or view, exactly. */
  readonly table: string;

  /**
   * Whether it is a table or a view.
   *
   * @default - a table
   */
  readonly tableType?: TableType;

  /**
   * Tables with a higher number, from 1 on, begin to load earlier.
   *
   * @default - in no order
   */
  readonly loadOrder?: number;
}

/** A rule that says which tables a task moves. What an `exclude` rule matches is taken from what the others select. */
export class SelectionRule extends TableMappingRule {
  /** Moves the tables that match. */
  public static include(props: InclusionProps): SelectionRule {
    return new SelectionRule('include', props);
  }

  /** Leaves out the tables that match. */
  public static exclude(props: ExclusionProps): SelectionRule {
    return new SelectionRule('exclude', props);
  }

  /** Moves exactly one table or view. */
  public static explicit(props: ExplicitSelectionProps): SelectionRule {
    return new SelectionRule('explicit', props);
  }

  private readonly props: InclusionProps;

  private constructor(private readonly action: string, props: InclusionProps) {
    super();
    const { filters, ...given } = withoutNulls(props);
    this.props = { ...given, ...(filters !== undefined && { filters: listOf(filters) }) };
  }

  /** @internal */
  public _parts(): RuleParts {
    const { schema, table = '%', tableType, loadOrder, filters } = this.props;
    return {
      members: {
        ...ruleHead('selection', this.props),
        'object-locator': { 'schema-name': schema, 'table-name': table, 'table-type': tableType },
        'rule-action': this.action,
        'load-order': digits(loadOrder),
        'filters': filters?.map((filter) => filter?._render?.()),
      },
      words: [this.action, schema, table],
    };
  }
}

/** Conditions on the values of one column, of which a row has to meet one. */
export class ColumnFilter {
  /**
   * Conditions on a column.
   *
   * @param column a column whose values never change after the row was made, and no LOB; the name is case-sensitive.
   * @param conditions joined by OR. A negative one (`notEqualTo`, `notBetween`, `isNotNull`) has to stand alone.
   */
  public static on(column: string, ...conditions: FilterCondition[]): ColumnFilter {
    return new ColumnFilter(column, conditions);
  }

  private constructor(private readonly column: string, private readonly conditions: FilterCondition[]) {}

  /** @internal */
  public _render(): unknown {
    return { 'filter-type': 'source', 'column-name': this.column, 'filter-conditions': this.conditions.map((condition) => condition?._render?.()) };
  }
}

/**
 * A condition on a column's value.
 *
 * Values are written as text, numbers too; dates as `YYYY-MM-DD` and times as `YYYY-MM-DD HH:MM:SS`.
 */
export class FilterCondition {
  /** Equal to the value. */
  public static equalTo(value: string): FilterCondition {
    return new FilterCondition('eq', { value });
  }

  /** Not equal to the value. */
  public static notEqualTo(value: string): FilterCondition {
    return new FilterCondition('noteq', { value });
  }

  /** Greater than the value, or equal to it. */
  public static greaterThanOrEqualTo(value: string): FilterCondition {
    return new FilterCondition('gte', { value });
  }

  /** Less than the value, or equal to it. */
  public static lessThanOrEqualTo(value: string): FilterCondition {
    return new FilterCondition('lte', { value });
  }

  /** From the start to the end, both included. */
  public static between(start: string, end: string): FilterCondition {
    return new FilterCondition('between', { 'start-value': start, 'end-value': end });
  }

  /** Less than the start, or greater than the end. */
  public static notBetween(start: string, end: string): FilterCondition {
    return new FilterCondition('notbetween', { 'start-value': start, 'end-value': end });
  }

  /** Without a value. */
  public static isNull(): FilterCondition {
    return new FilterCondition('null', {});
  }

  /** With a value. */
  public static isNotNull(): FilterCondition {
    return new FilterCondition('notnull', {});
  }

  private constructor(private readonly operator: string, private readonly operands: Record<string, string>) {}

  /** @internal */
  public _render(): unknown {
    return { 'filter-operator': this.operator, ...this.operands };
  }
}
