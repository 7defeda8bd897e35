import { createHash } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Something that looks made up and is the same in every run. */
export function hexOf(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

export function uuidOf(seed: string): string {
  const hex = hexOf(seed, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** `Stack-Resource-1A2B3C4D5E6F`: how CloudFormation names what the template leaves without a name [CloudFormation User Guide, Name type]. */
export function generatedName(stackName: string, logicalId: string, count: number): string {
  const bytes = createHash('sha256').update(`${stackName}/${logicalId}/${count}`).digest().subarray(0, 12);
  return `${stackName}-${logicalId}-${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}
