import type { Dms } from '../../simulator';
import type { Agenda } from '../agenda';
import type { AlarmBoard } from '../cloud/alarm-board';
import type { Arns } from '../cloud/arns';
import type { EventBus } from '../cloud/event-bus';
import type { Resources } from '../cloud/resources';
import type { Tables } from './dynamodb';
import type { IamRoles } from './iam';
import type { Executions } from './step-functions';

export type Input = Readonly<Record<string, unknown>>;

/** What services act on. */
export interface Cloud {
  readonly agenda: Agenda;
  readonly dms: Dms;
  readonly arns: Arns;
  readonly resources: Resources;
  readonly bus: EventBus;
  readonly alarms: AlarmBoard;
  readonly tables: Tables;
  readonly executions: Executions;
  readonly roles: IamRoles;
  /** The status of a stack, by its name or id. */
  readonly stackStatus: (nameOrId: string) => string | undefined;
  readonly invoke: (functionName: string, event: unknown) => void;
  readonly publish: (topicArn: string, text: string, subject: string) => void;
}

/** An operation of a service, as far as functions call it. */
export interface Operation {
  /** What the caller has to be allowed it on, by ARN; `*` where IAM knows no resources for it [Service Authorization Reference]. */
  readonly resources: (input: Input, cloud: Cloud) => readonly string[];
  readonly run: (input: Input, cloud: Cloud) => object;
}

/** What a service answers instead of doing as asked. */
export class ServiceFault extends Error {
  public override readonly name = 'ServiceFault';

  constructor(public readonly code: string, message: string, public readonly statusCode: number = 400, public readonly answerLost: boolean = false) {
    super(message);
  }
}

export function textIn(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') throw new ServiceFault('ValidationException', `${name} is missing`);
  return value;
}
