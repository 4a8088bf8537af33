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

/** Connects what is in Slack to the hub that was chosen, and makes that hub where there is none. */
export function attachToHub(
  choice: ResolvedHub | undefined,
  gate: HubAttachment,
  parent: pulumi.ComponentResource,
): SlackOutputs {
  if (choice === undefined) {
    return {
      slackCallbackUrl: pulumi.output<string | undefined>(undefined),
      slackAppManifest: pulumi.output<string | undefined>(undefined),
    };
  }
  const connection =
    "given" in choice
      ? choice.given
      : new ApprovalHub(`${gate.name}-hub`, choice.own, { parent }).connection;
  const hub = hubFields(connection);
  registerGate(gate, hub, parent);
  return hub;
}
