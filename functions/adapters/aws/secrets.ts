/** The two stores in which a secret may lie. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { clientSettings } from "./client-settings";

export async function readSecretValue(arn: string): Promise<string | undefined> {
  const client = new SecretsManagerClient(clientSettings());
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  return SecretString;
}

export async function readParameter(arn: string): Promise<string | undefined> {
  const client = new SSMClient(clientSettings());
  const command = new GetParameterCommand({ Name: arn, WithDecryption: true });
  const { Parameter } = await client.send(command);
  return Parameter?.Value;
}
