/** What CloudFormation answers instead of beginning: the template, or the state of the stack, does not allow it. */
export class StackFault extends Error {
  public override readonly name = 'StackFault';
  /** The code on the wire [CloudFormation API, Common errors]. */
  public readonly code = 'ValidationError';
}

/** Why one resource could not be created, changed or deleted: the status reason of its event. */
export class ResourceFailure extends Error {
  public override readonly name = 'ResourceFailure';
}
