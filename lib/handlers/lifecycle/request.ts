/** A connection that is to be proven. */
export interface ConnectionProperties {
  readonly InstanceArn: string;
  readonly EndpointArn: string;
  readonly Role: 'source' | 'target';
  readonly EngineName?: string;
  readonly EndpointIdentifier?: string;
  readonly Definition: string;
  readonly Inputs?: readonly unknown[];
}

/** How a task is started once more, in the deployment in which the name is a new one. */
export interface RestartProperties {
  readonly Name: string;
  readonly Type: 'reload-target' | 'start-replication';
  readonly CdcStartPosition?: string;
}

/** What a task has to pass before its first start. */
export interface AssessmentProperties {
  readonly Bucket: string;
  readonly Folder: string;
  readonly RoleArn: string;
  readonly KeyArn?: string;
  readonly IncludeOnly?: readonly string[];
  readonly Exclude?: readonly string[];
  readonly FailOn: 'never' | 'failed' | 'warning' | 'skipped';
}

/**
 * What a stack's custom resources say (all of type `Custom::DmsDeployment`), as CloudFormation delivers it.
 *
 * `Before` comes before the instance, the endpoints and the tasks; `Connections` between the endpoints and the tasks; `After` after all of them.
 */
export type DeploymentProperties =
  | {
    readonly Part: 'Before' | 'After';
    /** By the paths of their constructs, in words: see `DeployedTaskText`. */
    readonly Tasks?: Readonly<Record<string, string>>;
    /** Values that are known only at deployment, and that definitions refer to. */
    readonly Inputs?: readonly unknown[];
    /** Of the tasks that have one. */
    readonly Restarts?: Readonly<Record<string, RestartProperties>>;
    /** Of the tasks that have one; at `After` alone, since the bucket may come with the stack. */
    readonly Assessments?: Readonly<Record<string, AssessmentProperties>>;
  }
  | { readonly Part: 'Connections'; readonly PatienceSeconds: string; readonly Connections?: Readonly<Record<string, ConnectionProperties>> };

/** CloudFormation's request [CloudFormation User Guide, Custom resource request objects]. */
export interface CloudFormationRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: DeploymentProperties;
  readonly OldResourceProperties?: DeploymentProperties;
}

/** A request that an earlier run has begun, and could not bring to its end in its time. */
export interface Continuation {
  readonly continued: CloudFormationRequest;
  /** When it began, in milliseconds of the epoch. */
  readonly since: number;
}

/** What the function is called with. */
export type LifecycleEvent = CloudFormationRequest | Continuation | { readonly 'detail-type': string };

/** Environment variables of the function. */
export interface LifecycleEnvironment {
  /** DynamoDB table of what is noted; partition key `id`, a string. */
  readonly TABLE_NAME: string;
  readonly STACK_ID: string;
  /** The rule that calls the function while something is noted. */
  readonly SCHEDULE_RULE_NAME: string;
}
