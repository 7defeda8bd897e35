import type { Failure } from '../../control/service-roles';
import type { Place } from '../../control/trust';
import { error, list, type Problem } from '../../plan/problem';
import type { WantedRole } from './request';

const WITHOUT_IT: Readonly<Record<string, string>> = {
  'dms-vpc-role': 'DMS takes this role by its name and can create neither subnet groups nor instances without it',
  'dms-cloudwatch-logs-role': 'DMS takes this role by its name and writes no task logs without it',
  'dms-access-for-endpoint': 'DMS takes this role by its name and cannot load Redshift without it',
};

/** What a failure means to the one who deploys. */
export function failureProblem(role: WantedRole, failure: Failure, { account, region }: Place): Problem {
  const where = role.name;
  const why = WITHOUT_IT[role.name] ?? 'DMS takes this role by its name';
  switch (failure.reason) {
    case 'missing':
      return error({
        code: 'serviceRoleMissing',
        where,
        what: `is no role of account ${account}, or IAM has not shown it in time`,
        why,
        mend: 'Deploy again, with a longer timeout if IAM is slow, or create the role first',
      });
    case 'noPolicy':
      return error({
        code: 'serviceRoleNoPolicy',
        where,
        what: `has no policy in account ${account}`,
        why: `${why}, and a role that somebody else created is never changed`,
        mend: `Attach ${role.managedPolicyArn} to it, or delete it and deploy again`,
      });
    case 'trust': {
      const services = Object.keys(failure.refused);
      const principals = list(services.map((service) => `${service}.amazonaws.com`));
      const reasons = Object.values(failure.refused);
      const condition = reasons.includes('otherRegion') ? `, for its conditions leave out Region ${region}`
        : reasons.includes('otherAccount') ? `, for its conditions leave out account ${account}` : '';
      return error({
        code: 'serviceRoleTrust',
        where,
        what: `does not let ${principals} assume it in account ${account}${condition}`,
        why: `${why}, and a role that somebody else created is never changed`,
        mend: `Let its trust policy allow sts:AssumeRole to ${principals}${condition === '' ? '' : ' there'}, or delete it and deploy again`,
      });
    }
    default: {
      const unreachable: never = failure;
      throw new Error(`unknown failure ${JSON.stringify(unreachable)}`);
    }
  }
}

/** What it means that IAM refused a call for good. */
export function deniedProblem(role: WantedRole, fault: Error): Problem {
  return error({
    code: 'serviceRoleDenied',
    where: role.name,
    what: `could not be read or created: ${fault.message.replace(/\.$/, '')}`,
    why: 'A service control policy, a permissions boundary or a path of the role other than / may stand against it',
    mend: 'Allow it, or create the role by other means and use mode EXISTING',
  });
}

/** What it means that IAM found fault with what it was given, or failed. */
export function faultProblem(role: WantedRole, fault: Error): Problem {
  return error({
    code: 'serviceRoleFault',
    where: role.name,
    what: `could not be made ready: ${fault.name}: ${fault.message.replace(/\.$/, '')}`,
    why: 'IAM refused a call or did not answer',
    mend: 'Mend what it names and deploy again; what is done is kept',
  });
}
