import { nextRandom } from '../../lib/simulator/random';

/** Chance from a seed: the same seed, the same numbers, on every machine. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    // Neighbouring seeds give neighbouring states; a few steps take them apart.
    this.state = Math.imul(seed, 0x9e3779b1) | 0;
    for (let step = 0; step < 3; step++) this.uniform(0, 1);
  }

  /** Every number of the range is as likely as any other. */
  public uniform(min: number, max: number): number {
    const { value, state } = nextRandom(this.state);
    this.state = state;
    return min + value * (max - min);
  }

  /** Every order of magnitude is as likely as any other. */
  public logUniform(min: number, max: number): number {
    return min * Math.exp(this.uniform(0, Math.log(max / min)));
  }

  /** A whole number, both ends included. */
  public integer(min: number, max: number): number {
    return Math.floor(this.uniform(min, max + 1));
  }

  public happens(probability: number): boolean {
    return this.uniform(0, 1) < probability;
  }

  public pick<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)];
  }
}
