import { maskSecrets } from './mask-secrets';

/** Longer messages have not been seen; what is beyond is not read. */
const MAX_READ = 10000;

/** One line without control characters. */
export function oneLine(text: string): string {
  return text.slice(0, MAX_READ).replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** What may be shown of a text that others wrote: one line, no secrets, not longer than so many bytes. */
export function shown(text: string, maxBytes: number): string {
  return cut(maskSecrets(oneLine(text)), maxBytes);
}

/** Characters take up to 4 bytes in UTF-8, and CloudFormation counts bytes. A text that is cut ends with an ellipsis of 3. */
export function cut(text: string, maxBytes: number): string {
  if (bytesOf(text) <= maxBytes) return text;
  let kept = '';
  let bytes = 3;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return `${kept.trimEnd()}...`;
}

export function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
