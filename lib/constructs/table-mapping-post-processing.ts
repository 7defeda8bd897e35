import { withoutNulls } from '../private/read-props';
import { ruleHead, type RuleParts } from '../private/table-mapping-parts';
import { TableMappingRule, type TableMappingRuleOptions } from './table-mapping-rule';

/** Which objects in S3 get which tags. */
export interface S3TagsProps extends TableMappingRuleOptions {
  /** Schema; `%` and `_` are wildcards. */
  readonly schema: string;

  /** Table; `%` and `_` are wildcards. */
  readonly table: string;

  /** Up to ten tags. Both keys and values may have `${schema-name}` and `${table-name}` in them. */
  readonly tags: { [key: string]: string };
}

/** A rule for what is done to the objects that DMS writes to S3. */
export class PostProcessingRule extends TableMappingRule {
  /**
   * Tags the objects of some tables.
   *
   * An object gets the tags of one rule: that which names its table most exactly, and of those the first.
   */
  public static addTags(props: S3TagsProps): PostProcessingRule {
    return new PostProcessingRule(withoutNulls(props));
  }

  private constructor(private readonly props: S3TagsProps) {
    super();
  }

  /** @internal */
  public _parts(): RuleParts {
    const { schema, table, tags } = this.props;
    return {
      members: {
        ...ruleHead('post-processing', this.props),
        'rule-action': 'add-tag',
        'object-locator': { 'schema-name': schema, 'table-name': table },
        'tag-set': Object.entries(withoutNulls(tags)).map(([key, value]) => ({ key, value })),
      },
      words: ['tags', schema, table],
    };
  }
}
