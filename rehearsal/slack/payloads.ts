/** What Slack tells the app when a person presses a button or sends a dialog. */
import { randomBytes } from "node:crypto";
import type { SlackState } from "./methods";
import { wire } from "./methods";
import type { SlackMessage } from "./types";
import { stateOf } from "./view";

type Installation = Pick<SlackState, "workspace" | "app">;

/** `block_actions` (Slack API documentation, "Interaction payloads"). */
export function blockActions(
  installation: Installation,
  {
    user,
    message,
    button,
    trigger,
    at,
  }: {
    readonly user: string;
    readonly message: SlackMessage;
    readonly button: any;
    readonly trigger: string;
    readonly at: Date;
  },
): object {
  const { workspace, app } = installation;
  const { channel, ts, onlyFor } = message;
  return {
    type: "block_actions",
    user: person(installation, user),
    api_app_id: app.id,
    token: app.verificationToken,
    container: {
      type: "message",
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: onlyFor !== undefined,
    },
    trigger_id: trigger,
    ...place(installation),
    channel: { id: channel, name: workspace.channels[channel] },
    // Slack leaves out what only one person has.
    ...(onlyFor === undefined && { message: wire(message, installation) }),
    state: { values: {} },
    response_url: `https://hooks.slack.com/actions/${workspace.team}/${randomBytes(8).toString("hex")}`,
    actions: [{ ...button, action_ts: (at.getTime() / 1000).toFixed(6) }],
  };
}

/** `view_submission`. */
export function viewSubmission(
  installation: Installation,
  {
    user,
    view,
    values,
    trigger,
  }: {
    readonly user: string;
    readonly view: any;
    readonly values: Readonly<Record<string, string>>;
    readonly trigger: string;
  },
): object {
  return {
    type: "view_submission",
    ...place(installation),
    user: person(installation, user),
    api_app_id: installation.app.id,
    token: installation.app.verificationToken,
    trigger_id: trigger,
    view: { ...view, state: { values: stateOf(view, values) } },
    response_urls: [],
  };
}

function person({ workspace }: Installation, id: string): object {
  const name = workspace.users[id];
  return { id, username: name, name, team_id: workspace.grid?.homes?.[id] ?? workspace.team };
}

/** Without a workspace where the app is installed for the whole organisation. */
function place({ workspace: { team, grid } }: Installation): object {
  const enterprise = grid && { id: grid.enterprise, name: "Rehearsal Inc" };
  const isForAll = grid?.orgWide ?? false;
  return {
    team: isForAll
      ? null
      : {
          id: team,
          domain: "rehearsal",
          ...(enterprise && { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
        },
    enterprise: enterprise ?? null,
    is_enterprise_install: isForAll,
  };
}

/** The form in which the app gets it. */
export function formOf(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
