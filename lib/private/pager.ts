import { Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ALARMS_PER_COMPOSITE, anyOf } from '../plan/alarm';

/** Alarms that are named directly; what is left of the rule's room is for groups, which is more than there can be. */
const DIRECT = ALARMS_PER_COMPOSITE - 10;

/**
 * One composite alarm over any number of alarms that come one after the other.
 *
 * The first few are named by the composite itself; further ones by composites of their own, which it names in turn, because a rule has only
 * so much room. What is there stays as it is when more comes.
 */
export class Pager extends Construct {
  /** In ALARM when one of the alarms is. */
  public readonly alarm: cloudwatch.CompositeAlarm;

  private readonly members: string[] = [];
  private readonly groups: string[][] = [];

  constructor(scope: Construct, id: string, alarmDescription: string) {
    super(scope, id);
    this.alarm = new cloudwatch.CompositeAlarm(this, 'Alarm', {
      alarmDescription,
      alarmRule: { renderAlarmRule: () => Lazy.string({ produce: () => anyOf(this.members) }) },
    });
  }

  public add(alarmName: string): void {
    if (this.groups.length === 0 && this.members.length < DIRECT) {
      this.members.push(alarmName);
      return;
    }
    let group = this.groups[this.groups.length - 1];
    if (group === undefined || group.length === ALARMS_PER_COMPOSITE) {
      group = this.addGroup();
    }
    group.push(alarmName);
  }

  private addGroup(): string[] {
    const group: string[] = [];
    this.groups.push(group);
    const composite = new cloudwatch.CfnCompositeAlarm(this, `Group${this.groups.length}`, {
      alarmDescription: 'Further alarms of the composite alarm that names this one',
      alarmRule: Lazy.string({ produce: () => anyOf(group) }),
    });
    this.members.push(composite.ref);
    return group;
  }
}
