import { DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { Cdk } from './cdk';
import { linesOf } from './changes';
import { expectEqual, expectOrder, type Order } from './checking';
import { Clients } from './clients';
import { expectDeployed } from './deployed';
import { ACCOUNT, REGION, type Emulator } from './emulator';
import * as expected from './expected';
import { rehearsedChanges } from './rehearsal';
import { OrdersMigration } from './sample';
import type { World } from './world';

const SAMPLE = 'bin/sample.ts';
const EXISTING_VPC = 'bin/sample-existing-vpc.ts';
const CHANGED = 'e2e/changed-sample.ts';
const MORE_STORAGE = 260;
const TARGET_ATTRIBUTES = 'executeTimeout=120';
const TABLE_MAPPINGS = JSON.stringify({
  rules: ['archive', 'archive_2019'].map((schema, index) => ({
    'rule-type': 'selection', 'rule-id': String(index + 1), 'rule-name': `include-${schema}-all`.replace('_', '-'),
    'object-locator': { 'schema-name': schema, 'table-name': '%' }, 'rule-action': 'include',
  })),
});
/** What tasks have to load: at first more than they come to while there are deployments, and less from when the endpoint is changed. */
const LONG_MINUTES = { archive: 10_000, sales: 10_000 };
const SHORT_MINUTES = { archive: 45, sales: 30 };
/** Virtual minutes within which things have to be as they are to be; far more than the simulator can take. */
const MOST_MINUTES = 240;
const RUNNING = ['running', 'running'];

/** The samples, from the bootstrap of the account until they are deleted. */
export class Migration {
  private readonly clients: Clients;
  private readonly cdk: Cdk;
  private orders: OrdersMigration;
  private context: Readonly<Record<string, string>> = {};
  /** Steps of which the emulator has been held against what has to be. */
  private readonly held = new Set<expected.Step>();

  constructor(private readonly world: World, emulator: Emulator, directory: string) {
    this.clients = new Clients(emulator.url);
    this.cdk = new Cdk(emulator.environment, directory);
    this.orders = new OrdersMigration(world, {});
  }

  public get steps(): Record<string, () => Promise<void>> {
    return {
      'bootstrap': () => this.bootstrap(),
      'deploy the sample': () => this.deploySample(),
      'deploy the sample with a VPC that is there already': () => this.deployExistingVpc(),
      'deploy again without a change': () => this.deployAgain(),
      'change the table mappings of a task that loads': () => this.changeTableMappings(),
      'change the endpoint that both tasks write to': () => this.changeEndpoint(),
      'let the tasks load': () => this.load(),
      'give the instance more storage': () => this.giveStorage(),
      'an alarm says that the class is too small': () => this.raiseAlarm(),
      'delete the stacks': () => this.deleteStacks(),
      'rehearse the same': () => this.rehearse(),
    };
  }

  private async bootstrap(): Promise<void> {
    await this.cdk.bootstrap(ACCOUNT, REGION);
    expectEqual('status of CDKToolkit', await this.clients.stackStatus('CDKToolkit'), 'CREATE_COMPLETE');
  }

  private async deploySample(): Promise<void> {
    this.orders.loadFor(LONG_MINUTES);
    await this.deploy(SAMPLE, 'sample');
    const template = this.cdk.template('sample', 'OrdersMigration');
    this.orders = new OrdersMigration(this.world, template);
    for (const stack of ['OrdersDatabase', 'OrdersMigration']) expectEqual(`status of ${stack}`, await this.clients.stackStatus(stack), 'CREATE_COMPLETE');
    this.expectStep('sample');
    expectDeployed(this.world.dms, template);
    expectEqual('status of the tasks', this.orders.statuses, RUNNING);
    expectEqual('class of the instance', this.orders.instanceClass, this.orders.classes.FullLoadClass);
    const ids = Object.values(await this.clients.physicalIds('OrdersMigration'));
    const parts = ['Class', 'Watch'].map((part) => `${this.orders.instanceName}/${part}`);
    expectEqual('answers of the phase controller', parts.filter((id) => ids.includes(id)), parts);
    expectEqual('dms-vpc-role, which the custom resource created', await this.clients.role('dms-vpc-role'), { policies: ['AmazonDMSVPCManagementRole'], tags: ['created-by'] });
  }

  private async deployExistingVpc(): Promise<void> {
    this.world.putCertificate(`arn:aws:dms:${REGION}:${ACCOUNT}:cert:RDSGLOBAL`, 'rds-global');
    await this.deploy(EXISTING_VPC, 'sample-existing-vpc');
    expectEqual('status of Warehouse', await this.clients.stackStatus('Warehouse'), 'CREATE_COMPLETE');
    this.expectStep('existingVpc');
    expectDeployed(this.world.dms, this.cdk.template('sample-existing-vpc', 'Warehouse'));
  }

  private async deployAgain(): Promise<void> {
    await this.deploy(SAMPLE, 'again');
    await this.deploy(EXISTING_VPC, 'again-existing-vpc');
    this.expectStep('again');
  }

  private async changeTableMappings(): Promise<void> {
    const { ReplicationTaskArn: before } = this.orders.task('archive');
    await this.change('table-mappings', { tableMappings: TABLE_MAPPINGS });
    this.expectStep('tableMappings');
    expectEqual('table mappings of the task', this.orders.task('archive').TableMappings, TABLE_MAPPINGS);
    expectEqual('ARN of the task', this.orders.task('archive').ReplicationTaskArn, before);
    expectEqual('status of the tasks', this.orders.statuses, RUNNING);
  }

  private async changeEndpoint(): Promise<void> {
    this.orders.loadFor(SHORT_MINUTES); // from when they are resumed
    await this.change('endpoint', { targetAttributes: TARGET_ATTRIBUTES });
    this.expectStep('endpoint');
    expectEqual('extra connection attributes of the target', this.orders.target.ExtraConnectionAttributes, TARGET_ATTRIBUTES);
    expectEqual('status of the tasks', this.orders.statuses, RUNNING);
    expectEqual('class of the instance', this.orders.instanceClass, this.orders.classes.FullLoadClass);
  }

  private async load(): Promise<void> {
    await this.runUntilAtRest(this.orders.classes.CdcClass);
    this.expectStep('load');
    await this.tellInvocations();
  }

  private async giveStorage(): Promise<void> {
    await this.change('storage', { storage: String(MORE_STORAGE) });
    this.expectStep('storage');
    expectEqual('storage of the instance', this.orders.instance.AllocatedStorage, MORE_STORAGE);
    expectEqual('status of the tasks', this.orders.statuses, RUNNING);
    expectEqual('class of the instance', this.orders.instanceClass, this.orders.classes.CdcClass);
    for (let minute = 0; minute < 5; minute++) await this.world.runMinute();
    expectEqual('class of the instance, 5 minutes later', this.orders.instanceClass, this.orders.classes.CdcClass);
    this.expectStep('storage');
    await this.tellInvocations();
  }

  /** ministack sets the alarm, and shows it to the controller; it does not tell EventBridge. */
  private async raiseAlarm(): Promise<void> {
    const name = (await this.clients.physicalIds('OrdersMigration'))[this.orders.logicalId('PhaseScalingLowMemory')];
    await this.clients.cloudWatch.send(new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'set by the test' }));
    const { MetricAlarms: [alarm] = [] } = await this.clients.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name ?? ''] }));
    expectEqual('state of the alarm', alarm?.StateValue, 'ALARM');
    await this.world.putEvent({
      'source': 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      'resources': [alarm?.AlarmArn ?? ''],
      'detail': { alarmName: name, state: { value: 'ALARM' }, previousState: { value: 'OK' } },
    });
    await this.runUntilAtRest(this.orders.classes.FullLoadClass);
    this.expectStep('alarm');
    await this.tellInvocations();
  }

  private async deleteStacks(): Promise<void> {
    for (const [stack, changes] of Object.entries(expected.DELETED)) {
      const before = this.world.latestChanges.length;
      expectEqual(`status of ${stack}`, await this.world.runDuring(this.clients.deleteStack(stack)), 'DELETE_COMPLETE');
      this.expectChanges(changes, before);
    }
    const { instances, endpoints, tasks } = this.world.dms.snapshot();
    expectEqual('what is left in DMS', [...instances, ...endpoints, ...tasks].map(({ identifier }) => identifier), []);
    const { abandoned } = await this.world.invocations();
    for (const failure of abandoned) console.log(`       overtaken by the deletion: ${JSON.stringify(failure)}`);
    await this.tellInvocations();
  }

  /** All of it but the deletion; the rehearsal has to do to DMS, step by step, what was done here. */
  private async rehearse(): Promise<void> {
    const [sample, existingVpc, tableMappings, endpoint, storage] = ['sample', 'sample-existing-vpc', 'table-mappings', 'endpoint', 'storage'].map((name) => this.cdk.assembly(name));
    const rehearsed = await rehearsedChanges({ sample, existingVpc, tableMappings, endpoint, storage, minutes: [LONG_MINUTES, SHORT_MINUTES] });
    for (const [step, order] of Object.entries(expected.STEPS) as [expected.Step, Order][]) {
      expectEqual(`played on the emulator, too: ${step}`, this.held.has(step), true);
      expectOrder(`changes in DMS, rehearsed: ${step}`, rehearsed[step], order);
    }
  }

  private async deploy(app: string, assembly: string, context?: Readonly<Record<string, string>>): Promise<void> {
    await this.world.runDuring(this.cdk.deploy(app, assembly, context));
  }

  /** Deploys the sample with a change, and with all that was changed before. */
  private async change(assembly: string, what: Readonly<Record<string, string>>): Promise<void> {
    this.context = { ...this.context, ...what };
    await this.deploy(CHANGED, assembly, this.context);
    expectEqual('status of OrdersMigration', await this.clients.stackStatus('OrdersMigration'), 'UPDATE_COMPLETE');
  }

  private async runUntilAtRest(instanceClass: string): Promise<void> {
    const minutes = await this.world.runUntil(`tasks that run on ${instanceClass}`, () => this.orders.isAtRest(instanceClass), MOST_MINUTES);
    console.log(`       (${minutes} virtual minutes)`);
    expectEqual('class of the instance', this.orders.instanceClass, instanceClass);
  }

  private expectStep(step: expected.Step): void {
    this.expectChanges(expected.STEPS[step]);
    this.held.add(step);
  }

  private expectChanges(order: Order, from = 0): void {
    expectOrder('changes in DMS', linesOf(this.world.latestChanges.slice(from)), order);
  }

  private async tellInvocations(): Promise<void> {
    const { counts } = await this.world.invocations();
    console.log(`       (invocations by EventBridge so far: ${Object.values(counts).reduce((sum, count) => sum + count, 0)})`);
  }
}
