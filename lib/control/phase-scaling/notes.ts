import type { Memory } from './memory';

/** A memory in which tasks stand still from now on because of the controller. */
export function noteStops(memory: Memory, tasks: readonly string[], now: number): Memory {
  return { ...memory, stops: { ...memory.stops, ...Object.fromEntries(tasks.map((task) => [task, { at: now }])) } };
}

/** A memory in which the connections of endpoints are tested now. */
export function noteTests(memory: Memory, endpoints: readonly string[], now: number): Memory {
  return { ...memory, tests: { ...memory.tests, ...Object.fromEntries(endpoints.map((endpoint) => [endpoint, now])) } };
}
