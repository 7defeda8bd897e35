import * as path from 'node:path';
import type { DeploymentResult } from '../simulator/cloudformation';
import { Account, type AccountOptions } from './account';
import { readAssembly, type Assembly } from './assembly';
import { ChangeLog } from './changes';
import { bringGiven, environmentOfGiven, givenIn } from './given';
import { carryOut } from './happenings';
import { judge } from './judgement';
import { resultOf } from './make-result';
import { namesIn, type Names } from './names';
import { Operator } from './operator';
import { RehearsalError } from './problem';
import type { Deployment } from './records';
import { checkNames, workloadGiven } from './references';
import { isAtRest, isLoaded } from './rest';
import type { RehearsalResult } from './result';
import type { Anchor, Happening, RehearsalScenario } from './scenario';
import { Watcher } from './watcher';
import { assumedWorkload } from './workload';

export interface PlayOptions extends Pick<AccountOptions, 'tell'> {
  /** What directories of a scenario are relative to. */
  readonly baseDirectory: string;
  /** Called whenever time has passed. */
  readonly pace?: (account: Account) => Promise<void> | undefined;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** After this long without a change in DMS, nothing more is expected of what is not at rest. */
const QUIET = 12 * HOUR;
/** What is done late in a rehearsal has so long to show what comes of it. */
const AFTER_HAPPENINGS = 6 * HOUR;
const LONGEST = 90 * DAY;

/** One rehearsal: a deployment, the migration, and what is done to it meanwhile. */
export class Play {
  public readonly deployments: Deployment[] = [];
  public readonly reached = new Map<Anchor, number>();
  private readonly account: Account;
  private readonly watcher: Watcher;
  private readonly changes: ChangeLog;
  private readonly operator: Operator;
  private readonly names: Names;
  private readonly assemblies = new Map<string, Assembly>();
  /** Deployments that are to be made as soon as no other is under way. */
  private readonly toDeploy: Assembly[] = [];
  private lastHappening = 0;
  private waiting: readonly Happening[];

  constructor(private readonly assembly: Assembly, private readonly scenario: RehearsalScenario, private readonly options: PlayOptions) {
    const { happenings = [], noCapacity = [] } = scenario;
    const unreadable = this.readAssemblies(happenings);
    this.names = namesIn([assembly, ...this.assemblies.values()]);
    checkNames(scenario, this.names, unreadable);
    this.waiting = happenings;
    this.account = new Account(assembly, scenario, {
      ...environmentOf(assembly),
      ...options.tell && { tell: options.tell },
      pace: () => this.passed(),
    });
    this.watcher = new Watcher(this.account);
    this.changes = new ChangeLog(this.account.dms);
    this.operator = new Operator(this.account);
    this.account.dms.setNoCapacity(noCapacity);
    this.giveWorkloads();
    this.adoptCertificates(assembly);
  }

  public async play(): Promise<RehearsalResult> {
    const { scenario, account, watcher, deployments, changes, operator, reached } = this;
    await bringGiven(givenIn(this.assembly), this.assembly, account);
    changes.all.splice(0);
    this.reach('start');
    if (await this.deploy(this.assembly)) {
      this.reach('deployed');
      await this.operator.startWhatWaits();
      await this.migrate();
    }
    watcher.look();
    for (const { at } of this.waiting) account.chronicle.note('scenario', 'scenario', `something is not done, because it did not come to '${at.anchor}'`);
    judge(scenario, { account, watcher, operator, deployments });
    return resultOf(scenario, { account, watcher, deployments, changes, reached });
  }

  private async migrate(): Promise<void> {
    const { agenda } = this.account;
    const limit = agenda.now + LONGEST;
    while (agenda.now < limit && !this.isOver()) {
      const next = this.toDeploy.shift();
      if (next !== undefined) await this.deploy(next);
      const minute = agenda.now + MINUTE;
      while (agenda.now < minute && this.toDeploy.length === 0) await agenda.advance(minute);
    }
  }

  private isOver(): boolean {
    const { agenda } = this.account;
    const { days = 1 } = this.scenario;
    if (this.toDeploy.length > 0) return false;
    const cdc = this.reached.get('cdc');
    const rests = isAtRest(this.account);
    if (cdc !== undefined && rests) return agenda.now >= Math.max(cdc + days * DAY, this.lastHappening + AFTER_HAPPENINGS);
    const isLoading = this.account.inspect().tasks.some(({ works, stage }) => works && stage !== 'cdc');
    return !isLoading && agenda.now >= Math.max(this.watcher.lastChangeAt + QUIET, this.lastHappening + AFTER_HAPPENINGS);
  }

  private passed(): Promise<void> | undefined {
    const before = this.watcher.lastChangeAt;
    this.watcher.look();
    if (this.watcher.lastChangeAt !== before && this.reached.has('deployed')) {
      if (!this.reached.has('loaded') && isLoaded(this.account)) this.reach('loaded');
      if (!this.reached.has('cdc') && isAtRest(this.account)) this.reach('cdc');
    }
    return this.options.pace?.(this.account);
  }

  /** What counts from here is put on the agenda. */
  private reach(anchor: Anchor): void {
    const { agenda } = this.account;
    this.reached.set(anchor, agenda.now);
    const due = this.waiting.filter(({ at }) => at.anchor === anchor);
    this.waiting = this.waiting.filter(({ at }) => at.anchor !== anchor);
    for (const happening of due) {
      const time = agenda.now + happening.at.milliseconds;
      this.lastHappening = Math.max(this.lastHappening, time);
      const { account, operator, names } = this;
      agenda.at(time, () => carryOut(happening, { account, operator, names, deploy: (directory) => this.queue(directory) }));
    }
  }

  private queue(directory: string | undefined): void {
    this.toDeploy.push(directory === undefined ? this.assembly : this.assemblyAt(directory));
  }

  /** Gives what is wrong with them. */
  private readAssemblies(happenings: readonly Happening[]): string[] {
    return happenings.flatMap(({ deploy }, index) => {
      if (deploy === undefined) return [];
      try {
        this.assemblyAt(deploy);
        return [];
      } catch (error) {
        if (!(error instanceof RehearsalError)) throw error;
        return [`happenings[${index}].deploy: ${error.message}`];
      }
    });
  }

  private assemblyAt(directory: string): Assembly {
    const there = this.assemblies.get(directory) ?? readAssembly(path.resolve(this.options.baseDirectory, directory));
    this.assemblies.set(directory, there);
    return there;
  }

  /** Deploys all stacks, until one of them fails; gives whether none did. */
  private async deploy(assembly: Assembly): Promise<boolean> {
    const { deployer, agenda } = this.account;
    this.account.assembly = assembly;
    const number = (this.deployments.at(-1)?.number ?? 0) + 1;
    for (const { name, template, tags } of assembly.stacks) {
      if (Object.keys(template.Resources ?? {}).length === 0) continue; // as the CDK's command line does
      const [began, calls, changes] = [agenda.now, this.callsOfFunctions, this.changes.all.length];
      let outcome: Pick<DeploymentResult, 'succeeded' | 'changed' | 'reason'> & { readonly status: string };
      try {
        outcome = await deployer.deploy(name, template, { tags });
      } catch (fault) {
        if (!(fault instanceof Error) || fault.name !== 'StackFault') throw fault;
        outcome = { succeeded: false, changed: false, status: 'CREATE_FAILED', reason: fault.message };
      }
      const { succeeded, changed, status, reason } = outcome;
      this.deployments.push({
        stack: name, number, status, changed, startedAt: began, seconds: Math.round((agenda.now - began) / 1000),
        ...reason !== undefined && { reason: this.reasonOf(name) ?? reason },
        calls: this.callsOfFunctions - calls, changes: this.changes.all.length - changes,
      });
      if (!succeeded) return false;
    }
    return true;
  }

  private get callsOfFunctions(): number {
    return this.account.router.dmsCalls;
  }

  /** The first thing that failed says more than CloudFormation's list of what did. */
  private reasonOf(stack: string): string | undefined {
    const failed = [...this.account.deployer.events].reverse();
    const isBegin = /^(CREATE|UPDATE)_IN_PROGRESS$/;
    const begun = failed.findIndex(({ logicalId, stackName, status }) => stackName === stack && logicalId === stack && isBegin.test(status));
    const isCause = (status: string, reason: string | undefined): boolean => status.endsWith('_FAILED') && !/cancelled/i.test(reason ?? 'cancelled');
    return failed.slice(0, begun).reverse().find(({ status, reason }) => isCause(status, reason))?.reason;
  }

  private giveWorkloads(): void {
    const { dms, chronicle } = this.account;
    dms.onCall(({ operation, input, outcome }) => {
      if (operation !== 'CreateReplicationTask' || outcome !== 'ok') return;
      const { ReplicationTaskIdentifier, TableMappings, MigrationType } = input as Readonly<Record<string, string>>;
      const name = ReplicationTaskIdentifier.toLowerCase();
      const given = workloadGiven(this.scenario, this.names, name);
      const { workload, says } = given === undefined ? assumedWorkload(TableMappings, MigrationType, this.names.tasks.length) : { workload: given, says: 'has the workload of the scenario' };
      dms.setWorkload(name, workload);
      chronicle.note('scenario', name, says);
    });
  }

  /** Certificates that templates name were imported before. */
  private adoptCertificates({ stacks, nestedTemplates }: Assembly): void {
    const text = JSON.stringify([...stacks.map(({ template }) => template), ...nestedTemplates()]);
    const { dms } = this.account;
    for (const [, arn] of text.matchAll(/"CertificateArn":"(arn:[^"]+)"/g)) dms.adoptCertificate(arn);
  }
}

/** Where the stacks with DMS in them are deployed; what is not known is assumed. */
function environmentOf(assembly: Assembly): Pick<AccountOptions, 'region' | 'account'> {
  const found = assembly.stacks.find(({ region, account, template }) => (region ?? account) !== undefined && JSON.stringify(template).includes('AWS::DMS::'));
  const { region, account } = found ?? {};
  return { ...environmentOfGiven(givenIn(assembly)), ...region !== undefined && { region }, ...account !== undefined && { account } };
}
