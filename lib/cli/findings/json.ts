import { countsOf, type Report } from './report';

/** For programs. */
export function renderJson({ file, by, database, auditedAt, context, findings, ignored, unjudged, passed }: Report): string {
  const summary = Object.fromEntries(countsOf(findings).map(({ severity, count }) => [`${severity}s`, count]));
  const document = {
    version: 1,
    by: `${by.name} ${by.version}`,
    profile: { file, auditedAt, engine: database.engine, version: database.version, name: database.name, hosting: database.hosting },
    migration: context,
    summary: { ...summary, ignored: ignored.length, unjudged: unjudged.length, passed: passed.length },
    findings,
    ignored,
    unjudged,
    passed,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
