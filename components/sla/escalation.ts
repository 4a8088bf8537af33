/** Where escalations by e-mail go: a topic of their own, and one that exists. */
import * as pulumi from "@pulumi/pulumi";
import type { ApprovalSpec } from "../approval/arguments";
import { isEmptyList } from "../inputs/lists";
import { sameRegion } from "../approval/model/approval-checks";
import { redactIfSecret } from "../inputs/inputs";
import { createSubscriptions } from "../notifications/subscriptions";
import { createTopic } from "../notifications/topic";
import type { ProviderScope } from "../scope/place";
import type { SlaSpec } from "./arguments";

/** A topic that the gate's role publishes to, and the key that encrypts it where that is a customer's. */
export interface EscalationTopic {
  readonly arn: pulumi.Output<string>;
  readonly kmsMasterKeyId?: pulumi.Input<string>;
}

/** Creates the topic of the addresses; who hears the gate's own topic hears no escalation through it. */
export function createEscalation(
  name: string,
  { path, escalation }: SlaSpec,
  spec: ApprovalSpec,
  asked: ProviderScope,
  parent: pulumi.ComponentResource,
): EscalationTopic[] {
  const { emails, topicArn } = escalation ?? {};
  const at = (key: string): string => `${path}.escalation.${key}`;
  const topics: EscalationTopic[] = [];
  if (!isEmptyList(emails)) {
    const { kmsMasterKeyId, displayName, region, tags } = spec;
    const child = `${name}-escalation`;
    const own = { kmsMasterKeyId, displayName, region, tags, at, needsTopic: true };
    const arn = createTopic(child, own, asked, parent)!;
    createSubscriptions(child, { arn }, { emails, region, at }, parent);
    topics.push({ arn, kmsMasterKeyId });
  }
  if (topicArn !== undefined) {
    const both = pulumi.all([topicArn, asked()]);
    const arn = both.apply(([known, { region }]) =>
      redactIfSecret(both, () => {
        sameRegion(known, region, at("topicArn"));
        return known;
      }),
    );
    topics.push({ arn });
  }
  return topics;
}
