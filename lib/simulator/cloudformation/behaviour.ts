/**
 * What is not known about CloudFormation, as switches: what is rehearsed here has to be right with each of them either way.
 */
export interface DeploymentBehaviour {
  /**
   * What an update sends to DMS: the properties that changed, or all that the template has.
   *
   * It decides whether a class that was changed behind CloudFormation's back comes back with an update of something else.
   *
   * @default 'changed' undocumented
   */
  readonly propertiesSent: 'changed' | 'all';
  /**
   * When changes of a replication instance are applied. The resource has no ApplyImmediately [CloudFormation, AWS::DMS::ReplicationInstance].
   *
   * @default 'immediately' undocumented
   */
  readonly instanceChanges: 'immediately' | 'inMaintenanceWindow';
  /**
   * What becomes of a task that runs when it is to be deleted: DMS refuses that, unless CloudFormation stops the task before.
   *
   * @default 'refused' undocumented; what the API does [API, DeleteReplicationTask]
   */
  readonly deletionOfRunningTask: 'refused' | 'stopsIt';
  /**
   * What a rollback does with a resource whose update failed, other than a custom one: nothing, or an update to what it was.
   *
   * @default 'nothing' "no-op rollback" in the CDK's notes [aws-cdk, docs/CLOUDFORMATION.md]
   */
  readonly rollbackOfFailedUpdate: 'nothing' | 'update';
  /**
   * What a rollback does with a custom resource whose update answered with a new physical id: another update, from the new to the old
   * properties, and then a Delete of whichever id is left over; or the Delete of the new id alone.
   *
   * AWS says only that "the new physical resource id is sent in the Delete event" [AWS Knowledge Center, best practices for custom resources].
   *
   * @default 'update' what the CDK's own handlers expect [aws-cdk#29581]
   */
  readonly rollbackOfNewPhysicalId: 'update' | 'delete';
  /**
   * In which order a rollback goes back: that of all dependencies of the template before, or of those alone that resources have on each other
   * which were touched.
   *
   * @default 'ofTheTemplate' undocumented; a rollback is an update to that template
   */
  readonly rollbackOrder: 'ofTheTemplate' | 'ofWhatWasTouched';
}

export const DEFAULT_DEPLOYMENT_BEHAVIOUR: DeploymentBehaviour = {
  propertiesSent: 'changed',
  instanceChanges: 'immediately',
  deletionOfRunningTask: 'refused',
  rollbackOfFailedUpdate: 'nothing',
  rollbackOfNewPhysicalId: 'update',
  rollbackOrder: 'ofTheTemplate',
};
