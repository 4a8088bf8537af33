/**
 * ARNs that name one thing. Rights and trust are written for exactly these: one with a wildcard, or
 * with no name behind its kind, would be a right on everything or on nothing.
 */
import { type Arn, readArn } from "./arn";
import { type Check, quote, throwInvalid } from "../../inputs/model/checks";

interface Kind {
  readonly what: string;
  readonly service: string;
  /** What is behind the account: a kind, and the whole name. */
  readonly resource: RegExp;
  /** False for what IAM has once for all Regions. */
  readonly regional: boolean;
  readonly example: string;
}

/**
 * KMS Developer Guide, "Key identifiers": a UUID, or mrk- and 32 digits for a multi-Region key.
 */
const keyId = "(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})";

/**
 * From the API models (CreateRole, CreateFunction, CreateAlias, CreateQueue, CreateTopic,
 * CreateDeliveryStream, PipelineDeclaration). The path of a role may have any
 * character that can be typed; of those, * ? and $ would stand for other paths in a policy.
 */
const kinds = {
  role: {
    what: "role",
    service: "iam",
    resource: /^role\/(?:[!-#%-)+-.0->@-~]+\/)*[\w+=,.@-]{1,64}$/,
    regional: false,
    example: "arn:aws:iam::111122223333:role/approvals",
  },
  user: {
    what: "IAM user",
    service: "iam",
    // STS API Reference, "AssumeRole": a session name, which is to be the user's, has two characters at least.
    resource: /^user\/(?:[!-#%-)+-.0->@-~]+\/)*[\w+=,.@-]{2,64}$/,
    regional: false,
    example: "arn:aws:iam::111122223333:user/ann",
  },
  function: {
    what: "function",
    service: "lambda",
    resource: /^function:[\w-]{1,140}(?::(?:\$LATEST|[\w-]{1,128}))?$/,
    regional: true,
    example: "arn:aws:lambda:eu-west-1:111122223333:function:notify",
  },
  queue: {
    what: "queue",
    service: "sqs",
    resource: /^(?:[\w-]{1,80}|[\w-]{1,75}\.fifo)$/,
    regional: true,
    example: "arn:aws:sqs:eu-west-1:111122223333:approvals",
  },
  table: {
    what: "table",
    service: "dynamodb",
    resource: /^table\/[\w.-]{3,255}$/,
    regional: true,
    example: "arn:aws:dynamodb:eu-west-1:111122223333:table/hub-reviews",
  },
  stream: {
    what: "delivery stream",
    service: "firehose",
    resource: /^deliverystream\/[\w.-]{1,64}$/,
    regional: true,
    example: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/audit",
  },
  topic: {
    what: "topic",
    service: "sns",
    resource: /^[\w-]{1,256}(?:\.fifo)?$/,
    regional: true,
    example: "arn:aws:sns:eu-west-1:111122223333:approvals",
  },
  key: {
    what: "key",
    service: "kms",
    resource: new RegExp(`^key/${keyId}$`),
    regional: true,
    example: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  },
  approvalAction: {
    what: "approval action",
    service: "codepipeline",
    resource: /^[\w.@-]{1,100}(?:\/[\w.@-]{1,100}){2}$/,
    regional: true,
    example: "arn:aws:codepipeline:eu-west-1:111122223333:PIPELINE/STAGE/ACTION",
  },
} satisfies Record<string, Kind>;

export type ArnKind = keyof typeof kinds;

/** Reads the ARN of one thing of a kind; `remedy` replaces the usual one. */
export function parseArnOf(kind: ArnKind, value: unknown, path: string, remedy?: string): Arn {
  const { what, service, resource, regional, example } = kinds[kind];
  const arn = readArn(value);
  const fits = arn?.service === service && resource.test(arn.resource) && arn.accountId !== "";
  if (arn !== undefined && fits && (arn.region !== "") === regional) return arn;
  const copy = `Copy it from the ${what}'s output or from the console.`;
  throwInvalid(
    path,
    `\`${path}\` must be the ARN of one ${what}, like ${example}, got: ${quote(value)}. ` +
      (remedy ?? copy),
  );
}

/** The same as a check. */
export function oneArn(kind: ArnKind, remedy?: string): Check<string> {
  return (value, path) => void parseArnOf(kind, value, path, remedy);
}

/** What identifies an approval action; the inverse of `actionArn`. */
export function parseActionArn(value: string, path: string): { arn: string; pipelineArn: string } {
  parseArnOf("approvalAction", value, path, "Use the `actionArn` output of a gate.");
  return { arn: value, pipelineArn: value.slice(0, value.indexOf("/")) };
}

const keyName = new RegExp(
  `^(?:alias/[\\w/-]+|${keyId}|arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:(?:key/${keyId}|alias/[\\w/-]+))$`,
);

/** KMS API Reference: a key id, a key ARN, an alias name or an alias ARN. */
export const kmsKey: Check<string> = (value, path) => {
  if (typeof value === "string" && keyName.test(value)) return;
  throwInvalid(
    path,
    `\`${path}\` must be an alias, a key id or the ARN of either, like alias/approvals or ` +
      `${kinds.key.example}, got: ${quote(value)}. Copy it from the key's output or from the console.`,
  );
};
