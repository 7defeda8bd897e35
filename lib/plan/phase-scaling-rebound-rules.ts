import { classFacts } from './instance-classes';
import { error, show, type Problem } from './problem';
import { isKnown } from './unknown';

/** When the instance goes one size up again, as far as there are rules for it. */
export interface ReboundInput {
  readonly maxLatencySeconds?: unknown;
  readonly minAvailableBytes?: unknown;
  readonly maxSteps?: unknown;
  readonly cooldownSeconds?: unknown;
  /** Alarms of the user's own; absent if they are made here. */
  readonly alarms?: number;
}

const MAX_STEPS = 10;
const MIN_LATENCY_SECONDS = 60;
const MAX_COOLDOWN_SECONDS = 24 * 3600;

/** Checks when the instance goes one size up again. */
export function checkRebound(rebound: ReboundInput, cdcClass: unknown): Problem[] {
  return [...checkSteps(rebound), ...checkThresholds(rebound, isKnown(cdcClass) ? classFacts(String(cdcClass))?.memoryGiB : undefined)];
}

function checkSteps({ maxSteps, cooldownSeconds: cooldown, alarms }: ReboundInput): Problem[] {
  const problems: Problem[] = [];
  if (isKnown(maxSteps) && !(Number.isInteger(maxSteps) && Number(maxSteps) >= 1 && Number(maxSteps) <= MAX_STEPS)) {
    problems.push(error({
      code: 'reboundSteps',
      where: 'maxSteps',
      what: `must be a whole number from 1 to ${MAX_STEPS}, got ${show(maxSteps)}`,
      why: 'Each step is the next class of the family, up to that for the full load',
      mend: 'Set it in that range; Rebound.none() never goes up again',
    }));
  }
  if (isKnown(cooldown) && !(Number.isInteger(cooldown) && Number(cooldown) >= 0 && Number(cooldown) <= MAX_COOLDOWN_SECONDS)) {
    problems.push(error({
      code: 'reboundCooldown',
      where: 'cooldown',
      what: `must be at most ${MAX_COOLDOWN_SECONDS / 3600} hours, in whole seconds, got ${show(cooldown)} seconds`,
      why: 'For so long after a change of class the alarms are not listened to',
      mend: 'Set it in that range, or leave it out for half an hour',
    }));
  }
  if (alarms === 0) {
    problems.push(error({
      code: 'reboundAlarms',
      where: 'alarms',
      what: 'are none',
      why: 'Nothing would ever say that the class is too small',
      mend: 'Name at least one, use Rebound.onPressure(), or say Rebound.none()',
    }));
  }
  return problems;
}

function checkThresholds({ maxLatencySeconds: latency, minAvailableBytes: memory }: ReboundInput, memoryGiB: number | undefined): Problem[] {
  const problems: Problem[] = [];
  if (isKnown(latency) && !(Number.isInteger(latency) && Number(latency) >= MIN_LATENCY_SECONDS)) {
    problems.push(error({
      code: 'reboundLatency',
      where: 'maxLatency',
      what: `must be at least ${MIN_LATENCY_SECONDS} seconds, and whole ones, got ${show(latency)}`,
      why: 'Changes are applied in batches, and the figure is an average over minutes',
      mend: 'Set it higher, or leave it out for a quarter of an hour',
    }));
  }
  if (isKnown(memory) && !(Number.isInteger(memory) && Number(memory) > 0 && Number(memory) < (memoryGiB ?? Infinity) * 2 ** 30)) {
    problems.push(error({
      code: 'reboundMemory',
      where: 'minAvailableMemory',
      what: `must be more than nothing and less than what the class for CDC has${memoryGiB === undefined ? '' : `, ${memoryGiB} GiB`}, got ${show(memory)} bytes`,
      why: 'The alarm would be off, or on, whatever the tasks do',
      mend: 'Set it in that range, or leave it out for a tenth of that memory',
    }));
  }
  return problems;
}
