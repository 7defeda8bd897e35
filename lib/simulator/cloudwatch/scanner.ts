/** Reads a text from left to right, past its white space. What cannot be read is told with its place. */
export class Scanner {
  private at = 0;

  /** @param what what the text is, for errors */
  constructor(private readonly text: string, private readonly what: string) {
    this.skipSpace();
  }

  /** Whether everything was read. */
  public get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Takes the first of these symbols that comes next. Where one begins another, the longer one must be first. */
  public take<const T extends string>(...symbols: readonly T[]): T | undefined {
    const found = symbols.find((symbol) => this.text.startsWith(symbol, this.at));
    if (found !== undefined) this.advance(found.length);
    return found;
  }

  public expect(symbol: string): void {
    if (this.take(symbol) === undefined) this.fail(`expected '${symbol}'`);
  }

  /** The word that comes next, which is not taken. */
  public peekWord(): string | undefined {
    if (!isLetter(this.text[this.at])) return undefined;
    let end = this.at + 1;
    while (isLetter(this.text[end]) || isDigit(this.text[end])) end += 1;
    return this.text.slice(this.at, end);
  }

  /** Takes the word that comes next. */
  public word(): string | undefined {
    const word = this.peekWord();
    if (word !== undefined) this.advance(word.length);
    return word;
  }

  /** Takes this word, in upper or lower case, if it comes next. */
  public keyword(keyword: string): boolean {
    return this.peekWord()?.toUpperCase() === keyword && this.word() !== undefined;
  }

  /** Takes a number such as 5, .5 or 1.5e-3. */
  public number(): number | undefined {
    let end = this.pastDigits(this.at);
    if (this.text[end] === '.') end = this.pastDigits(end + 1);
    if (!isDigit(this.text[this.at]) && !(this.text[this.at] === '.' && end > this.at + 1)) return undefined;
    if (this.text[end]?.toLowerCase() === 'e') {
      const exponent = '+-'.includes(this.text[end + 1] ?? ' ') ? end + 2 : end + 1;
      if (isDigit(this.text[exponent])) end = this.pastDigits(exponent);
    }
    const number = Number(this.text.slice(this.at, end));
    this.advance(end - this.at);
    return number;
  }

  /** Takes a text in one of these quotation marks; a backslash makes the character after it an ordinary one. */
  public quoted(marks: string): string | undefined {
    const mark = this.text[this.at];
    if (mark === undefined || !marks.includes(mark)) return undefined;
    let content = '';
    for (let index = this.at + 1; index < this.text.length; index++) {
      if (this.text[index] === mark) {
        this.advance(index + 1 - this.at);
        return content;
      }
      if (this.text[index] === '\\' && index + 1 < this.text.length) index += 1;
      content += this.text[index];
    }
    return this.fail(`the ${mark} is never closed`);
  }

  /** Takes everything up to this character, without the space around it. */
  public until(end: string): string {
    const found = this.text.indexOf(end, this.at);
    if (found < 0) this.fail(`expected '${end}'`);
    const content = this.text.slice(this.at, found).trimEnd();
    this.advance(found - this.at);
    return content;
  }

  public fail(problem: string): never {
    throw new Error(`${this.what} '${this.text}': ${problem} at ${this.done ? 'its end' : `'${this.text.slice(this.at, this.at + 20)}'`}`);
  }

  private advance(length: number): void {
    this.at += length;
    this.skipSpace();
  }

  private skipSpace(): void {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at])) this.at += 1;
  }

  private pastDigits(from: number): number {
    let end = from;
    while (isDigit(this.text[end])) end += 1;
    return end;
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && ((character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character === '_');
}
