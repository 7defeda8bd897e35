/** How a text looks: the numbers of ANSI terminals (Select Graphic Rendition). */
export enum Look {
  BOLD = 1,
  DIM = 2,
  RED = 31,
  GREEN = 32,
  YELLOW = 33,
  CYAN = 36,
}

/** The one place that knows how terminals are told about colours and lines. */
export class Style {
  constructor(private readonly hasColours: boolean) {}

  public bold(text: string): string {
    return this.paint(text, Look.BOLD);
  }

  public dim(text: string): string {
    return this.paint(text, Look.DIM);
  }

  public good(text: string): string {
    return this.paint(text, Look.GREEN);
  }

  public bad(text: string): string {
    return this.paint(text, Look.RED);
  }

  public paint(text: string, ...looks: readonly Look[]): string {
    return this.hasColours ? `\u001b[${looks.join(';')}m${text}\u001b[0m` : text;
  }
}

/** Takes back lines that were written last. */
export function eraseLines(count: number): string {
  return count === 0 ? '' : `\u001b[${count}A\u001b[0J`;
}
