import type { Finding } from '../../plan/findings/finding';
import { databaseText, migrationText, type Report } from './report';
import { summaryLine } from './text';
import { visible } from './visible';

const MOST_EVIDENCE = 20;
const MOST_STATEMENTS = 20;

export interface MarkdownLayout {
  readonly all: boolean;
}

/** For pull requests and wikis. */
export function renderMarkdown(report: Report, { all }: MarkdownLayout): string {
  const { findings, unjudged, database, context, auditedAt } = report;
  return [
    `# Findings in ${plain(databaseText(database))}`,
    '',
    `${plain(migrationText(context))}; audited ${plain(auditedAt)}. ${plain(summaryLine(report))}`,
    '',
    ...findings.length === 0 ? [] : [
      '| severity | code | what | found |',
      '|---|---|---|---|',
      ...findings.map(({ severity, code, title, evidence }) => `| ${severity} | \`${code}\` | ${plain(title)} | ${evidence.length} |`),
      '',
    ],
    ...findings.flatMap((finding) => section(finding, all)),
    ...unjudged.length === 0 ? [] : [
      '## Could not be judged',
      '',
      ...unjudged.map(({ code, missing }) => `- \`${code}\`: the profile has no ${plain(missing.join(', '))}`),
      '',
    ],
  ].join('\n');
}

function section({ code, severity, title, evidence, effect, mend, statements, prop, source, assessment }: Finding, all: boolean): string[] {
  return [
    `## ${plain(title)}`,
    '',
    `${severity}, \`${code}\`${assessment === undefined ? '' : `, premigration assessment \`${assessment}\``}`,
    '',
    plain(effect),
    '',
    ...some(evidence, all ? Infinity : MOST_EVIDENCE).map((each) => `- ${span(each)}`),
    '',
    `**Mend:** ${plain(mend)}`,
    '',
    ...statements.length === 0 ? [] : [...fenced('sql', some(statements, all ? Infinity : MOST_STATEMENTS)), ''],
    ...prop === undefined ? [] : [...fenced('ts', [prop]), ''],
    `Source: ${plain(source)}`,
    '',
  ];
}

function some(items: readonly string[], most: number): string[] {
  return items.length <= most ? [...items] : [...items.slice(0, most), `... and ${items.length - most} more`];
}

function plain(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

/** A code span; one with backticks in it needs more of them around it. */
function span(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  return fence.length > 1 ? `${fence} ${shown} ${fence}` : `\`${shown}\``;
}

function fenced(language: string, lines: readonly string[]): string[] {
  const shown = lines.map(visible);
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return [`${fence}${language}`, ...shown, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
