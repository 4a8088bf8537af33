/** The world outside the account that an example is used in: its Slack workspace, and other systems. */
import type { Account } from "./aws/account/account";
import type { Clock } from "./clock";
import { openWorkspace } from "./slack/open-workspace";
import type { SlackWorkspace } from "./slack/types";
import { openSystems, type Systems } from "./systems/open-systems";

export interface OutsideOptions {
  readonly exampleDir: string;
  readonly account: Account;
  readonly clock: Clock;
}

export interface Outside {
  /** Undefined where the example describes no workspace. */
  readonly slack?: SlackWorkspace;
  readonly systems: Systems;
  /** Local URLs, by the https origins under which functions call them. */
  readonly urls: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openOutside(options: OutsideOptions): Promise<Outside> {
  const slack = await openWorkspace(options);
  let systems: Systems;
  try {
    systems = await openSystems(options);
  } catch (error) {
    await slack?.close();
    throw error;
  }
  return {
    ...{ slack, systems },
    urls: { ...systems.urls, ...(slack !== undefined && { "https://slack.com": slack.apiUrl }) },
    close: async () => {
      await slack?.close();
      await systems.close();
    },
  };
}
