/** Connects a gate to a hub: topic subscription, gate record, gate role. */
import * as pulumi from "@pulumi/pulumi";
import { createGateRole } from "./gate-role";
import { type Hub, type HubAttachment, isHeard, isInSlack } from "./gate-approvals";
import { hubOfPipeline, samePlace } from "./model/hub-checks";
import { type BrokenGlass, createBreakGlass } from "../break-glass/break-glass";
import type { CreatedApproval } from "../approval/approval";
import { applyInPreview, redactIfSecret } from "../inputs/inputs";
import { shortHash } from "../naming/model/names";
import { createRecord } from "../slack/slack-record";
import { subscribersOf } from "../notifications/topic-subscriptions";

/** The break-glass role of an approval; undefined for one that has none. */
export type BreakGlassRoles = (approval: CreatedApproval) => pulumi.Output<string> | undefined;

/**
 * Creates all that connects the approvals to the hub. A topic is listened to last,
 * so that the first request finds its settings, and a role that can read what it is about.
 */
export function registerGate(
  gate: HubAttachment,
  hub: Hub,
  parent: pulumi.ComponentResource,
): BreakGlassRoles {
  const approvals = gate.approvals.filter(isHeard);
  const { role, policy } = createGateRole(gate, approvals, hub, parent);
  const glasses = new Map<CreatedApproval, BrokenGlass>();
  for (const { child, approval } of approvals) {
    const { breakGlass, place } = approval;
    if (breakGlass === undefined) continue;
    glasses.set(approval, createBreakGlass(child, breakGlass, place, hub, gate, parent));
  }
  const topics = new Map<string, Heard>();
  for (const approval of approvals) {
    const { listener } = approval;
    const heard: Heard = topics.get(listener) ?? {
      topicArn: approval.approval.topicArn,
      existing: approval.approval.existingTopicArn,
      place: approval.approval.place,
      inSlack: isInSlack(approvals.filter((other) => other.listener === listener)),
      after: [policy],
    };
    const joined = { ...approval, emergency: glasses.get(approval.approval)?.record };
    heard.after.push(createRecord(joined, hub, role, gate.region, parent));
    topics.set(listener, heard);
  }
  for (const [listener, heard] of topics) subscribeNotifier(listener, heard, hub, gate, parent);
  return (approval) => glasses.get(approval)?.roleArn;
}

/** A topic, and what must be there before its first request. */
interface Heard {
  readonly topicArn: pulumi.Output<string>;
  /** The argument, where the topic is not the gate's own. */
  readonly existing?: pulumi.Input<string>;
  readonly place: CreatedApproval["place"];
  /** True where one of its approvals is. */
  readonly inSlack: boolean;
  readonly after: pulumi.Input<pulumi.Resource>[];
}

/** The notifier hears the topic; what SNS cannot deliver waits in the notifier's queue. */
function subscribeNotifier(
  child: string,
  { topicArn, existing, place, inSlack, after }: Heard,
  hub: Hub,
  { region }: HubAttachment,
  parent: pulumi.ComponentResource,
): void {
  const all = pulumi.all([topicArn, place, hub.notifierArn]);
  const endpoint = all.apply(([topic, pipeline, notifier]) =>
    redactIfSecret(all, () => {
      hubOfPipeline(notifier, pipeline, "hub");
      samePlace(topic, notifier, "hub");
      return notifier;
    }),
  );
  const redrivePolicy = hub.notifierDeadLetterQueueArn.apply((arn) =>
    JSON.stringify({ deadLetterTargetArn: arn }),
  );
  const subscribers = subscribersOf({ arn: topicArn, existing }, parent);
  const names = [`${child}-slack-subscription`, `${child}-hub-subscription`];
  const [name, other] = inSlack ? names : names.reverse();
  const keyOf = (notifier: string): string => `lambda-${shortHash(notifier)}`;
  const add = (key?: pulumi.Input<string>): void =>
    subscribers.add({
      child: name,
      key,
      // Put into Slack, or taken out of it, a gate keeps its subscription.
      former: existing === undefined ? [other] : names,
      path: "topicArn",
      args: { protocol: "lambda", endpoint, redrivePolicy, region },
      dependsOn: after,
    });
  // The name of a topic's own child does not depend on the notifier: it is shown before that is known.
  if (existing === undefined) add(hub.notifierArn.apply(keyOf));
  else {
    applyInPreview(hub.notifierArn, (notifier) =>
      add(typeof notifier === "string" ? keyOf(notifier) : undefined),
    );
  }
}
