import { BEHAVIOUR_VALUES, DEFAULT_BEHAVIOUR, type BehaviourOptions } from './behaviour';
import type { PlannedFault } from './fault-plan';
import { fields, listOf, needed, number, oneOf, optional, secondsRange, text, type Reader } from './reading';
import type { TaskWorkload } from './workload';

// Parts of JSON documents that both scenario files and the calls to the simulator itself have.

const tableReader = fields({
  schema: needed(text),
  name: needed(text),
  seconds: needed(number()),
  rows: optional(number({ integer: true })),
  errors: optional(number({ integer: true })),
  insertsPerSecond: optional(number()),
});

export const workloadReader: Reader<TaskWorkload> = fields({
  tables: optional(listOf(tableReader)),
  measuredOn: optional(text),
  cachedChangesSeconds: optional(number()),
  cdcVcpu: optional(number()),
  catchUpFactor: optional(number({ min: 1 })),
  backlogSeconds: optional(number()),
  loadMemoryGiB: optional(number()),
  cdcMemoryGiB: optional(number()),
});

export const faultReader: Reader<PlannedFault> = fields({
  operation: needed(text),
  times: optional(number({ min: 1, integer: true })),
  after: optional(number({ integer: true })),
  fault: optional(fields({ code: needed(text), message: optional(text), statusCode: optional(number({ min: 400, integer: true })) })),
  when: optional(oneOf(['before', 'after'])),
});

const durationsReader = fields(Object.fromEntries(Object.keys(DEFAULT_BEHAVIOUR.durations).map((name) => [name, optional(secondsRange)])));

/** Each switch takes its values; what it means is told where the switches are declared. */
export const behaviourReader = fields({
  ...Object.fromEntries(Object.entries(BEHAVIOUR_VALUES).map(([name, values]) => [name, optional(oneOf<string | boolean>(values))])),
  durations: optional(durationsReader),
  throttling: optional(fields({ perSecond: needed(number()), burst: needed(number({ min: 1, integer: true })) })),
}) as Reader<BehaviourOptions>;
