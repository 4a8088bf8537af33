/** The public function with a world that keeps account of everything that is asked of it. */
import type { LogEvent } from "../../../../../../functions/domain/log-events";
import type { Credentials } from "../../../../../../functions/channels/slack/ports";
import { askedLater } from "../../../../../../functions/channels/slack/on-call";
import type { SlackGate } from "../../../../../../functions/channels/slack/gate";
import type { GateSettings } from "../../../../../../functions/domain/types";
import type { SignedInteraction } from "../../../../../../functions/channels/slack/decisions/signed-interaction";
import {
  createHandler,
  type Handler,
} from "../../../../../../functions/channels/slack/receiver/handler";
import type { Ports } from "../../../../../../functions/channels/slack/receiver/ports";
import { action, formOf, now, secret, urlEvent } from "../../../support/slack-requests";

export const canary = "xoxb-canary-0123456789";

const inSlack: SlackGate = {
  channel: "C0RELEASES1",
  approverUserIds: ["U0ANN00001"],
  approverUserGroupIds: ["S0RELEASE1"],
};

export const settings: GateSettings = {
  action,
  topicArn: "arn:aws:sns:eu-west-1:111122223333:orders",
  channels: { slack: inSlack },
  deciderRoleArn: "arn:aws:iam::111122223333:role/codepipeline-approvals/hub/slack-orders",
};

/** The gate, with something else about Slack. */
export const settingsOf = (change: Partial<SlackGate>): GateSettings => ({
  ...settings,
  channels: { slack: { ...inSlack, ...change } },
});

export interface World {
  readonly handler: Handler;
  /** Every call to the world, in order, with the credentials' reads. */
  readonly asked: string[];
  readonly told: { user: string; text: string }[];
  readonly views: { trigger: string; view: any }[];
  readonly handed: SignedInteraction[];
  readonly logged: string[];
  credentials: Credentials;
}

export interface WorldOptions extends Partial<Omit<Ports, "onCall">> {
  readonly settings?: GateSettings | undefined;
  readonly members?: Record<string, readonly string[]>;
}

/** `options` replaces single ports, for what fails or hangs. */
export function newWorld(options: WorldOptions = {}): World {
  const world = {
    asked: [] as string[],
    told: [] as World["told"],
    views: [] as World["views"],
    handed: [] as SignedInteraction[],
    logged: [] as string[],
    credentials: { botToken: canary, signingSecret: secret } as Credentials,
  };
  const { asked } = world;
  const note = (level: string) => (event: LogEvent, fields?: object) =>
    void world.logged.push(JSON.stringify({ level, event, ...fields }));
  const known = "settings" in options ? options.settings : settings;
  const { members = { S0RELEASE1: ["U0BOB00001"] } } = options;
  const handler = createHandler({
    clock: { now: () => now },
    log: { info: note("info"), warn: note("warn"), error: note("error") },
    credentials: {
      read: async ({ refresh = false } = {}) => {
        asked.push(refresh ? "credentials again" : "credentials");
        return world.credentials;
      },
    },
    gates: {
      read: async (key) => {
        asked.push(`gate ${key}`);
        return key === known?.action ? known : undefined;
      },
    },
    membersOf: async (group) => {
      asked.push(`members ${group}`);
      return members[group] ?? [];
    },
    onCall: askedLater,
    slack: {
      openView: async (trigger, view) => {
        asked.push("openView");
        world.views.push({ trigger, view });
      },
      postEphemeral: async ({ user, text }) => {
        asked.push("postEphemeral");
        world.told.push({ user, text });
      },
    },
    decisionQueue: {
      send: async (click) => {
        asked.push("decisionQueue");
        world.handed.push(click as SignedInteraction);
      },
    },
    ...options,
  });
  return Object.assign(world, { handler });
}

/** Sends one signed payload to a new world. */
export async function send(payload: unknown, options: WorldOptions = {}) {
  const world = newWorld(options);
  const answer = (await world.handler(urlEvent(formOf(payload)))) as {
    statusCode: number;
    body: string;
  };
  return { world, status: answer.statusCode, body: answer.body };
}

/** The same payload from another person. */
export const by = (id: string, payload: any) => {
  payload.user = { ...payload.user, id };
  return payload;
};

export const fails = (message: string) => async (): Promise<never> => {
  throw new Error(message);
};
