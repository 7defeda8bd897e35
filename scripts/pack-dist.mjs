// Packs what jsii has compiled into one dist/index.js, in which a module runs when something of it is first used: loading the library
// costs nothing for what an app does not use, and reading a hundred files is more work for Node than running them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const index = path.join(dist, 'index.js');
const require = createRequire(import.meta.url);

const modules = [...readFileSync(index, 'utf8').matchAll(/require\("(\.\/[^"]+)"\)/g)].map(([, module]) => module);
if (modules.length === 0) throw new Error('dist/index.js loads nothing: was it packed already? Run jsii first');
const names = [];
const getters = modules.flatMap((module) => Object.keys(require(path.join(dist, module)))
  .filter((name) => !name.startsWith('_') && names.push(name))
  .map((name) => `lazy('${name}', () => require('${module}').${name});`));
// By a function, for Node takes no name that it sees defined by a getter of a form that it does not know, even if it is told elsewhere.
const lazy = 'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });';
writeFileSync(index, `'use strict';\nObject.defineProperty(exports, '__esModule', { value: true });\n${lazy}\n${getters.join('\n')}\n`);

const { warnings } = await build({
  absWorkingDir: dist,
  entryPoints: ['index.js'],
  outfile: index,
  allowOverwrite: true,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['aws-cdk-lib', 'constructs'],
  legalComments: 'none',
  tsconfigRaw: {},
  // Never run: tells Node the names that ECMAScript modules may import.
  footer: { js: `0 && (module.exports = { ${names.join(', ')} });` },
  plugins: [{ name: 'directory-of-each-file', setup: keepDirectories }],
});
if (warnings.length > 0) throw new Error(`packing gave ${warnings.length} warnings`);

for (const file of readdirSync(dist, { recursive: true })) {
  if (file.endsWith('.js') && file !== 'index.js') rmSync(path.join(dist, file));
}

/** A file that looks for others beside itself finds them from the pack, too. */
function keepDirectories({ onLoad }) {
  onLoad({ filter: /\.js$/ }, ({ path: file }) => {
    const source = readFileSync(file, 'utf8');
    const beside = path.relative(dist, path.dirname(file)).split(path.sep).join('/');
    return { contents: source.replaceAll('__dirname', `require('node:path').join(__dirname, '${beside}')`), loader: 'js' };
  });
}
