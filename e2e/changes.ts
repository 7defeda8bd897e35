/** A call that changes something in DMS, with names in place of ARNs, which differ from run to run. */
export interface Change {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** `ok`, or the code of the fault. */
  readonly outcome: string;
}

/** One line for each change: `StartReplicationTask archive resume-processing`. */
export function linesOf(changes: readonly Change[]): string[] {
  return changes.map(({ operation, input, outcome }) => {
    const type = input.StartReplicationTaskType;
    return [operation, shortName(subjectOf(input)), ...(type === undefined ? [] : [String(type)]), ...(outcome === 'ok' ? [] : [outcome])].join(' ');
  });
}

/** How often what was done: `StopReplicationTask 2, ModifyReplicationInstance 1`. */
export function countsOf(changes: readonly Change[]): string {
  const counts = new Map<string, number>();
  for (const { operation, outcome } of changes) {
    const name = outcome === 'ok' ? operation : `${operation} (${outcome})`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}

/** What a call is about: in that of a task, its instance and endpoints are beside the point. */
const SUBJECTS = [
  'ReplicationTaskArn', 'ReplicationTaskIdentifier', 'EndpointArn', 'EndpointIdentifier', 'ReplicationInstanceArn', 'ReplicationInstanceIdentifier',
  'ReplicationSubnetGroupIdentifier', 'CertificateArn', 'CertificateIdentifier',
];

function subjectOf(input: Change['input']): string {
  return String(input[SUBJECTS.find((member) => input[member] !== undefined) ?? ''] ?? '');
}

/** Names are generated from stack, path and a digest: `ordersmigration-archive-1a2b3c4d` is `archive`. */
function shortName(name: string): string {
  return name.replace(/^[a-z]+-/, '').replace(/-?[0-9a-f]{8}$/, '') || name;
}
