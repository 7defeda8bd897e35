import type { Finding, FindingSeverity } from '../../plan/findings/finding';
import type { Rule } from '../../plan/findings/rule';
import { RULES } from '../../plan/findings/rules';
import type { Report } from './report';

const LEVEL: Readonly<Record<FindingSeverity, string>> = { error: 'error', warning: 'warning', note: 'note' };

/** For code scanning: SARIF 2.1.0 [OASIS, Static Analysis Results Interchange Format]. */
export function renderSarif(report: Report): string {
  const told = [...report.findings.map((finding) => ({ finding, ignored: false })), ...report.ignored.map((finding) => ({ finding, ignored: true }))];
  const codes = new Set([...told.map(({ finding }) => finding.code), ...report.unjudged.map(({ code }) => code)]);
  const rules = RULES.filter(({ code }) => codes.has(code)).sort((a, b) => (a.code < b.code ? -1 : 1));
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: report.by.name, semanticVersion: report.by.version, rules: rules.map(describeRule) } },
      invocations: [{
        executionSuccessful: true,
        toolExecutionNotifications: report.unjudged.map(({ code, missing }) => ({
          level: 'note',
          associatedRule: { id: code },
          message: { text: `Could not be judged: the profile has no ${missing.join(', ')}.` },
        })),
      }],
      results: told.map(({ finding, ignored }) => resultOf(finding, ignored, rules, report)),
      columnKind: 'utf16CodeUnits',
    }],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function describeRule({ code, severity, title, effect, mend, source, assessment }: Rule): object {
  return {
    id: code,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: effect },
    help: { text: `${mend} Source: ${source}.` },
    defaultConfiguration: { level: LEVEL[severity] },
    ...assessment !== undefined && { properties: { assessment } },
  };
}

function resultOf(finding: Finding, ignored: boolean, rules: readonly Rule[], { file }: Report): object {
  const { code, severity, title, evidence, effect, mend, statements, prop } = finding;
  return {
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: LEVEL[severity],
    message: { text: `${title}: ${evidence.join('; ')}. ${effect} ${mend}` },
    locations: [{
      physicalLocation: { artifactLocation: { uri: uriOf(file) } },
      logicalLocations: evidence.map((each) => ({ fullyQualifiedName: each })),
    }],
    partialFingerprints: { 'code/v1': code },
    properties: { statements, ...prop !== undefined && { prop } },
    ...ignored && { suppressions: [{ kind: 'external', justification: '--ignore' }] },
  };
}

/** A path as a URI reference, relative ones as they are. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
