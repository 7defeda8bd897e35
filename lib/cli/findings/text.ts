import type { Finding, FindingSeverity } from '../../plan/findings/finding';
import { countsText, databaseText, migrationText, plural, type Report } from './report';
import { visible } from './visible';

export interface TextLayout {
  readonly colours: boolean;
  /** Of the terminal; undefined: lines are not broken. */
  readonly columns?: number;
  /** Print all of the evidence and all statements. */
  readonly all: boolean;
}

const MOST_EVIDENCE = 10;
const MOST_STATEMENTS = 5;
const LABEL = 9;

const RED = 31;
const YELLOW = 33;
const CYAN = 36;
const BOLD = 1;
const DIM = 2;
const COLOUR: Readonly<Record<FindingSeverity, number>> = { error: RED, warning: YELLOW, note: CYAN };

/** For people at a terminal. */
export function renderText(report: Report, layout: TextLayout): string {
  const paint = (text: string, ...codes: readonly number[]): string => (layout.colours ? `\u001b[${codes.join(';')}m${text}\u001b[0m` : text);
  const blocks = report.findings.map((finding) => blockOf(finding, layout, paint));
  return [
    `${paint(visible(databaseText(report.database)), BOLD)}`,
    `${migrationText(report.context)}; audited ${visible(report.auditedAt)}`,
    '',
    ...blocks.flatMap((block) => [...block, '']),
    ...unjudgedBlock(report, layout, paint),
    summaryLine(report),
    '',
  ].join('\n');
}

/** The whole of it on one line. */
export function summaryLine({ findings, ignored, unjudged, passed }: Report): string {
  const extras = [
    ...ignored.length > 0 ? [`${ignored.length} ignored (${ignored.map(({ code }) => code).join(', ')})`] : [],
    ...unjudged.length > 0 ? [`${plural(unjudged.length, 'rule')} could not be judged`] : [],
    `${plural(passed.length, 'rule')} passed`,
  ];
  return `${countsText(findings)}; ${extras.join('; ')}.`;
}

type Paint = (text: string, ...codes: readonly number[]) => string;

function blockOf(finding: Finding, layout: TextLayout, paint: Paint): string[] {
  const { code, severity, title, evidence, effect, mend, statements, prop, source, assessment } = finding;
  const field = (label: string, text: string): string[] => fieldOf(label, text, layout, paint);
  return [
    `${paint(severity.toUpperCase().padEnd(LABEL - 2), BOLD, COLOUR[severity])}  ${paint(title, BOLD)}  ${paint(`[${code}]`, DIM)}`,
    ...listOf('found', evidence.map(visible), layout.all ? Infinity : MOST_EVIDENCE, paint),
    ...field('then', effect),
    ...field('mend', mend),
    ...listOf('run', statements.map(visible), layout.all ? Infinity : MOST_STATEMENTS, paint),
    ...prop === undefined ? [] : listOf('in CDK', [prop], 1, paint),
    ...field('source', assessment === undefined ? source : `${source}; premigration assessment ${assessment}`),
  ];
}

function fieldOf(label: string, text: string, { columns }: TextLayout, paint: Paint): string[] {
  return wrap(text, columns === undefined ? Infinity : Math.max(40, columns - LABEL)).map((line, index) => labelled(index === 0 ? label : '', line, paint));
}

/** What is to be copied is never broken. */
function listOf(label: string, items: readonly string[], most: number, paint: Paint): string[] {
  const shown = items.length <= most ? items : items.slice(0, most);
  const lines = shown.map((item, index) => labelled(index === 0 ? label : '', item, paint));
  return shown.length === items.length ? lines : [...lines, labelled('', `... and ${items.length - shown.length} more (--all shows them)`, paint)];
}

function labelled(label: string, text: string, paint: Paint): string {
  return label === '' ? `${' '.repeat(LABEL)}${text}` : `  ${paint(label, DIM)}${' '.repeat(LABEL - 2 - label.length)}${text}`;
}

function unjudgedBlock({ unjudged }: Report, { all }: TextLayout, paint: Paint): string[] {
  if (unjudged.length === 0) return [];
  const lines = unjudged.map(({ code, missing }) => `${code} (no ${missing.map(visible).join(', ')})`);
  return [
    `${paint('NOTE'.padEnd(LABEL - 2), BOLD, CYAN)}  ${paint(`${plural(unjudged.length, 'rule')} could not be judged: the profile lacks what they read`, BOLD)}`,
    ...listOf('rules', lines, all ? Infinity : MOST_EVIDENCE, paint),
    '',
  ];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
