import { classFacts, classFamily, INSTANCE_CLASSES, type ClassFacts } from './instance-classes';

// Figures of AWS's own
/** ARNs of tasks in the pattern of one rule: a pattern has at most 2,048 characters, an ARN up to 95 [EventBridge quotas]. */
export const TASKS_PER_RULE = 20;
/** ARNs of alarms in the pattern of one rule: the name of an alarm may have 255 characters [CloudWatch API reference, PutMetricAlarm]. */
export const ALARMS_PER_RULE = 5;
/** ARNs in one managed policy, which has at most 6,144 characters [IAM quotas]. */
export const ARNS_PER_POLICY = 60;
/** Managed policies of one role, unless AWS has raised the quota [IAM quotas]. */
export const POLICIES_PER_ROLE = 10;

// Choices of this library
/** Share of the memory of the class for CDC that has to be left. */
const MIN_AVAILABLE_SHARE = 0.1;
/** What has to be left of a class whose memory is not known here. */
const MIN_AVAILABLE_BYTES_UNKNOWN = 2 ** 30;

/** The classes of the two phases. */
export interface PhaseClasses {
  readonly fullLoadClass: string;
  readonly cdcClass: string;
}

/**
 * What the class for CDC saves of the instance's price, from 0 to 1; undefined if it cannot be said.
 *
 * Within a family price goes with size; across families it has to be looked up.
 */
export function savedShare({ fullLoadClass, cdcClass }: PhaseClasses): number | undefined {
  const [large, small] = [classFacts(fullLoadClass), classFacts(cdcClass)];
  if (large === undefined || small === undefined || large.family !== small.family || large.burstable) return undefined;
  return small.vcpu <= large.vcpu ? Math.round((1 - small.vcpu / large.vcpu) * 1000) / 1000 : undefined;
}

/** Classes from the one for CDC up to the largest that may be gone back to, in order of size. */
export function reboundLadder({ fullLoadClass, cdcClass }: PhaseClasses, maxSteps: number): string[] {
  const [large, small] = [classFacts(fullLoadClass), classFacts(cdcClass)];
  if (fullLoadClass === cdcClass || isLarger(cdcClass, fullLoadClass)) return [cdcClass];
  if (large === undefined || small === undefined || large.family !== small.family) return [cdcClass, fullLoadClass];
  return INSTANCE_CLASSES
    .filter(({ family, name }) => family === small.family && !isSmaller(name, small) && !isLarger(name, large.name))
    .sort((a, b) => a.vcpu - b.vcpu || a.memoryGiB - b.memoryGiB)
    .slice(0, maxSteps + 1)
    .map(({ name }) => name);
}

/** Whether a class has more of something than another, and less of nothing. */
export function isLarger(one: string, other: string): boolean {
  const [a, b] = [classFacts(one), classFacts(other)];
  return a !== undefined && b !== undefined && isSmaller(other, a);
}

function isSmaller(name: string, than: ClassFacts): boolean {
  const facts = classFacts(name);
  return facts !== undefined && facts.vcpu <= than.vcpu && facts.memoryGiB <= than.memoryGiB
    && (facts.vcpu < than.vcpu || facts.memoryGiB < than.memoryGiB);
}

/** Memory that the class for CDC has to have left, in bytes. */
export function minAvailableBytes({ cdcClass }: PhaseClasses): number {
  const memoryGiB = classFacts(cdcClass)?.memoryGiB;
  return memoryGiB === undefined ? MIN_AVAILABLE_BYTES_UNKNOWN : Math.round(memoryGiB * MIN_AVAILABLE_SHARE * 2 ** 30);
}

/** What is decided about the phases, as far as the reasons tell it. */
export interface PhasePlan extends PhaseClasses {
  readonly fullLoadGiven: boolean;
  readonly cdcGiven: boolean;
  readonly strategy: string;
  readonly hasHook: boolean;
  /** Absent: never. */
  readonly ladder?: readonly string[];
}

/** What is decided and why, a line each. */
export function explainPhases(plan: PhasePlan): string[] {
  const { fullLoadClass, cdcClass, fullLoadGiven, cdcGiven, strategy, hasHook, ladder } = plan;
  return [
    `full load: ${fullLoadClass}, ${fullLoadGiven ? 'as given' : 'by the sizing of the instance'}`,
    `CDC: ${cdcClass}, ${cdcGiven ? 'as given' : 'by the sizing of the instance'}${explainSaving(plan)}`,
    `${explainStrategy(strategy)}${hasHook ? '; the hook runs for it there' : ''}`,
    explainRebound(ladder),
  ];
}

function explainSaving({ fullLoadClass, cdcClass }: PhaseClasses): string {
  if (fullLoadClass === cdcClass) return ': the same, so there is nothing to change';
  const share = savedShare({ fullLoadClass, cdcClass });
  if (share !== undefined) return `: ${Math.round(share * 100)} % cheaper, since price goes with size in the family ${classFamily(cdcClass)}`;
  return ': of another family, so AWS\'s price list says what it saves';
}

function explainStrategy(strategy: string): string {
  switch (strategy) {
    case 'stopAtBoundary': return 'boundary: DMS stops each task at the end of its load; it is resumed at once while others still load';
    case 'hold': return 'boundary: DMS stops each task at the end of its load; it waits for the others';
    default: return 'boundary: tasks go on; the end of their load is read off their statistics';
  }
}

function explainRebound(ladder: readonly string[] | undefined): string {
  if (ladder === undefined) return 'rebound: never';
  return ladder.length < 2 ? 'rebound: there is no larger class to go back to' : `rebound: to ${ladder.slice(1).join(', then ')} while alarms say that ${ladder[0]} is too small`;
}
