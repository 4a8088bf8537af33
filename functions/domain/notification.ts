/** The approval request as CodePipeline publishes it to the gate's topic. */
import { approvalToken, codePipelineNameCharacters } from "../../contract/patterns";
import { type ActionKey, actionKey } from "../../contract/records";
import * as v from "valibot";
import { MalformedError } from "./errors";

export interface Notification {
  readonly action: ActionKey;
  readonly token: string;
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly region: string;
  /** ISO 8601. */
  readonly expires: string;
  readonly consoleLink?: string;
  readonly approvalReviewLink?: string;
  readonly externalEntityLink?: string;
  readonly customData?: string;
}

const name = v.pipe(v.string(), v.regex(new RegExp(`^${codePipelineNameCharacters}{1,100}$`)));
const token = v.pipe(v.string(), v.regex(new RegExp(`^${approvalToken}$`)));
/** What is left out may be absent, null or empty. */
const optional = v.nullish(v.string());

const schema = v.object({
  region: v.pipe(v.string(), v.regex(/^[a-z]{2,8}(?:-[a-z]+)+-\d+$/)),
  consoleLink: optional,
  approval: v.object({
    pipelineName: name,
    stageName: name,
    actionName: name,
    token,
    expires: v.string(),
    externalEntityLink: optional,
    approvalReviewLink: optional,
    customData: optional,
  }),
});

/**
 * CodePipeline User Guide, manual approval: a request waits for at most 86400 minutes, which are 60
 * days. One more is for clocks.
 */
const longestWait = 61 * 86_400_000;

/** Reads the Message of an SNS record. Fields that are not known are passed over. */
export function parseNotification(message: string, now: Date): Notification {
  const { approval, region, consoleLink } = read(message);
  const { pipelineName, stageName, actionName } = approval;
  return {
    action: actionKey(pipelineName, stageName, actionName),
    token: approval.token,
    pipelineName,
    stageName,
    actionName,
    region,
    expires: expiryOf(approval.expires, now),
    ...present({
      consoleLink,
      approvalReviewLink: approval.approvalReviewLink,
      externalEntityLink: approval.externalEntityLink,
      customData: approval.customData,
    }),
  };
}

function read(message: string): v.InferOutput<typeof schema> {
  let content: unknown;
  try {
    content = JSON.parse(message);
  } catch {
    throw new MalformedError("The SNS message is not JSON, so it is no approval request.");
  }
  const result = v.safeParse(schema, content);
  if (result.success) return result.output;
  const field = v.getDotPath(result.issues[0]) ?? "the message itself";
  throw new MalformedError(
    `The SNS message is no approval request: ${field} is not as it should be.`,
  );
}

/** `2016-07-07T20:22Z`: CodePipeline writes no seconds. */
function expiryOf(expires: string, now: Date): string {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/.test(expires)
    ? new Date(expires)
    : new Date(NaN);
  if (Number.isNaN(date.getTime())) {
    throw new MalformedError(
      "The SNS message is no approval request: approval.expires is not a time in UTC.",
    );
  }
  if (date.getTime() > now.getTime() + longestWait) {
    throw new MalformedError(
      "The SNS message is no approval request: approval.expires is more than 61 days ahead.",
    );
  }
  return date.toISOString();
}

/** Leaves out what has no text. */
function present<K extends string>(
  fields: Record<K, string | null | undefined>,
): Partial<Record<K, string>> {
  const given = Object.entries(fields).filter(([, value]) => value);
  return Object.fromEntries(given) as Partial<Record<K, string>>;
}
