/**
 * What the decider reads another system with: a secret, or a parameter, that the role of the gate may read in a
 * session of the connector's own name. No gate lends its right to another.
 */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { TransientError } from "../domain/errors";
import type { Actor } from "../domain/types";
import { clientSettings } from "./aws/client-settings";
import { createGateSessions, type GateSessions } from "./gate-sessions";

export interface ConnectorCredentials {
  /** Throws a TransientError where the secret has no text: a person puts it there while it is tried again. */
  read(deciderRoleArn: string, credentialsArn: string, connector: Actor): Promise<string>;
}

type SessionKeys = Awaited<ReturnType<GateSessions>>;

/** `functionName` names sessions without a name, of which there are none here. */
export function createConnectorCredentials(functionName: string): ConnectorCredentials {
  const sessionOf = createGateSessions(functionName);
  return {
    read: async (deciderRoleArn, credentialsArn, connector) => {
      const credentials = await sessionOf(deciderRoleArn, connector);
      const text = await valueOf(credentialsArn, credentials);
      if (text !== undefined && text !== "") return text;
      throw new TransientError("The secret with the connector's credentials has no text value.", {
        remedy: "Put the connector's credentials into its secret.",
      });
    },
  };
}

async function valueOf(arn: string, credentials: SessionKeys): Promise<string | undefined> {
  const settings = { ...clientSettings(), credentials };
  if (arn.split(":")[2] === "ssm") {
    const command = new GetParameterCommand({ Name: arn, WithDecryption: true });
    const { Parameter } = await new SSMClient(settings).send(command);
    return Parameter?.Value;
  }
  const command = new GetSecretValueCommand({ SecretId: arn });
  return (await new SecretsManagerClient(settings).send(command)).SecretString;
}
