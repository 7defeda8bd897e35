import type { Duration, Size } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Problem } from '../plan/problem';
import { readList, readProps, type MemberKinds } from '../private/read-props';

/** How far and how often the instance goes up again. */
export interface ReboundOptions {
  /**
   * How many sizes up from the class for CDC, at most. Never above the class for the full load.
   *
   * @default 2
   */
  readonly maxSteps?: number;

  /**
   * How long after a change of class alarms are not listened to: the pause itself makes lag.
   *
   * @default Duration.minutes(30)
   */
  readonly cooldown?: Duration;
}

/** What says that the class is too small. */
export interface PressureOptions extends ReboundOptions {
  /**
   * How far a task may lag behind, for half an hour.
   *
   * @default Duration.minutes(15)
   */
  readonly maxLatency?: Duration;

  /**
   * Memory that the instance has to have left, for a quarter of an hour.
   *
   * @default - a tenth of the memory of the class for CDC
   */
  readonly minAvailableMemory?: Size;
}

/**
 * What is said of a rebound.
 *
 * @internal
 */
export interface _ReboundConfig extends PressureOptions {
  /** Alarms of the user's own; absent if they are made by phase scaling. */
  readonly alarms?: cloudwatch.IAlarm[];
  readonly problems: Problem[];
}

/** When an instance that was made smaller goes one size up again. */
export abstract class Rebound {
  /** Goes up when memory is short, or tasks lag behind. Alarms are made for both. */
  public static onPressure(options: PressureOptions = {}): Rebound {
    const { given, problems } = readProps(options, { ...KINDS, maxLatency: 'Duration', minAvailableMemory: 'Size' });
    return new SomeRebound({ ...given, problems });
  }

  /** Goes up when one of the alarms is in the state ALARM. */
  public static onAlarms(alarms: cloudwatch.IAlarm[], options: ReboundOptions = {}): Rebound {
    const { given, problems } = readProps(options, KINDS);
    const { values, problems: inList } = readList('alarms', alarms, 'cloudwatch.IAlarm');
    return new SomeRebound({ maxSteps: given.maxSteps, cooldown: given.cooldown, alarms: values, problems: [...problems, ...inList] });
  }

  /** Never goes up again. */
  public static none(): Rebound {
    return new NoRebound();
  }

  /**
   * What is said, or undefined for never.
   *
   * @internal
   */
  public abstract _config(): _ReboundConfig | undefined;
}

const KINDS: MemberKinds<ReboundOptions> = { cooldown: 'Duration' };

class SomeRebound extends Rebound {
  constructor(private readonly config: _ReboundConfig) {
    super();
  }

  public _config(): _ReboundConfig {
    return this.config;
  }
}

class NoRebound extends Rebound {
  public _config(): undefined {
    return undefined;
  }
}
