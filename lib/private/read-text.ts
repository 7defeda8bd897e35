import { readFileSync } from 'node:fs';

/** The text of a file, or an error that says which one it was. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (failure) {
    throw new Error(`${path} cannot be read: ${(failure as NodeJS.ErrnoException).code ?? String(failure)}`, { cause: failure });
  }
}
