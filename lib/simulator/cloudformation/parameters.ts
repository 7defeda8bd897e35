import { StackFault } from './faults';
import { isList, type ParameterDefinition, type Properties, type StackTemplate, type Value } from './template';

/** The values of a template's parameters: what was given, else what the last deployment had, else the defaults. */
export function parameterValues(template: StackTemplate, given: Properties, before: Properties): Properties {
  const definitions = template.Parameters ?? {};
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(definitions, name));
  if (unknown.length > 0) throw new StackFault(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const chosen = Object.entries(definitions).map(([name, { Default: standard }]) => [name, given[name] ?? before[name] ?? standard] as const);
  const missing = chosen.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length > 0) throw new StackFault(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, value] of chosen) requireAllowed(name, definitions[name], value);
  return Object.fromEntries(chosen as readonly (readonly [string, Value])[]);
}

function requireAllowed(name: string, { AllowedValues: allowed }: ParameterDefinition, value: Value | undefined): void {
  if (allowed === undefined || allowed.some((each) => String(each) === String(value))) return;
  throw new StackFault(`Parameter '${name}' must be one of AllowedValues`);
}

/** What `Ref` gives: lists are split, and names of parameters in Systems Manager are looked up [CloudFormation User Guide, Parameters]. */
export function parameterValue({ Type: type }: ParameterDefinition, value: Value, ssmParameters: Readonly<Record<string, string>>): Value {
  const listed = /(^List<|<List<|CommaDelimitedList)/.test(type);
  const text = type.startsWith('AWS::SSM::Parameter::Value') ? ssmParameters[String(value)] ?? `{{resolve:ssm:${String(value)}}}` : value;
  if (listed) return isList(text) ? text : String(text).split(',').map((each) => each.trim());
  return String(text);
}
