import { Duration, Token } from 'aws-cdk-lib';
import type { BoundaryHookFailure } from '../constructs/boundary-hook';
import { BoundaryStrategy, ErroredTables, type PhaseScalingOptions } from '../constructs/phase-scaling-props';
import { Rebound, type _ReboundConfig } from '../constructs/rebound';
import type { BoundaryHookInput } from '../plan/phase-scaling-hook-rules';
import type { ReboundInput } from '../plan/phase-scaling-rebound-rules';
import { within, type Problem } from '../plan/problem';
import { inBytes, inSeconds, type Converted } from './converted';

const KEEP_RUNNING_SETTLE = Duration.minutes(10);
const PAUSE_DEADLINE = Duration.hours(1);
const HOOK_TIMEOUT = Duration.hours(1);
const COOLDOWN = Duration.minutes(30);
const MAX_LATENCY = Duration.minutes(15);
const MAX_STEPS = 2;

/** What was decided about the phases, in the units of the controller; amounts may be known only at deployment. */
export interface PhaseOptions {
  readonly strategy: BoundaryStrategy;
  readonly erroredTables: ErroredTables;
  readonly settleSeconds: number;
  readonly pauseDeadlineSeconds: number;
  /** How long a hook may take if there is one. */
  readonly hookTimeoutSeconds: number;
  /** Absent: never. */
  readonly rebound?: ReboundOptionsRead;
  readonly hookOnFailure?: BoundaryHookFailure;
  /** As the rules look at them. */
  readonly hookInput?: BoundaryHookInput;
  readonly reboundInput?: ReboundInput;
  readonly problems: Problem[];
}

interface ReboundOptionsRead {
  readonly alarms?: _ReboundConfig['alarms'];
  readonly maxSteps: number;
  readonly cooldownSeconds: number;
  readonly maxLatencySeconds: number;
  /** Absent: a share of the memory of the class for CDC. */
  readonly minAvailableBytes?: number;
}

/** Reads options, with defaults in the place of what was not said. */
export function readPhaseOptions(given: PhaseScalingOptions): PhaseOptions {
  const { boundaryStrategy: strategy = BoundaryStrategy.STOP_AT_BOUNDARY } = given;
  const hook = given.boundaryHook?._config();
  const settle = inSeconds('settleTime', given.settleTime ?? (strategy === BoundaryStrategy.KEEP_RUNNING ? KEEP_RUNNING_SETTLE : Duration.seconds(0)));
  const deadline = inSeconds('pauseDeadline', given.pauseDeadline ?? PAUSE_DEADLINE);
  const timeout = inSeconds('timeout', hook?.timeout);
  const pauseDeadlineSeconds = valueOr(deadline, PAUSE_DEADLINE);
  const rebound = (given.rebound ?? Rebound.onPressure())._config();
  return {
    strategy,
    erroredTables: given.erroredTables ?? ErroredTables.BLOCK,
    settleSeconds: valueOr(settle, Duration.seconds(0)),
    pauseDeadlineSeconds,
    hookTimeoutSeconds: timeout.value ?? atMost(HOOK_TIMEOUT, pauseDeadlineSeconds),
    ...(hook !== undefined && {
      hookOnFailure: hook.onFailure,
      hookInput: { timeoutSeconds: timeout.value, onFailure: hook.onFailure, stateMachineType: hook.stateMachineType },
    }),
    ...readRebound(rebound),
    problems: [
      ...settle.problems,
      ...deadline.problems,
      ...within('boundaryHook', [...hook?.problems ?? [], ...timeout.problems]),
      ...within('rebound', reboundProblems(rebound)),
    ],
  };
}

function readRebound(config: _ReboundConfig | undefined): Pick<PhaseOptions, 'rebound' | 'reboundInput'> {
  if (config === undefined) return {};
  const { cooldown, maxLatency, minAvailable } = amountsOf(config);
  const rebound = {
    alarms: config.alarms,
    maxSteps: config.maxSteps ?? MAX_STEPS,
    cooldownSeconds: valueOr(cooldown, COOLDOWN),
    maxLatencySeconds: valueOr(maxLatency, MAX_LATENCY),
    minAvailableBytes: minAvailable.value,
  };
  return { rebound, reboundInput: { ...rebound, alarms: config.alarms?.length } };
}

function reboundProblems(config: _ReboundConfig | undefined): Problem[] {
  if (config === undefined) return [];
  const { cooldown, maxLatency, minAvailable } = amountsOf(config);
  return [...config.problems, ...cooldown.problems, ...maxLatency.problems, ...minAvailable.problems];
}

function amountsOf({ cooldown, maxLatency, minAvailableMemory }: _ReboundConfig): Record<'cooldown' | 'maxLatency' | 'minAvailable', Converted> {
  return {
    cooldown: inSeconds('cooldown', cooldown),
    maxLatency: inSeconds('maxLatency', maxLatency),
    minAvailable: inBytes('minAvailableMemory', minAvailableMemory),
  };
}

function valueOr({ value }: Converted, otherwise: Duration): number {
  return value ?? otherwise.toSeconds();
}

function atMost(duration: Duration, seconds: number): number {
  return Token.isUnresolved(seconds) ? duration.toSeconds() : Math.min(duration.toSeconds(), seconds);
}
