import { App, Aws, CfnParameter, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnReplicationSubnetGroup } from 'aws-cdk-lib/aws-dms';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { DmsServiceRoles, ServiceRole, ServiceRolesMode, type DmsServiceRolesProps } from '../../lib/constructs/dms-service-roles';

const ACCOUNT = '111111111111';

function synth(props?: DmsServiceRolesProps, env = { account: ACCOUNT, region: 'eu-west-1' }) {
  const stack = new Stack(new App(), 'Test', { env });
  const roles = new DmsServiceRoles(stack, 'Roles', props);
  return { stack, roles, template: () => Template.fromStack(stack) };
}

function subnetGroup(stack: Stack): CfnReplicationSubnetGroup {
  return new CfnReplicationSubnetGroup(stack, 'Group', { replicationSubnetGroupDescription: 'Test', subnetIds: ['subnet-1', 'subnet-2'] });
}

test('asks for the roles of instances and logs, with what they are to be', () => {
  synth().template().hasResourceProperties('Custom::DmsServiceRoles', {
    Roles: [
      { Name: 'dms-cloudwatch-logs-role', ManagedPolicyArn: Match.anyValue(), TrustPolicy: Match.objectLike({ Version: '2012-10-17' }) },
      { Name: 'dms-vpc-role', ManagedPolicyArn: Match.anyValue(), TrustPolicy: Match.objectLike({ Version: '2012-10-17' }) },
    ],
    MayCreate: 'true',
    Region: 'eu-west-1',
    Account: ACCOUNT,
    TimeoutSeconds: 300,
  });
});

test('has one function, one role and one resource, however many roles', () => {
  const { roles, template } = synth();
  roles.addRole(ServiceRole.ACCESS_FOR_ENDPOINT);
  roles.addRole(ServiceRole.ACCESS_FOR_ENDPOINT);
  template().resourceCountIs('AWS::Lambda::Function', 1);
  template().resourceCountIs('AWS::IAM::Role', 1);
  template().resourceCountIs('AWS::IAM::Policy', 0);
  template().hasResourceProperties('Custom::DmsServiceRoles', { Roles: [Match.anyValue(), Match.anyValue(), Match.anyValue()] });
});

test('lets the function attach to each role its own policy and nothing else', () => {
  const arn = (tail: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, tail]] });
  const { template } = synth({ roles: [ServiceRole.VPC] });
  template().hasResourceProperties('AWS::IAM::Role', {
    Policies: [{
      PolicyName: 'Inline',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
            Resource: [arn(`:iam::${ACCOUNT}:role/dms-vpc-role`)],
          },
          { Effect: 'Allow', Action: 'iam:CreateRole', Resource: [arn(`:iam::${ACCOUNT}:role/dms-vpc-role`)] },
          {
            Effect: 'Allow',
            Action: ['iam:TagRole', 'iam:UntagRole'],
            Resource: [arn(`:iam::${ACCOUNT}:role/dms-vpc-role`)],
            Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['created-by', 'cdk-dms-migrations:incomplete'] } },
          },
          {
            Effect: 'Allow',
            Action: 'iam:AttachRolePolicy',
            Resource: arn(`:iam::${ACCOUNT}:role/dms-vpc-role`),
            Condition: { ArnEquals: { 'iam:PolicyARN': arn(':iam::aws:policy/service-role/AmazonDMSVPCManagementRole') } },
          },
        ],
      },
    }],
  });
});

test('lets the function neither change nor delete a role', () => {
  const text = JSON.stringify(synth().template().toJSON());
  for (const action of ['iam:Delete', 'iam:Detach', 'iam:Put', 'iam:Update', 'iam:PassRole', 'sts:']) {
    expect(text.replaceAll('sts:AssumeRole', '')).not.toContain(`"${action}`);
  }
});

test('creates roles within a permissions boundary, and cannot without it', () => {
  const stack = new Stack(new App(), 'Test');
  const boundary = ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'Boundary');
  new DmsServiceRoles(stack, 'Roles', { permissionsBoundary: boundary });
  Template.fromStack(stack).hasResourceProperties('Custom::DmsServiceRoles', { PermissionsBoundary: stack.resolve(boundary.managedPolicyArn) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Policies: [{
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 'iam:CreateRole',
          Condition: { StringEquals: { 'iam:PermissionsBoundary': stack.resolve(boundary.managedPolicyArn) } },
        })]),
      },
    }],
  });
});

test('gives the function a minute more than the wait', () => {
  const { template } = synth({ timeout: Duration.minutes(2) });
  template().hasResourceProperties('AWS::Lambda::Function', { Timeout: 180, Runtime: 'nodejs22.x', Handler: '__entrypoint__.handler' });
  template().hasResourceProperties('Custom::DmsServiceRoles', { TimeoutSeconds: 120 });
});

test('accepts a wait that is known only at deployment', () => {
  const stack = new Stack(new App(), 'Test');
  const wait = new CfnParameter(stack, 'Wait', { type: 'Number' });
  new DmsServiceRoles(stack, 'Roles', { timeout: Duration.seconds(wait.valueAsNumber) });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Timeout: 900 });
  Template.fromStack(stack).hasResourceProperties('Custom::DmsServiceRoles', { TimeoutSeconds: { Ref: 'Wait' } });
});

test.each([Duration.seconds(59), Duration.millis(500), Duration.minutes(15)])('fails for a wait of %s', (timeout) => {
  expect(() => synth({ timeout }).template()).toThrow('[serviceRolesTimeout]');
});

test('has what depends on it wait for the one resource', () => {
  const { stack, roles, template } = synth();
  subnetGroup(stack).node.addDependency(roles);
  template().hasResource('AWS::DMS::ReplicationSubnetGroup', { DependsOn: [stack.getLogicalId(roles.node.findChild('Resource').node.defaultChild as CfnReplicationSubnetGroup)] });
});

test('fits every partition', () => {
  const { template } = synth({}, { account: ACCOUNT, region: 'cn-north-1' });
  expect(JSON.stringify(template().toJSON())).not.toContain('arn:aws:');
});

test('knows the account and Region at deployment where they are open', () => {
  const stack = new Stack(new App(), 'Test');
  new DmsServiceRoles(stack, 'Roles');
  Template.fromStack(stack).hasResourceProperties('Custom::DmsServiceRoles', { Account: { Ref: 'AWS::AccountId' }, Region: { Ref: 'AWS::Region' } });
});

test('gives the ARN of a role', () => {
  const { stack, roles } = synth();
  expect(stack.resolve(roles.roleArn(ServiceRole.ACCESS_FOR_ENDPOINT))).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:role/dms-access-for-endpoint`]],
  });
});

describe('mode CREATE', () => {
  test('has the roles in the stack, and keeps them when it goes', () => {
    const { template } = synth({ mode: ServiceRolesMode.CREATE });
    template().hasResource('AWS::IAM::Role', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        RoleName: 'dms-vpc-role',
        AssumeRolePolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': ACCOUNT } }) })] }),
        ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonDMSVPCManagementRole']] }],
      },
    });
  });

  test('waits for them with a function that may only read', () => {
    const { template } = synth({ mode: ServiceRolesMode.CREATE });
    template().hasResource('Custom::DmsServiceRoles', {
      Properties: { MayCreate: 'false' },
      DependsOn: ['Rolesdmscloudwatchlogsrole5E4B0D9B', 'RolesdmsvpcroleD5119EE3'],
    });
    template().hasResourceProperties('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: { Statement: [{ Action: ['iam:GetRole', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'] }] } }],
    });
  });

  test('sets the permissions boundary', () => {
    const stack = new Stack(new App(), 'Test');
    const boundary = ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:aws:iam::${Aws.ACCOUNT_ID}:policy/Boundary`);
    new DmsServiceRoles(stack, 'Roles', { mode: ServiceRolesMode.CREATE, permissionsBoundary: boundary });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'dms-vpc-role', PermissionsBoundary: stack.resolve(boundary.managedPolicyArn) });
  });

  test('fails for two stacks of one account', () => {
    const app = new App();
    for (const region of ['eu-west-1', 'us-east-1']) {
      new DmsServiceRoles(new Stack(app, region, { env: { account: ACCOUNT, region } }), 'Roles', { mode: ServiceRolesMode.CREATE });
    }
    expect(() => app.synth()).toThrow('[serviceRolesCreatedTwice]');
  });

  test('is fine in two accounts', () => {
    const app = new App();
    for (const account of [ACCOUNT, '222222222222']) {
      new DmsServiceRoles(new Stack(app, `In${account}`, { env: { account, region: 'eu-west-1' } }), 'Roles', { mode: ServiceRolesMode.CREATE });
    }
    expect(() => app.synth()).not.toThrow();
  });
});

describe('mode EXISTING', () => {
  test('renders nothing, and nothing waits', () => {
    const { stack, roles, template } = synth({ mode: ServiceRolesMode.EXISTING });
    roles.addRole(ServiceRole.ACCESS_FOR_ENDPOINT);
    subnetGroup(stack).node.addDependency(roles);
    expect(Object.values(template().toJSON().Resources as object)).toEqual([expect.not.objectContaining({ DependsOn: expect.anything() })]);
  });
});

describe('of', () => {
  test('is one for each stack, at the same place', () => {
    const stack = new Stack(new App(), 'Test');
    const roles = DmsServiceRoles.of(new NestedStack(stack, 'Nested').node.scope as Stack);
    expect(DmsServiceRoles.of(subnetGroup(stack))).toBe(roles);
    expect(roles.node.path).toBe('Test/DmsServiceRoles');
  });

  test('is what the stack defines', () => {
    const { stack, roles } = synth({ mode: ServiceRolesMode.EXISTING });
    expect(DmsServiceRoles.of(subnetGroup(stack))).toBe(roles);
  });

  test('is another one in a nested stack', () => {
    const { stack, roles } = synth();
    expect(DmsServiceRoles.of(new NestedStack(stack, 'Nested'))).not.toBe(roles);
  });

  test('fails when the stack defines its own too late', () => {
    const stack = new Stack(new App(), 'Test');
    DmsServiceRoles.of(stack);
    new DmsServiceRoles(stack, 'Roles');
    expect(() => Template.fromStack(stack)).toThrow('[serviceRolesTwice]');
  });
});

test('gives the same template every time', () => {
  expect(synth().template().toJSON()).toEqual(synth().template().toJSON());
});
