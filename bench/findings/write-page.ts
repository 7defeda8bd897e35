/** Writes the tables of rules into docs/findings.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { page } from './page';

const PAGE = 'docs/findings.md';
writeFileSync(PAGE, page(readFileSync(PAGE, 'utf8')));
