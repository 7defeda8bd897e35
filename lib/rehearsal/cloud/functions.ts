import type { Properties } from '../../simulator/cloudformation';
import type { Assembly } from '../assembly';
import type { Arns } from './arns';
import { objectOf, textOf, type Resource, type Resources } from './resources';

/** A function as it is deployed. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly roleArn: string;
  readonly handler: string;
  /** Where its code lies; absent for code that is not an asset of the assembly. */
  readonly directory?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  /** How many run at once. */
  readonly concurrency: number;
  /** How often a call is tried again that came without somebody waiting for it. */
  readonly retries: number;
  readonly maxAgeMilliseconds: number;
  /** Where calls go that failed. */
  readonly deadLetterArn?: string;
}

/** The functions of what is deployed. */
export class Functions {
  /** ARNs of functions that serve custom resources of this library. */
  private readonly serving = new Set<string>();

  constructor(private readonly resources: Resources, private readonly assembly: () => Assembly, private readonly arns: Arns) {}

  /** By name or ARN. */
  public find(nameOrArn: string): LambdaFunction | undefined {
    return this.all().get(nameOrArn.split(':function:').at(-1)?.split(':')[0] ?? '');
  }

  /** Takes note that a function serves a custom resource of this library. */
  public serves(arn: string): void {
    this.serving.add(arn);
  }

  /**
   * Whether it is this library's, and so is run: one that answers its custom resources, or the monitor, which is called by events alone. The code
   * of others does what is not simulated.
   */
  public isRun({ arn, environment, directory }: LambdaFunction): boolean {
    return directory !== undefined && (this.serving.has(arn) || ('INSTANCE_IDENTIFIER' in environment && 'TABLE_PROGRESS' in environment));
  }

  private all(): ReadonlyMap<string, LambdaFunction> {
    return this.resources.once('functions', () => new Map(this.resources.ofType('AWS::Lambda::Function').map((each) => [each.physicalId, this.read(each)])));
  }

  private read({ physicalId: name, properties, stackName, logicalId }: Resource): LambdaFunction {
    const { Handler, Timeout = 3, ReservedConcurrentExecutions = 1000, Role } = properties;
    const directory = this.assembly().assets.get(textOf(objectOf(properties.Code).S3Key).split('/').at(-1) ?? '');
    const variables = objectOf(objectOf(properties.Environment).Variables);
    const environment = Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, textOf(value)]));
    const invokeConfig = this.resources.ofType('AWS::Lambda::EventInvokeConfig').find((each) => each.properties.FunctionName === name)?.properties ?? {};
    const deadLetterArn = objectOf(properties.DeadLetterConfig).TargetArn;
    return {
      name, arn: this.arns.of('lambda', `function:${name}`), stackName, logicalId, environment, roleArn: textOf(Role), handler: textOf(Handler),
      timeoutMilliseconds: Number(Timeout) * 1000,
      concurrency: Number(ReservedConcurrentExecutions),
      ...invocationOf(invokeConfig),
      ...directory !== undefined && { directory },
      ...deadLetterArn !== undefined && { deadLetterArn: textOf(deadLetterArn) },
    };
  }
}

/** [Lambda Developer Guide, Asynchronous invocation: two retries, six hours at most] */
function invocationOf({ MaximumRetryAttempts = 2, MaximumEventAgeInSeconds = 21_600 }: Properties): Pick<LambdaFunction, 'retries' | 'maxAgeMilliseconds'> {
  return { retries: Number(MaximumRetryAttempts), maxAgeMilliseconds: Number(MaximumEventAgeInSeconds) * 1000 };
}
