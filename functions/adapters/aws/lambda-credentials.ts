/**
 * Stands in the bundles for the SDK's chain of credential providers: Lambda puts the keys of the
 * function's role into its environment, and the code for the dozen other places where the chain
 * looks first is a good part of a bundle and of its start. See bundle.js.
 */
import type { AwsCredentialIdentity } from "@smithy/types";

/** The name under which the SDK's clients look for the chain. */
export function defaultProvider(): () => Promise<AwsCredentialIdentity> {
  return async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
      throw new Error("Lambda has put no credentials of the function's role into its environment.");
    }
    return {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    };
  };
}
