import { counted } from '../../plan/counted';
import type { Finding, FindingSeverity } from '../../plan/findings/finding';
import { Look, Style } from '../style';
import { countsText, databaseText, migrationText, type Report } from './report';
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

const COLOUR: Readonly<Record<FindingSeverity, Look>> = { error: Look.RED, warning: Look.YELLOW, note: Look.CYAN };

/** For people at a terminal. */
export function renderText(report: Report, layout: TextLayout): string {
  const style = new Style(layout.colours);
  const blocks = report.findings.map((finding) => blockOf(finding, layout, style));
  return [
    style.bold(visible(databaseText(report.database))),
    `${migrationText(report.context)}; audited ${visible(report.auditedAt)}`,
    '',
    ...blocks.flatMap((block) => [...block, '']),
    ...unjudgedBlock(report, layout, style),
    summaryLine(report),
    '',
  ].join('\n');
}

/** The whole of it on one line. */
export function summaryLine({ findings, ignored, unjudged, passed }: Report): string {
  const extras = [
    ...ignored.length > 0 ? [`${ignored.length} ignored (${ignored.map(({ code }) => code).join(', ')})`] : [],
    ...unjudged.length > 0 ? [`${counted(unjudged.length, 'rule')} could not be judged`] : [],
    `${counted(passed.length, 'rule')} passed`,
  ];
  return `${countsText(findings)}; ${extras.join('; ')}.`;
}

function blockOf(finding: Finding, layout: TextLayout, style: Style): string[] {
  const { code, severity, title, evidence, effect, mend, statements, prop, source, assessment } = finding;
  const field = (label: string, text: string): string[] => fieldOf(label, text, layout, style);
  return [
    `${style.paint(severity.toUpperCase().padEnd(LABEL - 2), Look.BOLD, COLOUR[severity])}  ${style.bold(title)}  ${style.dim(`[${code}]`)}`,
    ...listOf('found', evidence.map(visible), layout.all ? Infinity : MOST_EVIDENCE, style),
    ...field('then', effect),
    ...field('mend', mend),
    ...listOf('run', statements.map(visible), layout.all ? Infinity : MOST_STATEMENTS, style),
    ...prop === undefined ? [] : listOf('in CDK', [prop], 1, style),
    ...field('source', assessment === undefined ? source : `${source}; premigration assessment ${assessment}`),
  ];
}

function fieldOf(label: string, text: string, { columns }: TextLayout, style: Style): string[] {
  return wrap(text, columns === undefined ? Infinity : Math.max(40, columns - LABEL)).map((line, index) => labelled(index === 0 ? label : '', line, style));
}

/** What is to be copied is never broken. */
function listOf(label: string, items: readonly string[], most: number, style: Style): string[] {
  const shown = items.length <= most ? items : items.slice(0, most);
  const lines = shown.map((item, index) => labelled(index === 0 ? label : '', item, style));
  return shown.length === items.length ? lines : [...lines, labelled('', `... and ${items.length - shown.length} more (--all shows them)`, style)];
}

function labelled(label: string, text: string, style: Style): string {
  return label === '' ? `${' '.repeat(LABEL)}${text}` : `  ${style.dim(label)}${' '.repeat(LABEL - 2 - label.length)}${text}`;
}

function unjudgedBlock({ unjudged }: Report, { all }: TextLayout, style: Style): string[] {
  if (unjudged.length === 0) return [];
  const lines = unjudged.map(({ code, missing }) => `${code} (no ${missing.map(visible).join(', ')})`);
  return [
    `${style.paint('NOTE'.padEnd(LABEL - 2), Look.BOLD, Look.CYAN)}  ${style.paint(`${counted(unjudged.length, 'rule')} could not be judged: the profile lacks what they read`, Look.BOLD)}`,
    ...listOf('rules', lines, all ? Infinity : MOST_EVIDENCE, style),
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
