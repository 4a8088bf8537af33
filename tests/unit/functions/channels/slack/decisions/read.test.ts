/** What Slack's channel reads out of an event that the decider was given, and how it turns people away. */
import * as assert from "node:assert/strict";
import type { Received, ReceivedDecision } from "../../../../../../functions/channels/channel";
import { createDecidingSlackChannel } from "../../../../../../functions/channels/slack/deciding-channel";
import { ann, bob, requestOf, settings } from "../../../domain/samples";
import { World } from "../../../support/world";
import { click, press, sign } from "../../../support/world-events";

const posted = { teamId: "T0TEAM", appId: "A0APP" };

const reading = (world: World, event: unknown): Promise<Received> =>
  createDecidingSlackChannel(world.ports()).read(event);

async function decisionOf(world: World, event: unknown): Promise<ReceivedDecision> {
  const received = await reading(world, event);
  assert.ok(received.kind === "decision");
  return received.decision;
}

/** Slack sends it when somebody closes the dialog. */
function closed() {
  const payload = {
    ...{ type: "view_closed", team: { id: "T0TEAM" }, api_app_id: "A0APP" },
    user: { id: ann.id },
  };
  return sign(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
}

describe("What Slack's channel reads", () => {
  it("is a decision, a touch of a message, or nothing, by what Slack signed", async () => {
    const kinds = async (event: unknown) => (await reading(new World(), event)).kind;
    assert.equal(await kinds(click()), "decision");
    assert.equal(await kinds(press()), "touch");
    assert.equal(await kinds(closed()), "none");
    assert.equal(await kinds(sign("payload=%7B")), "none");
  });

  it("is nothing from another workspace or app than the pinned ones, and the log says who it was", async () => {
    const about = { action: settings.action, person: ann.id };
    for (const [event, fields] of [
      [click(), about],
      [press(), about],
      [closed(), undefined],
    ] as const) {
      const world = new World();
      world.pinned = { teamId: "T0PINNED" };
      assert.deepEqual(await reading(world, event), { kind: "none" });
      const line = { level: "error", event: "wrong_workspace_or_app", fields };
      assert.deepEqual(world.lines, fields === undefined ? [] : [line]);
    }
  });

  it("is refused, and may be tried again, where Slack did not sign it", async () => {
    await assert.rejects(reading(new World(), click({}, "guessed")), { name: "TransientError" });
  });

  it("is refused for good where slackCallback cannot have sent it", async () => {
    await assert.rejects(reading(new World(), { version: 2 }), { name: "FinalError" });
  });
});

describe("Who decides in Slack", () => {
  /** What the person is told, and what the log says. */
  async function turnedAway(change: (world: World) => void, event = click()) {
    const world = new World();
    change(world);
    const answer = await (await decisionOf(world, event)).authorize();
    assert.ok(!answer.allowed);
    const { reason, level, isDoubtful } = answer;
    assert.equal(await answer.tell(), true);
    return { reason, level, isDoubtful, told: world.slack.told[0].user };
  }

  it("is let through by the gate's own list", async () => {
    const decision = await decisionOf(new World(), click());
    assert.deepEqual(await decision.authorize(), { allowed: true, settings });
  });

  it("is turned away where no gate has the action, which somebody has to look at", async () => {
    assert.deepEqual(await turnedAway((world) => world.gates.clear()), {
      ...{ reason: "gate_unknown", level: "error", isDoubtful: false, told: ann.id },
    });
  });

  it("is turned away where no list names them, and doubtfully where one cannot be read", async () => {
    const stranger = { channel: "slack", id: "U0MALLORY", displayName: "Mallory" };
    const away = { reason: "not_an_approver", level: "warn" };
    assert.deepEqual(await turnedAway(() => undefined, click({ person: stranger })), {
      ...{ ...away, isDoubtful: false, told: stranger.id },
    });
    const unreadable = (world: World) =>
      void world.faults.push({ call: "slack.userGroupMembers", error: new Error("down") });
    assert.deepEqual(await turnedAway(unreadable, click({ person: bob })), {
      ...{ ...away, isDoubtful: true, told: bob.id },
    });
  });
});

describe("A click on a message of Slack's", () => {
  async function refusalOf(event: unknown, request = requestOf({ origins: { slack: posted } })) {
    const refusal = (await decisionOf(new World(), event)).refusalFor(request, settings);
    if (refusal === undefined) return undefined;
    const { reason, level, isDoubtful, remedy } = refusal;
    return { reason, level, isDoubtful, remedy };
  }
  const elsewhere = { reason: "click_from_elsewhere", level: "error", isDoubtful: false };

  it("is not refused where the request was posted, by somebody who is at home there", async () => {
    assert.equal(await refusalOf(click()), undefined);
  });

  it("from elsewhere is refused for certain, which somebody has to look at", async () => {
    const refusal = await refusalOf(click({ channel: "C0OTHER" }));
    assert.deepEqual(refusal, { ...elsewhere, remedy: undefined });
  });

  it("is refused with a remedy where Slack did not say to whom it posted the message", async () => {
    for (const known of [{}, { teamId: "T0TEAM" }, { appId: "A0APP" }] as Record<
      string,
      string
    >[]) {
      const { remedy, ...refusal } = (await refusalOf(
        click({ appId: "A1" }),
        requestOf({ origins: { slack: known } }),
      ))!;
      assert.deepEqual(refusal, elsewhere);
      assert.match(String(remedy), /Give the hub teamId and appId\.$/);
    }
  });

  it("is refused for certain by somebody who is at home elsewhere", async () => {
    assert.deepEqual(await refusalOf(click({ home: "T0OTHER" })), {
      ...{ reason: "not_at_home", level: "warn", isDoubtful: false, remedy: undefined },
    });
  });
});
