/** The two stores in which a secret may lie. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { TransientError } from "../../domain/errors";
import { clientSettings } from "./client-settings";

async function readSecretValue(arn: string): Promise<string | undefined> {
  const client = new SecretsManagerClient(clientSettings());
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  return SecretString;
}

async function readParameter(arn: string): Promise<string | undefined> {
  const client = new SSMClient(clientSettings());
  const command = new GetParameterCommand({ Name: arn, WithDecryption: true });
  const { Parameter } = await client.send(command);
  return Parameter?.Value;
}

/** Of either store, by its ARN. Throws where there is no text: a person puts it there while it is tried again. */
export async function readSecretText(arn: string): Promise<string> {
  const text = await (arn.split(":")[2] === "ssm" ? readParameter(arn) : readSecretValue(arn));
  if (text !== undefined && text !== "") return text;
  throw new TransientError("A secret has no text value.", {
    remedy: "Put the credentials into the secret.",
  });
}
