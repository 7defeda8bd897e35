import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** The TypeScript sources of a folder. */
function sources(folder: string): { file: string; text: string }[] {
  const root = path.resolve(__dirname, '..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== path.basename(__filename))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

/** Findings about a database, and what a rehearsal tells, have tests of their own. */
const isOther = ({ file }: { readonly file: string }): boolean => /^(plan\/findings|rehearsal|simulator|cli)\//.test(file);
const rules = sources('lib').filter((source) => !isOther(source)).flatMap(({ file, text }) => [...text.matchAll(/\bcode: '(\w+)'/g)].map(([, code]) => ({ code, file })));
const tests = sources('test').filter((source) => !isOther(source)).map(({ text }) => text).join('\n');

test('there are rules', () => {
  expect(rules.length).toBeGreaterThanOrEqual(60);
});

test('every rule has a case with its whole message', () => {
  expect(rules.filter(({ code }) => !tests.includes(`code: '${code}'`) && !tests.includes(`[${code}]`)).map(({ code }) => code)).toEqual([]);
});

test('every case is of a rule', () => {
  const codes = new Set(rules.map(({ code }) => code));
  const cases = [...tests.matchAll(/^\s*code: '(\w+)',$/gm)].map(([, code]) => code);
  expect([...new Set(cases)].filter((code) => !codes.has(code))).toEqual([]);
});

test('no code means two things', () => {
  const twice = rules.filter(({ code, file }) => rules.some((other) => other.code === code && other.file !== file));
  expect(twice).toEqual([]);
});

test('codes are in camelCase', () => {
  expect(rules.filter(({ code }) => !/^[a-z][A-Za-z0-9]+$/.test(code))).toEqual([]);
});
