/** The approval request as CodePipeline publishes it to the gate's topic. */
import { approvalToken, codePipelineName } from "../../contract/patterns";
import { actionKey } from "../../contract/records";
import * as v from "valibot";
import { MalformedError } from "./errors";

const name = v.pipe(v.string(), v.regex(new RegExp(`^${codePipelineName}$`)));
const token = v.pipe(v.string(), v.regex(new RegExp(`^${approvalToken}$`)));
/** What is left out may be absent, null or empty. */
const optional = v.nullish(v.string());

/**
 * CodePipeline User Guide, manual approval: a request waits for at most 86400 minutes, which are 60
 * days. One more is for clocks.
 */
const longestWait = 61 * 86_400_000;

/**
 * CodePipeline API Reference, action configuration: a value has at most 1000 characters, and variables in
 * it may make it longer. What is far beyond that is not CodePipeline's: it would fit into no event, and
 * not into a queue with what was there before.
 */
const longest = { customData: 20_000, link: 4000 };

/** A link that was cut would lead somewhere else. */
const whole = (link: string | null | undefined): string | undefined =>
  link && link.length <= longest.link ? link : undefined;

/** As CodePipeline words it. */
const message = v.object({
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

/** What is kept of it. */
const schema = (now: Date) =>
  v.pipe(
    message,
    v.transform(({ approval, region, consoleLink }) => {
      const { pipelineName, stageName, actionName, token } = approval;
      const { approvalReviewLink, externalEntityLink, customData } = approval;
      return {
        action: actionKey(pipelineName, stageName, actionName),
        token,
        pipelineName,
        stageName,
        actionName,
        region,
        /** ISO 8601. */
        expires: expiryOf(approval.expires, now),
        ...present({
          consoleLink: whole(consoleLink),
          approvalReviewLink: whole(approvalReviewLink),
          externalEntityLink: whole(externalEntityLink),
          customData: customData?.slice(0, longest.customData),
        }),
      };
    }),
    v.readonly(),
  );

export type Notification = v.InferOutput<ReturnType<typeof schema>>;

/** Reads the Message of an SNS record. Fields that are not known are passed over. */
export function parseNotification(message: string, now: Date): Notification {
  let content: unknown;
  try {
    content = JSON.parse(message);
  } catch {
    throw new MalformedError("The SNS message is not JSON, so it is no approval request.");
  }
  const result = v.safeParse(schema(now), content);
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
