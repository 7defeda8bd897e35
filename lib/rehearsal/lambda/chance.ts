import { createHash } from 'node:crypto';

/** Chance that is the same in every run. */
export class Chance {
  private count = 0;

  constructor(private readonly seed: string) {}

  /** From 0 to 1, as `Math.random`. */
  public next(): number {
    return this.bytes(6).readUIntBE(0, 6) / 2 ** 48;
  }

  public uuid(): string {
    const bytes = this.bytes(16);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  public fill<T extends ArrayBufferView>(view: T): T {
    const target = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let at = 0; at < target.length; at += 32) target.set(this.bytes(Math.min(32, target.length - at)), at);
    return view;
  }

  /** What code finds as `crypto`. */
  public get webCrypto(): object {
    return Object.create(globalThis.crypto, {
      randomUUID: { value: () => this.uuid() },
      getRandomValues: { value: (view: ArrayBufferView) => this.fill(view) },
    }) as object;
  }

  /** At most 32. */
  private bytes(length: number): Buffer {
    return createHash('sha256').update(`${this.seed}/${this.count++}`).digest().subarray(0, length);
  }
}
