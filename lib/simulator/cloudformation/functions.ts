import { StackFault } from './faults';

/** As CloudFormation writes a value that stands within a text. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new StackFault(`Template error: every value within a text must be a string, got ${JSON.stringify(value)}`);
}

/** Blocks of 2^bits addresses that lie one after another in a block of IPv4 [CloudFormation User Guide, Fn::Cidr]. */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const [address, length] = block.split('/');
  const start = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** bits;
  if (!(count >= 1 && count <= 256) || count * size > 2 ** (32 - Number(length))) {
    throw new StackFault(`Template error: Fn::Cidr cannot make ${count} blocks of ${size} addresses in ${block}`);
  }
  return Array.from({ length: count }, (_, index) => `${dotted(start + index * size)}/${32 - bits}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Zones a, b and c, in which the simulated DMS takes subnets to lie. */
export function zonesOf(region: string): string[] {
  return ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
}
