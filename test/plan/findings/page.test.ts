import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { page } from '../../../bench/findings/page';

test('docs/findings.md has the rules as they are; npx tsx bench/findings/write-page.ts writes them', () => {
  const text = readFileSync(path.resolve(__dirname, '../../../docs/findings.md'), 'utf8');
  expect(text).toBe(page(text));
});
