import { createRequire } from 'node:module';
import { Chance } from './chance';
import type { SandboxSurroundings } from './globals';
import { httpModule } from './http-module';
import { REALM } from './realm';
import { sdkModule } from './sdk-module';

const nodeRequire = createRequire(__filename);

/** Modules of Node that lead neither outside nor to the real time. */
const HARMLESS = [
  'assert', 'async_hooks', 'buffer', 'constants', 'diagnostics_channel', 'events', 'os', 'path', 'punycode', 'querystring', 'stream', 'stream/promises',
  'stream/web', 'string_decoder', 'url', 'util', 'zlib',
];

/** What a function gets from `require`. */
export function moduleOf(specifier: string, surroundings: SandboxSurroundings, globals: Readonly<Record<string, unknown>>): unknown {
  const name = specifier.replace(/^node:/, '');
  if (HARMLESS.includes(name)) return nodeRequire(`node:${name}`) as unknown;
  switch (name) {
    case 'http': case 'https': return httpModule(surroundings);
    case 'crypto': return cryptoModule(surroundings.seed);
    case 'fs': case 'fs/promises': return noFiles();
    case 'process': return globals.process;
    case 'timers': return globals;
    case 'timers/promises': return timerPromises(globals.setTimeout as SetTimeout);
    case 'child_process': return {};
    default:
  }
  if (name.startsWith('@aws-sdk/client-')) return sdkModule(name.slice('@aws-sdk/client-'.length), surroundings);
  throw Object.assign(new REALM.Error(`Cannot find module '${specifier}'`), { code: 'MODULE_NOT_FOUND' });
}

type SetTimeout = (run: () => void, milliseconds: number) => void;

function timerPromises(setTimer: SetTimeout): object {
  return { setTimeout: (milliseconds: number, value: unknown) => new Promise((resolve) => setTimer(() => resolve(value), milliseconds)) };
}

function cryptoModule(seed: string): object {
  const chance = new Chance(`${seed}/crypto`);
  const real = nodeRequire('node:crypto') as object;
  return Object.create(real, {
    randomUUID: { value: () => chance.uuid() },
    randomBytes: { value: (length: number) => chance.fill(Buffer.alloc(length)) },
    getRandomValues: { value: (view: ArrayBufferView) => chance.fill(view) },
  }) as object;
}

/** Lambda has no configuration files of the SDK, and those of the user who rehearses are none of the function's business. */
function noFiles(): object {
  const missing = (file: unknown): Error => Object.assign(new REALM.Error(`ENOENT: no such file or directory, open '${String(file)}'`), { code: 'ENOENT' });
  const refuse = (file: unknown): never => {
    throw missing(file);
  };
  const reject = (file: unknown): Promise<never> => Promise.reject(missing(file));
  const promises = { readFile: reject, stat: reject };
  return { ...promises, promises, readFileSync: refuse, existsSync: () => false, statSync: refuse, constants: {} };
}
