import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Problem } from '../plan/problem';
import { readProps } from '../private/read-props';

/**
 * What a premigration assessment has to have found for a task not to be started.
 *
 * What could not be carried out, or was cancelled, counts as failed: nobody knows then.
 */
export enum AssessmentSeverity {
  /** Nothing: what was found is only written down. */
  NEVER = 'never',
  /** An assessment that has failed: DMS cannot migrate what it is about, or not as it is set. */
  FAILED = 'failed',
  /** An assessment that warns, or has failed. */
  WARNING = 'warning',
  /** An assessment that was skipped, warns, or has failed. */
  SKIPPED = 'skipped',
}

/** What of a premigration assessment is otherwise than by default. */
export interface PremigrationAssessmentOptions {
  /**
   * Where DMS puts what it finds. In the Region of the task.
   *
   * @default - one bucket for all tasks of the stack, which stays when the stack is deleted
   */
  readonly bucket?: s3.IBucket;

  /**
   * The folder in the bucket.
   *
   * @default - the name of the task
   */
  readonly folder?: string;

  /**
   * Names of the individual assessments that are carried out, as `postgres-check-wallevel`. Not together with `exclude`.
   *
   * @default - all that DMS has for the engines and the type of the task
   */
  readonly include?: string[];

  /**
   * Names of the individual assessments that are left out. Not together with `include`.
   *
   * @default - none
   */
  readonly exclude?: string[];

  /**
   * What has to be found for the task not to be started, and the deployment to fail.
   *
   * @default AssessmentSeverity.FAILED
   */
  readonly failOn?: AssessmentSeverity;
}

/**
 * Has a deployment run DMS's premigration assessments of a task before its first start, and start it only if it passes.
 *
 * A task that has run is not assessed any more.
 */
export class PremigrationAssessment {
  /** The assessments that DMS has for the task, unless said otherwise. */
  public static of(options?: PremigrationAssessmentOptions): PremigrationAssessment {
    const { given, problems } = readProps(options, { bucket: 's3.IBucket' });
    return new PremigrationAssessment(given, problems);
  }

  private constructor(
    /** @internal */
    public readonly _options: PremigrationAssessmentOptions,
    /** @internal */
    public readonly _problems: Problem[],
  ) {}
}
