import type { AlarmDefinition, AlarmState } from '../../simulator/cloudwatch/alarm-definitions';
import { Alarms, type Transition } from '../../simulator/cloudwatch/alarms';
import type { MetricStore } from '../../simulator/cloudwatch/metric-store';
import type { Chronicle } from '../chronicle';
import { listOf, textOf, type Resource, type Resources } from './resources';

/** An alarm as it is deployed. */
export interface DeployedAlarm {
  readonly name: string;
  readonly logicalId: string;
  readonly stackName: string;
  readonly isComposite: boolean;
  /** ARNs of what is done in each state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

/** The alarms that are deployed, and the states that they are in. */
export class AlarmBoard {
  private alarms: Alarms | undefined;
  private definitions: Readonly<Record<string, AlarmDefinition>> = {};
  private deployed = new Map<string, DeployedAlarm>();
  private isStale = false;

  constructor(private readonly resources: Resources, private readonly store: MetricStore, private readonly chronicle: Chronicle) {}

  /** Alarms have been deployed. */
  public forget(): void {
    this.isStale = true;
  }

  public get all(): readonly DeployedAlarm[] {
    this.refresh();
    return [...this.deployed.values()];
  }

  public find(name: string): DeployedAlarm | undefined {
    this.refresh();
    return this.deployed.get(name);
  }

  public stateOf(name: string): AlarmState {
    this.refresh();
    return name in this.definitions ? this.alarms?.stateOf(name) ?? 'INSUFFICIENT_DATA' : 'INSUFFICIENT_DATA';
  }

  /** Looks at the metrics as of now; to be called every minute. */
  public evaluate(now: number): Transition[] {
    this.refresh();
    return this.alarms?.evaluate(now) ?? [];
  }

  private refresh(): void {
    if (!this.isStale) return;
    this.isStale = false;
    const found = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) => this.resources.ofType(type));
    const before = this.definitions;
    const states = Object.fromEntries(Object.keys(before).map((name) => [name, this.alarms?.stateOf(name) ?? 'INSUFFICIENT_DATA']));
    this.deployed = new Map(found.map((resource) => [resource.physicalId, deployedAlarm(resource)]));
    const usable = found.filter((resource) => this.isSimulated(resource));
    this.definitions = Object.fromEntries(usable.map(({ physicalId, properties }) => [physicalId, properties as unknown as AlarmDefinition]));
    const isOld = (name: string): boolean => JSON.stringify(before[name]) === JSON.stringify(this.definitions[name]);
    this.alarms = new Alarms(this.store, this.definitions, { states: Object.fromEntries(Object.entries(states).filter(([name]) => isOld(name))) });
  }

  /** Whether it is one that can be judged here; of the others it is said that they are not. */
  private isSimulated({ physicalId, logicalId, properties, type }: Resource): boolean {
    if (type === 'AWS::CloudWatch::CompositeAlarm') return true;
    try {
      return new Alarms(this.store, { [physicalId]: properties as unknown as AlarmDefinition }) instanceof Alarms;
    } catch (error) {
      this.chronicle.note('alarm', logicalId, `is not judged, since it cannot be simulated: ${(error as Error).message}`);
      return false;
    }
  }
}

function deployedAlarm({ physicalId: name, logicalId, stackName, type, properties }: Resource): DeployedAlarm {
  const { ActionsEnabled, AlarmActions, OKActions, InsufficientDataActions } = properties;
  const actions = (value: typeof AlarmActions): string[] => (String(ActionsEnabled) === 'false' ? [] : listOf(value).map(textOf));
  return {
    name, logicalId, stackName, isComposite: type === 'AWS::CloudWatch::CompositeAlarm',
    actions: { ALARM: actions(AlarmActions), OK: actions(OKActions), INSUFFICIENT_DATA: actions(InsufficientDataActions) },
  };
}
