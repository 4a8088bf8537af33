/** What a gate says about Slack: where its requests are shown there, and who may decide them. */
import * as v from "valibot";
import { slackId, slackIdLetters } from "../../../contract/patterns";
import { slackAttributes } from "../../../contract/records";
import { parsedRecord } from "../../domain/gate-schema";
import type { GateSettings } from "../../domain/types";
import { slackName } from "./name";

/** An id of Slack's; how long it may be was judged when the gate was deployed. */
const id = (letters: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${slackId(letters, "1,63")}$`)));

/** Who hears on Slack that nobody has answered in time. */
const escalation = v.object({
  slackChannel: v.optional(id(slackIdLetters.channel)),
  slackUserIds: v.optional(v.array(id(slackIdLetters.user)), []),
  slackUserGroupIds: v.optional(v.array(id(slackIdLetters.userGroup)), []),
});

/** All of it, or the gate is refused. */
const schema = v.pipe(
  v.object({
    sla: v.optional(v.object({ escalation: v.optional(escalation) })),
    ...({
      channel: id(slackIdLetters.channel),
      approverUserIds: v.array(id(slackIdLetters.user)),
      approverUserGroupIds: v.array(id(slackIdLetters.userGroup)),
    } satisfies Record<(typeof slackAttributes)[number], v.GenericSchema>),
  }),
  v.check(
    ({ approverUserIds, approverUserGroupIds }) =>
      approverUserIds.length + approverUserGroupIds.length > 0,
    "names no approver",
  ),
);

export type SlackGate = Readonly<v.InferOutput<typeof schema>>;

/** Who may decide in Slack. */
export type SlackApprovers = Pick<SlackGate, "approverUserIds" | "approverUserGroupIds">;

const isInSlack = (record: unknown): boolean =>
  typeof record === "object" && record !== null && slackAttributes.some((key) => key in record);

/** Undefined for a record with no word about Slack; one that names nobody, or somebody wrongly, is refused. */
export const readSlackGate = (record: unknown): SlackGate | undefined =>
  isInSlack(record) ? parsedRecord(schema, record) : undefined;

/** For who knows no other channel: the public function holds nothing of those that decide. */
export function readSlackSettings(record: unknown): GateSettings["channels"] {
  const gate = readSlackGate(record);
  return gate === undefined ? {} : { [slackName]: gate };
}

/** Undefined for a gate that Slack does not show. */
export const slackOf = ({ channels }: Pick<GateSettings, "channels">): SlackGate | undefined =>
  channels[slackName] as SlackGate | undefined;
