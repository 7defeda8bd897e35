import type { Finding } from '../../plan/findings/finding';
import { isFailure, type Report } from './report';
import { visible } from './visible';

/** For build servers: each rule that applies is a test case. */
export function renderJunit(report: Report): string {
  const { findings, ignored, unjudged, passed, failOn } = report;
  const failures = findings.filter((finding) => isFailure(finding, failOn));
  const counts = `tests="${findings.length + ignored.length + unjudged.length + passed.length}" failures="${failures.length}" `
    + `errors="0" skipped="${ignored.length + unjudged.length}"`;
  const cases = [
    ...findings.map((finding) => caseOf(finding.code, isFailure(finding, failOn) ? failureOf(finding) : outputOf(finding))),
    ...ignored.map(({ code, title }) => caseOf(code, `<skipped message="${escape(`ignored: ${title}`)}"/>`)),
    ...unjudged.map(({ code, missing }) => caseOf(code, `<skipped message="${escape(`could not be judged: the profile has no ${missing.join(', ')}`)}"/>`)),
    ...passed.map((code) => caseOf(code)),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escape(report.by.name)} findings" ${counts}>`,
    `  <testsuite name="${escape(report.file)}" ${counts}>`,
    ...cases.map((each) => `    ${each}`),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseOf(code: string, content?: string): string {
  const start = `<testcase classname="findings" name="${escape(code)}"`;
  return content === undefined ? `${start}/>` : `${start}>${content}</testcase>`;
}

function failureOf(finding: Finding): string {
  return `<failure type="${finding.severity}" message="${escape(finding.title)}">${escape(textOf(finding))}</failure>`;
}

function outputOf(finding: Finding): string {
  return `<system-out>${escape(`${finding.severity}: ${finding.title}\n${textOf(finding)}`)}</system-out>`;
}

function textOf({ evidence, effect, mend, statements, prop, source }: Finding): string {
  return [...evidence.map(visible), effect, mend, ...statements.map(visible), ...prop === undefined ? [] : [prop], `Source: ${source}`].join('\n');
}

/** Also for attributes. What XML 1.0 has no way to write is replaced. */
function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    .replace(/[\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
    .replace(/\p{Cc}/gu, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'));
}
