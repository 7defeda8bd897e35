/**
 * `npm run e2e`: the samples, deployed by the CDK's own command line to an engine that knows nothing of this project, and a migration played on
 * them. See README.md for what takes part and what cannot be tested so.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { StartReplicationTaskCommand, TestConnectionCommand } from '@aws-sdk/client-database-migration-service';
import { Cdk, type Resource } from './cdk';
import { expectEqual, Unexpected } from './checking';
import { Clients } from './clients';
import { describeAll, expectDeployed } from './deployed';
import { ACCOUNT, Emulator, REGION } from './emulator';
import { World, type Change } from './world';

const SAMPLE = 'bin/sample.ts';
const EXISTING_VPC = 'bin/sample-existing-vpc.ts';
const CHANGED = 'e2e/changed-sample.ts';
const INSTANCE = 'AWS::DMS::ReplicationInstance';
const TASK = 'AWS::DMS::ReplicationTask';
const MORE_STORAGE = 260;
const TABLE_MAPPINGS = JSON.stringify({
  rules: ['archive', 'archive_2019'].map((schema, index) => ({
    'rule-type': 'selection', 'rule-id': String(index + 1), 'rule-name': `include-${schema}-all`.replace('_', '-'),
    'object-locator': { 'schema-name': schema, 'table-name': '%' }, 'rule-action': 'include',
  })),
});
/** Virtual minutes within which things have to be as they are to be; far more than the simulator can take. */
const MOST_MINUTES = 240;

class Run {
  private readonly clients: Clients;
  private readonly cdk: Cdk;
  private orders: Record<string, Resource> = {};

  constructor(private readonly world: World, private readonly emulator: Emulator, directory: string) {
    this.clients = new Clients(emulator.url);
    this.cdk = new Cdk(emulator.environment, directory);
  }

  public get steps(): Record<string, () => Promise<void>> {
    return {
      'bootstrap': () => this.bootstrap(),
      'deploy the sample': () => this.deploySample(),
      'deploy the sample with a VPC that is there already': () => this.deployExistingVpc(),
      'deploy again without a change': () => this.deployAgain(),
      'change the table mappings of a task that was never started': () => this.changeTableMappings(),
      'start the tasks, and let them load': () => this.migrate(),
      'give the instance more storage': () => this.giveStorage(),
      'an alarm says that the class is too small': () => this.raiseAlarm(),
      'delete the stacks': () => this.deleteStacks(),
    };
  }

  private async bootstrap(): Promise<void> {
    await this.cdk.bootstrap(ACCOUNT, REGION);
    expectEqual('status of CDKToolkit', await this.clients.stackStatus('CDKToolkit'), 'CREATE_COMPLETE');
  }

  private async deploySample(): Promise<void> {
    await this.deploy(SAMPLE);
    for (const stack of ['OrdersDatabase', 'OrdersMigration']) expectEqual(`status of ${stack}`, await this.clients.stackStatus(stack), 'CREATE_COMPLETE');
    this.orders = this.cdk.template(SAMPLE, 'OrdersMigration');
    expectDeployed(this.world.dms, this.orders);
    expectEqual('class of the instance', this.instance.ReplicationInstanceClass, this.classes.FullLoadClass);
    const ids = Object.values(await this.clients.physicalIds('OrdersMigration'));
    const parts = ['Class', 'Watch'].map((part) => `${this.instanceName}/${part}`);
    expectEqual('answers of the phase controller', parts.filter((id) => ids.includes(id)), parts);
    expectEqual('dms-vpc-role, which the custom resource created', await this.clients.role('dms-vpc-role'), { policies: ['AmazonDMSVPCManagementRole'], tags: ['created-by'] });
  }

  private async deployExistingVpc(): Promise<void> {
    this.world.putCertificate(`arn:aws:dms:${REGION}:${ACCOUNT}:cert:RDSGLOBAL`, 'rds-global');
    await this.deploy(EXISTING_VPC);
    expectEqual('status of Warehouse', await this.clients.stackStatus('Warehouse'), 'CREATE_COMPLETE');
    expectDeployed(this.world.dms, this.cdk.template(EXISTING_VPC, 'Warehouse'));
  }

  private async deployAgain(): Promise<void> {
    for (const app of [SAMPLE, EXISTING_VPC]) await this.deploy(app);
    expectEqual('calls that change something', this.world.latestChanges, []);
  }

  private async changeTableMappings(): Promise<void> {
    const before = this.task('archive').ReplicationTaskArn;
    await this.deploy(CHANGED, { tableMappings: TABLE_MAPPINGS });
    expectEqual('status of OrdersMigration', await this.clients.stackStatus('OrdersMigration'), 'UPDATE_COMPLETE');
    expectEqual('changes in DMS', this.operations(), ['ModifyReplicationTask']);
    expectEqual('table mappings of the task', this.task('archive').TableMappings, TABLE_MAPPINGS);
    expectEqual('ARN of the task', this.task('archive').ReplicationTaskArn, before);
  }

  private async migrate(): Promise<void> {
    const tasks = ['sales', 'archive'].map((name) => this.task(name));
    const { ReplicationInstanceArn, SourceEndpointArn, TargetEndpointArn } = tasks[0] as Record<string, string>;
    for (const EndpointArn of [SourceEndpointArn, TargetEndpointArn]) {
      await this.clients.dms.send(new TestConnectionCommand({ ReplicationInstanceArn, EndpointArn }));
    }
    await this.world.runMinute();
    await this.world.runMinute();
    this.loadFor({ sales: 20, archive: 35 });
    for (const { ReplicationTaskArn } of tasks as { ReplicationTaskArn: string }[]) {
      await this.clients.dms.send(new StartReplicationTaskCommand({ ReplicationTaskArn, StartReplicationTaskType: 'start-replication' }));
    }
    const minutes = await this.world.runUntil('the class for change data capture', () => this.isAtRest(this.classes.CdcClass), MOST_MINUTES);
    console.log(`       (${minutes} virtual minutes)`);
    expectEqual('class of the instance', this.instance.ReplicationInstanceClass, this.classes.CdcClass);
    const classes = this.inputs('ModifyReplicationInstance').map(({ ReplicationInstanceClass }) => ReplicationInstanceClass);
    expectEqual('changes of the class', classes, [this.classes.CdcClass]);
    await this.expectNoFailures();
  }

  private async giveStorage(): Promise<void> {
    await this.deploy(CHANGED, { tableMappings: TABLE_MAPPINGS, storage: String(MORE_STORAGE) });
    expectEqual('status of OrdersMigration', await this.clients.stackStatus('OrdersMigration'), 'UPDATE_COMPLETE');
    expectEqual('storage of the instance', this.instance.AllocatedStorage, MORE_STORAGE);
    expectEqual('class of the instance', this.instance.ReplicationInstanceClass, this.classes.CdcClass);
    for (let minute = 0; minute < 5; minute++) await this.world.runMinute();
    expectEqual('class of the instance, 5 minutes later', this.instance.ReplicationInstanceClass, this.classes.CdcClass);
    expectEqual('status of the tasks', this.statuses(), ['running', 'running']);
    expectEqual('changes in DMS', this.operations(), ['ModifyReplicationInstance']);
    await this.expectNoFailures();
  }

  /** ministack sets the alarm, and shows it to the controller; it does not tell EventBridge. */
  private async raiseAlarm(): Promise<void> {
    const logicalId = Object.keys(this.orders).find((id) => id.startsWith('PhaseScalingLowMemory')) ?? '';
    const name = (await this.clients.physicalIds('OrdersMigration'))[logicalId];
    await this.clients.cloudWatch.send(new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'set by the test' }));
    const { MetricAlarms: [alarm] = [] } = await this.clients.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name ?? ''] }));
    expectEqual('state of the alarm', alarm?.StateValue, 'ALARM');
    await this.world.putEvent({
      'source': 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      'resources': [alarm?.AlarmArn ?? ''],
      'detail': { alarmName: name, state: { value: 'ALARM' }, previousState: { value: 'OK' } },
    });
    const minutes = await this.world.runUntil('the larger class', () => this.isAtRest(this.classes.FullLoadClass), MOST_MINUTES);
    console.log(`       (${minutes} virtual minutes)`);
    expectEqual('class of the instance', this.instance.ReplicationInstanceClass, this.classes.FullLoadClass);
    await this.expectNoFailures();
  }

  /**
   * Once the custom resources are gone, CloudFormation deletes the controller's permission for its schedule before the schedule: a call in between
   * finds that it may not disable it. Nothing depends on such a call any more.
   */
  private async deleteStacks(): Promise<void> {
    this.world.toleratedFailures = /events:(DisableRule|PutRule)/;
    for (const stack of ['Warehouse', 'OrdersMigration', 'OrdersDatabase']) {
      expectEqual(`status of ${stack}`, await this.world.runDuring(this.clients.deleteStack(stack)), 'DELETE_COMPLETE');
    }
    const { instances, endpoints, tasks } = this.world.dms.snapshot();
    const { failures } = await this.emulator.idle();
    for (const { event, result } of failures) console.log(`       tolerated: ${event}: ${result}`);
    expectEqual('what is left in DMS', [...instances, ...endpoints, ...tasks].map(({ identifier }) => identifier), []);
  }

  private async deploy(app: string, context?: Record<string, string>): Promise<void> {
    await this.world.runDuring(this.cdk.deploy(app, context));
  }

  /** How many minutes each task loads, in three tables one after the other. */
  private loadFor(minutes: Record<string, number>): void {
    for (const [name, each] of Object.entries(minutes)) {
      const tables = ['first', 'second', 'third'].map((table) => ({ schema: name, name: table, seconds: each * 20 }));
      this.world.dms.setWorkload(String(this.task(name).ReplicationTaskIdentifier), { tables });
    }
  }

  private isAtRest(instanceClass: string): boolean {
    const { ReplicationInstanceClass: found, ReplicationInstanceStatus: status } = this.instance;
    return found === instanceClass && status === 'available' && this.statuses().every((each) => each === 'running');
  }

  private statuses(): unknown[] {
    return ['sales', 'archive'].map((name) => this.task(name).Status);
  }

  private operations(): string[] {
    return this.world.latestChanges.map(({ operation }) => operation);
  }

  private inputs(operation: string): Record<string, unknown>[] {
    return this.world.latestChanges.filter((change) => change.operation === operation).map(({ input }) => input as Record<string, unknown>);
  }

  private get instanceName(): string {
    const found = Object.values(this.orders).find(({ Type }) => Type === INSTANCE);
    return String(found?.Properties.ReplicationInstanceIdentifier);
  }

  private get instance(): Readonly<Record<string, unknown>> {
    return describeAll(this.world.dms, INSTANCE)[this.instanceName] ?? {};
  }

  private task(name: string): Readonly<Record<string, unknown>> {
    return Object.entries(describeAll(this.world.dms, TASK)).find(([identifier]) => identifier.startsWith(`ordersmigration-${name}-`))?.[1] ?? {};
  }

  /** As the sample's sizing has them. */
  private get classes(): { readonly FullLoadClass: string; readonly CdcClass: string } {
    const found = Object.values(this.orders).find(({ Type, Properties }) => Type === 'Custom::DmsPhaseScaling' && Properties.Part === 'Class');
    return found?.Properties as { FullLoadClass: string; CdcClass: string };
  }

  private async expectNoFailures(): Promise<void> {
    const { failures, counts } = await this.emulator.idle();
    expectEqual('invocations that failed', failures, []);
    console.log(`       (invocations so far: ${Object.values(counts).reduce((sum, count) => sum + count, 0)})`);
  }
}

async function main(): Promise<void> {
  const directory = path.join(__dirname, 'out');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  const world = new World(path.join(directory, 'leap'));
  await world.start();
  const recorded: { readonly step: string; readonly changes: readonly Change[] }[] = [];
  let emulator: Emulator | undefined;
  try {
    console.log('== start the simulator and ministack');
    emulator = await Emulator.start({ directory, simulatorUrl: world.url, timeUrl: world.timeUrl, leapFile: world.leapFile });
    world.deliverTo(emulator);
    for (const [step, play] of Object.entries(new Run(world, emulator, directory).steps)) {
      console.log(`== ${step}`);
      const began = performance.now();
      try {
        await play();
      } finally {
        const changes = world.takeChanges();
        recorded.push({ step, changes });
        console.log(`   (${Math.round((performance.now() - began) / 1000)} s) changes in DMS: ${countsOf(changes)}`);
      }
    }
    console.log('== all as it has to be');
  } catch (fault) {
    if (!(fault instanceof Unexpected)) throw fault;
    console.log(`FAILED: ${fault.message}\n  see e2e/out/ministack.log`);
    process.exitCode = 1;
  } finally {
    writeFileSync(path.join(directory, 'changes.json'), `${JSON.stringify(recorded, undefined, 2)}\n`);
    await emulator?.stop();
    await world.stop();
  }
}

function countsOf(changes: readonly Change[]): string {
  const counts = new Map<string, number>();
  for (const { operation, outcome } of changes) {
    const name = outcome === 'ok' ? operation : `${operation} (${outcome})`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
main().catch((fault: unknown) => {
  console.error(fault);
  process.exitCode = 1;
}).finally(() => process.exit());
