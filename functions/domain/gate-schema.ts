/** The settings of a gate, as `pulumi up` left them in the gates table. */
import * as v from "valibot";
import { MalformedError } from "./errors";
import type { GateSettings } from "./types";

/** Ids as Slack gives them: a letter for the kind, then upper-case letters and digits. */
const id = (kinds: string) => v.pipe(v.string(), v.regex(new RegExp(`^[${kinds}][A-Z0-9]{1,63}$`)));
const name = "[A-Za-z0-9.@\\-_]{1,100}";

const schema = v.pipe(
  v.object({
    action: v.pipe(v.string(), v.regex(new RegExp(`^${name}/${name}/${name}$`))),
    topicArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/)),
    channel: id("CG"),
    approverUserIds: v.array(id("UW")),
    approverUserGroupIds: v.array(id("S")),
    deciderRoleArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/)),
  }),
  v.check(
    ({ approverUserIds, approverUserGroupIds }) =>
      approverUserIds.length + approverUserGroupIds.length > 0,
    "names no approver",
  ),
);

/** Reads an item of the gates table. One that names nobody, or names somebody wrongly, is refused. */
export function parseSettings(item: unknown): GateSettings {
  const result = v.safeParse(schema, item);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? "the item";
  throw new MalformedError(
    `The gate's settings cannot be used: ${field} is not as it should be. Run \`pulumi up\`.`,
  );
}
