/** Sessions of a gate's role: with a person's name to decide, and without one for everything else. */
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { TransientError } from "../domain/errors";
import { sessionName, sourceIdentity } from "../domain/session";
import type { Actor } from "../domain/types";
import { clientSettings } from "./aws/client-settings";

/** Tries of one call in all, with the SDK's backoff: throttling passes within seconds. */
export const attempts = 5;

/** STS API Reference, AssumeRole: no session is shorter. */
const sessionSeconds = 900;

interface SessionKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

export type GateSessions = (roleArn: string, person?: Actor) => Promise<SessionKeys>;

/** `functionName` is the session's name where nobody decides. */
export function createGateSessions(functionName: string): GateSessions {
  let sts: STSClient | undefined;
  return async (roleArn, person) => {
    sts ??= new STSClient(clientSettings(attempts));
    const { Credentials: keys } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        DurationSeconds: sessionSeconds,
        RoleSessionName: person === undefined ? functionName.slice(0, 64) : sessionName(person),
        ...(person === undefined ? {} : { SourceIdentity: sourceIdentity(person) }),
      }),
    );
    if (!keys?.AccessKeyId || !keys.SecretAccessKey) {
      throw new TransientError("STS answered without keys.");
    }
    return {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.SessionToken,
    };
  };
}
