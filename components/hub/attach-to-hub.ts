/** How a gate or a stage comes to its hub: the same for both. */
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub } from "../approval-hub";
import { type BreakGlassRoles, registerGate } from "./attachment";
import { type HubAttachment, hubFields } from "./gate-approvals";
import type { ResolvedHub } from "./resolve-hub";

/** The outputs of a gate's Slack half; undefined where it has none. */
interface SlackOutputs {
  readonly slackCallbackUrl: pulumi.Output<string | undefined>;
  readonly slackAppManifest: pulumi.Output<string | undefined>;
}

interface HubOutputs extends SlackOutputs {
  readonly breakGlassRoleOf: BreakGlassRoles;
}

/** Connects the approvals to the hub that was given, or those in Slack to one that is made for them. */
export function attachToHub(
  choice: ResolvedHub | undefined,
  gate: HubAttachment,
  parent: pulumi.ComponentResource,
): HubOutputs {
  if (choice === undefined) return { ...nothingOfSlack(), breakGlassRoleOf: () => undefined };
  if ("given" in choice) {
    const hub = hubFields(choice.given);
    const breakGlassRoleOf = registerGate(gate, hub, parent);
    return { ...(isInSlack(gate) ? hub : nothingOfSlack()), breakGlassRoleOf };
  }
  const { connection } = new ApprovalHub(`${gate.name}-hub`, choice.own, { parent });
  const hub = hubFields(connection);
  // A hub that is made for Slack hears of what is in Slack.
  const approvals = gate.approvals.filter(({ slack }) => slack !== undefined);
  return { ...hub, breakGlassRoleOf: registerGate({ ...gate, approvals }, hub, parent) };
}

const isInSlack = ({ approvals }: HubAttachment): boolean =>
  approvals.some(({ slack }) => slack !== undefined);

const nothingOfSlack = (): SlackOutputs => ({
  slackCallbackUrl: pulumi.output<string | undefined>(undefined),
  slackAppManifest: pulumi.output<string | undefined>(undefined),
});
