import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** The text of a secret in AWS Secrets Manager. An ARN names its region; for a name, that of the environment holds. */
export async function readSecret(arnOrName: string): Promise<string> {
  const [, region] = /^arn:[^:]+:secretsmanager:([^:]+):/.exec(arnOrName) ?? [];
  const client = new SecretsManagerClient(region === undefined ? {} : { region });
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arnOrName }));
    if (SecretString === undefined) throw new Error('it is binary, and must be text');
    return SecretString;
  } finally {
    client.destroy();
  }
}
