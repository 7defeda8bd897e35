/**
 * Whether a pattern matches an event: all fields have to, by any of the values that the pattern has for them, and of `$or` any alternative
 * [EventBridge User Guide, Event patterns; aws/event-ruler, README]. Values are compared as they are; there are no filters.
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  return Object.entries(pattern as Record<string, unknown>).every(([field, wanted]) => {
    if (field === '$or') return (wanted as unknown[]).some((alternative) => matchesPattern(alternative, event));
    const value = memberOf(event, field);
    if (!Array.isArray(wanted)) return matchesPattern(wanted, value);
    return (Array.isArray(value) ? value as unknown[] : [value]).some((each) => wanted.includes(each));
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
