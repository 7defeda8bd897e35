import type { Value } from '../../simulator/cloudformation';
import { listOf, objectOf, textOf, type Resource, type Resources } from './resources';

interface Statement {
  readonly allows: boolean;
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
}

/** What a role may do, by the policies that are deployed at this moment. */
export class Permissions {
  constructor(private readonly resources: Resources) {}

  /**
   * Whether a role of these stacks may do something to all of these resources; a role of elsewhere may.
   *
   * Conditions are taken to hold in what allows, and not to hold in what denies. Policies of AWS's own are not known; functions here have
   * none but those for their logs.
   */
  public allows(roleArn: string, action: string, resources: readonly string[]): boolean {
    const statements = this.statementsOf(roleArn);
    if (statements === undefined) return true;
    return resources.every((resource) => {
      const relevant = statements.filter((each) => matches(each.actions, action) && matches(each.resources, resource));
      return relevant.some(({ allows }) => allows) && relevant.every(({ allows }) => allows);
    });
  }

  private statementsOf(roleArn: string): readonly Statement[] | undefined {
    return this.resources.once(`statements of ${roleArn}`, () => {
      const name = roleArn.split('/').at(-1) ?? '';
      const role = this.resources.find('AWS::IAM::Role', name);
      return role && this.documentsOf(role).flatMap(statementsIn);
    });
  }

  private documentsOf(role: Resource): Value[] {
    const managed = listOf(role.properties.ManagedPolicyArns).map(textOf);
    const names = (value: Value | undefined): boolean => listOf(value).map(textOf).includes(role.physicalId);
    const policies = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::RolePolicy'].flatMap((type) => this.resources.ofType(type))
      .filter(({ physicalId, properties }) => managed.includes(physicalId) || names(properties.Roles) || names(properties.RoleName));
    const inline = listOf(role.properties.Policies).map(objectOf);
    return [...inline, ...policies.map(({ properties }) => properties)].map(({ PolicyDocument: document }) => document);
  }
}

function statementsIn(document: Value): Statement[] {
  return listOf(objectOf(document).Statement).map(objectOf).flatMap((statement): Statement[] => {
    const allows = statement.Effect !== 'Deny';
    if (!allows && statement.Condition !== undefined) return [];
    const actions = listOf(statement.Action).map((each) => patternOf(each, 'i'));
    return [{ allows, actions, resources: listOf(statement.Resource).map((each) => patternOf(each, '')) }];
  });
}

function matches(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => pattern.test(text));
}

/** `*` is any text, `?` any character [IAM User Guide, IAM JSON policy elements: Resource]. */
function patternOf(value: Value, flags: string): RegExp {
  const escaped = textOf(value).replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, `s${flags}`);
}
