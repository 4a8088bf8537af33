/**
 * Who sent an interaction: Slack, for this app, in the words that it signed. The public endpoint asks
 * when it arrives, and the decider asks again of the signed original.
 */
import type { SecretStore } from "../../adapters/secret-store";
import { MalformedError } from "../../domain/errors";
import type { SigningSecrets } from "./ports";
import { type Interaction, readInteraction } from "./interaction";
import { isPinned, type Pins } from "./origin";
import { verifySignature } from "./signature";

/** A request as Slack signed it. */
export interface SignedRequest {
  readonly body: Buffer;
  readonly timestamp: string;
  readonly signature: string;
}

export interface AuthenticatePorts extends Pins {
  readonly credentials: SecretStore<SigningSecrets>;
}

/**
 * Which secrets count. New requests are never signed with the previous secret, so where one arrives only
 * the current one is accepted; what was accepted before a rotation is with the decider.
 */
export type AcceptedSecrets = "current" | "current-and-previous";

export type Authentication =
  | { readonly kind: "authentic"; readonly interaction: Interaction }
  | { readonly kind: "signature_invalid" }
  | { readonly kind: "payload_not_understood"; readonly error: MalformedError }
  | { readonly kind: "wrong_workspace_or_app"; readonly interaction: Interaction };

/** Throws where the credentials cannot be read. */
export async function authenticate(
  request: SignedRequest,
  accepted: AcceptedSecrets,
  ports: AuthenticatePorts,
): Promise<Authentication> {
  if (!(await isSignedBySlack(request, accepted, ports))) return { kind: "signature_invalid" };
  let interaction: Interaction;
  try {
    interaction = readInteraction(request.body.toString("utf8"));
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    return { kind: "payload_not_understood", error };
  }
  const kind = isPinned(interaction, ports) ? "authentic" : "wrong_workspace_or_app";
  return { kind, interaction };
}

/**
 * A signature that does not fit may have been made with a secret that was stored just now, so the secret
 * is read once more.
 */
async function isSignedBySlack(
  request: SignedRequest,
  accepted: AcceptedSecrets,
  { credentials }: AuthenticatePorts,
): Promise<boolean> {
  const signedWith = ({ signingSecret, previousSigningSecret }: SigningSecrets): boolean => {
    const previous = accepted === "current" ? undefined : previousSigningSecret;
    const secrets = [signingSecret, previous].filter((one) => one !== undefined);
    return verifySignature({ ...request, secrets });
  };
  if (signedWith(await credentials.read())) return true;
  return signedWith(await credentials.read({ refresh: true }));
}
