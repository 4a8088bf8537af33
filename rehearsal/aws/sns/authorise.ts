/** Who may publish to a topic. */
import { readArn } from "../../../iam/arns";
import type { Place } from "../account/types";
import { ServiceError } from "../../errors";
import { type Decision, type IamDirectory, type ResourceVerdict, withinAccount } from "../iam";
import type { TopicSettings } from "./types";

/** Who publishes: a role of the account, or an AWS service such as `events.amazonaws.com`. */
export type Publisher =
  | { readonly roleArn: string }
  | {
      readonly service: string;
      /** What publishes: an alarm. Such a service speaks for the owner of the topic. */
      readonly sourceArn?: string;
    };

/** Asks a resource policy; `evaluateResourcePolicy` of aws/iam is one. */
export type ResourcePolicyCheck = (
  policy: string,
  principal: { arn?: string; accountId?: string; service?: string },
  action: string,
  resource: string,
  context: Record<string, string>,
) => ResourceVerdict;

const action = "sns:Publish";

/**
 * Throws AuthorizationError unless the publisher may publish. As at AWS, for a role of the topic's
 * own account either its own policies or the topic's allow it and neither denies it; a role of
 * another account needs both to allow it; a service has only the topic's policy.
 */
export function authorise(
  publisher: Publisher,
  topic: TopicSettings,
  place: Place,
  directory: IamDirectory,
  check: ResourcePolicyCheck,
): void {
  const context = contextOf(publisher, place);
  const verdict = askTopic(publisher, topic, context, check);
  if (!("roleArn" in publisher)) return need(publisher.service, topic.arn, verdict);
  const { roleArn } = publisher;
  const own = directory.decideRole(roleArn, action, topic.arn, context);
  const isOwn = readArn(roleArn).accountId === place.accountId;
  if (isOwn) return need(roleArn, topic.arn, withinAccount(own, verdict));
  need(roleArn, topic.arn, own);
  need(roleArn, topic.arn, verdict);
}

function askTopic(
  publisher: Publisher,
  topic: TopicSettings,
  context: Record<string, string>,
  check: ResourcePolicyCheck,
): ResourceVerdict {
  // SNS's default policy lets its owner, and a service that names it as the source's owner.
  if (topic.policy === undefined && "sourceArn" in publisher) {
    const reason = "The topic's default policy lets its owner publish.";
    return { effect: "Allow", allowed: true, isDelegated: false, reason };
  }
  if (topic.policy === undefined) {
    const reason = "The topic has no policy.";
    return { effect: "None", allowed: false, isDelegated: false, reason };
  }
  const requester =
    "roleArn" in publisher
      ? { arn: publisher.roleArn, accountId: readArn(publisher.roleArn).accountId }
      : { service: publisher.service };
  return check(topic.policy, requester, action, topic.arn, context);
}

function contextOf(publisher: Publisher, place: Place): Record<string, string> {
  const base = { "aws:SecureTransport": "true", "aws:SourceAccount": place.accountId };
  if (!("roleArn" in publisher)) {
    if (publisher.sourceArn === undefined) return base;
    const owner = { "aws:SourceOwner": place.accountId };
    return { ...base, ...owner, "aws:SourceArn": publisher.sourceArn };
  }
  return {
    ...base,
    "aws:PrincipalAccount": readArn(publisher.roleArn).accountId ?? "",
    "aws:PrincipalArn": publisher.roleArn,
    // SNS's default topic policy asks for the owner under this key.
    "aws:SourceOwner": place.accountId,
  };
}

function need(who: string, topicArn: string, decision: Decision): void {
  if (decision.allowed) return;
  throw new ServiceError(
    "AuthorizationError",
    `${who} is not authorized to perform: ${action} on resource: ${topicArn}. ${decision.reason}`,
    403,
  );
}
