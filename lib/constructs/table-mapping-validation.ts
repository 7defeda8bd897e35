import { withoutNulls } from '../private/read-props';
import { ruleHead, type RuleParts } from '../private/table-mapping-parts';
import type { ColumnDataType } from './table-mapping-column';
import { TableMappingRule, type TableMappingRuleOptions } from './table-mapping-rule';

/** Which columns are compared by other functions. */
export interface ValidationFunctionProps extends TableMappingRuleOptions {
  /** Schema; `%` and `_` are wildcards. */
  readonly schema: string;

  /** Table; `%` and `_` are wildcards. */
  readonly table: string;

  /** Column; `%` and `_` are wildcards. For a column of the primary key the rule has no effect. */
  readonly column: string;

  /**
   * Only columns that have this data type.
   *
   * @default - columns of every data type
   */
  readonly ofDataType?: ColumnDataType;

  /**
   * SQL for the source, with `${column-name}` for the column: `REPLACE(${column-name}, chr(0), chr(32))`.
   *
   * @default - as DMS reads the column; one of the two functions is needed
   */
  readonly sourceFunction?: string;

  /**
   * SQL for the target, with `${column-name}` for the column.
   *
   * @default - as DMS reads the column
   */
  readonly targetFunction?: string;
}

/** A rule for how DMS compares columns where it validates the rows of source and target. */
export class ValidationRule extends TableMappingRule {
  /** Compares columns by what functions make of them, for instance where the target cannot have a character that the source has. */
  public static overrideFunction(props: ValidationFunctionProps): ValidationRule {
    return new ValidationRule(withoutNulls(props));
  }

  private constructor(private readonly props: ValidationFunctionProps) {
    super();
  }

  /** @internal */
  public _parts(): RuleParts {
    const { schema, table, column, ofDataType, sourceFunction, targetFunction } = this.props;
    return {
      members: {
        ...ruleHead('validation', this.props),
        'rule-target': 'column',
        'object-locator': { 'schema-name': schema, 'table-name': table, 'column-name': column, 'data-type': ofDataType?.type },
        'rule-action': 'override-validation-function',
        'source-function': sourceFunction,
        'target-function': targetFunction,
      },
      words: ['validate', schema, table, column],
    };
  }
}
