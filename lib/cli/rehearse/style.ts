/** The one place that knows how terminals are told about colours and lines. */
export class Style {
  constructor(private readonly hasColours: boolean) {}

  public bold(text: string): string {
    return this.with('1', text);
  }

  public dim(text: string): string {
    return this.with('2', text);
  }

  public good(text: string): string {
    return this.with('32', text);
  }

  public bad(text: string): string {
    return this.with('31', text);
  }

  private with(code: string, text: string): string {
    return this.hasColours ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

/** Takes back lines that were written last. */
export function eraseLines(count: number): string {
  return count === 0 ? '' : `\u001b[${count}A\u001b[0J`;
}
