import { decide, NOTHING_KNOWN, remember, type Decision, type Memory, type SeenRole } from '../../control/service-roles';
import { judgeTrust, type Place } from '../../control/trust';
import { describeProblem, type Problem } from '../../plan/problem';
import type { ChangeOutcome, Clock, IamApi } from './iam-api';
import { deniedProblem, failureProblem, faultProblem } from './problems';
import type { ServiceRolesRequest, WantedRole } from './request';

/** What handlers tell each other through the role; the second one is taken off when the role has its policy. */
const CREATED_BY_TAG = { key: 'created-by', value: 'cdk-dms-migrations' };
const INCOMPLETE_TAG = { key: 'cdk-dms-migrations:incomplete', value: 'true' };

const PAUSE_MILLISECONDS = 5_000;
/**
 * The function's own role is as new as the function, so its first calls may be denied for want of propagation [derived].
 */
const DENIED_MILLISECONDS = 60_000;

/** Everything outside the handler. */
export interface Surroundings {
  readonly api: IamApi;
  readonly clock: Clock;
  /** Writes one line. */
  readonly log: (entry: Record<string, unknown>) => void;
}

/** Says to CloudFormation what is wrong and how to mend it. */
export class ServiceRolesError extends Error {
  public constructor(public readonly problems: readonly Problem[]) {
    super(problems.map(describeProblem).join(' '));
    this.name = 'ServiceRolesError';
    // The stack is what CDK's entrypoint gives CloudFormation as the reason; a minified trace helps nobody there.
    this.stack = this.message;
  }
}

/**
 * Returns when all roles are there and have spread, however they came to be; throws {@link ServiceRolesError} with all that
 * is wrong with any of them otherwise.
 *
 * @param deadline when to give up, in milliseconds of the clock.
 */
export async function ensureRoles(around: Surroundings, request: ServiceRolesRequest, deadline: number): Promise<void> {
  const problems = await Promise.all(request.roles.map((role) => ensureRole(around, request, role, deadline)));
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new ServiceRolesError(found);
}

async function ensureRole(around: Surroundings, request: ServiceRolesRequest, role: WantedRole, deadline: number): Promise<Problem | undefined> {
  const { clock, log } = around;
  const started = clock.now();
  let memory = NOTHING_KNOWN;
  for (;;) {
    try {
      const seen = await look(around, role, request.place);
      memory = remember(memory, seen, clock.now());
      const decision = decide(seen, memory, { mayCreate: request.mayCreate, deadline }, clock.now());
      log({ role: role.name, ...decision });
      if (decision.kind === 'ready') return undefined;
      if (decision.kind === 'fail') return failureProblem(role, decision.failure, request.place);
      memory = await act(around, request, role, decision, memory);
    } catch (thrown) {
      const fault = thrown instanceof Error ? thrown : new Error(String(thrown));
      const denied = fault.name.startsWith('AccessDenied');
      log({ role: role.name, fault: fault.name, message: fault.message });
      if (!denied) return faultProblem(role, fault);
      if (clock.now() - started >= DENIED_MILLISECONDS || clock.now() >= deadline) return deniedProblem(role, fault);
    }
    await clock.sleep(PAUSE_MILLISECONDS);
  }
}

async function look({ api, clock }: Surroundings, wanted: WantedRole, place: Place): Promise<SeenRole | undefined> {
  const role = await api.role(wanted.name);
  if (role === undefined) return undefined;
  const refused: Record<string, 'notTrusted' | 'otherAccount' | 'otherRegion'> = {};
  for (const service of wanted.services) {
    const verdict = judgeTrust(role.trustPolicy, service, place);
    if (verdict !== 'trusted') refused[service] = verdict;
  }
  return {
    refused,
    incomplete: role.tags[INCOMPLETE_TAG.key] === INCOMPLETE_TAG.value,
    policies: await api.policies(wanted.name),
    ageSeconds: role.createdAt === undefined ? Infinity : (clock.now() - role.createdAt) / 1000,
  };
}

async function act(
  { api, log }: Surroundings, { permissionsBoundary }: ServiceRolesRequest, role: WantedRole, decision: Decision, memory: Memory,
): Promise<Memory> {
  let outcome: ChangeOutcome;
  switch (decision.kind) {
    case 'create':
      outcome = await api.createRole({
        name: role.name,
        description: 'AWS DMS finds this role by its name; every stack and Region of the account shares it',
        trustPolicy: JSON.stringify(role.trustPolicy),
        permissionsBoundary,
        tags: { [CREATED_BY_TAG.key]: CREATED_BY_TAG.value, [INCOMPLETE_TAG.key]: INCOMPLETE_TAG.value },
      });
      memory = { ...memory, exists: outcome === 'done' || outcome === 'exists' };
      break;
    case 'attach':
      outcome = await api.attachPolicy(role.name, role.managedPolicyArn);
      memory = { ...memory, attached: outcome === 'done' };
      break;
    case 'unmark':
      outcome = await api.untag(role.name, INCOMPLETE_TAG.key);
      break;
    default:
      return memory;
  }
  log({ role: role.name, ...decision, outcome });
  return memory;
}
