/** The role through which a hub reaches the approvals of a gate. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { askRights } from "../automatic/ask-rights";
import { joinedConnectors, namedConnectors } from "../gate-connectors/joined-connectors";
import {
  byTickets,
  credentialStatements,
  decidingKindsOf,
  kindsRead,
} from "../gate-connectors/model/connector-rights";
import { applyInPreview, given, redactIfSecret } from "../inputs/inputs";
import { childName } from "../naming/naming";
import { noticeRights } from "../sla/notice-rights";
import {
  type GateApproval,
  type HeardApproval,
  type Hub,
  type HubAttachment,
  isAutomatic,
  isDecidedByTickets,
  isInSlack,
} from "./gate-approvals";
import { gateRolePolicy, gateRoleTrust, type HubRoles } from "./model/gate-role";
import { hubOfPipeline } from "./model/hub-checks";

/** On which channels the hub decides, as far as it follows from which arguments there are. */
interface DecidedBy {
  readonly slack: boolean;
  readonly automatic: boolean;
  readonly tickets: boolean;
}

/** IAM has a name once, whatever its path: a role that lies elsewhere has another name. */
function kindOfRole({ slack, automatic, tickets }: DecidedBy) {
  if (slack) {
    const description = "Decides approvals of CodePipeline in the name of the person who clicked.";
    return { suffix: "slack-role", description };
  }
  if (automatic) {
    const description =
      "Decides approvals of CodePipeline as their automaticDecision says, and reads their pipeline.";
    return { suffix: "automatic-role", description };
  }
  if (tickets) {
    const description = "Decides approvals of CodePipeline as tickets of other systems say.";
    return { suffix: "connector-role", description };
  }
  return {
    suffix: "hub-role",
    description: "Reads the pipeline of approvals that IAM alone decides.",
  };
}

/**
 * The role of the approvals, for the hub's functions alone: it decides those that are in Slack, have an
 * automaticDecision or connectors whose tickets decide. Where none is, it lies below the watcher's path, so that a hub that gets a Slack app
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
  const decides = {
    slack: isInSlack(approvals),
    automatic: approvals.some(isAutomatic),
    tickets: approvals.some(isDecidedByTickets),
  };
  const byHub = decides.slack || decides.automatic || decides.tickets;
  const connectors = pulumi.all(
    approvals.map(({ approval }) => joinedConnectors(approval.connectors, hub)),
  );
  const timed = approvals.filter(({ approval }) => approval.sla !== undefined);
  const reminds = timed.length > 0 ? { reminderRoleArn } : {};
  const readers = { notifierRoleArn, watcherRoleArn, bypassRoleArn, ...reminds };
  const roles: pulumi.Output<HubRoles> = byHub
    ? pulumi.output({ ...readers, deciderRoleArn })
    : pulumi.output(readers);
  const all = pulumi.all([places, notifierArn, roles, connectors]);
  const trust = applyInPreview(all, ([known, notifier, trusted, joined]) =>
    redactIfSecret(all, () => {
      // A topic of another account does not bring its hub along.
      if (!pulumi.containsUnknowns([known, notifier])) hubOfPipeline(notifier, known[0], "hub");
      if (pulumi.containsUnknowns([trusted, joined])) return pulumi.unknown as string;
      const named = joined.flatMap(namedConnectors);
      return JSON.stringify(
        gateRoleTrust(trusted, { ...decides, ...decidingKindsOf(named) }, kindsRead(named)),
      );
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
        .all([places, noticeRights(timed), askRights(approvals), bypassRoleArn, connectors])
        .apply(([known, notices, ask, watcher, joined]) => {
          const arnsOf = (is: (approval: GateApproval) => boolean) =>
            known.filter((_, at) => is(approvals[at])).map(({ actionArn }) => actionArn);
          return gateRolePolicy(
            {
              slack: arnsOf(({ slack }) => slack !== undefined),
              automatic: arnsOf(isAutomatic),
              ...byTickets(
                joined.map(namedConnectors),
                known.map(({ actionArn }) => actionArn),
              ),
            },
            known[0].pipelineArn,
            gate.wholeStage ? "approvals" : "pipelineName",
            [
              ...notices,
              ...ask,
              ...(byHub ? credentialStatements(joined.flatMap(namedConnectors)) : []),
            ],
            given(watcher),
          );
        }),
    },
    inline.opts,
  );
  return { role, policy };
}
