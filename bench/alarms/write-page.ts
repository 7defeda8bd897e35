/** Writes the table of scenarios into docs/alarms.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { scenarioTable } from './page';
import { playAll, VARIANTS } from './summary';

const PAGE = 'docs/alarms.md';
const text = readFileSync(PAGE, 'utf8');
const from = text.indexOf('| what happens |');
writeFileSync(PAGE, `${text.slice(0, from)}${scenarioTable(playAll(VARIANTS.slice(0, 1)))}\n`);
