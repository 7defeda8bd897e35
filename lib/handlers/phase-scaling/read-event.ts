import type { PendingAnswer } from '../../control/phase-scaling/memory';
import type { Policy } from '../../control/phase-scaling/policy';
import type { Request } from '../../control/phase-scaling/requests';
import type { ClassProperties, PhaseScalingProperties } from './request';

/** CloudFormation's request [CloudFormation User Guide, Custom resource request objects]. */
export interface CloudFormationEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: PhaseScalingProperties;
  readonly OldResourceProperties?: PhaseScalingProperties;
}

/** What called the controller. */
export interface Call {
  /** The instance's name, which its memory goes by. */
  readonly id: string;
  /** What somebody wants, if this is more than a reason to look. */
  readonly request?: Request;
  /** When the event happened that the call is about; absent if it is about none. */
  readonly happened?: number;
  /** For the log: `Update of Class`, `schedule`, `DMS Replication Task State Change`. */
  readonly name: string;
}

/**
 * Reads what called. Of an event of EventBridge only the time counts: it is a reason to look, and never taken at its word.
 *
 * @param ownIdentifier the instance's name, for calls that do not say it.
 * @throws Error for a call that means nothing.
 */
export function readEvent(event: unknown, ownIdentifier: string, now: number): Call {
  if (typeof event !== 'object' || event === null) throw new Error(meaningless(event));
  if ('RequestType' in event) return readCloudFormation(event as CloudFormationEvent, now);
  if ('request' in event) {
    const { request } = event;
    if (request !== 'full-load' && request !== 'cdc') throw new Error(meaningless(event));
    return { id: ownIdentifier, request: { kind: 'operator', wants: request }, name: `request for ${request}` };
  }
  if (!('detail-type' in event)) throw new Error(meaningless(event));
  const name = String(event['detail-type']);
  if (name === 'Scheduled Event') return { id: ownIdentifier, name: 'schedule' };
  const time = 'time' in event ? Date.parse(String(event.time)) : NaN;
  return { id: ownIdentifier, name, ...(Number.isFinite(time) && { happened: time }) };
}

function meaningless(event: unknown): string {
  return `the call ${JSON.stringify(event)?.slice(0, 200)} means nothing to the phase controller. It takes events of EventBridge, requests of CloudFormation, `
    + 'and {"request": "full-load"} or {"request": "cdc"}';
}

function readCloudFormation(event: CloudFormationEvent, now: number): Call {
  const { RequestType: requestType, ResourceProperties: properties } = event;
  const id = properties.InstanceIdentifier;
  const name = `${requestType} of ${properties.Part}`;
  const answer: PendingAnswer = {
    part: properties.Part,
    requestType,
    responseUrl: event.ResponseURL,
    stackId: event.StackId,
    requestId: event.RequestId,
    logicalResourceId: event.LogicalResourceId,
    // On deletion the one that there is; otherwise another instance means another resource, and the old one is deleted.
    physicalResourceId: requestType === 'Delete' ? event.PhysicalResourceId ?? '' : `${id}/${properties.Part}`,
    since: now,
  };
  if (properties.Part === 'Watch') {
    const request = { ...answer, ...(requestType === 'Delete' && { leavingTasks: properties.LeavingTasks }) };
    return { id, name, request: { kind: 'watch', answer: request, policy: JSON.parse(properties.Policy) as Policy, scheduleRule: properties.ScheduleRuleName } };
  }
  const old = event.OldResourceProperties?.Part === 'Class' ? event.OldResourceProperties : undefined;
  return {
    id,
    name,
    request: {
      kind: 'class',
      answer: { ...answer, fullLoadClass: properties.FullLoadClass, instanceChanges: old !== undefined && instanceChanges(properties, old) },
      fullLoadClass: properties.FullLoadClass,
      cdcClass: properties.CdcClass,
      bringsLoad: old !== undefined && (properties.LoadingTasks ?? []).some((task) => !(old.LoadingTasks ?? []).includes(task)),
    },
  };
}

/** CloudFormation gives both in the same order of members, as the template has them; another order counts as a change, which does no harm. */
function instanceChanges({ InstanceProperties: now }: ClassProperties, { InstanceProperties: before }: ClassProperties): boolean {
  return JSON.stringify(now) !== JSON.stringify(before);
}
