import * as assert from "node:assert/strict";
import { ann, bob, settings, settingsOf, token } from "../domain/samples";
import { eventBody } from "../support/slack-requests";
import { secret, World } from "../support/world";
import { type Click, click, otherToken, shownWorld, sign } from "../support/world-events";

const carla = { channel: "slack", id: "U0CARLA", displayName: "Carla" };
const otherGate = "orders/staging/approve";

/** Nothing was asked of CodePipeline, and the request is as it was. */
async function refuses(world: World, event: unknown): Promise<void> {
  const before = world.slack.history.length;
  await world.decide(event);
  assert.equal(world.count("pipelines.decide"), 0);
  assert.equal(world.request().status, "PENDING");
  assert.equal(world.slack.history.length, before);
}

describe("decider: authority when it decides", () => {
  it("lets a listed person and a member of a listed group decide", async () => {
    for (const person of [ann, bob]) {
      const world = await shownWorld();
      await world.decide(click({ person }));
      assert.equal(world.pipelines.decisions.length, 1);
    }
  });

  it("refuses who was taken off the list after the request was posted", async () => {
    const world = await shownWorld();
    world.gates.set(settings.action, settingsOf({ approverUserIds: ["U0CARLA"] }));
    await refuses(world, click());
    assert.match(world.slack.told[0].text, /You may not decide this/);
    assert.equal(world.slack.told[0].user, ann.id);
  });

  it("refuses who is listed for another gate alone", async () => {
    const world = await shownWorld();
    world.gates.set(otherGate, {
      ...settingsOf({ approverUserIds: [carla.id] }),
      action: otherGate,
    });
    await refuses(world, click({ person: carla }));
  });

  it("refuses everybody of a group that cannot be read, and says so in private", async () => {
    const world = await shownWorld();
    world.faults.push({
      call: "slack.userGroupMembers",
      error: new Error("down"),
      times: Infinity,
    });
    await refuses(world, click({ person: bob }));
    assert.equal(world.slack.told[0].user, bob.id);
    assert.match(world.slack.told[0].text, /could not be read/);
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("refuses everybody where the gate has no settings any more", async () => {
    const world = await shownWorld();
    world.gates.clear();
    await refuses(world, click());
    assert.match(world.slack.told[0].text, /Nobody may decide this in Slack/);
    assert.ok(world.lines.some(({ level }) => level === "error"));
  });

  it("throws where the settings cannot be read", async () => {
    const world = await shownWorld();
    world.faults.push({ call: "gates.read", error: new Error("down") });
    await assert.rejects(world.decide(click()), /down/);
    assert.equal(world.count("pipelines.decide"), 0);
  });
});

describe("decider: a click that is not what it seems", () => {
  const elsewhere: [string, Click, RegExp][] = [
    ["another gate's action", { action: otherGate }, /not known any more/],
    ["a token that is not this action's", { token: otherToken }, /not known any more/],
    ["another channel", { channel: "C0OTHER" }, /does not come from where/],
    ["another workspace", { teamId: "T0OTHER" }, /does not come from where/],
    ["another app", { appId: "A0OTHER" }, /does not come from where/],
  ];
  for (const [what, change, told] of elsewhere) {
    it(`${what} in it: refused`, async () => {
      const world = await shownWorld();
      world.gates.set(otherGate, { ...settings, action: otherGate });
      await refuses(world, click(change));
      assert.match(world.slack.told[0].text, told);
      assert.ok(world.lines.some(({ level }) => level === "error"));
    });
  }

  for (const pinned of [{ teamId: "T0PINNED" }, { appId: "A0PINNED" }]) {
    it(`not of the pinned ${Object.keys(pinned)[0]}: refused without a word`, async () => {
      const world = await shownWorld();
      world.pinned = pinned;
      await refuses(world, click());
      assert.deepEqual(world.slack.told, []);
      assert.equal(world.count("gates.read"), 1);
      assert.ok(world.lines.some(({ level }) => level === "error"));
    });
  }

  it("of the pinned workspace and app: decided", async () => {
    const world = await shownWorld();
    world.pinned = { teamId: "T0TEAM", appId: "A0APP" };
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
  });

  it("a rejection without a reason: refused", async () => {
    const world = await shownWorld();
    await refuses(world, click({ result: "Rejected", reason: "no" }));
    assert.ok(world.lines.some(({ level }) => level === "error"));
  });

  it("a press of a button alone decides nothing", async () => {
    const world = await shownWorld();
    const payload = {
      type: "view_closed",
      team: { id: "T0TEAM" },
      api_app_id: "A0APP",
      user: { id: ann.id },
    };
    await refuses(world, sign(`payload=${encodeURIComponent(JSON.stringify(payload))}`));
  });

  it("an event's words, which Slack signed for another endpoint of the app: no click", async () => {
    const world = await shownWorld();
    await refuses(world, sign(eventBody(`hello &${click().body}&x=`)));
    assert.ok(world.lines.some(({ event }) => event === "payload_not_understood"));
  });

  it("a stored request that names another action than its key: nothing is decided", async () => {
    const world = await shownWorld();
    const planted = JSON.stringify({ ...world.request(), actionName: "security" });
    world.table.items.set(`${settings.action}#${token}`, planted);
    await assert.rejects(world.decide(click()), /action is not as it should be/);
    assert.equal(world.count("pipelines.decide"), 0);
  });

  it("signed by Slack and not understood: logged, and not tried again", async () => {
    const world = await shownWorld();
    await refuses(world, sign("payload=%7B"));
    assert.ok(world.lines.some(({ event }) => event === "payload_not_understood"));
  });
});

describe("decider: the signature", () => {
  it("refuses another secret's, and a body that was changed", async () => {
    const world = await shownWorld();
    const genuine = click();
    const forged = [
      click({}, "0".repeat(32)),
      { ...genuine, body: `${genuine.body}&x=1` },
      { ...genuine, timestamp: "1795381201" },
      { ...genuine, signature: "" },
    ];
    for (const event of forged) {
      await assert.rejects(world.decide(event), /Slack did not sign/);
    }
    assert.equal(world.count("pipelines.decide"), 0);
    assert.equal(world.count("requests.save"), 2);
    assert.deepEqual(world.slack.told, []);
  });

  it("takes the previous secret's, and one that a refresh brings", async () => {
    const world = await shownWorld();
    world.credentials = { botToken: "xoxb-1", signingSecret: "new", previousSigningSecret: secret };
    await world.decide(click());
    assert.equal(world.pipelines.decisions.length, 1);
    const rotated = await shownWorld();
    rotated.credentials = { botToken: "xoxb-1", signingSecret: "old" };
    rotated.before = (call) => {
      if (rotated.count("credentials.read") === 2 && call === "credentials.read") {
        rotated.credentials = { botToken: "xoxb-1", signingSecret: secret };
      }
    };
    await rotated.decide(click());
    assert.equal(rotated.pipelines.decisions.length, 1);
  });

  it("throws for an event that is no click, and reads nothing", async () => {
    const world = new World();
    for (const event of [undefined, {}, { ...click(), version: 2 }, { ...click(), body: 1 }]) {
      await assert.rejects(world.decide(event), /is no click|names no channel/);
    }
    assert.deepEqual(world.calls, []);
  });
});
