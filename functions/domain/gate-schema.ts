/** The settings of a gate, as `pulumi up` left them in the gates table. */
import { actionKeyPattern } from "../../contract/patterns";
import * as v from "valibot";
import { businessHours } from "./business-hours-schema";
import { MalformedError } from "./errors";
import { connectorKinds } from "../../contract/connectors";
import { ruleSchemaVersion } from "../../contract/records";
import { readableGateVersion } from "./schema-version";

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const minutes = count;
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

const text = v.pipe(v.string(), v.nonEmpty());

const condition = v.pipe(
  v.object({
    variable: text,
    equals: v.optional(v.string()),
    oneOf: v.optional(ids),
    matches: v.optional(v.string()),
  }),
  v.check(
    ({ equals, oneOf, matches }) =>
      [equals, oneOf, matches].filter((one) => one !== undefined).length === 1,
    "compares with nothing",
  ),
);

/** One of both, or the record is refused: what is not understood decides nothing. */
const automaticDecision = v.pipe(
  v.object({
    functionArn: v.optional(
      v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w$:-]+$/)),
    ),
    when: v.optional(v.pipe(v.array(condition), v.minLength(1))),
  }),
  v.check(({ functionArn, when }) => (functionArn === undefined) !== (when === undefined)),
);

const unknownPerson = v.picklist(["refuse", "allow"]);

const rule = v.object({
  approvals: count,
  groups: v.array(
    v.object({ name: text, slackUserIds: ids, slackUserGroupIds: ids, approvals: count }),
  ),
  rejections: count,
  excludeStarter: v.boolean(),
  excludeAuthor: v.boolean(),
  authorVariable: v.optional(text),
  unknownAuthor: unknownPerson,
  unknownStarter: unknownPerson,
  identities: v.array(
    v.object({
      ...{ slackUserId: v.optional(text), emails: ids, principals: ids },
      serviceNowUserName: v.optional(text),
      jiraAccountId: v.optional(text),
      webhookActorId: v.optional(text),
    }),
  ),
});

/** What its settings mean, each kind knows itself. */
const connector = v.object({
  ...{ kind: v.picklist(connectorKinds), name: text, settings: text },
  credentialsArn: v.pipe(v.string(), v.regex(/^arn:aws[a-z-]*:(?:secretsmanager|ssm):\S+$/)),
  ...{ approverIds: ids, scheduleIds: ids },
});

/** What every gate says. */
const fields = v.object({
  schemaVersion: readableGateVersion,
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
  automaticDecision: v.optional(automaticDecision),
  connectors: v.optional(v.array(connector)),
  rule: v.optional(rule),
});

/** A record of the version that says "rule" has one: without it, one person would decide. */
const gate = v.pipe(
  fields,
  v.check(
    ({ schemaVersion, rule }) => (schemaVersion === ruleSchemaVersion) === (rule !== undefined),
    "does not go with its version",
  ),
);

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
