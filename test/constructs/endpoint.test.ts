import { Lazy, SecretValue, Stack, Tags, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dms from 'aws-cdk-lib/aws-dms';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { DatabaseCredentials } from '../../lib/constructs/database-credentials';
import { DatabaseEngine } from '../../lib/constructs/database-engine';
import { DatabaseNetwork } from '../../lib/constructs/database-network';
import { Encryption } from '../../lib/constructs/encryption';
import { Endpoint } from '../../lib/constructs/endpoint';
import { SourceDatabase, type PostgreSqlSourceProps } from '../../lib/constructs/source-database';
import { TargetDatabase } from '../../lib/constructs/target-database';
import { Tls } from '../../lib/constructs/tls';
import { ACCOUNT, ENDPOINT, KEY_ARN, SECRET_ARN, testKey, testSecret } from '../support/endpoints';
import { only, synthesisErrors, testStack } from '../support/stacks';

function make(props: Partial<PostgreSqlSourceProps> = {}, stack: Stack = testStack()): { stack: Stack; endpoint: Endpoint } {
  const endpoint = new Endpoint(stack, 'Source', {
    database: SourceDatabase.postgreSql({ secret: testSecret(stack), databaseName: 'app', network: DatabaseNetwork.unmanaged(), ...props }),
  });
  return { stack, endpoint };
}

test('has the L1 as its default child', () => {
  expect(make().endpoint.node.defaultChild).toBeInstanceOf(dms.CfnEndpoint);
});

test('tells its ARN, name and engine', () => {
  const { stack, endpoint } = make();
  const template = Template.fromStack(stack);
  const [id] = Object.keys(template.findResources(ENDPOINT));
  expect(stack.resolve(endpoint.endpointArn)).toEqual({ Ref: id });
  expect(stack.resolve(endpoint.endpointIdentifier)).toBe(only(stack, ENDPOINT).EndpointIdentifier);
  expect(endpoint.engineName).toBe('postgres');
});

test('carries the tags of its scope', () => {
  const { stack } = make();
  Tags.of(stack).add('team', 'data');
  expect(only(stack, ENDPOINT).Tags).toEqual([{ Key: 'Name', Value: 'Test/Source' }, { Key: 'team', Value: 'data' }]);
});

test('that exists is known by what is said of it', () => {
  const stack = testStack();
  const endpointArn = `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:ABC`;
  expect(Endpoint.fromEndpointArn(stack, 'One', endpointArn)).toMatchObject({ endpointArn, endpointIdentifier: undefined, engineName: undefined });
  expect(Endpoint.fromEndpointAttributes(stack, 'Two', { endpointArn, endpointIdentifier: 'app', engine: DatabaseEngine.ORACLE }))
    .toMatchObject({ endpointArn, endpointIdentifier: 'app', engineName: 'oracle' });
  expect(stack.node.findChild('One')).toMatchObject({ env: { account: ACCOUNT, region: 'eu-west-1' } });
});

describe('the key', () => {
  test('is one of its own, with rotation, unless told otherwise', () => {
    const { stack } = make();
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    expect(only(stack, ENDPOINT).KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^SourceKey/), 'Arn'] });
  });

  test('is given by its whole ARN, as DMS gives it back', () => {
    const stack = testStack();
    expect(only(make({ encryption: Encryption.customerManagedKey(testKey(stack)) }, stack).stack, ENDPOINT).KmsKeyId).toBe(KEY_ARN);
  });

  test('is AWS\'s own when asked for in words', () => {
    expect(only(make({ encryption: Encryption.awsManagedKey() }).stack, ENDPOINT)).not.toHaveProperty('KmsKeyId');
  });
});

describe('the name', () => {
  const name = (props: Partial<PostgreSqlSourceProps>, stack?: Stack): unknown => only(make(props, stack).stack, ENDPOINT).EndpointIdentifier;
  const aws = Encryption.awsManagedKey();

  test('is generated in lower case', () => {
    expect(name({})).toMatch(/^test-source-[0-9a-f]{8}$/);
  });

  test('is another when the endpoint is replaced, so that the replacement never meets it', () => {
    const stack = testStack();
    const names = [name({ encryption: aws }), name({ encryption: aws, resourceIdentifier: 'app' }),
      name({ encryption: Encryption.customerManagedKey(testKey(stack)) }, stack)];
    expect(new Set(names).size).toBe(3);
  });

  test('is the same when the endpoint is changed in place', () => {
    expect(name({ encryption: aws, databaseName: 'one' })).toBe(name({ encryption: aws, databaseName: 'two', tls: Tls.none() }));
  });

  test('is the one that is given', () => {
    expect(name({ endpointIdentifier: 'app-source' })).toBe('app-source');
  });

  test('is left to DMS when asked for in words', () => {
    expect(only(make({ generateIdentifier: false }).stack, ENDPOINT)).not.toHaveProperty('EndpointIdentifier');
  });

  test('fails in upper case, which DMS does not keep', () => {
    expect(synthesisErrors(make({ endpointIdentifier: 'AppSource' }).stack)).toEqual([
      expect.stringContaining("'endpointIdentifier' must be in lower case, got \"AppSource\"."),
    ]);
  });
});

test('fails from an endpoint that exists', () => {
  const stack = testStack();
  const existing = Endpoint.fromEndpointArn(stack, 'Existing', `arn:aws:dms:eu-west-1:${ACCOUNT}:endpoint:ABC`);
  new Endpoint(stack, 'Source', { database: SourceDatabase.fromEndpoint(existing) });
  expect(synthesisErrors(stack)).toEqual([expect.stringContaining("'database' is an endpoint that exists already.")]);
});

test('reports everything that is wrong with it at once', () => {
  const { stack } = make({ databaseName: '', port: 0, endpointIdentifier: 'App', credentials: DatabaseCredentials.fromSecret(testSecret(testStack())) });
  expect(synthesisErrors(stack).map((message) => /\[(\w+)\]$/.exec(message)?.[1])).toEqual([
    'databaseNameMissing', 'credentialsTwice', 'portRange', 'identifierCase',
  ]);
});

describe('an existing endpoint can be taken over without a diff', () => {
  /** The one resource of an endpoint, as this library and as the L1 renders it. */
  function bothWays(ours: (stack: Stack) => Endpoint, raw: dms.CfnEndpointProps): unknown[] {
    const [one, other] = [testStack(), testStack()];
    const resource = ours(one).node.defaultChild as dms.CfnEndpoint;
    resource.overrideLogicalId('Endpoint');
    Tags.of(one).remove('Name');
    new dms.CfnEndpoint(other, 'Endpoint', raw);
    return [one, other].map((stack) => Template.fromStack(stack).findResources(ENDPOINT));
  }

  test('with names of its own, AWS\'s own key, TLS off and a password', () => {
    const [ours, raw] = bothWays((stack) => new Endpoint(stack, 'Source', {
      database: SourceDatabase.postgreSql({
        credentials: DatabaseCredentials.fromPassword({
          serverName: '10.20.0.5', username: 'dms', password: SecretValue.secretsManager('legacy', { jsonField: 'password' }),
        }),
        network: DatabaseNetwork.unmanaged(),
        databaseName: 'app',
        tls: Tls.none(),
        encryption: Encryption.awsManagedKey(),
        endpointIdentifier: 'app-source',
        resourceIdentifier: 'app-source',
        settings: { slotName: 'dms', captureDdls: false },
        extraConnectionAttributes: 'executeTimeout=120',
      }),
    }), {
      endpointType: 'source',
      engineName: 'postgres',
      endpointIdentifier: 'app-source',
      resourceIdentifier: 'app-source',
      serverName: '10.20.0.5',
      port: 5432,
      username: 'dms',
      password: '{{resolve:secretsmanager:legacy:SecretString:password::}}',
      databaseName: 'app',
      sslMode: 'none',
      postgreSqlSettings: { slotName: 'dms', captureDdls: false },
      extraConnectionAttributes: 'executeTimeout=120',
    });
    expect(ours).toEqual(raw);
  });

  test('with no name, no SSL mode, a key and a role that exist, and a secret', () => {
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/dms-secrets`;
    const [ours, raw] = bothWays((stack) => new Endpoint(stack, 'Target', {
      database: TargetDatabase.mySql({
        secret: testSecret(stack),
        accessRole: iam.Role.fromRoleArn(stack, 'Role', roleArn),
        network: DatabaseNetwork.unmanaged(),
        tls: Tls.unspecified(),
        encryption: Encryption.customerManagedKey(testKey(stack)),
        generateIdentifier: false,
      }),
    }), {
      endpointType: 'target',
      engineName: 'mysql',
      kmsKeyId: KEY_ARN,
      mySqlSettings: { secretsManagerSecretId: SECRET_ARN, secretsManagerAccessRoleArn: roleArn },
    });
    expect(ours).toEqual(raw);
  });
});

test('gives the same template every time', () => {
  const text = (): string => JSON.stringify(Template.fromStack(make().stack).toJSON());
  expect(text()).toBe(text());
});

test.each([AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks])('violates no rule of %p', (Pack) => {
  const stack = testStack({ env: { account: ACCOUNT, region: 'eu-west-1' } });
  const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'ByName', 'prod/app');
  make({ secret }, stack);
  make({
    secret: secretsmanager.Secret.fromSecretAttributes(stack, 'WithKey', { secretCompleteArn: SECRET_ARN, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }),
  }, new Stack(stack, 'Other'));
  expect(new Pack(stack).validateScope(stack).violations).toEqual([]);
});

describe('what went wrong with endpoints elsewhere does not here', () => {
  const errorsOf = (props: Partial<PostgreSqlSourceProps>): string[] => synthesisErrors(make(props).stack);

  test('a secret and a password together are refused, and so is neither', () => {
    const credentials = DatabaseCredentials.fromPassword({ serverName: 'db', username: 'dms', password: SecretValue.secretsManager('x') });
    expect(errorsOf({ credentials })).toEqual([expect.stringContaining('[credentialsTwice]')]);
    expect(errorsOf({ secret: undefined })).toEqual([expect.stringContaining('[credentialsMissing]')]);
  });

  test('a secret stands in the endpoint also when the role is given', () => {
    const stack = testStack();
    make({ accessRole: iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/own`) }, stack);
    expect(only(stack, ENDPOINT).PostgreSqlSettings).toEqual({
      SecretsManagerSecretId: SECRET_ARN,
      SecretsManagerAccessRoleArn: `arn:aws:iam::${ACCOUNT}:role/own`,
    });
  });

  test('the role is for the one secret, not for all', () => {
    const { stack } = make();
    expect(JSON.stringify(only(stack, 'AWS::IAM::ManagedPolicy').PolicyDocument)).not.toContain('*');
  });

  test('a bad name is refused', () => {
    expect(errorsOf({ endpointIdentifier: '9_Bad--Name-' })).toEqual([expect.stringContaining('[identifierForm]')]);
  });

  test('a database name given for a target that takes one is kept', () => {
    const stack = testStack();
    new Endpoint(stack, 'Target', {
      database: TargetDatabase.mySql({ secret: testSecret(stack), network: DatabaseNetwork.unmanaged(), tls: Tls.none(), databaseName: 'app' }),
    });
    expect(only(stack, ENDPOINT).DatabaseName).toBe('app');
  });

  test('attributes are joined by semicolons, typed and raw', () => {
    const { stack } = make({ settings: { mapJsonbAsClob: true, trimSpaceInChar: false }, extraConnectionAttributes: 'a=1' });
    expect(only(stack, ENDPOINT).ExtraConnectionAttributes).toBe('MapJsonbAsClob=true;TrimSpaceInChar=false;a=1');
  });

  test('Aurora PostgreSQL stays PostgreSQL', () => {
    const stack = testStack();
    new Endpoint(stack, 'Source', {
      database: SourceDatabase.auroraPostgreSql({ secret: testSecret(stack), databaseName: 'app', network: DatabaseNetwork.unmanaged() }),
    });
    expect(only(stack, ENDPOINT)).toMatchObject({ EngineName: 'aurora-postgresql', PostgreSqlSettings: expect.anything() });
  });

  test('two endpoints in one scope do not collide', () => {
    const stack = testStack();
    for (const id of ['One', 'Two']) {
      new Endpoint(stack, id, { database: SourceDatabase.postgreSql({ secret: testSecret(stack, `${id}Secret`), databaseName: 'app', network: DatabaseNetwork.unmanaged() }) });
    }
    Template.fromStack(stack).resourceCountIs(ENDPOINT, 2);
  });

  test('in China and GovCloud no ARN is of the commercial partition', () => {
    for (const region of ['cn-north-1', 'us-gov-west-1']) {
      const stack = testStack({ env: { account: ACCOUNT, region } });
      make({ secret: secretsmanager.Secret.fromSecretNameV2(stack, 'ByName', 'prod/app') }, stack);
      expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/arn:aws:/);
    }
  });

  test('props are not changed', () => {
    const props = Object.freeze({ databaseName: 'app', settings: Object.freeze({ slotName: 'dms' }), additionalSettings: Object.freeze({ X: 1 }) });
    expect(() => make(props)).not.toThrow();
  });

  test('numbers and texts that are known only at deployment are accepted', () => {
    const { stack } = make({ databaseName: Lazy.string({ produce: () => 'app' }), port: Token.asNumber({ Ref: 'Port' }) });
    expect(synthesisErrors(stack)).toEqual([]);
  });
});
