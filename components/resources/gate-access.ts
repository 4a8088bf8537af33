/** What a gate adds to a hub: it is heard, it is known, and it can be decided. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HubConnection } from "../slack-args";
import { actionAttribute, gateItem } from "../model/gate-item";
import { gateRolePolicy, gateRoleTrust } from "../model/gate-role";
import { hubOfPipeline, samePlace } from "../model/hub-checks";
import { someApprover } from "../model/slack-checks";
import type { CreatedApproval } from "./approval";
import { sharedMap } from "./deployment";
import { applyInPreview, discreet, isPlain } from "./inputs";
import { shortHash } from "../model/names";
import { named } from "./naming";
import { belongsTo, stackOptions } from "./of-stack";
import { subscribersOf } from "./topic-subscriptions";
import type { SlackSpec } from "./slack";

/** One approval of a gate, in Slack or not. */
export interface GateApproval {
  /** What the names of its children begin with. */
  readonly child: string;
  /** The same for the subscription to its topic: approvals that share a topic share the listener. */
  readonly listener: string;
  readonly approval: CreatedApproval;
  readonly slack?: SlackSpec;
}

/** A gate, or a stage of several approvals, on its way to a hub. */
export interface GateAccess {
  readonly name: string;
  readonly approvals: readonly GateApproval[];
  /** True where the approvals share the stage's role: its name then names no action. */
  readonly wholeStage: boolean;
  readonly permissionsBoundary?: pulumi.Input<string>;
  readonly region?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** An approval in Slack: it has a topic, which the notifier hears. */
interface SlackApproval extends Required<GateApproval> {
  readonly approval: CreatedApproval & { readonly topicArn: pulumi.Output<string> };
}

type Hub = Record<keyof HubConnection, pulumi.Output<string>>;

/** The fields of a connection one by one, so that a preview hides only those that are to come. */
export function hubFields(connection: pulumi.Input<HubConnection>): Hub {
  // A resolved connection holds no inputs any more, which the types cannot say.
  const output = pulumi.output(connection) as unknown as pulumi.Output<Record<string, string>>;
  const field = (key: keyof HubConnection): pulumi.Output<string> =>
    applyInPreview(output, (known) =>
      pulumi.isUnknown(known) ? (pulumi.unknown as string) : known[key],
    );
  return {
    notifierArn: field("notifierArn"),
    notifierDeadLetterQueueArn: field("notifierDeadLetterQueueArn"),
    notifierRoleArn: field("notifierRoleArn"),
    deciderRoleArn: field("deciderRoleArn"),
    watcherRoleArn: field("watcherRoleArn"),
    gatesTableName: field("gatesTableName"),
    deciderRolePath: field("deciderRolePath"),
    slackCallbackUrl: field("slackCallbackUrl"),
    slackAppManifest: field("slackAppManifest"),
  };
}

/**
 * Creates all that connects the approvals that are in Slack to the hub. A topic is listened to last,
 * so that the first request finds its settings, and a role that can read what it is about.
 */
export function connectToHub(gate: GateAccess, hub: Hub, parent: pulumi.ComponentResource): void {
  const approvals = gate.approvals.filter(isInSlack);
  const { role, policy } = createGateRole(gate, approvals, hub, parent);
  const topics = new Map<string, Heard>();
  for (const approval of approvals) {
    const { listener } = approval;
    const heard: Heard = topics.get(listener) ?? {
      topicArn: approval.approval.topicArn,
      existing: approval.approval.existingTopicArn,
      place: approval.approval.place,
      after: [policy],
    };
    heard.after.push(announce(approval, hub, role, gate, parent));
    topics.set(listener, heard);
  }
  for (const [listener, heard] of topics) listen(listener, heard, hub, gate, parent);
}

/** A topic, and what must be there before its first request. */
interface Heard {
  readonly topicArn: pulumi.Output<string>;
  /** The argument, where the topic is not the gate's own. */
  readonly existing?: pulumi.Input<string>;
  readonly place: CreatedApproval["place"];
  readonly after: pulumi.Input<pulumi.Resource>[];
}

function isInSlack(approval: GateApproval): approval is SlackApproval {
  return approval.slack !== undefined && approval.approval.topicArn !== undefined;
}

/** The notifier hears the topic; what SNS cannot deliver waits in the notifier's queue. */
function listen(
  child: string,
  { topicArn, existing, place, after }: Heard,
  hub: Hub,
  { region }: GateAccess,
  parent: pulumi.ComponentResource,
): void {
  const all = pulumi.all([topicArn, place, hub.notifierArn]);
  const endpoint = all.apply(([topic, pipeline, notifier]) =>
    discreet(all, () => {
      hubOfPipeline(notifier, pipeline, "hub");
      samePlace(topic, notifier, "hub");
      return notifier;
    }),
  );
  const redrivePolicy = hub.notifierDeadLetterQueueArn.apply((arn) =>
    JSON.stringify({ deadLetterTargetArn: arn }),
  );
  const subscribers = subscribersOf({ arn: topicArn, existing }, parent);
  const name = `${child}-slack-subscription`;
  const keyOf = (notifier: string): string => `lambda-${shortHash(notifier)}`;
  const add = (key?: pulumi.Input<string>): void =>
    subscribers.add({
      child: name,
      key,
      former: existing === undefined ? [] : [name],
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

/** The role that decides these approvals and no others, for the hub's functions alone. */
function createGateRole(
  gate: GateAccess,
  approvals: readonly SlackApproval[],
  hub: Hub,
  parent: pulumi.ComponentResource,
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
  const places = pulumi.all(approvals.map(({ approval }) => approval.place));
  const { notifierArn, notifierRoleArn, deciderRoleArn, watcherRoleArn } = hub;
  const roles = pulumi.output({ notifierRoleArn, deciderRoleArn, watcherRoleArn });
  const all = pulumi.all([places, notifierArn, roles]);
  const trust = applyInPreview(all, ([known, notifier, trusted]) =>
    discreet(all, () => {
      // A topic of another account does not bring its hub along.
      if (!pulumi.containsUnknowns([known, notifier])) hubOfPipeline(notifier, known[0], "hub");
      const isKnown = !pulumi.containsUnknowns(trusted);
      return isKnown ? JSON.stringify(gateRoleTrust(trusted)) : (pulumi.unknown as string);
    }),
  );
  const { child, physical } = named(gate.name, "slack-role", "role");
  const role = new aws.iam.Role(
    child,
    {
      // Not made of what it decides: a gate that moves to another stage or hub keeps deciding.
      name: physical,
      path: hub.deciderRolePath,
      description: "Decides approvals of CodePipeline in the name of the person who clicked.",
      assumeRolePolicy: trust,
      permissionsBoundary: gate.permissionsBoundary,
      tags: gate.tags,
    },
    { parent },
  );
  const inline = named(gate.name, "slack-role-policy", "inlinePolicy");
  const policy = new aws.iam.RolePolicy(
    inline.child,
    {
      name: inline.physical,
      role: role.name,
      policy: places.apply((known) =>
        gateRolePolicy(
          known.map(({ actionArn }) => actionArn),
          known[0].pipelineArn,
          gate.wholeStage ? "approvals" : "pipelineName",
        ),
      ),
    },
    { parent },
  );
  return { role, policy };
}

/**
 * Says in the hub's table where the request is shown, and who may decide it. The table has one item
 * an action, so the resource belongs to the stack and is named after the action: a component that is
 * renamed, or takes another's place, keeps it.
 */
function announce(
  { child, approval, slack }: SlackApproval,
  hub: Hub,
  role: aws.iam.Role,
  { region }: GateAccess,
  parent: pulumi.ComponentResource,
): pulumi.Input<aws.dynamodb.TableItem> {
  const { place, topicArn } = approval;
  const { channel, approverUserIds, approverUserGroupIds, paths } = slack;
  const all = pulumi.output({
    place,
    topicArn,
    channel,
    approverUserIds,
    approverUserGroupIds,
    role: role.arn,
  });
  const args = {
    tableName: hub.gatesTableName,
    hashKey: actionAttribute,
    item: all.apply((known) =>
      discreet(all, () => {
        const users = known.approverUserIds;
        const groups = known.approverUserGroupIds;
        someApprover(users.length + groups.length, paths.users, paths.groups);
        return gateItem({ ...known.place, ...known, deciderRoleArn: known.role });
      }),
    ),
    region,
  };
  const former = `${child}-slack-gate`;
  const create = (names: unknown): aws.dynamodb.TableItem => {
    // A preview that does not know the action's names yet shows the item below the component.
    if (!isPlain(names)) return new aws.dynamodb.TableItem(former, args, { parent });
    const opts = stackOptions("aws:dynamodb/tableItem:TableItem", [former], parent);
    return belongsTo(
      parent,
      new aws.dynamodb.TableItem(recordName(names as string[], child, region), args, opts),
    );
  };
  return isPlain(approval.names)
    ? create(approval.names)
    : applyInPreview(pulumi.all(approval.names), create);
}

/**
 * The hash tells "a-b" and "c" from "a" and "b-c", and Regions apart. The same action behind another
 * provider is in another account or Region: there the component's name has to do.
 */
function recordName(names: string[], child: string, region?: pulumi.Input<string>): string {
  const hash = shortHash(JSON.stringify([...names, typeof region === "string" ? region : ""]));
  const name = [...names, "slack-gate", hash].join("-");
  const records = sharedMap<string>("records in Slack");
  const first = records.get(name);
  if (first === undefined) records.set(name, child);
  return first === undefined ? name : `${name}-${child}`;
}
