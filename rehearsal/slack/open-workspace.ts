/** The Slack workspace that an example is used in. */
import type { Account } from "../aws/account/account";
import type { Clock } from "../clock";
import { keepIn } from "../credentials";
import { openSlack } from "./slack";
import type { Deliver, SlackWorkspace } from "./types";
import { readWorkspace } from "./workspace";

export interface WorkspaceOptions {
  readonly exampleDir: string;
  readonly account: Account;
  readonly clock: Clock;
}

/**
 * Opens the workspace that `slack.rehearsal.yaml` describes, and puts its app's credentials where
 * the example's configuration says, as a person does with the AWS CLI. Undefined without the file.
 */
export async function openWorkspace({
  exampleDir,
  account,
  clock,
}: WorkspaceOptions): Promise<SlackWorkspace | undefined> {
  const workspace = readWorkspace(exampleDir);
  if (workspace === undefined) return undefined;
  const deliver: Deliver = async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url);
    const request = { method, path: `${pathname}${search}`, headers, body };
    return account.functions.request(url, request);
  };
  const slack = await openSlack({ workspace, clock, deliver });
  try {
    keepCredentials(account, slack);
    return slack;
  } catch (error) {
    await slack.close();
    throw error;
  }
}

/** Puts the credentials into their secrets or parameters again, as after a rotation. */
export function keepCredentials({ stores }: Account, slack: SlackWorkspace): void {
  const { credentialsArn, signingSecretArn } = slack.workspace;
  const { botToken, ...signing } = slack.credentials();
  const put = (arn: string, content: object): void => keepIn(stores, arn, content);
  if (signingSecretArn === undefined) return put(credentialsArn, { botToken, ...signing });
  put(credentialsArn, { botToken });
  put(signingSecretArn, signing);
}

/** Installs the app from the stack's output, as a person pastes the manifest into Slack. */
export function installApp(
  slack: SlackWorkspace | undefined,
  { slackAppManifest }: Record<string, unknown>,
): void {
  if (slack === undefined) return;
  if (typeof slackAppManifest !== "string") {
    throw new Error(
      "The example has a slack.rehearsal.yaml, but its program has no output `slackAppManifest`. " +
        "Export it: `export const slackAppManifest = hub.slackAppManifest`.",
    );
  }
  slack.install(slackAppManifest);
}
