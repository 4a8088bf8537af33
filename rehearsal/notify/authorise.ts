/** Who may publish to a topic. */
import type { Place } from "../account/types";
import { ServiceError } from "../errors";
import type { Decision, IamDirectory } from "../iam/types";
import type { TopicSettings } from "./types";

/** Who publishes: a role of the account, or an AWS service such as `events.amazonaws.com`. */
export type Publisher = { readonly roleArn: string } | { readonly service: string };

/** Asks a resource policy; `evaluateResourcePolicy` of rehearsal/iam is one. */
export type ResourcePolicyCheck = (
  policy: string,
  principal: { arn?: string; accountId?: string; service?: string },
  action: string,
  resource: string,
  context: Record<string, string>,
) => Decision;

const action = "sns:Publish";

/**
 * Throws AuthorizationError unless the publisher's own policies and the topic's policy both allow.
 * A topic without a policy takes what roles of its own account may do, and no service.
 */
export function authorise(
  publisher: Publisher,
  topic: TopicSettings,
  place: Place,
  directory: IamDirectory,
  check: ResourcePolicyCheck,
): void {
  const who = "roleArn" in publisher ? publisher.roleArn : publisher.service;
  const context = contextOf(publisher, place);
  if ("roleArn" in publisher) {
    need(who, topic.arn, directory.decideRole(publisher.roleArn, action, topic.arn, context));
  }
  need(who, topic.arn, askTopic(publisher, topic, place, context, check));
}

function askTopic(
  publisher: Publisher,
  topic: TopicSettings,
  place: Place,
  context: Record<string, string>,
  check: ResourcePolicyCheck,
): Decision {
  if (topic.policy !== undefined) {
    const requester =
      "roleArn" in publisher
        ? { arn: publisher.roleArn, accountId: publisher.roleArn.split(":")[4] }
        : { service: publisher.service };
    return check(topic.policy, requester, action, topic.arn, context);
  }
  const owner = "roleArn" in publisher && publisher.roleArn.split(":")[4] === place.accountId;
  return { allowed: owner, reason: "The topic has no policy, so only its own account publishes." };
}

function contextOf(publisher: Publisher, place: Place): Record<string, string> {
  const base = { "aws:SecureTransport": "true", "aws:SourceAccount": place.accountId };
  if (!("roleArn" in publisher)) return base;
  return {
    ...base,
    "aws:PrincipalAccount": publisher.roleArn.split(":")[4],
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
