import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

/**
 * What each folder of lib may import, at run time or as a type: other folders, packages, and `node:`.
 *
 * Data flows one way; whatever is listed stands further left.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  profile: [],
  plan: ['profile', 'node:'],
  control: [],
  private: ['plan', 'profile', 'aws-cdk-lib', 'constructs', 'node:'],
  constructs: ['plan', 'profile', 'private', 'aws-cdk-lib', 'constructs', 'node:'],
  handlers: ['control', 'plan', '@aws-sdk', 'node:'],
  simulator: ['node:'],
  rehearsal: ['simulator', 'node:'],
  cli: ['rehearsal', 'simulator', 'plan', 'profile', 'commander', 'node:', '@aws-sdk', 'mysql2', 'oracledb', 'pg', 'tedious'],
};

const LIB = path.resolve(__dirname, '../lib');

interface Import {
  /** The file of lib, as `plan/problem.ts`. */
  readonly from: string;
  /** The specifier as it is written. */
  readonly specifier: string;
  /** What it means: `plan/problem.ts`, `aws-cdk-lib/aws-dms`, `node:path`. */
  readonly to: string;
  /** Whether it leaves nothing behind in JavaScript. */
  readonly typeOnly: boolean;
  /** Whether it is an export from elsewhere. */
  readonly reExport: boolean;
}

const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll(path.sep, '/'))
  .sort();
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(LIB, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, reExport: boolean): void => {
    const to = specifier.startsWith('.') ? resolve(file, specifier) : specifier;
    found.push({ from: file, specifier, to, typeOnly, reExport });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings;
      const allTypes = bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
      add(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || allTypes, false);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly, true);
    } else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, false, false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
      add(node.argument.literal.text, true, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function resolve(file: string, specifier: string): string {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  return files.find((each) => each === `${target}.ts` || each === `${target}/index.ts`) ?? target;
}

function folderOf(file: string): string {
  return file.split('/')[0];
}

function show({ from, specifier }: Import): string {
  return `${from} imports ${specifier}`;
}

test('reads the imports', () => {
  expect(imports).toContainEqual({
    from: 'private/reporting.ts', specifier: '../plan/problem', to: 'plan/problem.ts', typeOnly: false, reExport: false,
  });
  expect(imports.length).toBeGreaterThan(100);
});

test('every folder is known', () => {
  expect(files.map(folderOf).filter((folder) => folder !== 'index.ts' && !(folder in MAY_IMPORT))).toEqual([]);
});

test('each folder knows only what is to its left', () => {
  const strays = imports.filter(({ from, to, specifier }) => {
    const folder = folderOf(from);
    if (folder === 'index.ts') return false;
    if (specifier.startsWith('.')) return folderOf(to) !== folder && !MAY_IMPORT[folder].includes(folderOf(to));
    return !MAY_IMPORT[folder].some((allowed) => specifier === allowed || specifier.startsWith(allowed.endsWith(':') ? allowed : `${allowed}/`));
  });
  expect(strays.map(show)).toEqual([]);
});

test('handlers do not know each other, but what they have in common', () => {
  const known = (from: string): string[] => [from.split('/')[1], 'common'];
  const strays = imports.filter(({ from, to }) => folderOf(from) === 'handlers' && to.startsWith('handlers/') && !known(from).includes(to.split('/')[1]));
  expect(strays.map(show)).toEqual([]);
});

test('only sdk-*.ts and the entry of a handler know the AWS SDK', () => {
  const strays = imports.filter(({ from, to }) => to.startsWith('@aws-sdk/') && !/\/(index|sdk-[a-z-]+)\.ts$/.test(from));
  expect(strays.map(show)).toEqual([]);
});

test('index.ts only exports, and only constructs', () => {
  const source = readFileSync(path.join(LIB, 'index.ts'), 'utf8');
  expect(source.split('\n').filter((line) => line !== '' && !/^export \* from '\.\/constructs\/[a-z0-9-]+';$/.test(line))).toEqual([]);
});

test('there are no cycles', () => {
  const loaded = imports.filter(({ to, typeOnly }) => !typeOnly && files.includes(to));
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    } else if (!done.has(file)) {
      for (const { to } of loaded.filter(({ from }) => from === file)) walk(to, [...trail, file]);
      done.add(file);
    }
  };
  for (const file of files) walk(file, []);
  expect(cycles).toEqual([]);
});

test('no file has more than 400 lines of code', () => {
  const linesOfCode = (file: string): number =>
    readFileSync(path.join(LIB, file), 'utf8').split('\n').filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line)).length;
  expect(files.filter((file) => linesOfCode(file) > 400)).toEqual([]);
});

test('no check of the compiler or of ESLint is switched off', () => {
  const off = /@ts-(ignore|nocheck|expect-error)|eslint-disable/;
  expect(files.filter((file) => off.test(readFileSync(path.join(LIB, file), 'utf8')))).toEqual([]);
});

test('pure tests load no CDK', () => {
  for (const folder of ['plan', 'control']) {
    const loading = readdirSync(path.join(__dirname, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && /from '(aws-cdk-lib|constructs)/.test(readFileSync(path.join(__dirname, folder, file), 'utf8')));
    expect(loading).toEqual([]);
  }
});
