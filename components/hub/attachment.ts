/** Connects a gate to a hub: topic subscription, gate record, gate role. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HubConnection } from "../slack-args";
import {
  type DecidingChannels,
  gateRolePolicy,
  gateRoleTrust,
  type HubRoles,
} from "./model/gate-role";
import { type ConnectionKey, connectionKeys, hubOfPipeline, samePlace } from "./model/hub-checks";
import { askRights } from "../automatic/ask-rights";
import { type BrokenGlass, createBreakGlass } from "../break-glass/break-glass";
import type { NativeApprovers } from "../bypass/native-record";
import type { CreatedApproval } from "../approval/approval";
import { applyInPreview, given, redactIfSecret } from "../inputs/inputs";
import { shortHash } from "../naming/model/names";
import { childName } from "../naming/naming";
import type { SlackSpec } from "../slack/arguments";
import { noticeRights } from "../sla/notice-rights";
import { createRecord, type JoinedApproval } from "../slack/slack-record";
import { subscribersOf } from "../notifications/topic-subscriptions";

/** One approval of a gate, in Slack or not. */
interface GateApproval {
  /** What the names of its children begin with. */
  readonly child: string;
  /** The same for the subscription to its topic: approvals that share a topic share the listener. */
  readonly listener: string;
  readonly approval: CreatedApproval;
  readonly slack?: SlackSpec;
  /** Who decides through IAM. */
  readonly native: NativeApprovers;
}

/** A gate, or a stage of several approvals, on its way to a hub. */
export interface HubAttachment {
  readonly name: string;
  readonly approvals: readonly GateApproval[];
  /** True where the approvals share the stage's role: its name then names no action. */
  readonly wholeStage: boolean;
  readonly permissionsBoundary?: pulumi.Input<string>;
  readonly region?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** An approval that joins the hub, and the listener of its topic. */
type HeardApproval = Omit<JoinedApproval, "emergency"> & GateApproval;

/** The break-glass role of an approval; undefined for one that has none. */
export type BreakGlassRoles = (approval: CreatedApproval) => pulumi.Output<string> | undefined;

type Hub = {
  readonly [K in ConnectionKey]-?: pulumi.Output<Extract<HubConnection[K], string | undefined>>;
};

/** The fields of a connection one by one, so that a preview hides only those that are to come. */
export function hubFields(connection: pulumi.Input<HubConnection>): Hub {
  // A resolved connection holds no inputs any more, which the types cannot say.
  const output = pulumi.output(connection) as unknown as pulumi.Output<Record<string, string>>;
  const field = (key: ConnectionKey): pulumi.Output<string> =>
    applyInPreview(output, (known) =>
      pulumi.isUnknown(known) ? (pulumi.unknown as string) : known[key],
    );
  const fields = connectionKeys.map((key) => [key, field(key)]);
  return Object.fromEntries(fields) as Record<ConnectionKey, pulumi.Output<string>>;
}

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

const isAutomatic = ({ approval }: GateApproval): boolean =>
  approval.automaticDecision !== undefined;

const isInSlack = (approvals: readonly GateApproval[]): boolean =>
  approvals.some(({ slack }) => slack !== undefined);

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

function isHeard(approval: GateApproval): approval is HeardApproval {
  return approval.approval.topicArn !== undefined;
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
function createGateRole(
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
