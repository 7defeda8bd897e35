import { isDeepStrictEqual } from 'node:util';
import { StackFault } from './faults';
import { asText, cidrBlocks, zonesOf } from './functions';
import { attributeArgument, functionOf, isList, isObject, SUB_VARIABLE, substitution, type Properties, type StackTemplate, type Value } from './template';

/** What the functions of a template look things up in. */
export interface Scope {
  readonly template: StackTemplate;
  readonly region: string;
  /** What `Ref` gives of a parameter, a pseudo parameter or a resource. */
  ref(name: string): Value | undefined;
  attribute(logicalId: string, attribute: string): Value;
  importValue(exportName: string): Value;
}

const NO_VALUE = 'AWS::NoValue';

/** A value with all functions carried out; none for `AWS::NoValue`, which takes the property away [CloudFormation User Guide, pseudo parameters]. */
export function resolve(value: Value, scope: Scope): Value | undefined {
  const called = functionOf(value);
  if (called !== undefined) return call(called.name, called.argument, scope);
  if (isList(value)) return value.map((each) => resolve(each, scope)).filter((each) => each !== undefined);
  if (isObject(value)) return resolveProperties(value, scope);
  // A dynamic reference {{resolve:...}} stays as it is: there is nothing here that it could be looked up in.
  return value;
}

export function resolveProperties(properties: Properties, scope: Scope): Properties {
  const resolved: Record<string, Value> = {};
  for (const [name, value] of Object.entries(properties)) {
    const result = resolve(value, scope);
    if (result !== undefined) resolved[name] = result;
  }
  return resolved;
}

type Evaluate = (argument: Value, scope: Scope) => Value | undefined;

/** [CloudFormation User Guide, Intrinsic function reference] */
const FUNCTIONS: Readonly<Record<string, Evaluate>> = {
  'Ref': (name, scope) => {
    if (name === NO_VALUE) return undefined;
    const value = scope.ref(asText(name));
    if (value === undefined) throw new StackFault(`Template format error: Unresolved resource dependencies [${asText(name)}] in the Resources block of the template`);
    return value;
  },
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, attribute] = attributeArgument(argument);
    return scope.attribute(logicalId, asText(resolve(attribute, scope)));
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, values] = list(argument, scope, 'Fn::Join');
    return list(values, scope, 'Fn::Join').map(asText).join(asText(delimiter));
  },
  'Fn::Sub': (argument, scope) => {
    const { text, map } = substitution(argument);
    const filled = text.replace(SUB_VARIABLE, (_, name: string) => asText(variable(name.trim(), map, scope)));
    return filled.replace(/\$\{!([^}]*)\}/g, '${$1}');
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument, scope, 'Fn::Select');
    const chosen = list(values, scope, 'Fn::Select')[Number(index)];
    if (chosen === undefined) throw new StackFault(`Template error: Fn::Select cannot select nonexistent value at index ${asText(index)}`);
    return chosen;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, text] = list(argument, scope, 'Fn::Split');
    return asText(text).split(asText(delimiter));
  },
  'Fn::ImportValue': (name, scope) => scope.importValue(asText(resolve(name, scope))),
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(argument, scope, 'Fn::FindInMap').map(asText);
    const found = scope.template.Mappings?.[map]?.[first]?.[second];
    if (found === undefined) throw new StackFault(`Template error: Unable to get mapping for ${map}::${first}::${second}`);
    return found;
  },
  'Fn::GetAZs': (argument, scope) => {
    const region = resolve(argument, scope) ?? '';
    return zonesOf(region === '' ? scope.region : asText(region));
  },
  'Fn::Base64': (argument, scope) => Buffer.from(asText(resolve(argument, scope))).toString('base64'),
  'Fn::Cidr': (argument, scope) => {
    const [block, count, bits = 8] = list(argument, scope, 'Fn::Cidr');
    return cidrBlocks(asText(block), Number(count), Number(bits));
  },
  'Fn::If': (argument, scope) => {
    if (!isList(argument) || argument.length !== 3) throw new StackFault('Template error: Fn::If requires a list argument with three elements');
    return resolve(argument[isTrue(asText(argument[0]), scope) ? 1 : 2], scope);
  },
};

function call(name: string, argument: Value, scope: Scope): Value | undefined {
  if (!Object.hasOwn(FUNCTIONS, name)) throw new StackFault(`Template error: ${name} is not simulated here; there is ${Object.keys(FUNCTIONS).join(', ')}`);
  return FUNCTIONS[name](argument, scope);
}

function list(argument: Value, scope: Scope, name: string): readonly Value[] {
  const resolved = resolve(argument, scope);
  if (!isList(resolved)) throw new StackFault(`Template error: ${name} requires a list, got ${JSON.stringify(resolved)}`);
  return resolved;
}

function variable(name: string, map: Properties, scope: Scope): Value | undefined {
  if (Object.hasOwn(map, name)) return resolve(map[name], scope);
  return name.includes('.') && !name.startsWith('AWS::') ? FUNCTIONS['Fn::GetAtt'](name, scope) : FUNCTIONS.Ref(name, scope);
}

/** Whether a condition of the template holds [CloudFormation User Guide, Condition functions]. */
export function isTrue(name: string, scope: Scope): boolean {
  const definition = scope.template.Conditions?.[name];
  if (definition === undefined) throw new StackFault(`Template format error: Unresolved condition dependency ${name} in the template`);
  return holds(definition, scope);
}

function holds(condition: Value, scope: Scope): boolean {
  const [name, ...others] = isObject(condition) ? Object.keys(condition) : [];
  const argument = isObject(condition) && others.length === 0 ? condition[name] : undefined;
  const parts = isList(argument) ? argument : [];
  switch (name) {
    case 'Condition': return isTrue(asText(argument), scope);
    case 'Fn::Equals': return isDeepStrictEqual(comparable(resolve(parts[0], scope)), comparable(resolve(parts[1], scope)));
    case 'Fn::And': return parts.every((each) => holds(each, scope));
    case 'Fn::Or': return parts.some((each) => holds(each, scope));
    case 'Fn::Not': return !holds(parts[0], scope);
    default: throw new StackFault(`Template error: ${JSON.stringify(condition)} is not a condition`);
  }
}

/** Parameters are texts, whatever their type: "true" equals true. */
function comparable(value: Value | undefined): Value | undefined {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
