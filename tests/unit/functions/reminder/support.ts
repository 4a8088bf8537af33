import type { GateSettings } from "../../../../functions/domain/types";
import { inSlack, settings, token } from "../domain/samples";
import { type Crash, expires, World } from "../support/world";
import { sns } from "../support/world-events";

const escalationTopic = "arn:aws:sns:eu-west-1:111122223333:orders-escalation";

/** Two hours to answer, a reminder after one, and somebody to escalate to. */
export const sla: NonNullable<GateSettings["sla"]> = {
  respondWithinMinutes: 120,
  remindAfterMinutes: [60],
  escalation: { topicArns: [escalationTopic] },
};

/** A gate that IAM alone decides. */
export const byIam: GateSettings = { ...settings, channels: {}, sla };

/** The same in Slack, where a channel and a person hear of what nobody answers. */
export const bySlack: GateSettings = {
  ...byIam,
  channels: {
    slack: {
      ...inSlack,
      sla: {
        escalation: { slackChannel: "C0LEADS", slackUserIds: ["U0LEAD"], slackUserGroupIds: [] },
      },
    },
  },
};

/** What the hub's bus says when a request begins. */
export const requested = {
  source: "codepipeline-approvals",
  "detail-type": "Requested",
  detail: {
    request: { pipelineName: "orders", stageName: "production", actionName: "approve" },
  },
};

/** A request that waits, of which the reminder has heard. */
export async function waitingWorld(gate = byIam): Promise<World> {
  const world = new World();
  world.gates.set(gate.action, gate);
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  await world.remind(requested);
  return world;
}

/** So many minutes go by, one at a time; each schedule fires in its minute. */
export async function pass(world: World, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) {
    world.clock.advance(60);
    for (const event of world.schedules.due(world.clock.now())) await retried(world, event);
  }
}

/** As Lambda tries an event: three times in all, with a minute and two between. */
export async function retried(world: World, event: unknown, crash?: Crash): Promise<void> {
  const crashes = [crash, undefined, undefined];
  for (const [tried, at] of crashes.entries()) {
    try {
      return await world.remind(event, at);
    } catch {
      world.clock.advance(60 * (tried + 1));
    }
  }
}

/** The names of what happened to the request. */
export const history = (world: World): string[] =>
  (world.request().history ?? []).map(({ type }) => type);

/** Texts in Slack, each with where it stands. */
export const posted = (world: World): string[] =>
  [...world.slack.messages.values()].map((message) => {
    const {
      channel,
      text,
      thread_ts: thread,
    } = message as typeof message & {
      thread_ts?: string;
    };
    return `${channel}${thread === undefined ? "" : " in thread"}: ${text.split(":")[0]}`;
  });
