import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** A sample of what AWS answers, with the dates that the SDK makes of seconds or text. */
export function sample<T>(name: string): T {
  const text = readFileSync(path.join(__dirname, '../../handlers/phase-scaling/samples', `${name}.json`), 'utf8');
  return JSON.parse(text, (key, value: unknown) => {
    if (!/(Date|Time)$/.test(key)) return value;
    return new Date(typeof value === 'number' ? value * 1000 : String(value));
  }) as T;
}
