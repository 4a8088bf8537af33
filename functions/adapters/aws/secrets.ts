/** The two stores in which a secret may lie. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, SSMClient, type SSMClientConfig } from "@aws-sdk/client-ssm";
import { TransientError } from "../../domain/errors";
import { clientSettings } from "./client-settings";

/** Of whoever calls, where they are not those of the function itself. */
type Credentials = SSMClientConfig["credentials"];

/** Of either store, by its ARN; undefined where there is no text. */
export async function secretText(
  arn: string,
  credentials?: Credentials,
): Promise<string | undefined> {
  const settings = { ...clientSettings(), ...(credentials && { credentials }) };
  if (arn.split(":")[2] === "ssm") {
    const command = new GetParameterCommand({ Name: arn, WithDecryption: true });
    return (await new SSMClient(settings).send(command)).Parameter?.Value || undefined;
  }
  const command = new GetSecretValueCommand({ SecretId: arn });
  return (await new SecretsManagerClient(settings).send(command)).SecretString || undefined;
}

/** The same; throws where there is no text: a person puts it there while it is tried again. */
export async function readSecretText(arn: string): Promise<string> {
  const text = await secretText(arn);
  if (text !== undefined) return text;
  throw new TransientError("A secret has no text value.", {
    remedy: "Put the credentials into the secret.",
  });
}
