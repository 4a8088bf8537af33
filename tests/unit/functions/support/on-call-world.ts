/** A world with PagerDuty: who is on call there, what it answers, and who reads its key. */
import { createDecidingSlackChannel } from "../../../../functions/channels/slack/deciding-channel";
import { createOnCall } from "../../../../functions/channels/slack/decisions/who-is-on-call";
import { connectorOf } from "../../../../functions/connectors/registry";
import type { Actor, GateSettings } from "../../../../functions/domain/types";
import { FakeHttp } from "../connectors/support";
import { later, settings, token } from "../domain/samples";
import { sns } from "./world-events";
import { expires, World } from "./world";
import { sessionSecrets } from "./session-secrets";

export const carla: Actor = { channel: "slack", id: "U0CARLA", displayName: "Carla" };

type Connector = NonNullable<GateSettings["connectors"]>[number];

export const pager: Connector = {
  ...{ kind: "pagerduty", name: "pager" },
  settings: JSON.stringify({ serviceRegion: "us", severity: "error" }),
  credentialsArn: "arn:aws:ssm:eu-west-1:111122223333:parameter/pager",
  ...{ approverIds: [], scheduleIds: ["PSCHED1"] },
};

export const gate: GateSettings = { ...settings, connectors: [pager] };

/** What PagerDuty answers where these people are on call. */
export const onCall = (...emails: readonly unknown[]) => ({
  status: 200,
  body: {
    oncalls: emails.map((email, n) => ({
      user: { id: `PUSER${n}`, type: "user", email },
      schedule: { id: "PSCHED1", type: "schedule_reference" },
      start: later(-3600).toISOString(),
      end: later(7 * 86_400).toISOString(),
    })),
    more: false,
  },
});

export class OnCallWorld extends World {
  readonly pagerDuty = new FakeHttp();
  /** Whose secret was read, and in whose name. */
  readonly read: string[] = [];

  override ports(...given: Parameters<World["ports"]>) {
    const ports = super.ports(...given);
    const credentials = ports.through(
      "secrets",
      sessionSecrets(this.read, () => JSON.stringify({ apiToken: "y_NbAkKc66ryYTWUXYEu" })),
    );
    const { slack, clock, log } = ports;
    const channel = createDecidingSlackChannel({
      ...ports,
      onCall: createOnCall({
        ...{ clock, log, connectorOf, credentials, http: this.pagerDuty.call },
        accountNow: (email) => slack.userWithEmail(email),
      }),
    });
    return { ...ports, channels: [channel, ...ports.channels.slice(1)] };
  }
}

/** A request is shown; Carla, whom no list names, has an account and is on call. */
export async function onCallWorld(): Promise<OnCallWorld> {
  const world = new OnCallWorld();
  world.gates.set(gate.action, gate);
  world.pipelines.wait(token, expires);
  await world.notify(sns({}));
  world.slack.emails.set("carla@example.com", carla.id);
  world.pagerDuty.answers = [onCall("carla@example.com")];
  return world;
}
