/** SNS in the AWS query protocol: publishing, as a role's session does it. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { mediaType } from "../api/json-service";
import { readQuery } from "../api/query";
import type { Operation, Service } from "../api/types";
import { refusalOf, type Violation } from "../api/violations";
import { xmlOf } from "../api/query-xml";
import model from "./api-model.json";
import type { Notification } from "./types";

const contentType = "text/xml";

/** Of the API, by which a form is told from one of STS, which has another. */
const version = "2010-03-31";

const { responseXml, errorXml } = xmlOf(`https://sns.amazonaws.com/doc/${version}/`);

const formOf = (body: Buffer): URLSearchParams => new URLSearchParams(body.toString("utf8"));

interface PublishInput {
  readonly TopicArn?: string;
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageAttributes?: Readonly<
    Record<string, { readonly DataType: string; readonly StringValue?: string }>
  >;
}

const known = ["TopicArn", "Message", "Subject", "MessageAttributes"];

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidParameter", `Invalid parameter: ${message}`);
}

function readPublish(body: Buffer): Notification {
  const input = readQuery(model, "Publish", formOf(body)) as PublishInput;
  const other = Object.entries(input).find(
    ([key, value]) => value !== undefined && !known.includes(key),
  );
  if (other !== undefined) throw invalid(`The rehearsal's Publish takes no ${other[0]}.`);
  const { TopicArn, Message, Subject, MessageAttributes: attributes } = input;
  if (TopicArn === undefined)
    throw invalid("TopicArn or TargetArn Reason: no value for required parameter");
  return {
    topicArn: TopicArn,
    message: Message,
    ...(Subject !== undefined && { subject: Subject }),
    ...(attributes !== undefined && { attributes: textsOf(attributes) }),
  };
}

function textsOf(
  attributes: NonNullable<PublishInput["MessageAttributes"]>,
): Record<string, string> {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue }]) => {
    // SNS Developer Guide, "Amazon SNS message attributes": a value of its type must be there.
    if (DataType !== "String" || !StringValue) {
      throw invalid(
        `The rehearsal's message attribute '${name}' must have a StringValue of DataType String.`,
      );
    }
    return [name, StringValue] as const;
  });
  return Object.fromEntries(entries);
}

const publish: Operation<Notification> = {
  action: "Publish",
  read: ({ body }) => readPublish(body),
  resource: ({ topicArn }) => topicArn,
  // The topic's own policy is asked as the message is published.
  decide: (_, { directory, caller, context }, { action, resource }) =>
    directory.decide(caller, action, resource, context),
  run: async (notification, { topics, caller }) => {
    return { MessageId: await topics.publish(notification, { roleArn: roleOf(caller) }) };
  },
  write: (result, requestId) => ({
    status: 200,
    contentType,
    body: responseXml("Publish", result, requestId),
  }),
};

/** The topic's policy is asked for the role behind a session. */
function roleOf({
  arn,
  context,
}: {
  readonly arn: string;
  readonly context: Readonly<Record<string, string>>;
}): string {
  const role = context["aws:PrincipalArn"];
  if (role !== undefined && readArn(role).resource?.startsWith("role/")) return role;
  throw invalid(`The rehearsal's Publish is for sessions of roles, got: ${arn}`);
}

/** The names that the query protocol has for failures of every service. */
const renamed: Readonly<Record<string, { code: string; status: number }>> = {
  AccessDeniedException: { code: "AuthorizationError", status: 403 },
  ExpiredTokenException: { code: "ExpiredToken", status: 403 },
  UnknownOperationException: { code: "InvalidAction", status: 400 },
};

export const sns: Service = {
  name: "sns",
  title: "SNS (AWS query)",
  needs: "topics",
  known: ["Publish"],
  model,
  invalid: (violations: readonly Violation[]) =>
    new ServiceError("ValidationError", refusalOf(violations)),
  malformed: "MalformedInput",
  members: ({ body }, operation) => readQuery(model, operation, formOf(body)),
  is: (request) =>
    request.url === "/" &&
    mediaType(request) === "application/x-www-form-urlencoded" &&
    formOf(request.body).get("Version") === version,
  resolve: ({ body }) => {
    const name = formOf(body).get("Action") ?? "";
    return { name, operation: name === "Publish" ? publish : undefined };
  },
  rename: (error) => {
    const { code, status } = renamed[error.code] ?? error;
    return Object.assign(new ServiceError(code, error.message, status), { cause: error.cause });
  },
  error: (error, requestId) => ({
    status: error.status,
    contentType,
    body: errorXml(error, requestId),
  }),
  throttled: { code: "Throttled", status: 429 },
};
