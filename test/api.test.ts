import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** The part of a jsii assembly that these tests read. */
interface Assembly {
  readonly types: Record<string, ApiType>;
}
interface Docs {
  readonly summary?: string;
  readonly default?: string;
  readonly custom?: Record<string, string>;
}
interface TypeRef {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly union?: unknown;
  readonly collection?: { readonly elementtype: TypeRef };
}
interface Parameter {
  readonly name: string;
  readonly type: TypeRef;
  readonly optional?: boolean;
}
interface Property {
  readonly name: string;
  readonly type: TypeRef;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly immutable?: boolean;
  readonly docs?: Docs;
  readonly overrides?: string;
}
interface Method {
  readonly name: string;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeRef };
  readonly static?: boolean;
  readonly docs?: Docs;
  readonly overrides?: string;
}
interface ApiType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: { readonly parameters?: Parameter[] };
  readonly properties?: Property[];
  readonly methods?: Method[];
  readonly members?: { readonly name: string; readonly docs?: Docs }[];
  readonly docs?: Docs;
}

const FILE = path.resolve(__dirname, '../.jsii');
if (!existsSync(FILE)) throw new Error('.jsii is missing: run `npm run compile` first');

const types = Object.values((JSON.parse(readFileSync(FILE, 'utf8')) as Assembly).types);
const structs = types.filter(({ kind, datatype }) => kind === 'interface' && datatype === true);
const props = structs.flatMap(({ name, properties = [] }) => properties.map((property) => ({ of: name, ...property })));
const properties = types.flatMap(({ name, properties: all = [] }) => all.map((property) => ({ of: name, ...property })));
const methods = types.flatMap(({ name, methods: all = [] }) => all.map((method) => ({ of: name, ...method })));
const constructs = types.filter((type) => type.kind === 'class' && isA(type, ['constructs.Construct', 'aws-cdk-lib.Resource', 'aws-cdk-lib.Stack']));
const resources = constructs.filter((type) => isA(type, ['aws-cdk-lib.Resource']));

function isA({ base }: ApiType, ancestors: readonly string[]): boolean {
  if (base === undefined) return false;
  const own = types.find(({ fqn }) => fqn === base);
  return own ? isA(own, ancestors) : ancestors.includes(base);
}

function names(members: readonly { readonly of: string; readonly name: string }[]): string[] {
  return members.map(({ of, name }) => `${of}.${name}`);
}

/** A type and what it is a list or map of. */
function flat(type: TypeRef): TypeRef[] {
  return type.collection ? [type, ...flat(type.collection.elementtype)] : [type];
}

test('has the constructs', () => {
  expect(constructs.map(({ name }) => name)).toEqual(expect.arrayContaining([
    'DmsServiceRoles', 'Endpoint', 'EndpointPair', 'MigrationTask', 'ReplicationInstance', 'ReplicationStack',
  ]));
});

describe('documentation', () => {
  test('every type is described', () => {
    expect(types.filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
  });

  test('every property is described', () => {
    expect(names(properties.filter(({ docs, overrides }) => !docs?.summary && overrides === undefined))).toEqual([]);
  });

  test('every method is described', () => {
    expect(names(methods.filter(({ docs, overrides }) => !docs?.summary && overrides === undefined))).toEqual([]);
  });

  test('every enum member is described', () => {
    const members = types.flatMap(({ name, members: all = [] }) => all.map((member) => ({ of: name, ...member })));
    expect(names(members.filter(({ docs }) => !docs?.summary))).toEqual([]);
  });

  test('every optional prop says what happens without it', () => {
    expect(names(props.filter(({ optional, docs }) => optional === true && !docs?.default))).toEqual([]);
  });

  test('no default is said to be "undefined" or "the default"', () => {
    expect(names(props.filter(({ docs }) => /^(undefined|null|-? ?the default|-? ?undefined|-)$/i.test(docs?.default ?? '')))).toEqual([]);
  });

  test('no required prop claims to have a default', () => {
    expect(names(props.filter(({ optional, docs }) => optional !== true && docs?.default !== undefined))).toEqual([]);
  });

  test('every attribute of a resource is marked as one', () => {
    const attributes = types
      .filter(({ name, kind, interfaces }) => kind === 'interface' && name.startsWith('I') && interfaces?.includes('aws-cdk-lib.IResource') === true)
      .flatMap(({ name, properties: all = [] }) => all.map((property) => ({ of: name, ...property })))
      .filter(({ name }) => name.endsWith('Arn'));
    expect(names(attributes.filter(({ docs }) => docs?.custom?.attribute === undefined))).toEqual([]);
  });
});

describe('props', () => {
  test('none is typed any, or as a union, but the way to settings that this library does not know', () => {
    const loose = props.filter(({ type }) => flat(type).some(({ primitive, union }) => primitive === 'any' || union !== undefined));
    expect(names(loose)).toEqual(['DatabaseEndpointOptions.additionalSettings']);
  });

  test('none takes an L1 or a token', () => {
    expect(names(props.filter(({ type }) => flat(type).some(({ fqn = '' }) => /\.Cfn[A-Z]/.test(fqn) || fqn === 'aws-cdk-lib.IResolvable')))).toEqual([]);
  });

  test('none takes the ARN of something that there is a construct for', () => {
    const allowed = ['ReplicationInstanceAttributes', 'EndpointAttributes', 'MigrationTaskAttributes', 'ReplicationSubnetGroupAttributes'];
    expect(names(props.filter(({ of, name }) => name.endsWith('Arn') && !allowed.includes(of)))).toEqual([]);
  });

  test('times, memory and storage have a unit in the type or in the name, but where DMS does not tell its unit', () => {
    const measured = /(timeout|interval|period|delay|duration|retention|memory|storage)$/i;
    const bare = props.filter(({ name, type }) => type.primitive === 'number' && measured.test(name));
    expect(names(bare)).toEqual(['ChangeProcessingTuning.recoveryTimeout']);
  });

  test('all are immutable', () => {
    expect(names(props.filter(({ immutable }) => immutable !== true))).toEqual([]);
  });
});

describe('constructs', () => {
  test('take a scope, an id and props that may be left out where all of them may', () => {
    for (const { name, initializer } of constructs) {
      const [scope, id, own] = initializer?.parameters ?? [];
      expect([name, scope?.name, scope?.type.fqn, id?.name]).toEqual([name, 'scope', 'constructs.Construct', 'id']);
      const struct = structs.find(({ fqn }) => fqn === own?.type.fqn);
      const allOptional = struct?.properties?.every(({ optional }) => optional === true) ?? false;
      if (struct && !struct.interfaces) expect([name, own?.optional ?? false]).toEqual([name, allOptional]);
    }
  });

  test('have props named after them', () => {
    for (const { name, initializer } of constructs) {
      expect(initializer?.parameters?.[2]?.type.fqn).toBe(`cdk-dms-migrations.${name}Props`);
    }
  });

  test('that are resources have an interface', () => {
    expect(resources.filter(({ name, interfaces }) => !interfaces?.includes(`cdk-dms-migrations.I${name}`)).map(({ name }) => name)).toEqual([]);
  });

  test('that are resources can be imported', () => {
    const importable = ({ methods: all = [], name }: ApiType): boolean =>
      all.some((method) => method.static === true && method.name.startsWith('from') && method.returns?.type.fqn === `cdk-dms-migrations.I${name}`);
    expect(resources.filter((type) => !importable(type)).map(({ name }) => name)).toEqual([]);
  });

  test('import by scope and id', () => {
    const imports = resources.flatMap(({ name, methods: all = [] }) => all.map((method) => ({ of: name, ...method }))).filter(({ name, static: isStatic }) => isStatic === true && name.startsWith('from'));
    expect(names(imports.filter(({ parameters = [] }) => parameters[0]?.name !== 'scope' || parameters[1]?.name !== 'id'))).toEqual([]);
  });
});

describe('methods', () => {
  test('that grant take the grantee first and return the grant', () => {
    const wrong = methods.filter(({ name }) => name.startsWith('grant')).filter(({ parameters = [], returns }) =>
      parameters[0]?.name !== 'grantee' || parameters[0].type.fqn !== 'aws-cdk-lib.aws_iam.IGrantable' || returns?.type.fqn !== 'aws-cdk-lib.aws_iam.Grant');
    expect(names(wrong)).toEqual([]);
  });

  test('that give metrics take options last and return a metric', () => {
    const wrong = methods.filter(({ name }) => name.startsWith('metric')).filter(({ parameters = [], returns }) => {
      const last = parameters[parameters.length - 1];
      return last?.optional !== true || last.type.fqn !== 'aws-cdk-lib.aws_cloudwatch.MetricOptions' || returns?.type.fqn !== 'aws-cdk-lib.aws_cloudwatch.Metric';
    });
    expect(names(wrong)).toEqual([]);
  });

  test('take and return nothing typed any', () => {
    const wrong = methods.filter(({ parameters = [], returns }) =>
      [...parameters.map(({ type }) => type), ...(returns ? [returns.type] : [])].some((type) => flat(type).some(({ primitive }) => primitive === 'any')));
    expect(names(wrong)).toEqual([]);
  });
});
