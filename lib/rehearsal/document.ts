import type { Happening, RehearsalScenario } from './scenario';

/** Something that is done to the migration, as it is written in a file. */
export type DocumentHappening = Omit<Happening, 'at'> & {
  /** `30m`, `deployed+2h`, `loaded`, `cdc+1d`: so long after the start, the first deployment, the end of all loads, or the beginning of CDC. */
  readonly at: string;
};

/** A scenario as it is written in a file, with times and dates as text. */
export type RehearsalDocument = Omit<RehearsalScenario, 'happenings' | 'startTime'> & {
  readonly startTime?: string;
  readonly happenings?: readonly DocumentHappening[];
};
