/** What a person did in Slack, read from a verified body. */
import { slackId, slackIdLetters } from "../../../contract/patterns";
import { createHash } from "node:crypto";
import * as v from "valibot";
import { MalformedError } from "../../domain/errors";
import type { Actor, DecisionCommand, DecisionResult } from "../../domain/types";
import { buttons, readButtonValue } from "./views/button";
import { dialogId, reasonId, readTarget } from "./views/dialog";
import { slackName } from "./name";
import type { Origin } from "./origin";

export type Interaction = Origin &
  (
    | {
        readonly kind: "open-dialog";
        readonly result: DecisionResult;
        readonly action: string;
        readonly token: string;
        readonly execution?: string;
        readonly version?: string;
        readonly triggerId: string;
        readonly person: Actor;
        readonly channel: string;
        readonly messageTs: string;
      }
    | { readonly kind: "decision"; readonly command: SlackDecision }
    /** Nothing to do: the link button, a dialog that was closed. */
    | { readonly kind: "none" }
  );

/** A decision as a person sent it from the dialog, and where the button stood. */
export type SlackDecision = DecisionCommand &
  Origin & { readonly channel: string; readonly messageTs: string };

/** A press of Approve or Reject, which decides nothing yet. */
export type Press = Extract<Interaction, { kind: "open-dialog" }>;

const text = v.pipe(v.string(), v.minLength(1));
const person = v.object({
  id: v.pipe(v.string(), v.regex(new RegExp(`^${slackId(slackIdLetters.user, "1,63")}$`))),
  username: v.optional(v.string()),
  name: v.optional(v.string()),
  team_id: v.nullish(text),
});
/**
 * Slack API documentation, "Developing apps for Enterprise Grid": `team` is null where the app is
 * installed for a whole organisation, which `enterprise` names then.
 */
const base = {
  team: v.nullish(v.object({ id: text })),
  enterprise: v.nullish(v.object({ id: text })),
  is_enterprise_install: v.nullish(v.boolean()),
  api_app_id: text,
  user: person,
};

const blockActions = v.object({
  type: v.literal("block_actions"),
  ...base,
  trigger_id: text,
  channel: v.object({ id: text }),
  message: v.object({ ts: text }),
  actions: v.pipe(
    v.array(v.object({ action_id: v.string(), value: v.optional(v.string()) })),
    v.length(1),
  ),
});

const viewSubmission = v.object({
  type: v.literal("view_submission"),
  ...base,
  view: v.object({
    callback_id: v.literal(dialogId),
    private_metadata: text,
    state: v.object({
      values: v.object({
        [reasonId]: v.object({ [reasonId]: v.object({ value: v.nullish(v.string()) }) }),
      }),
    }),
  }),
});

const other = v.object({ type: v.string(), ...base });

/** Reads the form-encoded body of an interaction. Fields that are not known are passed over. */
export function readInteraction(body: string): Interaction {
  const payload = payloadOf(body);
  const { type } = parse(v.object({ type: v.string() }), payload);
  switch (type) {
    case "block_actions":
      return pressed(parse(blockActions, payload));
    case "view_submission":
      return submitted(parse(viewSubmission, payload), body);
    default:
      return { kind: "none", ...originOf(parse(other, payload)) };
  }
}

/**
 * Slack signs other bodies of an app with the same secret: the JSON of an event, the fields of a
 * command. Whatever a person may write into one of those must not pass for a payload, so the whole
 * body is this one field. URLSearchParams decodes `+` and `%` as forms are written.
 */
function payloadOf(body: string): unknown {
  if (!/^payload=[^&]*$/.test(body)) {
    throw new MalformedError("The body must be a form with the one field payload, and no other.");
  }
  try {
    return JSON.parse(new URLSearchParams(body).getAll("payload")[0]);
  } catch {
    throw new MalformedError("The field payload is not JSON.");
  }
}

function parse<T extends v.GenericSchema>(schema: T, payload: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, payload);
  if (result.success) return result.output;
  const field = v.getDotPath(result.issues[0]) ?? "payload";
  throw new MalformedError(`The interaction's ${field} is not as it should be.`);
}

function originOf(payload: Omit<v.InferOutput<typeof other>, "type">): Origin {
  const { team, enterprise, is_enterprise_install: isForAll, api_app_id: appId, user } = payload;
  const teamId = team?.id ?? (isForAll ? enterprise?.id : undefined);
  if (teamId === undefined) {
    throw new MalformedError("The interaction names neither a workspace nor an organisation.");
  }
  return {
    teamId,
    appId,
    ...(enterprise ? { enterpriseId: enterprise.id } : {}),
    ...(user.team_id ? { homeId: user.team_id } : {}),
  };
}

function personOf(user: v.InferOutput<typeof person>): Actor {
  const displayName = user.username || user.name || user.id;
  return { channel: slackName, id: user.id, displayName };
}

function pressed(payload: v.InferOutput<typeof blockActions>): Interaction {
  const origin = originOf(payload);
  const [{ action_id: pressedButton, value }] = payload.actions;
  const results: Record<string, DecisionResult | undefined> = {
    [buttons.approve]: "Approved",
    [buttons.reject]: "Rejected",
  };
  const result = Object.hasOwn(results, pressedButton) ? results[pressedButton] : undefined;
  if (result === undefined) return { kind: "none", ...origin };
  const target = readButtonValue(value ?? "");
  return {
    kind: "open-dialog",
    ...origin,
    result,
    ...target,
    triggerId: payload.trigger_id,
    person: personOf(payload.user),
    channel: payload.channel.id,
    messageTs: payload.message.ts,
  };
}

function submitted(payload: v.InferOutput<typeof viewSubmission>, body: string): Interaction {
  const origin = originOf(payload);
  const { private_metadata: metadata, state } = payload.view;
  const target = readTarget(metadata);
  const reason = state.values[reasonId][reasonId].value?.trim();
  return {
    kind: "decision",
    ...origin,
    command: {
      // What Slack signed once is one command, however often it arrives.
      id: createHash("sha256").update(body).digest("hex").slice(0, 32),
      ...target,
      ...origin,
      person: personOf(payload.user),
      ...(reason ? { reason } : {}),
    },
  };
}
