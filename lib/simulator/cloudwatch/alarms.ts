import { isComposite, type AlarmDefinition, type AlarmState, type CompositeAlarm } from './alarm-definitions';
import { alarmsIn, holds, parseRule, type Rule } from './alarm-rule';
import type { MissingOperand } from './math-terms';
import { MetricAlarmEvaluation, type Reading } from './metric-alarm';
import type { MetricStore } from './metric-store';

/** An alarm that went from one state to another. */
export interface Transition {
  readonly at: number;
  readonly alarm: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
}

/** What of CloudWatch's behaviour may be one way or the other. */
export interface AlarmsOptions {
  /**
   * How many more periods than `EvaluationPeriods` are looked at.
   *
   * That there are more is documented, and that their number "depends on the length of the alarm period" and the resolution, but not how
   * many; the guide's tables have 2 [CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data].
   *
   * @default 2
   */
  readonly extraPeriods?: number;

  /**
   * When the alarms were made, in milliseconds of the epoch: before that they are not evaluated. Data from before counts all the same.
   *
   * @default - before the first evaluation
   */
  readonly createdAt?: number;

  /**
   * Whether the periods slide along with each minute, as is documented, or are aligned to the epoch, as those of a graph are.
   *
   * @default 'sliding'
   */
  readonly windows?: 'sliding' | 'aligned';

  /**
   * What operators make of one operand that is missing: 0, as is documented, or nothing.
   *
   * @default 'zero'
   */
  readonly missingOperand?: MissingOperand;

  /** The states of alarms that were there before. @default - INSUFFICIENT_DATA, as of new alarms */
  readonly states?: Readonly<Record<string, AlarmState>>;
}

interface Composite {
  readonly name: string;
  readonly text: string;
  readonly rule: Rule;
}

/**
 * CloudWatch alarms over virtual time.
 *
 * They are to be evaluated every minute, or every 10 seconds if one has a shorter period: what happened between two evaluations is seen only
 * as far as the second one looks back. Data points count from when they are put, so late ones have to be put late. Time may not go back.
 */
export class Alarms {
  private readonly metricAlarms: readonly (readonly [name: string, evaluation: MetricAlarmEvaluation])[];
  /** Each behind all those that it refers to. */
  private readonly composites: readonly Composite[];
  private readonly states: Map<string, AlarmState>;
  private readonly createdAt: number;

  /** Throws what cannot be simulated, with the name of the alarm. */
  constructor(store: MetricStore, definitions: Readonly<Record<string, AlarmDefinition>>, options: AlarmsOptions = {}) {
    const { extraPeriods = 2, createdAt = -Infinity, windows = 'sliding', missingOperand = 'zero', states = {} } = options;
    const reading: Reading = { extraPeriods, windows, missingOperand };
    const entries = Object.entries(definitions);
    this.createdAt = createdAt;
    this.metricAlarms = entries.flatMap(([name, definition]) => (
      isComposite(definition) ? [] : [[name, about(name, () => new MetricAlarmEvaluation(store, definition, reading))] as const]
    ));
    const composites = entries.flatMap(([name, definition]) => (isComposite(definition) ? [about(name, () => compositeOf(name, definition))] : []));
    this.composites = inOrder(composites, new Set(Object.keys(definitions)));
    // An alarm begins there [CloudWatch API reference, PutMetricAlarm, PutCompositeAlarm].
    this.states = new Map(entries.map(([name]) => [name, states[name] ?? 'INSUFFICIENT_DATA']));
  }

  /** Evaluates metric alarms, then composites, those which others refer to first; tells what changed, in this order. */
  public evaluate(now: number): Transition[] {
    if (now < this.createdAt) return [];
    const transitions: Transition[] = [];
    for (const [name, evaluation] of this.metricAlarms) {
      const from = this.stateOf(name);
      const change = evaluation.evaluate(now, from);
      if (change === undefined) continue;
      this.states.set(name, change.state);
      transitions.push({ at: now, alarm: name, from, to: change.state, reason: change.reason });
    }
    for (const { name, text, rule } of this.composites) {
      const from = this.stateOf(name);
      const to = holds(rule, (alarm) => this.stateOf(alarm)) ? 'ALARM' : 'OK';
      if (to === from) continue;
      this.states.set(name, to);
      transitions.push({ at: now, alarm: name, from, to, reason: `${text} is ${to === 'ALARM' ? 'TRUE' : 'FALSE'}` });
    }
    return transitions;
  }

  public stateOf(name: string): AlarmState {
    const state = this.states.get(name);
    if (state === undefined) throw new Error(`there is no alarm '${name}'`);
    return state;
  }
}

function about<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new Error(`alarm '${name}': ${(error as Error).message}`, { cause: error });
  }
}

function compositeOf(name: string, { AlarmRule: text }: CompositeAlarm): Composite {
  return { name, text, rule: parseRule(text) };
}

/**
 * Those which others refer to first.
 *
 * CloudWatch takes alarms that refer to each other in a circle, and evaluates them no more [CloudWatch User Guide, Create a composite alarm].
 */
function inOrder(composites: readonly Composite[], names: ReadonlySet<string>): Composite[] {
  const ordered: Composite[] = [];
  const visit = (composite: Composite, trail: readonly string[]): void => {
    const path = [...trail, composite.name];
    if (trail.includes(composite.name)) throw new Error(`composite alarms refer to each other in a circle: ${path.join(' -> ')}`);
    if (ordered.includes(composite)) return;
    for (const alarm of alarmsIn(composite.rule)) {
      if (!names.has(alarm)) throw new Error(`alarm '${composite.name}': its rule refers to '${alarm}', which is not there`);
      const other = composites.find(({ name }) => name === alarm);
      if (other !== undefined) visit(other, path);
    }
    ordered.push(composite);
  };
  for (const composite of composites) visit(composite, []);
  return ordered;
}
