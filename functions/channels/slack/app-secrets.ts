/** The app's secrets, as the deployment has laid them down: in one secret, or in two. */
import type { SecretStore } from "../../adapters/secret-store";
import { environment } from "../../../contract/environment";
import type { Clock } from "../../domain/ports";
import type { BotToken, SigningSecrets } from "./ports";
import { createBotTokenStore, createCredentialsStore, createSigningStore } from "./credentials";
import { optional, required } from "../../adapters/environment";

export interface AppSecrets {
  readonly bot: SecretStore<BotToken>;
  readonly signing: SecretStore<SigningSecrets>;
}

/** For slackCallback and decider, which alone may read what signs clicks where that lies apart. */
export function createAppSecrets(clock: Clock): AppSecrets {
  const credentialsArn = required(environment.credentialsArn);
  const signingSecretArn = optional(environment.signingSecretArn);
  if (signingSecretArn === undefined) {
    const one = createCredentialsStore(credentialsArn, clock);
    return { bot: one, signing: one };
  }
  return {
    bot: createBotTokenStore(credentialsArn, clock),
    signing: createSigningStore(signingSecretArn, clock),
  };
}
