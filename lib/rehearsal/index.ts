import { readAssembly } from './assembly';
import type { RehearsalDocument } from './document';
import { Play } from './play';
import { progressOf } from './progress';
import type { Moment, Progress } from './records';
import type { RehearsalResult } from './result';
import { readRehearsalScenario } from './scenario';

export { changesBetween } from './changes-between';
export type { DocumentHappening, RehearsalDocument } from './document';
export { RehearsalError, type ProblemCode, type RehearsalProblem } from './problem';
export type {
  AlarmChange, Change, ClassHours, Deployment, InstanceUse, LogLine, Moment, MomentKind, Notification, Progress, ProgressInstance, ProgressTask,
  ServiceCall,
} from './records';
export type { RehearsalResult, RehearsedInstance, RehearsedTask } from './result';
export { readRehearsalScenario, type Anchor, type Expectations, type Happening, type PlannedTime, type RehearsalScenario } from './scenario';

export interface RehearseOptions {
  /** What directories in the scenario are relative to. @default - the working directory */
  readonly baseDirectory?: string;
  /** Is told what happens, when it does. */
  readonly onMoment?: (moment: Moment) => void;
  /** Called whenever virtual time has passed; may take real time. */
  readonly onProgress?: (progress: () => Progress) => Promise<void> | undefined;
}

/**
 * Plays the deployment of a synthesized app, and the migration that it declares, on the simulated DMS: with the functions as they are shipped, and
 * nothing but Node.
 *
 * @param assembly what `cdk synth` wrote, most often `cdk.out`; in a test `app.synth().directory`.
 * @param scenario what is to be assumed and to happen, as in a file.
 */
export async function rehearse(assembly: string, scenario: RehearsalDocument = {}, options: RehearseOptions = {}): Promise<RehearsalResult> {
  const { baseDirectory = process.cwd(), onMoment, onProgress } = options;
  return new Play(readAssembly(assembly), readRehearsalScenario(scenario), {
    baseDirectory,
    ...onMoment && { tell: onMoment },
    ...onProgress && { pace: (account) => onProgress(() => progressOf(account)) },
  }).play();
}
