/** Resources of a template. */
export type Resources = Readonly<Record<string, { readonly Properties?: unknown; readonly DependsOn?: unknown }>>;

/** What each resource needs: by Ref, Fn::GetAtt, Fn::Sub and DependsOn. */
export function needsOf(resources: Resources): Map<string, Set<string>> {
  return new Map(Object.entries(resources).map(([id, { Properties, DependsOn }]) => {
    const found = new Set<string>([DependsOn ?? []].flat() as string[]);
    collect(Properties, found);
    return [id, new Set([...found].filter((each) => each in resources))];
  }));
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) value.forEach((each) => collect(each, found));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === 'Ref') found.add(member as string);
    else if (key === 'Fn::GetAtt') found.add((member as string[])[0]);
    else collect(member, found);
  }
}

/** Everything that a resource needs, directly or not; throws at a circle, which CloudFormation would refuse. */
export function allNeedsOf(resources: Resources, id: string): Set<string> {
  const needs = needsOf(resources);
  const all = new Set<string>();
  const walk = (each: string, trail: readonly string[]): void => {
    if (trail.includes(each)) throw new Error(`circle: ${[...trail, each].join(' -> ')}`);
    if (all.has(each)) return;
    for (const next of needs.get(each) ?? []) {
      walk(next, [...trail, each]);
      all.add(next);
    }
  };
  walk(id, []);
  return all;
}
