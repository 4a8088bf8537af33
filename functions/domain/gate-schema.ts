/** The settings of a gate, as `pulumi up` left them in the gates table. */
import { actionKeyPattern, slackId, slackIdLetters } from "../../contract/patterns";
import { slackAttributes } from "../../contract/records";
import * as v from "valibot";
import { MalformedError } from "./errors";
import { readableVersion } from "./schema-version";
import type { GateSettings } from "./types";

/** An id of Slack's; how long it may be was judged when the gate was deployed. */
const id = (letters: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${slackId(letters, "1,63")}$`)));

/** What every gate says. */
const gate = v.object({
  schemaVersion: readableVersion,
  action: v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`))),
  topicArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/)),
  timeoutInMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  deciderRoleArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/)),
});

/** What a gate in Slack says beside it: all of it, or the gate is refused. */
const ofSlack = {
  channel: id(slackIdLetters.channel),
  approverUserIds: v.array(id(slackIdLetters.user)),
  approverUserGroupIds: v.array(id(slackIdLetters.userGroup)),
} satisfies Record<(typeof slackAttributes)[number], v.GenericSchema>;

const gateInSlack = v.pipe(
  v.object({ ...gate.entries, ...ofSlack }),
  v.check(
    ({ approverUserIds, approverUserGroupIds }) =>
      approverUserIds.length + approverUserGroupIds.length > 0,
    "names no approver",
  ),
);

/** Where IAM alone decides there is no channel, and nobody who may decide in one. */
const gateOfIam = v.pipe(
  gate,
  v.transform((read) => ({ ...read, approverUserIds: [], approverUserGroupIds: [] })),
);

const isInSlack = (item: unknown): boolean =>
  typeof item === "object" && item !== null && slackAttributes.some((key) => key in item);

/**
 * Reads an item of the gates table. One that names nobody, or names somebody wrongly, is refused; one
 * with no word about Slack is of a gate that IAM alone decides.
 */
export function parseSettings(item: unknown): GateSettings {
  const result = isInSlack(item) ? v.safeParse(gateInSlack, item) : v.safeParse(gateOfIam, item);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? "the item";
  throw new MalformedError(
    `The gate's settings cannot be used: ${field} is not as it should be. Run \`pulumi up\`.`,
  );
}
