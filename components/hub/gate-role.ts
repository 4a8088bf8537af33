/** The role through which a hub reaches the approvals of a gate. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { askRights } from "../automatic/ask-rights";
import { applyInPreview, given, redactIfSecret } from "../inputs/inputs";
import { childName } from "../naming/naming";
import { noticeRights } from "../sla/notice-rights";
import {
  type GateApproval,
  type HeardApproval,
  type Hub,
  type HubAttachment,
  isAutomatic,
  isInSlack,
} from "./gate-approvals";
import {
  type DecidingChannels,
  gateRolePolicy,
  gateRoleTrust,
  type HubRoles,
} from "./model/gate-role";
import { hubOfPipeline } from "./model/hub-checks";

/** IAM has a name once, whatever its path: a role that lies elsewhere has another name. */
function kindOfRole({ slack, automatic }: DecidingChannels<boolean>) {
  if (slack) {
    const description = "Decides approvals of CodePipeline in the name of the person who clicked.";
    return { suffix: "slack-role", description };
  }
  const description = automatic
    ? "Decides approvals of CodePipeline as their automaticDecision says, and reads their pipeline."
    : "Reads the pipeline of approvals that IAM alone decides.";
  return { suffix: automatic ? "automatic-role" : "hub-role", description };
}

/**
 * The role of the approvals, for the hub's functions alone: it decides those that are in Slack or have an
 * automaticDecision. Where none is, it lies below the watcher's path, so that a hub that gets a Slack app
 * moves nothing.
 */
export function createGateRole(
  gate: HubAttachment,
  approvals: readonly HeardApproval[],
  hub: Hub,
  parent: pulumi.ComponentResource,
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
  const places = pulumi.all(approvals.map(({ approval }) => approval.place));
  const {
    notifierArn,
    notifierRoleArn,
    deciderRoleArn,
    watcherRoleArn,
    reminderRoleArn,
    bypassRoleArn,
  } = hub;
  const decides = { slack: isInSlack(approvals), automatic: approvals.some(isAutomatic) };
  const byHub = decides.slack || decides.automatic;
  const timed = approvals.filter(({ approval }) => approval.sla !== undefined);
  const reminds = timed.length > 0 ? { reminderRoleArn } : {};
  const readers = { notifierRoleArn, watcherRoleArn, bypassRoleArn, ...reminds };
  const roles: pulumi.Output<HubRoles> = byHub
    ? pulumi.output({ ...readers, deciderRoleArn })
    : pulumi.output(readers);
  const all = pulumi.all([places, notifierArn, roles]);
  const trust = applyInPreview(all, ([known, notifier, trusted]) =>
    redactIfSecret(all, () => {
      // A topic of another account does not bring its hub along.
      if (!pulumi.containsUnknowns([known, notifier])) hubOfPipeline(notifier, known[0], "hub");
      const isKnown = !pulumi.containsUnknowns(trusted);
      return isKnown ? JSON.stringify(gateRoleTrust(trusted, decides)) : (pulumi.unknown as string);
    }),
  );
  const { suffix, description } = kindOfRole(decides);
  const { child, physical, opts } = childName(gate.name, suffix, "role", parent);
  const role = new aws.iam.Role(
    child,
    {
      // Not made of what it decides: a gate that moves to another stage or hub keeps deciding.
      name: physical,
      path: byHub ? hub.deciderRolePath : hub.watcherRolePath,
      description,
      assumeRolePolicy: trust,
      permissionsBoundary: gate.permissionsBoundary,
      tags: gate.tags,
    },
    opts,
  );
  const inline = childName(gate.name, `${suffix}-policy`, "inlinePolicy", parent);
  const policy = new aws.iam.RolePolicy(
    inline.child,
    {
      name: inline.physical,
      role: role.name,
      policy: pulumi
        .all([places, noticeRights(timed), askRights(approvals), bypassRoleArn])
        .apply(([known, notices, ask, watcher]) => {
          const arnsOf = (is: (approval: GateApproval) => boolean) =>
            known.filter((_, at) => is(approvals[at])).map(({ actionArn }) => actionArn);
          return gateRolePolicy(
            { slack: arnsOf(({ slack }) => slack !== undefined), automatic: arnsOf(isAutomatic) },
            known[0].pipelineArn,
            gate.wholeStage ? "approvals" : "pipelineName",
            [...notices, ...ask],
            given(watcher),
          );
        }),
    },
    inline.opts,
  );
  return { role, policy };
}
