import type { Rule } from '../../lib/plan/findings/rule';
import { RULES } from '../../lib/plan/findings/rules';
import { AUDITED_ENGINES, type AuditedEngine } from '../../lib/profile/profile';

const NAMES: Readonly<Record<AuditedEngine, string>> = {
  postgresql: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB', sqlserver: 'SQL Server', oracle: 'Oracle', mongodb: 'MongoDB',
};

/** What is below it in the page is generated. */
const MARK = '<!-- From here on: npx tsx bench/findings/write-page.ts -->';

interface Group {
  readonly title: string;
  readonly holds: (rule: Rule) => boolean;
}

const isOnly = (...engines: readonly AuditedEngine[]) => (rule: Rule): boolean => rule.engines.every((engine) => engines.includes(engine));

const GROUPS: readonly Group[] = [
  { title: NAMES.postgresql, holds: isOnly('postgresql') },
  { title: 'MySQL and MariaDB', holds: isOnly('mysql', 'mariadb') },
  { title: NAMES.sqlserver, holds: isOnly('sqlserver') },
  { title: NAMES.oracle, holds: isOnly('oracle') },
  { title: NAMES.mongodb, holds: isOnly('mongodb') },
];

/** The tables of docs/findings.md: all rules, by engine. */
function ruleTables(): string {
  const several = RULES.filter((rule) => !GROUPS.some(({ holds }) => holds(rule)));
  return [
    ...tableOf('Several engines', several, true),
    ...GROUPS.flatMap(({ title, holds }) => tableOf(title, RULES.filter(holds), title.includes(' and '))),
  ].join('\n');
}

function ruleCounts(): string {
  const counts = AUDITED_ENGINES.map((engine) => `${RULES.filter(({ engines }) => engines.includes(engine)).length} for ${NAMES[engine]}`);
  return `${RULES.length} rules: ${counts.join(', ')}.`;
}

function tableOf(title: string, rules: readonly Rule[], showEngines: boolean): string[] {
  return [
    `## ${title}`,
    '',
    '| code | severity | what, and what DMS does | mend | premigration assessment, source |',
    '|---|---|---|---|---|',
    ...[...rules].sort((a, b) => (a.code < b.code ? -1 : 1)).map((rule) => rowOf(rule, showEngines)),
    '',
  ];
}

function rowOf({ code, engines, severity, phase, title, effect, mend, prop, assessment, source }: Rule, showEngines: boolean): string {
  const limits = [
    ...showEngines && engines.length < AUDITED_ENGINES.length ? [enginesText(engines)] : [],
    ...phase === undefined ? [] : [phase === 'cdc' ? 'CDC' : 'full load'],
  ];
  return `| \`${code}\` | ${severity} | **${text(title)}.** ${text(effect)}${limits.length === 0 ? '' : ` *(${limits.join('; ')})*`} `
    + `| ${text(mend)}${prop === undefined ? '' : ` \`${prop.replaceAll('|', '\\|')}\``} | ${assessment === undefined ? '' : `\`${assessment}\`; `}${text(source)} |`;
}

function enginesText(engines: readonly AuditedEngine[]): string {
  const others = AUDITED_ENGINES.filter((engine) => !engines.includes(engine));
  return others.length < engines.length ? `not ${others.map((engine) => NAMES[engine]).join(', ')}` : engines.map((engine) => NAMES[engine]).join(', ');
}

/** Markdown's own characters, as they are. */
function text(words: string): string {
  return words.replace(/[\\`*_[\]<>|]/g, '\\$&');
}

/** The page with its tables and counts written anew; what stands before them is written by hand. */
export function page(before: string): string {
  const lines = before.slice(0, before.indexOf(MARK)).trimEnd();
  return `${lines}\n\n${MARK}\n\n${ruleCounts()}\n\n${ruleTables()}`;
}
