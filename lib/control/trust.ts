/** Where a role is to be assumed from. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Whether a service may assume a role, and if not, what stands against it. */
export type TrustVerdict = 'trusted' | 'notTrusted' | 'otherAccount' | 'otherRegion';

/**
 * Whether a trust policy lets a service assume the role from a place.
 *
 * Refuses only what is sure: a statement with an unknown operator, key or shape counts as trust, for DMS will tell.
 *
 * @param document the trust policy as IAM has it; it may be anybody's.
 * @param service the first label of the service's principal: `dms`.
 */
export function judgeTrust(document: unknown, service: string, place: Place): TrustVerdict {
  const statements = asList(asRecord(document)?.Statement).map(asRecord);
  // A document of an unknown shape is not ours to judge.
  if (statements.length === 0 || statements.includes(undefined)) return 'trusted';
  const verdicts = statements
    .filter((statement) => statement?.Effect === 'Allow' && names(statement, service, place) && assumes(statement))
    .map((statement) => judgeCondition(statement?.Condition, service, place));
  return verdicts.includes('trusted') ? 'trusted' : (verdicts[0] ?? 'notTrusted');
}

function names(statement: Record<string, unknown>, service: string, { region }: Place): boolean {
  if ('NotPrincipal' in statement || statement.Principal === '*') return true;
  const principals = [`${service}.amazonaws.com`, `${service}.amazonaws.com.cn`, `${service}.${region}.amazonaws.com`];
  return asList(asRecord(statement.Principal)?.Service).some((each) => each === '*' || principals.includes(String(each)));
}

function assumes(statement: Record<string, unknown>): boolean {
  return 'NotAction' in statement || asList(statement.Action).some((action) => mayMatch(String(action).toLowerCase(), 'sts:assumerole'));
}

function judgeCondition(condition: unknown, service: string, { partition, region, account }: Place): TrustVerdict {
  for (const [operator, keys] of Object.entries(asRecord(condition) ?? {})) {
    if (!/^(String(Equals|Like)|Arn(Equals|Like))(IfExists)?$/.test(operator)) continue;
    for (const [key, value] of Object.entries(asRecord(keys) ?? {})) {
      const patterns = asList(value).map(String);
      if (key.toLowerCase() === 'aws:sourceaccount' && !patterns.some((each) => mayMatch(each, account))) return 'otherAccount';
      if (key.toLowerCase() === 'aws:sourcearn' && service === 'dms') {
        if (!patterns.some((each) => mayMatchArn(each, ['arn', partition, 'dms', region]))) return 'otherRegion';
        if (!patterns.some((each) => mayMatchArn(each, ['arn', partition, 'dms', region, account]))) return 'otherAccount';
      }
    }
  }
  return 'trusted';
}

/** Whether a pattern may match an ARN that begins with these parts; the parts are matched one by one, as IAM does. */
function mayMatchArn(pattern: string, start: readonly string[]): boolean {
  const parts = pattern.split(':');
  return start.every((part, i) => parts[i] === undefined || mayMatch(parts[i], part));
}

/** Whether a pattern matches a text, `?` standing for one character; one with a `*` matches whatever its beginning allows. */
function mayMatch(pattern: string, text: string): boolean {
  for (let i = 0; i < Math.max(pattern.length, text.length); i++) {
    if (pattern[i] === '*') return true;
    if (pattern[i] === undefined || text[i] === undefined || (pattern[i] !== '?' && pattern[i] !== text[i])) return false;
  }
  return true;
}

/** IAM writes one value bare and several as a list. */
function asList(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
}
