/** What starts the handlers: SNS records, signed clicks, EventBridge events. */
import * as assert from "node:assert/strict";
import type { SNSEvent } from "aws-lambda";
import { SlackError } from "../../../../functions/channels/slack/client";
import type { Actor } from "../../../../functions/domain/types";
import type { SignedInteraction } from "../../../../functions/channels/slack/decisions/signed-interaction";
import { signatureOf } from "../../../../functions/channels/slack/signature";
import { ann, inSlack, settings, token } from "../domain/samples";
import { expires, secret, World } from "./world";

export const otherToken = "2f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5";
export const thirdToken = "3f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5";

type Message = { token?: string; stage?: string; topicArn?: string; expires?: string };

export function sns(...messages: (string | Message)[]): SNSEvent {
  return { Records: messages.map(record) } as unknown as SNSEvent;
}

function record(message: string | Message) {
  if (typeof message === "string") {
    return { Sns: { Message: message, TopicArn: settings.topicArn } };
  }
  const { token: of = token, stage = "production", topicArn = settings.topicArn } = message;
  const approval = {
    pipelineName: "orders",
    stageName: stage,
    actionName: "approve",
    token: of,
    expires: message.expires ?? "2026-11-29T21:00Z",
  };
  return {
    Sns: { Message: JSON.stringify({ region: "eu-west-1", approval }), TopicArn: topicArn },
  };
}

/** Of the first message that the world's Slack takes. */
const firstTs = "1700000000.000001";

export interface Click {
  readonly person?: Actor;
  readonly result?: "Approved" | "Rejected";
  readonly reason?: string;
  readonly action?: string;
  readonly token?: string;
  readonly channel?: string;
  readonly teamId?: string;
  readonly appId?: string;
  readonly ts?: string;
  /** Epoch seconds: when Slack has signed it. */
  readonly at?: number;
  /** `team_id` of the person; null leaves it out. Defaults to the workspace. */
  readonly home?: string | null;
  /** `enterprise.id`. */
  readonly enterprise?: string;
  /** True where the app is installed for all of the organisation. */
  readonly orgWide?: boolean;
}

/** What every payload says of the workspace, the app and the person. */
function from(change: Click): object {
  const { person = ann, teamId = "T0TEAM", appId = "A0APP" } = change;
  return {
    team: change.orgWide ? null : { id: teamId },
    enterprise: change.enterprise === undefined ? null : { id: change.enterprise },
    is_enterprise_install: change.orgWide ?? false,
    api_app_id: appId,
    user: {
      id: person.id,
      username: person.displayName,
      ...(change.home === null ? {} : { team_id: change.home ?? teamId }),
    },
  };
}

/** A dialog that was sent off, with Slack's signature. */
export function click(change: Click = {}, key = secret): SignedInteraction {
  const { result = "Approved" } = change;
  const reason = change.reason ?? (result === "Rejected" ? "The load test failed" : undefined);
  const payload = {
    type: "view_submission",
    ...from(change),
    view: {
      callback_id: "decision",
      private_metadata: JSON.stringify({
        r: result,
        a: change.action ?? settings.action,
        t: change.token ?? token,
        c: change.channel ?? inSlack.channel,
        m: change.ts ?? firstTs,
      }),
      state: { values: { reason: { reason: { value: reason ?? null } } } },
    },
  };
  return sign(`payload=${encodeURIComponent(JSON.stringify(payload))}`, key, change.at);
}

/** A press of a button, with Slack's signature. */
export function press(change: Click = {}, key = secret): SignedInteraction {
  const value = JSON.stringify({ a: change.action ?? settings.action, t: change.token ?? token });
  const action_id = change.result === "Rejected" ? "reject" : "approve";
  const payload = {
    type: "block_actions",
    ...from(change),
    trigger_id: "123.456.abc",
    channel: { id: change.channel ?? inSlack.channel },
    message: { ts: change.ts ?? firstTs },
    actions: [{ action_id, value }],
  };
  return sign(`payload=${encodeURIComponent(JSON.stringify(payload))}`, key);
}

export function sign(body: string, key = secret, at = 1795381200): SignedInteraction {
  const timestamp = String(at);
  const signature = signatureOf(key, timestamp, Buffer.from(body));
  return { version: 1, body, timestamp, signature, acceptedAt: "2026-11-22T21:00:00.000Z" };
}

export function ended(state: string, execution = "execution-1", stage = "production") {
  return {
    source: "aws.codepipeline",
    "detail-type": "CodePipeline Action Execution State Change",
    detail: {
      pipeline: "orders",
      stage,
      action: "approve",
      "execution-id": execution,
      state,
      type: { owner: "AWS", provider: "Manual", category: "Approval", version: "1" },
    },
  };
}

/** The same for one run of the action, as AWS names it in the events of every state. */
export function endedRun(state: string, actionExecutionId: string, execution = "execution-1") {
  const event = ended(state, execution);
  return { ...event, detail: { ...event.detail, "action-execution-id": actionExecutionId } };
}

/** In which execution CodePipeline was asked to look, at each look of a run. */
export async function hintsOf(world: World, run: () => Promise<void>): Promise<unknown[]> {
  const hints: unknown[] = [];
  const observe = world.pipelines.observe.bind(world.pipelines);
  world.pipelines.observe = (gate, request, hint?: unknown) => {
    hints.push(hint);
    return observe(gate, request);
  };
  await run();
  return hints;
}

/** A world in which one request waits and is shown. */
export async function shownWorld(): Promise<World> {
  const world = new World();
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  return world;
}

/** Slack took the first message and did not answer: there are two, of which the table knows the second. */
export async function postedTwice(): Promise<{ world: World; unknown: string; known: string }> {
  const world = new World();
  world.pipelines.wait(token, expires);
  const error = new SlackError("chat.postMessage", "no_answer");
  world.faults.push({ call: "slack.postMessage", error, when: "after" });
  await assert.rejects(world.notify(sns({})));
  world.clock.advance(60);
  await world.notify(sns({}));
  const [unknown, known] = [...world.slack.messages.keys()];
  assert.deepEqual(
    world.request().messages.map(({ id }) => id),
    [known],
  );
  return { world, unknown, known };
}
