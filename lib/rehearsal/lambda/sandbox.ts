import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { compileFunction } from 'node:vm';
import { globalsOf, type SandboxSurroundings } from './globals';
import { moduleOf } from './modules';

/** What a function exports under the name of its handler. */
export type Handler = (event: unknown, context: object) => unknown;

type ModuleFunction = (exports: object, require: (name: string) => unknown, module: { exports: object }, ...globals: readonly unknown[]) => void;

const compiled = new Map<string, { readonly source: string; readonly run: ModuleFunction }>();

/**
 * Loads the code of a function as Lambda has it, and gives its handler.
 *
 * It runs in this process and in this realm, with names of its own for whatever leads outside: clock, timers, chance, console, process, modules.
 * That is no protection against code that wants to get out: it is the code of the app, which has just been synthesized by running it.
 */
export function loadHandler(directory: string, handler: string, surroundings: SandboxSurroundings): Handler {
  const [file, name] = splitHandler(handler);
  const globals = globalsOf(surroundings);
  const loaded = new Map<string, { exports: object }>();

  const requireFrom = (from: string) => (specifier: string): unknown => {
    if (specifier.startsWith('.')) return load(fileOf(directory, path.join(from, specifier)));
    return moduleOf(specifier, surroundings, globals);
  };
  const load = (fileName: string): object => {
    const there = loaded.get(fileName);
    if (there !== undefined) return there.exports;
    const module = { exports: {} };
    loaded.set(fileName, module);
    const require = requireFrom(path.dirname(fileName));
    const importModule = (specifier: string): Promise<unknown> => new Promise((resolve) => resolve(require(specifier)));
    const run = compile(fileName, Object.keys(globals));
    run(module.exports, require, module, fileName, path.dirname(fileName), importModule, ...Object.values(globals));
    return module.exports;
  };

  const exported = (load(fileOf(directory, path.join(directory, file))) as Record<string, unknown>)[name];
  if (typeof exported !== 'function') throw new Error(`${handler} is undefined or not exported`); // as Lambda says it
  return exported as Handler;
}

function splitHandler(handler: string): readonly [file: string, name: string] {
  const dot = handler.lastIndexOf('.');
  return [handler.slice(0, dot), handler.slice(dot + 1)];
}

/** The file of a module, which must lie in the function's own directory. */
function fileOf(directory: string, module: string): string {
  const file = module.endsWith('.js') ? module : `${module}.js`;
  if (!file.startsWith(directory + path.sep)) throw new Error(`Cannot find module '${module}'`);
  return file;
}

function compile(file: string, globals: readonly string[]): ModuleFunction {
  const source = readFileSync(file, 'utf8');
  const there = compiled.get(file);
  if (there?.source === source) return there.run;
  // Node gives scripts that are compiled so no import() without a flag; a call of the same form takes its place.
  const body = source.replace(/\bimport\(/g, '__import__(');
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname', '__import__', ...globals];
  const run = compileFunction(body, parameters, { filename: file }) as ModuleFunction;
  compiled.set(file, { source, run });
  return run;
}
