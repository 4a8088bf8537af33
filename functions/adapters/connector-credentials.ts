/**
 * What the decider reads another system with: a secret, or a parameter, that the role of the gate may read in a
 * session of the connector's own name. No gate lends its right to another.
 */
import { TransientError } from "../domain/errors";
import type { Actor } from "../domain/types";
import { secretText } from "./aws/secrets";
import { createGateSessions } from "./gate-sessions";

export interface ConnectorCredentials {
  /** Throws a TransientError where the secret has no text: a person puts it there while it is tried again. */
  read(deciderRoleArn: string, credentialsArn: string, connector: Actor): Promise<string>;
}

/** `functionName` names sessions without a name, of which there are none here. */
export function createConnectorCredentials(functionName: string): ConnectorCredentials {
  const sessionOf = createGateSessions(functionName);
  return {
    read: async (deciderRoleArn, credentialsArn, connector) => {
      const text = await secretText(credentialsArn, await sessionOf(deciderRoleArn, connector));
      if (text !== undefined) return text;
      throw new TransientError("The secret with the connector's credentials has no text value.", {
        remedy: "Put the connector's credentials into its secret.",
      });
    },
  };
}
