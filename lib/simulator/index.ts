export { BEHAVIOUR_VALUES, DEFAULT_BEHAVIOUR, type Behaviour, type BehaviourOptions, type Durations, type Seconds } from './behaviour';
export { Dms, type DmsOptions } from './dms';
export type { DmsEvent } from './events';
export { DmsFault } from './fault';
export { FaultPlan, type PlannedFault } from './fault-plan';
export type { CallRecord, TimelineEntry } from './timeline';
export type { TableWorkload, TaskWorkload } from './workload';
