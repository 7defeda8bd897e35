import { Token } from 'aws-cdk-lib';
import { error, show, type Problem } from '../plan/problem';
import type { RuleParts } from '../private/table-mapping-parts';

/** What every rule of a table mapping can be given. */
export interface TableMappingRuleOptions {
  /**
   * Number that identifies the rule. Of two transformations of one object, DMS carries out the one with the lower number.
   *
   * @default - the lowest number that no other rule has, counted in the order of the rules
   */
  readonly ruleId?: number;

  /**
   * Name that the rule has in DMS's console and logs.
   *
   * @default - made from what the rule is about, such as `include-sales-all`
   */
  readonly ruleName?: string;
}

/**
 * One rule of a table mapping.
 *
 * Every kind that DMS documents has a class of its own; what DMS adds tomorrow is given as JSON.
 */
export abstract class TableMappingRule {
  /**
   * A rule as the DMS documentation has it in JSON.
   *
   * @param json an object; its `rule-id` and `rule-name` may be left out, and are assigned then.
   */
  public static fromJsonString(json: string): TableMappingRule {
    return new JsonRule(json);
  }

  /** @internal */
  public abstract _parts(): RuleParts;
}

class JsonRule extends TableMappingRule {
  constructor(private readonly json: string) {
    super();
  }

  public _parts(): RuleParts {
    const members = this.parse();
    if (typeof members !== 'object' || members === null || Array.isArray(members)) {
      return { members: {}, words: [], problem: this.problem() };
    }
    const rule = members as Record<string, unknown>;
    const locator = (rule['object-locator'] ?? {}) as Record<string, unknown>;
    const words = [rule['rule-action'] ?? rule['rule-type'], locator['schema-name'], locator['table-name'], locator['column-name']];
    return { members: rule, words: words.filter((word) => typeof word === 'string') };
  }

  private parse(): unknown {
    try {
      return JSON.parse(this.json);
    } catch {
      return undefined;
    }
  }

  private problem(): Problem {
    return Token.isUnresolved(this.json) ? error({
      code: 'ruleJsonUnresolved',
      where: '',
      what: 'must be JSON that can be read at synthesis, got a value that is known only at deployment',
      why: 'The rule is put together with the other rules of the document before it is deployed',
      mend: 'Use such values inside of quotes only, or give the whole document by TableMappings.fromJsonString',
    }) : error({
      code: 'ruleJson',
      where: '',
      what: `must be a JSON object, got ${show(this.json)}`,
      why: 'DMS reads rules as JSON',
      mend: 'Mend the text, or build it with JSON.stringify',
    });
  }
}
