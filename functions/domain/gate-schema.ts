/** The settings of a gate, as `pulumi up` left them in the gates table. */
import { actionKeyPattern } from "../../contract/patterns";
import * as v from "valibot";
import { businessHours } from "./business-hours-schema";
import { MalformedError } from "./errors";
import { readableVersion } from "./schema-version";

const minutes = v.pipe(v.number(), v.integer(), v.minValue(1));
const ids = v.pipe(v.array(v.string()), v.readonly());

/** What it may be was judged when the gate was deployed: no more is asked here than is needed to plan by it. */
const sla = v.object({
  respondWithinMinutes: minutes,
  remindAfterMinutes: v.array(minutes),
  businessHours: v.optional(businessHours),
  escalation: v.optional(v.object({ topicArns: ids })),
});

const native = v.object({
  anybody: v.optional(v.boolean()),
  users: ids,
  roles: ids,
  groups: ids,
  permissionSets: ids,
  filledGroup: v.optional(v.string()),
  policyArns: ids,
  requireMfa: v.optional(v.boolean()),
});

const roleArn = v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/));

/** What every gate says. */
const gate = v.object({
  schemaVersion: readableVersion,
  action: v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`))),
  topicArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/)),
  timeoutInMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  sla: v.optional(sla),
  deciderRoleArn: roleArn,
  native: v.optional(native),
  breakGlass: v.optional(
    v.object({
      ...{ roleArn, reviewWithinMinutes: minutes },
      ...{ policyArns: ids, reviewerGroups: ids, reviewerRoles: ids },
    }),
  ),
});

/** What a gate says about one approval action, written by `pulumi up`. */
export type GateSettings = Readonly<v.InferOutput<typeof gate>> & {
  /** By the name of a channel: what it needs to know of the gate, checked by the channel. None where IAM alone decides. */
  readonly channels: Readonly<Record<string, object>>;
};

/** Reads what a record says about each channel; throws where that cannot be used. */
export type ReadChannelSettings = (record: unknown) => GateSettings["channels"];

/** Reads an item of the gates table. */
export function parseSettings(item: unknown, readChannels: ReadChannelSettings): GateSettings {
  return { ...parsedRecord(gate, item), channels: readChannels(item) };
}

/** Refuses a record that is not as the schema wants it. */
export function parsedRecord<S extends v.GenericSchema>(
  schema: S,
  item: unknown,
): v.InferOutput<S> {
  const result = v.safeParse(schema, item);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = v.getDotPath(issue) ?? "the item";
  throw new MalformedError(
    `The gate's settings cannot be used: ${field} is not as it should be. Run \`pulumi up\`.`,
  );
}
