/** JSON, as templates and properties are made of. */
export type Value = string | number | boolean | null | readonly Value[] | Properties;

export interface Properties {
  readonly [name: string]: Value;
}

/** A resource as a template defines it. */
export interface ResourceDefinition {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface OutputDefinition {
  readonly Value: Value;
  readonly Condition?: string;
  readonly Export?: { readonly Name: Value };
}

export interface ParameterDefinition {
  readonly Type: string;
  readonly Default?: Value;
  readonly AllowedValues?: readonly Value[];
}

/** CloudFormation's JSON, as the CDK writes it. Rules and metadata are not looked at. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, ResourceDefinition>>;
  readonly Outputs?: Readonly<Record<string, OutputDefinition>>;
  readonly Parameters?: Readonly<Record<string, ParameterDefinition>>;
  readonly Conditions?: Readonly<Record<string, Value>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Properties>>>>;
  readonly Transform?: Value;
}

export function isObject(value: Value | undefined): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The function that an object stands for: `Ref`, `Fn::...`; none for what is plain data, such as the Condition of a policy. */
export function functionOf(value: Value): { readonly name: string; readonly argument: Value } | undefined {
  if (!isObject(value)) return undefined;
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) return undefined;
  return { name, argument: value[name] };
}

/** The resource and the attribute that `Fn::GetAtt` names, as a list or as `Resource.Attribute`. */
export function attributeArgument(argument: Value): readonly [logicalId: string, attribute: Value] {
  if (isList(argument)) return [String(argument[0]), argument[1]];
  const [logicalId, ...rest] = String(argument).split('.');
  return [logicalId, rest.join('.')];
}

/** What `Fn::Sub` puts in the place of `${...}`: the text, and the values that its own map names. */
export function substitution(argument: Value): { readonly text: string; readonly map: Properties } {
  if (!isList(argument)) return { text: String(argument), map: {} };
  return { text: String(argument[0]), map: isObject(argument[1]) ? argument[1] : {} };
}

/** `${Name}` and `${Name.Attribute}`, but not `${!Literal}` [CloudFormation User Guide, Fn::Sub]. */
export const SUB_VARIABLE = /\$\{([^!}][^}]*)\}/g;
