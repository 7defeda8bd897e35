/** What DMS answers instead of doing as asked. */
export class DmsFault extends Error {
  public override readonly name = 'DmsFault';

  constructor(
    /** The name on the wire: `InvalidResourceStateFault`. */
    public readonly code: string,
    message: string,
    /** HTTP status. @default 400 */
    public readonly statusCode: number = 400,
    /** Whether the call took effect and only its answer was lost. @default false */
    public readonly answerLost: boolean = false,
  ) {
    super(message);
  }
}

/** The simulator cannot do what it, not DMS, was asked to do; with all that is wrong. */
export class SimulatorError extends Error {
  public override readonly name = 'SimulatorError';
  public readonly problems: readonly string[];

  constructor(...problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}

export function notFound(message: string): DmsFault {
  return new DmsFault('ResourceNotFoundFault', message);
}

export function invalidState(message: string): DmsFault {
  return new DmsFault('InvalidResourceStateFault', message);
}

export function alreadyExists(message: string): DmsFault {
  return new DmsFault('ResourceAlreadyExistsFault', message);
}

export function quotaExceeded(message: string): DmsFault {
  return new DmsFault('ResourceQuotaExceededFault', message);
}

export function invalidValue(message: string): DmsFault {
  return new DmsFault('InvalidParameterValueException', message);
}

export function invalidCombination(message: string): DmsFault {
  return new DmsFault('InvalidParameterCombinationException', message);
}

/** What the model of the API refuses before the service sees it. */
export function validationFailure(message: string): DmsFault {
  return new DmsFault('ValidationException', `1 validation error detected: ${message}`);
}
