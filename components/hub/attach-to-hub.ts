/** How a gate or a stage comes to its hub: the same for both. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub } from "../approval-hub";
import { registerGate, type HubAttachment, hubFields } from "./attachment";
import type { ResolvedHub } from "./resolve-hub";

/** The outputs of a gate's Slack half; undefined where it has none. */
export interface SlackOutputs {
  readonly slackCallbackUrl: pulumi.Output<string | undefined>;
  readonly slackAppManifest: pulumi.Output<string | undefined>;
}

/** Connects the approvals to the hub that was given, or those in Slack to one that is made for them. */
export function attachToHub(
  choice: ResolvedHub | undefined,
  gate: HubAttachment,
  parent: pulumi.ComponentResource,
): SlackOutputs {
  if (choice === undefined) return nothingOfSlack();
  if ("given" in choice) {
    const hub = hubFields(choice.given);
    registerGate(gate, hub, parent);
    return isInSlack(gate) ? hub : nothingOfSlack();
  }
  const { connection } = new ApprovalHub(`${gate.name}-hub`, choice.own, { parent });
  const hub = hubFields(connection);
  // A hub that is made for Slack hears of what is in Slack.
  const approvals = gate.approvals.filter(({ slack }) => slack !== undefined);
  registerGate({ ...gate, approvals }, hub, parent);
  return hub;
}

const isInSlack = ({ approvals }: HubAttachment): boolean =>
  approvals.some(({ slack }) => slack !== undefined);

const nothingOfSlack = (): SlackOutputs => ({
  slackCallbackUrl: pulumi.output<string | undefined>(undefined),
  slackAppManifest: pulumi.output<string | undefined>(undefined),
});
