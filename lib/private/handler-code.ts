import * as path from 'node:path';

/**
 * The directory of a bundled handler: the one place that knows where bundles lie.
 *
 * `lib` and `dist` are equally deep, so this is right in the tests and in the published package.
 */
export function handlerCode(name: string): string {
  return path.join(__dirname, '..', '..', 'assets', name);
}
