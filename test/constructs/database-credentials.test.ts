import { App, CfnParameter, SecretValue, Stack, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseCredentials } from '../../lib/constructs/database-credentials';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { SourceDatabase, type OracleSourceProps, type PostgreSqlSourceProps } from '../../lib/constructs/source-database';
import { Tls } from '../../lib/constructs/tls';
import { ACCOUNT, KEY_ARN, SECRET_ARN, testKey, testSecret } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

const POLICY = 'AWS::IAM::ManagedPolicy';
const ROLE = 'AWS::IAM::Role';
const PASSWORD = SecretValue.secretsManager('legacy', { jsonField: 'password' });

function make(props: Partial<PostgreSqlSourceProps>, stack: Stack = testStack()): Stack {
  new Endpoint(stack, 'Source', {
    database: SourceDatabase.postgreSql({
      databaseName: 'app',
      network: DatabaseNetwork.unmanaged(),
      encryption: Encryption.awsManagedKey(),
      ...props,
    }),
  });
  return stack;
}

function withSecret(secret: (stack: Stack) => secretsmanager.ISecret, props?: StackProps): Stack {
  const stack = testStack(props);
  return make({ secret: secret(stack) }, stack);
}

function statements(stack: Stack): unknown[] {
  return (only(stack, POLICY).PolicyDocument as { Statement: unknown[] }).Statement;
}

describe('a secret', () => {
  test('stands in the settings of the engine, with a role that may read it', () => {
    expect(only(withSecret(testSecret), 'AWS::DMS::Endpoint')).toMatchObject({
      PostgreSqlSettings: {
        SecretsManagerSecretId: SECRET_ARN,
        SecretsManagerAccessRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^SourceSecretAccessRole[0-9A-F]{8}$/), 'Arn'] },
      },
    });
  });

  test('leaves no server, port, user or password in the endpoint, since DMS takes one set or the other', () => {
    const endpoint = only(withSecret(testSecret), 'AWS::DMS::Endpoint');
    for (const name of ['ServerName', 'Port', 'Username', 'Password']) expect(endpoint).not.toHaveProperty(name);
  });

  test('is the same given as a secret or as credentials', () => {
    const stack = testStack();
    make({ credentials: DatabaseCredentials.fromSecret(testSecret(stack)) }, stack);
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(withSecret(testSecret)).toJSON());
  });

  test('may be read by the role, and nothing else may', () => {
    expect(statements(withSecret(testSecret))).toEqual([
      { Effect: 'Allow', Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], Resource: SECRET_ARN },
    ]);
  });

  test('that is defined here is named by its own ARN', () => {
    expect(statements(withSecret((stack) => new secretsmanager.Secret(stack, 'Secret')))).toEqual([
      expect.objectContaining({ Resource: { Ref: expect.stringMatching(/^Secret/) } }),
    ]);
  });

  test('that is imported by name may be read whatever its ARN ends in', () => {
    const stack = withSecret((scope) => secretsmanager.Secret.fromSecretNameV2(scope, 'Secret', 'prod/app'), { env: { account: ACCOUNT, region: 'eu-west-1' } });
    expect(statements(stack)).toEqual([expect.objectContaining({
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:eu-west-1:${ACCOUNT}:secret:prod/app-??????`]] },
    })]);
  });

  test('is decrypted through Secrets Manager only, with its own key only', () => {
    const stack = withSecret((scope) => secretsmanager.Secret.fromSecretAttributes(scope, 'Secret', {
      secretCompleteArn: SECRET_ARN,
      encryptionKey: testKey(scope),
    }), { env: { account: ACCOUNT, region: 'eu-west-1' } });
    expect(statements(stack).slice(1)).toEqual([
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY_ARN,
        Condition: {
          StringEquals: {
            'kms:ViaService': [
              'secretsmanager.eu-west-1.amazonaws.com',
              { 'Fn::Join': ['', ['secretsmanager.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] },
            ],
          },
        },
      },
      { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: KEY_ARN },
    ]);
  });

  test('of another account may be read with its key', () => {
    const stack = withSecret((scope) => secretsmanager.Secret.fromSecretAttributes(scope, 'Secret', {
      secretCompleteArn: 'arn:aws:secretsmanager:eu-west-1:999988887777:secret:central/app-AbCdEf',
      encryptionKey: kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:eu-west-1:999988887777:key/k'),
    }), { env: { account: ACCOUNT, region: 'eu-west-1' } });
    expect(statements(stack).map((statement) => (statement as { Resource: unknown }).Resource)).toEqual([
      'arn:aws:secretsmanager:eu-west-1:999988887777:secret:central/app-AbCdEf',
      'arn:aws:kms:eu-west-1:999988887777:key/k',
      'arn:aws:kms:eu-west-1:999988887777:key/k',
    ]);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('of a stack in another account may be read whatever its ARN ends in', () => {
    const app = new App();
    const owner = new Stack(app, 'Owner', { env: { account: '999988887777', region: 'eu-west-1' } });
    const secret = new secretsmanager.Secret(owner, 'Secret', { secretName: 'central/app' });
    const stack = make({ secret }, new Stack(app, 'Test', { env: { account: ACCOUNT, region: 'eu-west-1' } }));
    expect(JSON.stringify(statements(stack))).toContain(':secret:central/app-??????');
  });
});

describe('the role', () => {
  test.each([
    ['eu-west-1'],
    ['cn-north-1'],
    ['us-gov-west-1'],
  ])('trusts the DMS of %s, in the suffix of its partition, for this account only', (region) => {
    expect(only(withSecret(testSecret, { env: { account: ACCOUNT, region } }), ROLE).AssumeRolePolicyDocument).toMatchObject({
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: { 'Fn::Join': ['', [`dms.${region}.`, { Ref: 'AWS::URLSuffix' }]] } },
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:dms:${region}:${ACCOUNT}:*`]] } },
        },
      }],
    });
  });

  test('has its rights before the endpoint, which DMS tries the role with', () => {
    const stack = withSecret(testSecret);
    const [policy] = Object.keys(Template.fromStack(stack).findResources(POLICY));
    expect(only(stack, ROLE).ManagedPolicyArns).toEqual([{ Ref: policy }]);
  });

  test('has no policy inside, which compliance packs refuse', () => {
    const template = Template.fromStack(withSecret(testSecret));
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties(ROLE, { Policies: Match.absent() });
  });

  test('reads the secret of Oracle ASM too, and no other', () => {
    const stack = testStack();
    const props: OracleSourceProps = {
      secret: testSecret(stack),
      databaseName: 'ORCL',
      network: DatabaseNetwork.unmanaged(),
      tls: Tls.none(),
      settings: { asmSecret: testSecret(stack, 'Asm', SECRET_ARN.replace('app', 'asm')) },
    };
    new Endpoint(stack, 'Source', { database: SourceDatabase.oracle(props) });
    expect(statements(stack).map((statement) => (statement as { Resource: unknown }).Resource)).toEqual([SECRET_ARN, SECRET_ARN.replace('app', 'asm')]);
    expect(only(stack, 'AWS::DMS::Endpoint').OracleSettings).toMatchObject({
      SecretsManagerOracleAsmSecretId: SECRET_ARN.replace('app', 'asm'),
      SecretsManagerOracleAsmAccessRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^SourceSecretAccessRole/), 'Arn'] },
    });
  });

  test('can be one that exists, and is left as it is', () => {
    const stack = testStack();
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/dms-secrets`;
    make({ secret: testSecret(stack), accessRole: iam.Role.fromRoleArn(stack, 'Role', roleArn) }, stack);
    expect(only(stack, 'AWS::DMS::Endpoint')).toMatchObject({ PostgreSqlSettings: { SecretsManagerAccessRoleArn: roleArn } });
    Template.fromStack(stack).resourceCountIs(ROLE, 0);
    Template.fromStack(stack).resourceCountIs(POLICY, 0);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('of the user, with its rights in a policy beside it, is complete before the endpoint', () => {
    const stack = testStack();
    const accessRole = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('dms.amazonaws.com') });
    const secret = testSecret(stack);
    secret.grantRead(accessRole);
    make({ secret, accessRole }, stack);
    Template.fromStack(stack).hasResource('AWS::DMS::Endpoint', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^RoleDefaultPolicy')]) });
  });
});

describe('a password', () => {
  const credentials = DatabaseCredentials.fromPassword({ serverName: 'db.example.com', username: 'dms', password: PASSWORD });

  test('stands in the endpoint as a reference, with server, port and user', () => {
    const stack = make({ credentials });
    expect(only(stack, 'AWS::DMS::Endpoint')).toMatchObject({
      ServerName: 'db.example.com',
      Port: 5432,
      Username: 'dms',
      Password: '{{resolve:secretsmanager:legacy:SecretString:password::}}',
    });
    expect(only(stack, 'AWS::DMS::Endpoint')).not.toHaveProperty('PostgreSqlSettings');
    Template.fromStack(stack).resourceCountIs(ROLE, 0);
    expect(synthesisErrors(stack)).toEqual([]);
  });

  test('has the port that is given', () => {
    expect(only(make({ credentials, port: 6432 }), 'AWS::DMS::Endpoint').Port).toBe(6432);
  });

  test('can be a parameter of the stack', () => {
    const stack = testStack();
    const password = SecretValue.cfnParameter(new CfnParameter(stack, 'Password', { noEcho: true }));
    make({ credentials: DatabaseCredentials.fromPassword({ serverName: 'db', username: 'dms', password }) }, stack);
    expect(synthesisErrors(stack)).toEqual([]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('in plain text is warned of', () => {
    const password = SecretValue.unsafePlainText('geheim');
    const stack = make({ credentials: DatabaseCredentials.fromPassword({ serverName: 'db', username: 'dms', password }) });
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("^'credentials' have the password in plain text"));
  });

  test('fails for a secure parameter, which CloudFormation does not resolve there', () => {
    const password = SecretValue.ssmSecure('/db/password', '1');
    const stack = make({ credentials: DatabaseCredentials.fromPassword({ serverName: 'db', username: 'dms', password }) });
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'credentials' take the password from a secure parameter of Systems Manager.")]);
  });

  test('fails beside a secret', () => {
    const stack = testStack();
    make({ secret: testSecret(stack), credentials }, stack);
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'credentials' are given beside 'secret'.")]);
  });

  test('fails when there is none, and no secret either', () => {
    expect(synthesisErrors(make({}))).toEqual([expect.stringContaining("'secret' is not given.")]);
  });

  test('fails without a server', () => {
    const stack = make({ credentials: DatabaseCredentials.fromPassword({ username: 'dms', password: PASSWORD }) });
    expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'credentials' have no server name.")]);
  });
});

describe('a generated password', () => {
  const generated = (excludeCharacters?: string) => withSecret((stack) => new secretsmanager.Secret(stack, 'Secret', {
    generateSecretString: { secretStringTemplate: '{"username":"dms"}', generateStringKey: 'password', excludeCharacters },
  }));

  test('that could break the connection string is warned of', () => {
    Annotations.fromStack(generated()).hasWarning('*', Match.stringLikeRegexp("^'secret' may have ;, \\., : or \\+ in its generated password"));
  });

  test('that cannot is not', () => {
    Annotations.fromStack(generated('"@/\\;.:+')).hasNoWarning('*', Match.anyValue());
  });
});
