// Controls of a terminal (C0, DEL, C1), marks that turn or hide text (bidirectional controls, zero-width and line separators), and lone surrogates.
// Names in a database may have them all, and a report goes to terminals, build logs and web pages.
const INVISIBLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

/** The text with everything that does not show written out: `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
