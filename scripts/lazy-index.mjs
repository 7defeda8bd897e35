// Rewrites the compiled dist/index.js so that a file is loaded when something of it is first used, as aws-cdk-lib does it:
// importing the library costs nothing for what an app does not use.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../dist');
const require = createRequire(import.meta.url);
const index = path.join(dist, 'index.js');

const modules = [...readFileSync(index, 'utf8').matchAll(/require\("(\.\/[^"]+)"\)/g)].map(([, module]) => module);
if (modules.length === 0) throw new Error('dist/index.js loads nothing: was it rewritten already? Run jsii first');
const getters = modules.flatMap((module) => Object.keys(require(path.join(dist, module)))
  .filter((name) => name !== '__esModule' && !name.startsWith('_'))
  .map((name) => `Object.defineProperty(exports, '${name}', { enumerable: true, configurable: true, get: () => require('${module}').${name} });`));

writeFileSync(index, `'use strict';\nObject.defineProperty(exports, '__esModule', { value: true });\n${getters.join('\n')}\n`);
